import { counted } from '../shared/counted.ts';
import { tableLines } from '../shared/table-text.ts';
import type { ObjectTable } from './run/object-table.ts';

/** The result for one object. */
export interface ObjectSummary {
  object: string;
  file: string;
  rows: number;
  /** The fraction of cells that aren't blank. */
  filled: number;
}

export function objectSummary(table: ObjectTable): ObjectSummary {
  const cells = table.written * table.columns.length;
  const filled = table.filled.reduce((a, b) => a + b, 0);
  return {
    object: table.sobject,
    file: table.file,
    rows: table.written,
    filled: cells > 0 ? filled / cells : 0,
  };
}

/** The result as a table: object, rows, file, share of filled fields. */
export function summaryLines(objects: readonly ObjectSummary[]): string[] {
  const rows = objects.map(({ object, rows, file, filled }) => [
    object,
    counted(rows),
    file,
    `${Math.round(filled * 100)}%`,
  ]);
  const total = counted(objects.reduce((sum, { rows }) => sum + rows, 0));
  return tableLines(['Object', 'Rows', 'File', 'Filled'], [...rows, ['', total, '', '']], [1, 3]);
}
