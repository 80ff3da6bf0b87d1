import { KeyedDraw } from '../../random/draw.ts';
import { hasStockPhrase, isOverLength, isUnfinished } from './flaws.ts';
import { maskNames, othersNamed, ownNamed, vocabularyLift } from './naming.ts';
import {
  distinctOpenings,
  distinctTwo,
  duplicatesWithinAccount,
  exactDuplicates,
  gzipRatio,
  nearDuplicates,
  sharedFourGrams,
} from './repetition.ts';
import type {
  FieldQuality,
  Measure,
  MeasureBound,
  MeasureName,
  QualityRecord,
  QualityReport,
} from './types.ts';
import { wordsIn } from './words.ts';

/** Measures the texts of each field; a pure function of the records and their order. */
export function measureQuality(
  records: readonly QualityRecord[],
  writer: WrittenBy = 'offline',
): QualityReport {
  const groups = Map.groupBy(records, ({ object, field }) => `${object}.${field}`);
  const fields = [...groups.values()].map((group) => fieldQuality(group, writer));
  return { fields, passed: fields.every(({ measures }) => measures.every(({ passed }) => passed)) };
}

function fieldQuality(records: readonly QualityRecord[], writer: WrittenBy): FieldQuality {
  const { object, field, maxLength } = records[0]!;
  const words = records.reduce((sum, { text }) => sum + wordsIn(text).length, 0) / records.length;
  const long = isLong(words, maxLength);
  const wanted = boundsFor(writer, long);
  const measures: Measure[] = [];
  for (const [name, value] of Object.entries(figures(records, long))) {
    const bound = wanted[name as MeasureName];
    if (value === undefined || bound === undefined) continue;
    measures.push({ name: name as MeasureName, value, wanted: bound, passed: keeps(value, bound) });
  }
  return { object, field, records: records.length, words, measures };
}

/** Every figure of a field; undefined where it doesn't apply. */
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

/** The author of the texts: the bounds for a model are stricter than those for the offline provider. */
export type WrittenBy = 'offline' | 'model';

/**
 * True if a field is long: at least twelve words on average, and not one of 255 characters such as a subject or a
 * next step. Long fields are measured for repetition, short ones for duplicates.
 */
function isLong(words: number, maxLength: number): boolean {
  return words >= 12 && maxLength > 255;
}

/** The bounds of each measure for long and short fields; a missing measure doesn't apply. */
function boundsFor(writer: WrittenBy, long: boolean): Partial<Record<MeasureName, MeasureBound>> {
  const repetition: Partial<Record<MeasureName, MeasureBound>> = {
    'shared four-grams': { atMost: writer === 'offline' ? 0.35 : 0.25 },
    'gzip ratio': { atMost: writer === 'offline' ? 4 : 3.5 },
    'distinct-2': { atLeast: writer === 'offline' ? 0.45 : 0.55 },
    'exact duplicates': { atMost: 0 },
    'near duplicates': { atMost: 0 },
  };
  const duplicates: Partial<Record<MeasureName, MeasureBound>> = {
    'exact duplicates': { atMost: 0.05 },
    'duplicates within an account': { atMost: 0 },
  };
  return {
    ...(long ? repetition : duplicates),
    'distinct openings': { atLeast: 0.6 },
    'own names': { atLeast: 0.8 },
    'other companies': { atMost: 0 },
    'industry vocabulary': { atLeast: 3 },
    'stock phrases': { atMost: 0 },
    'over length': { atMost: 0 },
    unfinished: { atMost: 0 },
  };
}

/** True if a figure is within its bound. */
function keeps(value: number, wanted: MeasureBound): boolean {
  return 'atMost' in wanted ? value <= wanted.atMost : value >= wanted.atLeast;
}

const SAMPLE_SIZE = 100;
const SAMPLE_KEY = 20_261_102;

/** A fixed sample, the same for the same records: measures of repetition grow with the number of texts. */
function sampleOf<T>(records: readonly T[]): T[] {
  if (records.length <= SAMPLE_SIZE) return [...records];
  const draw = new KeyedDraw();
  draw.rekey(SAMPLE_KEY);
  const pool = [...records];
  for (let place = 0; place < SAMPLE_SIZE; place++) {
    const chosen = place + draw.below(pool.length - place);
    [pool[place], pool[chosen]] = [pool[chosen]!, pool[place]!];
  }
  return pool.slice(0, SAMPLE_SIZE);
}
