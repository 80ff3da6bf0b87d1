import type { TableRows } from '../dataset/csv.ts';
import { fitText, isSuspect, lostCharacter, unseenCharacter } from '../shared/cell-text.ts';
import { countText } from '../shared/counted.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { packRows } from '../shared/rows/packed-rows.ts';
import { mapRows, type Rows } from '../shared/rows/rows.ts';
import { isPlaceholder } from '../shared/special-cells.ts';

declare const written: unique symbol;

/** The cells of a row without placeholders. Only `textTable` makes one, so that no placeholder is exported. */
type TextRow = readonly string[] & { readonly [written]: true };

/** The rows of one sobject in the neutral form of the dataset, ready for an export. */
export interface TextTable {
  sobject: string;
  /** The file of the rows, for places in messages. */
  file: string;
  columns: readonly string[];
  rows: Rows<TextRow>;
  /** The line of the file on which each row begins, from 1. */
  lines: ArrayLike<number> & Iterable<number>;
}

const SHOWN = 10;

/**
 * Checks that a table has no placeholders and that every cell is valid for an org; a UserError names the first that
 * aren't.
 */
export function textTable(sobject: string, file: string, table: TableRows, next?: string): TextTable {
  const problems: Problem[] = [];
  let waiting = 0;
  const unfit: Problem[] = [];
  table.rows.forEach((row, index) => {
    row.forEach((cell, column) => {
      const character = isSuspect(cell) ? (unseenCharacter(cell) ?? lostCharacter(cell)) : undefined;
      if (character && unfit.length < SHOWN)
        unfit.push({
          message: `${table.columns[column]}: Salesforce fields can't store the character ${character}.`,
          place: { file, line: table.lines[index]!, key: row[0]! },
        });
      if (!isPlaceholder(cell)) return;
      waiting++;
      if (problems.length === SHOWN) return;
      const place = { file, line: table.lines[index]!, key: row[0]! };
      problems.push({ message: `The text of ${table.columns[column]} isn't written yet.`, place });
    });
  });
  const rest = waiting - problems.length;
  if (rest > 0) {
    const texts = `${countText(rest, 'more text')} ${rest === 1 ? "isn't" : "aren't"}`;
    problems.push({ message: `${texts} written yet.`, place: { file }, count: rest });
  }
  if (waiting > 0) throw new UserError([...problems, ...unfit], next ? { next } : {});
  if (unfit.length > 0) throw new UserError(unfit);
  return {
    sobject,
    file,
    columns: table.columns,
    rows: table.rows as Rows<TextRow>,
    lines: table.lines,
  };
}

/**
 * A table with changed cells of the same shape; `change` never gets or returns a placeholder, and its results are
 * valid cells.
 */
export function mapCells(table: TextTable, change: (cell: string, column: number) => string): TextTable {
  return {
    ...table,
    rows: packed(mapRows(table.rows, (row) => row.map((cell, column) => fitText(change(cell, column))))),
  };
}

/** A table in which the cells of a column fill the blank ones of another, under the name of that one. */
export function joinColumns(table: TextTable, from: number, into: number): TextTable {
  const rest = <T>(row: readonly T[]) => row.filter((_, at) => at !== from);
  return {
    ...table,
    columns: rest(table.columns),
    rows: packed(mapRows(table.rows, (row) => rest(row[into] === '' ? row.with(into, row[from]!) : row))),
  };
}

/** A table whose rows are changed, each to one of the same length; `change` returns the row itself for no change. */
export function changeRows(
  table: TextTable,
  change: (row: readonly string[], position: number) => readonly string[],
): TextTable {
  return { ...table, rows: packed(mapRows(table.rows, change)) };
}

/** Rows of which each is changed once. */
function packed(rows: Rows<readonly string[]>): Rows<TextRow> {
  return packRows(rows) as Rows<TextRow>;
}
