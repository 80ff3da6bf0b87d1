import type { LoadDeclarations } from '../dataset/manifest.ts';
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
  /** How objects are to be loaded, where the recipe says so. */
  load?: LoadDeclarations;
}
