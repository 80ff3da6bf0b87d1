import type { ExportFile, ExportRow } from '../../export/export-file.ts';
import type { OrgObject } from '../../export/org-schema.ts';
import type { OrgRecord } from '../org/query.ts';
import type { Held, Ids } from './held.ts';
import { sameValue, textForm } from './same-value.ts';

/** A record of the org that is to be changed or deleted by its id; `key` is the row's, blank where no row is left. */
export interface RecordChange {
  id: string;
  key: string;
  line: number;
  /** Field values to write; empty for a delete. */
  fields: Record<string, string | boolean | null>;
}

/** What differs of a sobject that has no External ID. */
export interface InsertDifference {
  file: ExportFile;
  unchanged: string[];
  updates: RecordChange[];
  deletes: RecordChange[];
}

interface Context {
  org: OrgObject;
  held: Held;
  ids: Ids;
}

/**
 * Compares rows without an External ID with the org's records: by the pair of their parents (what differs is updated by
 * its id, what is ours and gone is deleted), or by their parent and what they say (only what is missing goes in).
 */
export function insertDifference(file: ExportFile, context: Context): InsertDifference {
  const { match } = file;
  const identity =
    match.by === 'parents' ? match.fields : match.by === 'content' ? [match.parent, ...match.fields] : [];
  const compared = file.columns.flatMap(({ field, kind }, at) =>
    identity.includes(field) ? [] : [{ field, kind, at }],
  );
  const held = new Map<string, OrgRecord[]>();
  for (const record of context.held.records) {
    const name = identity
      .map((field) => heldForm(record[field], context.org.fields[field]?.type))
      .join('\u0000');
    held.set(name, [...(held.get(name) ?? []), record]);
  }
  const missing: ExportRow[] = [];
  const unchanged: string[] = [];
  const updates: RecordChange[] = [];
  for (const row of file.rows) {
    const name = identity.map((field) => rowForm(file, row, field, context.ids)).join('\u0000');
    const record = held.get(name)?.shift();
    if (!record) {
      missing.push(row);
      continue;
    }
    const fields = Object.fromEntries(
      compared.flatMap(({ field, kind, at }) => {
        const cell = row.cells[at]!;
        const shape = context.org.fields[field];
        if (kind !== 'value' || match.by !== 'parents' || !shape?.updateable) return [];
        if (sameValue(shape, cell, record[field])) return [];
        if (cell === '' && !shape.nillable) return [];
        return [[field, shape.type === 'boolean' ? cell === 'true' : cell || null] as const];
      }),
    );
    if (Object.keys(fields).length === 0) unchanged.push(row.key);
    else updates.push({ id: String(record.Id), key: row.key, line: row.line, fields });
  }
  return {
    file: { ...file, rows: missing },
    unchanged,
    updates,
    deletes: match.by === 'parents' ? surplus(held, match.fields, context.ids) : [],
  };
}

/** Records that no row accounts for and all of whose parents are the data set's: those with another's are left alone. */
function surplus(
  held: ReadonlyMap<string, OrgRecord[]>,
  parents: readonly string[],
  ids: Ids,
): RecordChange[] {
  const own = new Set([...ids.values()].map((id) => id.slice(0, 15)));
  return [...held.values()]
    .flat()
    .filter((record) => parents.every((field) => own.has(String(record[field]).slice(0, 15))))
    .map((record) => ({ id: String(record.Id), key: '', line: 0, fields: {} }));
}

function rowForm(file: ExportFile, row: ExportRow, field: string, ids: Ids): string {
  const at = file.columns.findIndex((column) => column.field === field);
  const cell = at < 0 ? '' : row.cells[at]!;
  if (file.columns[at]?.kind === 'parent') return (ids.get(cell) ?? cell).slice(0, 15);
  return file.columns[at]?.kind === 'id' ? cell.slice(0, 15) : textForm(cell) || 'false';
}

function heldForm(value: unknown, type: string | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return type === 'reference' ? text.slice(0, 15) : textForm(text) || 'false';
}
