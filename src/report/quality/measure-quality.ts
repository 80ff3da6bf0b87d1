import { duplicatesWithinAccount, exactDuplicates } from './duplicates.ts';
import { hasStockPhrase, isOverLength, isUnfinished } from './flaws.ts';
import { groupBy } from './group-by.ts';
import { maskNames } from './mask-names.ts';
import { othersNamed, ownNamed } from './named.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { distinctOpenings, distinctTwo, gzipRatio, sharedFourGrams } from './repetition.ts';
import { sampleOf } from './sample.ts';
import type { FieldQuality, Measure, MeasureName, QualityRecord, QualityReport } from './types.ts';
import { vocabularyLift } from './vocabulary.ts';
import { isLong, keeps, type Writer, wantedOf } from './wanted.ts';
import { wordsOf } from './words.ts';

/** Measures the texts of each field; a pure function of the records and their order. */
export function measureQuality(records: readonly QualityRecord[], writer: Writer = 'offline'): QualityReport {
  const groups = groupBy(records, ({ object, field }) => `${object}.${field}`);
  const fields = [...groups.values()].map((group) => fieldQuality(group, writer));
  return { fields, passed: fields.every(({ measures }) => measures.every(({ passed }) => passed)) };
}

function fieldQuality(records: readonly QualityRecord[], writer: Writer): FieldQuality {
  const { object, field, maxLength } = records[0]!;
  const words = records.reduce((sum, { text }) => sum + wordsOf(text).length, 0) / records.length;
  const long = isLong(words, maxLength);
  const wanted = wantedOf(writer, long);
  const measures: Measure[] = [];
  for (const [name, value] of Object.entries(figures(records, long))) {
    const bound = wanted[name as MeasureName];
    if (value === undefined || bound === undefined) continue;
    measures.push({ name: name as MeasureName, value, wanted: bound, passed: keeps(value, bound) });
  }
  return { object, field, records: records.length, words, measures };
}

/** Every figure of a field, undefined where it means nothing there. */
function figures(records: readonly QualityRecord[], long: boolean): Record<MeasureName, number | undefined> {
  const texts = records.map(({ text }) => text);
  const masked = records.map(({ text, own }) => maskNames(text, own));
  const sample = sampleOf(masked);
  const naming = records.filter((record) => record.naming);
  const count = (flawed: (record: QualityRecord) => boolean): number => records.filter(flawed).length;
  return {
    'shared four-grams': long ? sharedFourGrams(sample) : undefined,
    'gzip ratio': long ? gzipRatio(sample) : undefined,
    'distinct-2': long ? distinctTwo(sample) : undefined,
    'exact duplicates': exactDuplicates(texts),
    'duplicates within an account': long ? undefined : duplicatesWithinAccount(records),
    'near duplicates': long ? nearDuplicates(masked) : undefined,
    'distinct openings': distinctOpenings(sample),
    'own names': naming.length > 0 ? ownNamed(naming) : undefined,
    'other companies': othersNamed(records),
    'industry vocabulary': vocabularyLift(records),
    'stock phrases': count(({ text }) => hasStockPhrase(text)),
    'over length': count(({ text, maxLength, unit }) => isOverLength(text, maxLength, unit)),
    unfinished: count(({ text }) => isUnfinished(text, long)),
  };
}
