import { idStem } from '../../catalog/record-id.ts';
import type { ExportFile, ExportRow } from '../../export/export-file.ts';
import type { OrgObject } from '../../export/org-schema.ts';
import { isEmptyCell, NULL_CELL } from '../../shared/null-cell.ts';
import type { OrgRecord } from '../org/query.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Blanks } from './blanks.ts';
import { withoutNulls } from './difference.ts';
import type { Held, Ids } from './held.ts';
import { heldName, rowForm, rowName } from './keyless-name.ts';
import { sameValue } from './same-value.ts';

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
  /** How many records of ours hang on records of ours that the data set no longer has: they go with these, or not at all. */
  left: number;
  /** Records that say just what a row says that another record stands for, and that nobody can prove to be ours. */
  doubles: number;
  /** Keys of rows held back, since a record of their parent may be an earlier version of them. */
  unclear: string[];
}

interface Context {
  org: OrgObject;
  held: Held;
  ids: Ids;
  sent: Pick<SentStore, 'keyOf' | 'idOf' | 'created'>;
  blanks: Blanks;
  /** The keys of all rows of the sobject: it may have files beside this one, for other kinds of parents. */
  rowKeys: ReadonlySet<string>;
  /** The keys of all rows of the data set, of whatever sobject. */
  keys: { has(key: string): boolean };
}

/**
 * Compares rows without an External ID with the org's records: by the pair of their parents (what differs is updated by
 * its id, what is ours and gone is deleted), or by their parent and what they say. Of the latter, records that receipts
 * prove to be of this data set are updated or deleted; others are never touched.
 */
export function insertDifference(file: ExportFile, context: Context): InsertDifference {
  const { match } = file;
  return match.by === 'content'
    ? byContent(file, match.parent, [match.parent, ...match.fields], context)
    : byParents(file, match.by === 'parents' ? match.fields : [], context);
}

function byParents(file: ExportFile, identity: readonly string[], context: Context): InsertDifference {
  const { org, blanks } = context;
  const compared = file.columns.flatMap(({ field, kind }, at) =>
    identity.includes(field) ? [] : [{ field, kind, at }],
  );
  const held = heldByName(context, identity);
  const missing: ExportRow[] = [];
  const unchanged: string[] = [];
  const updates: RecordChange[] = [];
  for (const row of file.rows) {
    const record = held.get(rowName(file, row, identity, context.ids))?.shift();
    if (!record) {
      missing.push(withoutNulls(row));
      continue;
    }
    const confirmed: string[] = [...identity];
    const fields = Object.fromEntries(
      compared.flatMap(({ field, kind, at }) => {
        const cell = row.cells[at]!;
        const shape = org.fields[field];
        if (kind !== 'value' || !shape?.updateable) return [];
        if (sameValue(shape, cell === NULL_CELL ? '' : cell, record[field])) {
          if (!isEmptyCell(cell)) confirmed.push(field);
          return [];
        }
        if (isEmptyCell(cell) && shape.type !== 'boolean' && !shape.nillable) return [];
        if (cell === '' && !blanks.mayClear(file.sobject, row.key, record.Id, field)) return [];
        return [[field, jsonValue(shape.type, cell)] as const];
      }),
    );
    blanks.confirm(file.sobject, row.key, record.Id, confirmed);
    if (Object.keys(fields).length === 0) unchanged.push(row.key);
    else updates.push({ id: String(record.Id), key: row.key, line: row.line, fields });
  }
  return {
    ...{ file: { ...file, rows: missing }, unchanged, updates, doubles: 0, unclear: [] },
    ...(file.match.by === 'parents' ? surplus(held, identity, context) : { deletes: [], left: 0 }),
  };
}

