/** A written text and what it is judged against. Lists that all records share are shared, not copied. */
export interface QualityRecord {
  object: string;
  field: string;
  text: string;
  /** Key of the account that the record belongs to. */
  account: string;
  /** Name of the industry's template, or '' where the record has none. */
  industry: string;
  maxLength: number;
  unit: 'characters' | 'bytes';
  /** The record's own account and people, full names and parts of them: masked before repetition is measured. */
  own: readonly string[];
  /** True if the prompt asks to name the account or a person. */
  naming: boolean;
  /** The companies of the dataset; those in `own` may be named, no other. */
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

/** A bound that a measure has to keep. */
export type MeasureBound = { atMost: number } | { atLeast: number };

/** One figure of one field, and whether it is as good as wanted. */
export interface Measure {
  name: MeasureName;
  value: number;
  wanted: MeasureBound;
  passed: boolean;
}

/** How good the texts of one field are. */
export interface FieldQuality {
  object: string;
  field: string;
  records: number;
  /** Words per text, on average. */
  words: number;
  measures: Measure[];
}

/** How good the texts of a dataset are, field by field. */
export interface QualityReport {
  fields: FieldQuality[];
  passed: boolean;
}
