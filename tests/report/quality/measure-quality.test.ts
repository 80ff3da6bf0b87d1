import { describe, expect, test } from 'vitest';
import { measureQuality } from '../../../src/report/quality/measure-quality.ts';
import type { MeasureName, QualityRecord } from '../../../src/report/quality/types.ts';
import { goodRecords, rewritten } from './records.ts';

const long = goodRecords();
const short = goodRecords(false);
const LOOP = 'the same old words come round and round again in every one of these dull texts';

/** For each measure, texts that are broken in just the way that it is there to find. */
const BROKEN: Readonly<Record<MeasureName, QualityRecord[]>> = {
  'shared four-grams': rewritten(long, (text) => `${text} It was seen by all of us once more today.`),
  'gzip ratio': rewritten(long, (text) => `${text} ${LOOP}, ${LOOP}, ${LOOP}.`),
  'distinct-2': rewritten(long, (text) => `${text} ${LOOP}, ${LOOP}.`),
  'exact duplicates': rewritten(short, (text, index) => (index < 6 ? short[0]!.text : text)),
  'duplicates within an account': short.map((record, index) =>
    index === 1 ? { ...record, text: short[0]!.text, account: short[0]!.account } : record,
  ),
  'near duplicates': rewritten(long, (text, index) =>
    index === 1 ? long[0]!.text.replace(/^\w+/, 'Another') : text,
  ),
  'distinct openings': rewritten(long, (text, index) => (index % 2 ? `We have seen ${text}` : text)),
  'own names': rewritten(long, (text, index, { own }) => (index % 2 ? text.replace(own[0]!, 'them') : text)),
  'other companies': rewritten(long, (text, index) =>
    index === 3 ? `${text} So says ${long[4]!.own[0]}.` : text,
  ),
  'industry vocabulary': rewritten(long, (text) => `${text} Premium cluster, webhook claims, firmware.`),
  'stock phrases': rewritten(long, (text, index) => (index === 5 ? `${text} Let us touch base.` : text)),
  'over length': rewritten(long, (text, index) => (index === 7 ? text.padStart(405, 'very ') : text)),
  unfinished: rewritten(long, (text, index) => (index === 9 ? text.replace(/\.$/, ' and') : text)),
};

describe('measureQuality', () => {
  test.each([
    ['long', long],
    ['short', short],
  ])('finds nothing wrong with good %s texts', (_, records) => {
    const { fields, passed } = measureQuality(records);
    expect(fields[0]!.measures.filter((measure) => !measure.passed)).toEqual([]);
    expect(passed).toBe(true);
  });

  test.each(Object.entries(BROKEN))('%s: finds the texts that were broken for it', (name, records) => {
    const [field] = measureQuality(records).fields;
    expect(field!.measures.find((measure) => measure.name === name)).toMatchObject({ passed: false });
  });

  test('measures each field by itself and asks more of a model', () => {
    const records = [...long, ...short];
    expect(measureQuality(records).fields.map(({ field }) => field)).toEqual(['Description', 'Subject']);
    const [field] = measureQuality(records, 'model').fields;
    expect(field!.measures[0]!.wanted).toEqual({ atMost: 0.25 });
  });

  test('leaves the vocabulary out where all records are of one industry', () => {
    const [field] = measureQuality(long.filter(({ industry }) => industry === 'insurance')).fields;
    expect(field!.measures.map(({ name }) => name)).not.toContain('industry vocabulary');
  });

  test("a name of the record doesn't count as variety", () => {
    const texts = rewritten(
      long,
      (_, index, { own }) => `${own[0]} has asked us for the very same thing ${index}.`,
    );
    const [field] = measureQuality(texts).fields;
    expect(field!.measures.find(({ name }) => name === 'shared four-grams')!.value).toBeGreaterThan(0.6);
  });
});
