import { csvText } from '../dataset/csv.ts';
import { type ExportFile, headersOf } from './export-file.ts';

/** The CSV text of a file for Bulk API 2.0: UTF-8, LF, commas. */
export function fileText(file: Pick<ExportFile, 'columns' | 'rows'>): string {
  return csvText(
    headersOf(file),
    file.rows.map((row) => row.cells),
  );
}
