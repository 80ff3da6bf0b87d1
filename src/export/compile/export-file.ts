import type { Match } from '../../catalog/types.ts';
import { csvParts } from '../../dataset/csv.ts';
import { mapRows, type Rows } from '../../shared/rows/rows.ts';

/**
 * A column of a file for Bulk API 2.0. `parent` cells are keys of the dataset, `id` cells are ids of the org.
 * `byId` columns are of parents without an External ID: a load replaces their keys with ids as soon as it knows them.
 * `createOnly` columns can't be updated. `personContact` columns name contacts of person accounts, see `personContact`.
 */
export type ExportColumn =
  | { kind: 'key'; header: string; field: string }
  | { kind: 'value'; header: string; field: string; createOnly?: true }
  | {
      kind: 'parent';
      header: string;
      field: string;
      to: string;
      byId?: true;
      personContact?: true;
      createOnly?: true;
    }
  | { kind: 'id'; header: string; field: string };

export interface ExportRow {
  key: string;
  /** The line in the dataset, for messages. */
  line: number;
  cells: readonly string[];
}

/**
 * The file of one job. `records` have whole rows; `links` are the second pass, with only key and parents, for
 * references between rows of the same job.
 */
export interface ExportFile {
  /** The file's name without `.csv`: `Contact`, `Task-Opportunity`, `Contact-ReportsTo`. */
  name: string;
  sobject: string;
  pass: 'records' | 'links';
  /** How the org's record of a row is found. */
  match: Match;
  columns: readonly ExportColumn[];
  rows: Rows<ExportRow>;
  /** The dataset's file with the rows. */
  source: string;
}

/** The header row of a file. */
export function headersOf(file: Pick<ExportFile, 'columns'>): string[] {
  return file.columns.map((column) => column.header);
}

/** Formats a file for Bulk API 2.0 as CSV, part by part: UTF-8, LF, commas. */
export function fileParts(file: Pick<ExportFile, 'columns' | 'rows'>): Iterable<string> {
  return csvParts(
    headersOf(file),
    mapRows(file.rows, (row) => row.cells),
  );
}