function byContent(
  file: ExportFile,
  parent: string,
  identity: readonly string[],
  context: Context,
): InsertDifference {
  const { org, sent, ids, blanks, rowKeys } = context;
  const ownKeys = new Set(file.rows.map((row) => row.key));
  const isElsewhere = (key: string | undefined) => key !== undefined && rowKeys.has(key) && !ownKeys.has(key);
  const held = heldByName(context, identity);
  // Where a row was sent twice, that of the receipts is the one to delete: the other is not ours to touch.
  for (const records of held.values())
    records.sort((a, b) => Number(known(sent, a)) - Number(known(sent, b)));
  const left: ExportRow[] = [];
  const unchanged: string[] = [];
  const names = new Set<string>();
  for (const row of file.rows) {
    const name = rowName(file, row, identity, ids);
    names.add(name);
    const record = held.get(name)?.shift();
    if (!record) {
      left.push(row);
      continue;
    }
    unchanged.push(row.key);
    blanks.confirm(file.sobject, row.key, record.Id, identity);
  }
  const free = new Map([...held.values()].flat().map((record) => [idStem(record.Id), record]));
  const content = identity.filter((field) => field !== parent);
  const mayUpdate = content.every((field) => org.fields[field]?.updateable);
  const missing: ExportRow[] = [];
  const updates: RecordChange[] = [];
  for (const row of left) {
    const id = idStem(sent.idOf(row.key));
    const record = free.get(id);
    if (!record || !mayUpdate || idStem(record[parent]) !== rowForm(file, row, parent, ids)) {
      missing.push(withoutNulls(row));
      continue;
    }
    free.delete(id);
    const fields = content.flatMap((field) => {
      const at = file.columns.findIndex((column) => column.field === field);
      return at < 0 ? [] : [[field, jsonValue(org.fields[field]!.type, row.cells[at]!)] as const];
    });
    updates.push({ id: String(record.Id), key: row.key, line: row.line, fields: Object.fromEntries(fields) });
  }
  // Of a copy of what a row says, only what a load made is surely ours.
  const nameOf = (record: OrgRecord) => heldName(record, identity, org);
  const isOurs = (record: OrgRecord) =>
    known(sent, record) && (sent.created(record.Id) || !names.has(nameOf(record)));
  const others = [...free.values()].filter(
    (record) => !isOurs(record) && !isElsewhere(sent.keyOf(record.Id)),
  );
  const doubles = others.filter((record) => names.has(nameOf(record)));
  const unclear = unclearRows(file, parent, missing, others, context);
  const ours = [...free.values()].filter((record) => isOurs(record) && !isElsewhere(sent.keyOf(record.Id)));
  const ofRows = idsOfRows(context);
  const gone = ours.filter((record) => ofRows.has(idStem(record[parent])));
  return {
    ...{ file: { ...file, rows: missing.filter((row) => !unclear.has(row.key)) }, unchanged, updates },
    ...{ deletes: gone.map(deletion), left: ours.length - gone.length },
    ...{ doubles: doubles.length, unclear: [...unclear] },
  };
}

/**
 * Rows without a receipt whose parent has records that nobody accounts for: in a fresh clone these may be the rows as they
 * were, so that an insert would double them. Where a load of this folder made the parent or sent it a row, they are others'.
 */
function unclearRows(
  file: ExportFile,
  parent: string,
  missing: readonly ExportRow[],
  others: readonly OrgRecord[],
  { ids, sent }: Context,
): Set<string> {
  const at = file.columns.findIndex((column) => column.field === parent);
  const keyOfParent = (row: ExportRow) => row.cells[at] ?? '';
  const made = ({ key }: ExportRow) => sent.created(sent.idOf(key));
  const sure = new Set(file.rows.filter(made).map(keyOfParent));
  const strange = new Set(others.map((record) => idStem(record[parent])));
  return new Set(
    missing
      .filter((row) => {
        const key = keyOfParent(row);
        const id = ids.get(key) ?? key;
        return strange.has(idStem(id)) && !sure.has(key) && !sent.created(id);
      })
      .map((row) => row.key),
  );
}

const known = (sent: Context['sent'], record: OrgRecord) => sent.keyOf(record.Id) !== undefined;

function jsonValue(type: string, cell: string): string | boolean | null {
  if (type === 'boolean') return cell === 'true';
  return isEmptyCell(cell) ? null : cell;
}

/** The ids of records of the data set's rows; an org may hold others, of a larger data set of the same prefix. */
function idsOfRows({ ids, keys }: Context): Set<string> {
  return new Set([...ids].flatMap(([key, id]) => (keys.has(key) ? [idStem(id)] : [])));
}

const deletion = (record: OrgRecord): RecordChange => ({
  ...{ id: String(record.Id), key: '', line: 0, fields: {} },
});

/** Records that no row accounts for and all of whose parents are rows of the data set: those with another's are left alone. */
function surplus(
  held: ReadonlyMap<string, OrgRecord[]>,
  parents: readonly string[],
  context: Context,
): Pick<InsertDifference, 'deletes' | 'left'> {
  const ofRows = idsOfRows(context);
  const spare = [...held.values()].flat();
  const isBelowRows = (record: OrgRecord) => parents.every((field) => ofRows.has(idStem(record[field])));
  const left = spare.filter((record) => known(context.sent, record) && !isBelowRows(record));
  return { deletes: spare.filter(isBelowRows).map(deletion), left: left.length };
}

function heldByName({ held, org }: Context, identity: readonly string[]): Map<string, OrgRecord[]> {
  const named = new Map<string, OrgRecord[]>();
  for (const record of held.records) {
    const name = heldName(record, identity, org);
    const same = named.get(name);
    if (same) same.push(record);
    else named.set(name, [record]);
  }
  return named;
}
