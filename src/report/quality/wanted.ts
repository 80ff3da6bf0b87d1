import type { MeasureName, Wanted } from './types.ts';

/** Who wrote the texts: more is asked of a model than of the offline provider. */
export type Writer = 'offline' | 'model';

/**
 * Whether a field is long: of twelve words or more on average, and no line of 255 characters such as a subject or a
 * next step. Long fields are measured for repetition, short ones for duplicates.
 */
export function isLong(words: number, maxLength: number): boolean {
  return words >= 12 && maxLength > 255;
}

/** The bounds of every measure, for long and for short fields; a measure that is missing is not taken there. */
export function wantedOf(writer: Writer, long: boolean): Partial<Record<MeasureName, Wanted>> {
  const repetition: Partial<Record<MeasureName, Wanted>> = {
    'shared four-grams': { atMost: writer === 'offline' ? 0.35 : 0.25 },
    'gzip ratio': { atMost: writer === 'offline' ? 4 : 3.5 },
    'distinct-2': { atLeast: writer === 'offline' ? 0.45 : 0.55 },
    'exact duplicates': { atMost: 0 },
    'near duplicates': { atMost: 0 },
  };
  const duplicates: Partial<Record<MeasureName, Wanted>> = {
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

/** Whether a figure keeps its bound. */
export function keeps(value: number, wanted: Wanted): boolean {
  return 'atMost' in wanted ? value <= wanted.atMost : value >= wanted.atLeast;
}
