import { basename } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { readForeignCsv } from '../../shared/files/foreign-csv.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { DataRow, placesOf } from './data-row.ts';

/**
 * Reads the rows of a CSV file and the line of each. Values are text; missing values at the end of a row are null.
 */
export function readCsvRows(file: string): { rows: DataRow[]; lines: readonly number[] } {
  const { columns, rows, lines } = readForeignCsv(file);
  const places = placesOf(columns);
  return { rows: rows.map((values) => new DataRow(columns, places, values)), lines };
}

/** The same for a formula, whose error has the problem of the file in addition to its own place. */
export function csvRowsForFormula(file: string): DataRow[] {
  try {
    return readCsvRows(file).rows;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [{ message, place, hint }] = error.problems as [(typeof error.problems)[0]];
    const at = place?.line === undefined ? '' : `:${place.line}`;
    throw new FormulaError(`${basename(file)}${at}: ${message}`, hint);
  }
}
