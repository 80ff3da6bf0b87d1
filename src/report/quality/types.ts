/** A text with the context for its measures. Lists that all records have in common are shared, not copied. */
export interface QualityRecord {
  object: string;
  field: string;
  text: string;
  /** Key of the account that the record belongs to. */
  account: string;
  /** Name of the industry's template, or '' if the record has none. */
  industry: string;
  maxLength: number;
  unit: 'characters' | 'bytes';
  /** The record's own account and people, full names and parts of them, masked before repetition is measured. */
  own: readonly string[];
  /** True if the prompt asks for the name of the account or a person. */
  naming: boolean;
  /** The companies of the dataset; a text may name those in `own` and no others. */
  companies: readonly string[];
  /** The vocabulary of each industry, by the name of its template. */
  vocabulary: Readonly<Record<string, readonly string[]>>;
}

export type MeasureName =
  | 'shared four-grams'
  | 'gzip ratio'
  | 'distinct-2'
  | 'exact duplicates'
  | 'duplicates within an account'
  | 'near duplicates'
  | 'distinct openings'
  | 'own names'
  | 'other companies'
  | 'industry vocabulary'
  | 'stock phrases'
  | 'over length'
  | 'unfinished';

/** The bound of a measure. */
export type MeasureBound = { atMost: number } | { atLeast: number };

/** One figure of one field, and whether it is within its bound. */
export interface Measure {
  name: MeasureName;
  value: number;
  wanted: MeasureBound;
  passed: boolean;
}

/** The quality of the texts of one field. */
export interface FieldQuality {
  object: string;
  field: string;
  records: number;
  /** Words per text, on average. */
  words: number;
  measures: Measure[];
}

/** The quality of a dataset's texts, by field. */
export interface QualityReport {
  fields: FieldQuality[];
  passed: boolean;
}
