import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { float } from '../../python/numbers/float.ts';
import { int } from '../../python/numbers/int.ts';
import type { Value } from '../../python/value.ts';
import { counted } from '../../shared/counted.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { listed } from '../../shared/quote.ts';
import { DataRow, placesOf } from './data-row.ts';

/** A view may have endless rows. */
const MOST = 2_000_000;

/**
 * Reads the rows of a table or view from a SQLite file, opened read-only; the table's name is optional if there is
 * only one.
 */
export function readTableRows(path: string, table: string | undefined): DataRow[] {
  const database = open(path);
  try {
    // Whole numbers are read as bigints to distinguish them from floats.
    const statement = database.prepare(
      `SELECT * FROM "${chosen(database, path, table).replaceAll('"', '""')}"`,
    );
    const columns = statement.columns().map(({ name }) => name);
    const places = placesOf(columns);
    const rows: DataRow[] = [];
    for (const values of statement.safeIntegers(true).raw(true).iterate() as IterableIterator<unknown[]>) {
      if (rows.length === MOST)
        throw new FormulaError(`${basename(path)} has more than ${counted(MOST)} rows there.`);
      rows.push(new DataRow(columns, places, values.map(cellValue)));
    }
    return rows;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new FormulaError(
      `${basename(path)} can't be read (${error.code}).`,
      'Try `PRAGMA integrity_check`.',
    );
  } finally {
    database.close();
  }
}

function open(path: string): Database.Database {
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    database.pragma('schema_version');
    return database;
  } catch (error) {
    throw new FormulaError(`${basename(path)} isn't a SQLite file: ${(error as Error).message}.`);
  }
}

function chosen(database: Database.Database, path: string, wanted: string | undefined): string {
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  if (wanted !== undefined) {
    if (tables.includes(wanted)) return wanted;
    throw new FormulaError(
      `${basename(path)} has no table ${wanted}.`,
      didYouMean(wanted, tables) ?? `It has ${listed(tables)}.`,
    );
  }
  const [only, ...more] = tables;
  if (only === undefined) throw new FormulaError(`${basename(path)} has no tables.`);
  if (more.length > 0)
    throw new FormulaError(`${basename(path)} has several tables.`, `Choose with table: ${listed(tables)}.`);
  return only;
}

function cellValue(value: unknown): Value {
  if (typeof value === 'bigint') return int(value);
  if (typeof value === 'number') return float(value);
  return value instanceof Buffer ? value.toString('latin1') : ((value as string | null) ?? null);
}
