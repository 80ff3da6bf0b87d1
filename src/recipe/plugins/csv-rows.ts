import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { FormulaError } from '../formula-error.ts';
import { DataRow, placesOf } from './data-row.ts';

/** The rows of a CSV file under its header. Values are text; a row that ends early has nulls at its end. */
export function readCsvRows(path: string): DataRow[] {
  const [columns, ...rows] = records(path);
  if (!columns) return [];
  const places = placesOf(columns);
  return rows.map((values, i) => {
    if (values.length > columns.length)
      throw new FormulaError(`Row ${i + 1} of ${basename(path)} has more columns than its header.`);
    return new DataRow(columns, places, values);
  });
}

function records(path: string): string[][] {
  try {
    return parse(readFileSync(path), { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError)
      throw new FormulaError(`${basename(path)} is no CSV file: ${error.message}`);
    throw error;
  }
}
