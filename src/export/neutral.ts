import type { TextTable } from './text-table.ts';

/** A data set as it is committed: no org's ids, headers or picklist values in it. */
export interface Neutral {
  name: string;
  seed: number;
  as_of: string;
  key_prefix: string;
  /** sha256 over what was read: two loads with the same hash send the same rows. */
  hash: string;
  tables: readonly TextTable[];
}

/** The beginning of all keys of a data set: `TESTDATA_42_`. */
export function prefixOf(neutral: { key_prefix: string; seed: number }): string {
  return `${neutral.key_prefix}${neutral.seed}_`;
}
