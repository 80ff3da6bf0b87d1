import { cellCheck, impossibleValue } from '../catalog/cell-check.ts';
import { requiredOnCreate } from '../catalog/derive.ts';
import { lookupOfAll, orgRecordsOf } from '../catalog/org-records.ts';
import { isRecordId } from '../catalog/record-id.ts';
import { canLack, cellsBy, kindsOfRows } from '../catalog/row-kinds.ts';
import type { Catalog } from '../catalog/types.ts';
import { isSpreadsheetFormula, lostCharacter, unseenCharacter } from '../shared/cell-text.ts';
import { furtherProblems, type Problem } from '../shared/errors.ts';
import { isEmptyCell, isPlaceholder } from '../shared/special-cells.ts';
import type { Table } from './csv.ts';

/** The maximum number of problems per kind and file that are listed. */
const TOLD = 5;

/** The length of an External ID field. */
const LONGEST_KEY = 255;

/** A file of a stage with its rows. */
export interface ObjectFile {
  object: string;
  file: string;
  table: Table;
  /** True if it was changed after it was written. */
  edited: boolean;
  /** True if a checkout gave it Windows line ends. */
  crlf: boolean;
}

/** Checks that keys begin with the dataset's prefix and are unique; `keys` collects the object of each key. */
export function verifyKeys(
  { object, file, table }: ObjectFile,
  prefix: string,
  keys: Map<string, string>,
  problems: Problem[],
): void {
  const tell = teller(file, problems);
  if (table.columns[0] !== 'ExternalId') {
    problems.push({ message: 'The first column must be ExternalId.', place: { file, line: 1 } });
    return;
  }
  for (const [i, column] of table.columns.entries()) {
    if (column === '') problems.push({ message: `Column ${i + 1} has no name.`, place: { file, line: 1 } });
    else if (table.columns.indexOf(column) < i)
      problems.push({ message: `Duplicate column ${column}.`, place: { file, line: 1 } });
  }
  const folded = new Map<string, string>();
  for (const [i, row] of table.rows.entries()) {
    const key = row[0]!;
    const line = table.lines[i]!;
    const twin = folded.get(key.toLowerCase());
    if (twin === undefined) folded.set(key.toLowerCase(), key);
    else if (twin !== key)
      tell('case', `The key differs from ${twin} only in case, which an External ID ignores.`, line, key);
    if (key.length > LONGEST_KEY)
      tell('length', `The key has ${key.length} characters; the maximum is ${LONGEST_KEY}.`, line, key);
    if (!/^[\x21-\x7e]*$/.test(key))
      tell('key', 'The key has characters other than letters, digits, and signs.', line, key);
    if (!key.startsWith(prefix)) tell('prefix', `The key must begin with ${prefix}.`, line, key);
    const before = keys.get(key);
    if (before) tell('twice', `Duplicate record key, also in ${before}.`, line, key);
    else keys.set(key, object);
  }
  tell.rest();
}

/** Checks for columns that an org requires. */
export function verifyRequired(
  { object, file, table }: ObjectFile,
  catalog: Catalog,
  problems: Problem[],
): void {
  if (table.rows.length === 0) return;
  for (const name of requiredOnCreate(catalog, object)) {
    if (table.columns.includes(name)) continue;
    problems.push({
      message: `${object} requires the field ${name}, but the file has no such column.`,
      place: { file, line: 1 },
    });
  }
}

/** Checks cells against their fields: types, lengths, references if all keys are known, and required fields. */
export function verifyCells(
  { object, file, table }: ObjectFile,
  catalog: Catalog,
  { keys, areAll }: { keys: ReadonlyMap<string, string>; areAll: boolean },
  problems: Problem[],
): void {
  const tell = teller(file, problems);
  const fields = catalog[object]?.fields;
  const kinds = kindsOfRows(object, fields);
  const cellOf = cellsBy(table.columns);
  for (const [i, column] of table.columns.entries()) {
    if (column === 'ExternalId') continue;
    const field = column.startsWith('_') ? undefined : (fields?.[column] ?? lookupOfAll(column)?.field);
    if (fields && !field && !column.startsWith('_')) {
      problems.push({ message: `${object} has no field ${column}.`, place: { file, line: 1 } });
      continue;
    }
    const check = cellCheck(field);
    for (const [n, row] of table.rows.entries()) {
      const cell = row[i] ?? '';
      const at = (kind: string, message: string) =>
        tell(kind, `${column}: ${message}`, table.lines[n]!, row[0]!);
      if (isEmptyCell(cell)) {
        if (field?.required && !canLack(kinds, column, cellOf(row)))
          at('required', 'the field is required and blank.');
        continue;
      }
      if (field?.type === 'reference') {
        const target = keys.get(cell);
        if (!target && areAll && !isRecordId(cell) && orgRecordsOf(field.to).length === 0)
          at('reference', `no row has the key ${cell}.`);
        else if (target && !field.to.includes(target))
          at('target', `${cell} is a ${target}; the field refers to ${field.to.join(' or ')}.`);
        continue;
      }
      const wrong = impossibleValue(field, cell) ? undefined : check(cell);
      if (wrong) at('type', wrong);
    }
  }
  tell.rest();
}

/**
 * Checks for values that every org refuses or changes, whatever their field, and for values that a spreadsheet would
 * run.
 */
export function verifyValues(
  { object, file, table }: ObjectFile,
  catalog: Catalog,
  problems: Problem[],
  notes: Problem[],
): void {
  const tell = teller(file, problems);
  const note = teller(file, notes);
  const fields = table.columns.map((column) => catalog[object]?.fields[column]);
  for (const [n, row] of table.rows.entries()) {
    for (const [i, cell] of row.entries()) {
      const at = [table.lines[n]!, row[0]!] as const;
      const unseen = unseenCharacter(cell) ?? lostCharacter(cell);
      if (unseen)
        tell(
          'characters',
          `${table.columns[i]}: Salesforce fields can't store the character ${unseen}.`,
          ...at,
        );
      const impossible = impossibleValue(fields[i], cell);
      if (impossible) tell('values', `${table.columns[i]}: ${impossible}`, ...at);
      if (isSpreadsheetFormula(cell))
        note('formulas', `${table.columns[i]}: a spreadsheet would run the value as a formula.`, ...at);
    }
  }
  tell.rest();
  note.rest();
}

/** Checks that no placeholder is left. */
export function verifyTexts({ file, table }: ObjectFile, problems: Problem[]): void {
  const tell = teller(file, problems);
  for (const [n, row] of table.rows.entries()) {
    for (const [i, cell] of row.entries()) {
      if (isPlaceholder(cell))
        tell('placeholder', `${table.columns[i]}: the text isn't written yet.`, table.lines[n]!, row[0]!);
    }
  }
  tell.rest();
}

/** Lists the first problems of a kind and counts the rest. */
function teller(file: string, problems: Problem[]) {
  const told = new Map<string, number>();
  const tell = (kind: string, message: string, line: number, key: string) => {
    const count = (told.get(kind) ?? 0) + 1;
    told.set(kind, count);
    if (count <= TOLD) problems.push({ message, place: { file, line, key } });
  };
  tell.rest = () => {
    for (const [kind, count] of told) {
      if (count > TOLD) problems.push(furtherProblems(count - TOLD, file, ` of this kind (${kind})`));
    }
  };
  return tell;
}
