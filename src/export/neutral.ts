import type { LoadDeclarations } from '../dataset/manifest.ts';
import type { TextTable } from './text-table.ts';

/** A dataset as it is committed: without any org's ids, headers, or picklist values. */
export interface Neutral {
  name: string;
  /** The name under which it was generated, whatever its folder is called now. */
  dataset?: string;
  seed: number;
  as_of: string;
  key_prefix: string;
  /** SHA-256 of the content: two loads with the same hash send the same rows. */
  hash: string;
  tables: readonly TextTable[];
  /** SHA-256 of the recipe, if known. */
  recipe?: string;
  /** SHA-256 of templates and settings, if known: with the same hash, a recipe makes the same rows. */
  settings?: string;
  /** True if the rows are updates of records of another dataset. */
  update?: true;
  /** Tables whose rows aren't exported, and which lookups of the others may refer to. */
  apart?: readonly TextTable[];
  /** The recipe's load settings, if any. */
  load?: LoadDeclarations;
}

/** A dataset with the tables of some objects; lookups to the others still find their keys. */
export function withTables(neutral: Neutral, sobjects: readonly string[] | undefined): Neutral {
  if (!sobjects) return neutral;
  const isChosen = ({ sobject }: TextTable) => sobjects.includes(sobject);
  return {
    ...neutral,
    tables: neutral.tables.filter(isChosen),
    apart: neutral.tables.filter((table) => !isChosen(table)),
  };
}
