import type { Match } from '../catalog/types.ts';
import { csvText } from '../dataset/csv.ts';

/** A column of a file for Bulk API 2.0. `parent` cells hold keys of the dataset, `id` cells ids of the org. An update refuses `createOnly` ones. */
export type ExportColumn =
  | { kind: 'key'; header: string; field: string }
  | { kind: 'value'; header: string; field: string; createOnly?: true }
  | { kind: 'parent'; header: string; field: string; to: string; createOnly?: true }
  | { kind: 'id'; header: string; field: string };

export interface ExportRow {
  key: string;
  /** The line in the dataset, for messages. */
  line: number;
  cells: readonly string[];
}

/**
 * One file for one job. `records` carry whole rows; `links` are the second pass, key and parents only, for references
 * that a row cannot make to another row of its own job.
 */
export interface ExportFile {
  /** `Contact`, `Task-Opportunity`, `Contact-ReportsTo`: the file's name without `.csv`. */
  name: string;
  sobject: string;
  pass: 'records' | 'links';
  /** How the org's record of a row is found again. */
  match: Match;
  columns: readonly ExportColumn[];
  rows: readonly ExportRow[];
  /** The dataset's file that the rows come from. */
  source: string;
}

/** The header row of a file. */
export function headersOf(file: Pick<ExportFile, 'columns'>): string[] {
  return file.columns.map((column) => column.header);
}

/** The CSV text of a file for Bulk API 2.0: UTF-8, LF, commas. */
export function fileText(file: Pick<ExportFile, 'columns' | 'rows'>): string {
  return csvText(
    headersOf(file),
    file.rows.map((row) => row.cells),
  );
}
