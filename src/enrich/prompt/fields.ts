import {
  type DatasetIndex,
  fieldOf,
  type Sheet,
  type SheetRow,
  slotName,
  type Wanted,
} from '../plan/dataset-index.ts';
import { present } from './present.ts';

/** What a slot holds: pieces of text, and texts that are still to be written. None is a blank. */
export type Pieces = readonly (string | Wanted)[];

/** The fields of rows as slots read them. */
export interface Fields {
  /** The pieces of a field by its slot; undefined where the row's object has no such column. */
  pieces(row: SheetRow, slot: string): Pieces | undefined;
  /** The same as text; '' for a blank and for a text that is still to be written. */
  text(row: SheetRow, slot: string): string;
  /** Every field of a row as text, by its slot with a prefix (`account_`) in front. */
  all(row: SheetRow, prefix: string): Readonly<Record<string, string>>;
}

export function fieldsOf(data: DatasetIndex): Fields {
  const columns = new Map<Sheet, ReadonlyMap<string, number>>();
  const texts = new Map<string, Map<SheetRow, Record<string, string>>>();

  const columnsOf = (sheet: Sheet): ReadonlyMap<string, number> => {
    let found = columns.get(sheet);
    if (!found) {
      found = slotColumns(data, sheet);
      columns.set(sheet, found);
    }
    return found;
  };
  const cell = (row: SheetRow, column: number): Pieces => {
    const wanted = row.wanted?.get(column);
    if (wanted) return [wanted];
    const shape = fieldOf(data, row.sheet.object, row.sheet.columns[column]!);
    return pieceOf(present(row.cells[column]!, shape, data.asOf));
  };
  /** People have no Name column: theirs is put together. */
  const personName = (row: SheetRow): string =>
    ['first_name', 'last_name']
      .map((slot) => row.cells[columnsOf(row.sheet).get(slot) ?? -1] ?? '')
      .filter((part) => part !== '')
      .join(' ');
  const pieces = (row: SheetRow, slot: string): Pieces | undefined => {
    const column = columnsOf(row.sheet).get(slot);
    if (column !== undefined) return cell(row, column);
    return slot === 'name' ? pieceOf(personName(row)) : undefined;
  };
  const all = (row: SheetRow, prefix: string): Record<string, string> => {
    const byRow = texts.get(prefix) ?? new Map<SheetRow, Record<string, string>>();
    texts.set(prefix, byRow);
    let values = byRow.get(row);
    if (!values) {
      values = { [`${prefix}name`]: personName(row) };
      for (const [slot, column] of columnsOf(row.sheet))
        values[`${prefix}${slot}`] = textOf(cell(row, column));
      byRow.set(row, values);
    }
    return values;
  };
  return { pieces, text: (row, slot) => textOf(pieces(row, slot) ?? []), all };
}

/** The columns of a sheet by slot, less keys and references. A field goes before a tool-only column of its name. */
function slotColumns(data: DatasetIndex, sheet: Sheet): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [column, name] of sheet.columns.entries()) {
    const slot = slotName(name);
    const key = name === 'ExternalId' || fieldOf(data, sheet.object, name)?.type === 'reference';
    if (!key && (!found.has(slot) || !name.startsWith('_'))) found.set(slot, column);
  }
  return found;
}

/** Pieces of a text that may be blank. */
export function pieceOf(text: string): Pieces {
  return text === '' ? [] : [text];
}

function textOf(pieces: Pieces): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
}
