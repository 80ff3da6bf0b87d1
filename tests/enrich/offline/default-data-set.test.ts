import { describe, expect, test } from 'vitest';
import { measureQuality } from '../../../src/report/quality/measure-quality.ts';
import { offlineRecords } from './default-data-set.ts';

const records = await offlineRecords('output/seed-42');
const { fields } = measureQuality(records);

describe('offline texts of the default dataset', () => {
  test.each(
    fields.flatMap(({ object, field, measures }) =>
      measures.map((measure) => [`${object}.${field}`, measure.name, measure] as const),
    ),
  )('%s: %s is as wanted', (_field, _name, measure) => {
    expect(measure).toMatchObject({ passed: true });
  });

  test('no text states a calendar date', () => {
    const months = /\b(?:January|February|March|April|June|July|September|October|November|December) \d/;
    const dated = records.filter(({ text }) => /\d{4}-\d{2}|\b20\d\d\b/.test(text) || months.test(text));
    expect(dated.map(({ text }) => text)).toEqual([]);
  });

  test('no text has an article, a plural or a space that is wrong', () => {
    const slips =
      /\b[Aa] (?!one)[aeio]\w|\b[Aa]n [bcdfgjklmnpqrtvwxyz]\w|\b1 days\b| {2}| [,.;:!?]|\.\.|,\.|\b(\w{4,}) \1\b/;
    expect(records.filter(({ text }) => slips.test(text)).map(({ text }) => text)).toEqual([]);
  });
});
