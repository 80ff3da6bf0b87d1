import { idStem } from '../../catalog/record-id.ts';
import type { ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import type { OrgObject } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import type { Ids } from './held.ts';
import { textForm } from './same-value.ts';

// Records without a key are told apart by `identity`: the fields that make one what it is, its parents among them.

/** What tells a record of an org from others of its object. */
export function heldName(record: OrgRecord, identity: readonly string[], org: OrgObject): string {
  return identity.map((field) => heldForm(record[field], org.fields[field]?.type)).join('\u0000');
}

/** The same of a row: a record with this name is what the row became. */
export function rowName(file: ExportFile, row: ExportRow, identity: readonly string[], ids: Ids): string {
  return identity.map((field) => rowForm(file, row, field, ids)).join('\u0000');
}

/** One part of the name of a row. */
export function rowForm(file: ExportFile, row: ExportRow, field: string, ids: Ids): string {
  const at = file.columns.findIndex((column) => column.field === field);
  const cell = at < 0 ? '' : row.cells[at]!;
  if (file.columns[at]?.kind === 'parent') return idStem(ids.get(cell) ?? cell);
  if (file.columns[at]?.kind === 'id') return idStem(cell);
  return textForm(cell === NULL_CELL ? '' : cell) || 'false';
}

function heldForm(value: unknown, type: string | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return type === 'reference' ? idStem(text) : textForm(text) || 'false';
}
