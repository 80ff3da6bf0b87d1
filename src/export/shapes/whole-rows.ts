import { isEmptyCell } from '../../shared/special-cells.ts';
import type { ExportColumn, ExportFile } from '../compile/export-file.ts';

/** A cell of a row with its column. */
interface WholeCell {
  column: ExportColumn;
  cell: string;
}

/** A row of an sobject with the values of its second pass, without blanks. */
export interface WholeRow {
  key: string;
  /** The name of its first file, which identifies rows with other types of parents. */
  file: string;
  cells: WholeCell[];
}

/** Merges the files of each sobject to whole rows, for tools that handle references within an object themselves. */
export function wholeRows(files: readonly ExportFile[]): Map<string, WholeRow[]> {
  const bySobject = new Map<string, Map<string, WholeRow>>();
  for (const file of files) {
    const rows = bySobject.get(file.sobject) ?? new Map<string, WholeRow>();
    bySobject.set(file.sobject, rows);
    for (const row of file.rows) {
      const cells = row.cells.flatMap((cell, at) =>
        isEmptyCell(cell) ? [] : [{ column: file.columns[at]!, cell }],
      );
      const before = rows.get(row.key);
      if (before) before.cells.push(...cells.filter(({ column }) => column.kind === 'parent'));
      else rows.set(row.key, { key: row.key, file: file.name, cells });
    }
  }
  return new Map([...bySobject].map(([sobject, rows]) => [sobject, [...rows.values()]]));
}
