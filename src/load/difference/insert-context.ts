import { idStem } from '../../catalog/record-id.ts';
import type { ExportFile } from '../../export/compile/export-file.ts';
import type { OrgObject } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Blanks } from './blanks.ts';
import type { Held, Ids } from './held.ts';
import { heldName } from './keyless-name.ts';

/** A record of the org that is to be changed or deleted by its id; `key` is the row's, blank where no row is left. */
export interface RecordChange {
  id: string;
  key: string;
  line: number;
  /** Field values to write; empty for a delete. */
  fields: Record<string, string | number | boolean | null>;
  /** Lookups to set by the key of the parent's row, which the load itself may bring in. */
  parents?: { field: string; key: string; to: string }[];
}

/** What differs of a sobject that has no External ID. */
export interface InsertDifference {
  file: ExportFile;
  unchanged: string[];
  updates: RecordChange[];
  deletes: RecordChange[];
  /** How many of the dataset's own records depend on records that are no longer in the dataset: they go with these, or stay. */
  left: number;
  /** Records of people, below ones that rows took over, by the key of the row that says the same; found by these fields. */
  adopted: { by: readonly string[]; ids: ReadonlyMap<string, string> };
  /** Copies of records that match a row, which nothing proves to be ours. */
  doubles: number;
  /** Keys of rows held back, since a record of their parent may be an earlier version of them. */
  unclear: string[];
  /** Keys of rows that would be the one primary record of their parent, and are not, since a record of others is. */
  yielding: string[];
  /** Records under records of the dataset that no load of this folder made: an earlier version's, or others'. */
  unclaimed: number;
}

/** What rows without an External ID are compared in. */
export interface InsertContext {
  org: OrgObject;
  held: Held;
  ids: Ids;
  sent: Pick<SentStore, 'keyOf' | 'idOf' | 'created'> & Partial<Pick<SentStore, 'adopted'>>;
  blanks: Blanks;
  /** The keys of all rows of the sobject: it may have files beside this one, for other kinds of parents. */
  rowKeys: ReadonlySet<string>;
  /** Ids of records that rows took over: what depends on them may be anybody's. */
  adopted?: ReadonlySet<string>;
  /** The keys of all rows of the dataset, of whatever sobject. */
  keys: { has(key: string): boolean };
}

/** True if receipts say that a record is of this dataset: not one of people that says what a row does. */
export const known = (sent: InsertContext['sent'], record: OrgRecord) =>
  sent.keyOf(record.Id) !== undefined && !sent.adopted?.(record.Id);

/** True if a record is below one that a row took over. */
export function isUnderAdopted(
  record: OrgRecord,
  parents: readonly string[],
  { adopted }: InsertContext,
): boolean {
  return adopted !== undefined && parents.some((field) => adopted.has(idStem(record[field])));
}

/** Notes that a row is what a record says. Below a record of people it is theirs unless a load made it; returns whether it is. */
export function confirmRow(
  sobject: string,
  key: string,
  record: OrgRecord,
  fields: readonly string[],
  { parents, context }: { parents: readonly string[]; context: InsertContext },
): boolean {
  const { blanks, sent } = context;
  const isTheirs = isUnderAdopted(record, parents, context) && !sent.created(record.Id);
  if (isTheirs) blanks.adopt(sobject, key, record.Id, fields);
  else blanks.confirm(sobject, key, record.Id, fields);
  return isTheirs;
}

/** The ids of records of the dataset's rows; an org may have others, of a larger dataset with the same prefix. */
function idsOfRows({ ids, keys }: InsertContext): Set<string> {
  return new Set([...ids].flatMap(([key, id]) => (keys.has(key) ? [idStem(id)] : [])));
}

const deletion = (record: OrgRecord): RecordChange => ({
  ...{ id: String(record.Id), key: '', line: 0, fields: {} },
});

/** True for a record of a row of another file of the object: that file accounts for it. */
export function isElsewhere(
  file: ExportFile,
  { sent, rowKeys }: InsertContext,
): (record: OrgRecord) => boolean {
  const ownKeys = new Set(file.rows.map((row) => row.key));
  return ({ Id }) => {
    const key = sent.keyOf(Id) ?? '';
    return rowKeys.has(key) && !ownKeys.has(key);
  };
}

/** What to do with the dataset's own records that no row accounts for; those of others, and those under records of others, are left alone. */
export function goneOrLeft(
  spare: readonly OrgRecord[],
  parents: readonly string[],
  context: InsertContext,
): Pick<InsertDifference, 'deletes' | 'left'> {
  const ours = spare.filter((record) => known(context.sent, record));
  if (ours.length === 0) return { deletes: [], left: 0 };
  const ofRows = idsOfRows(context);
  const gone = ours.filter(
    (record) => parents.length > 0 && parents.every((field) => ofRows.has(idStem(record[field]))),
  );
  return { deletes: gone.map(deletion), left: ours.length - gone.length };
}

/** How many records of others depend on rows of which no load of this folder made anything, so that nothing tells whose they are. */
export function countUnclaimed(
  others: readonly OrgRecord[],
  parents: readonly string[],
  context: InsertContext,
): number {
  if (others.length === 0) return 0;
  const { held, sent } = context;
  const ofRows = idsOfRows(context);
  const made = held.records.filter(({ Id }) => sent.created(Id));
  const known = new Set(made.flatMap((record) => parents.map((field) => idStem(record[field]))));
  const isKnown = (id: unknown) => sent.created(id) || known.has(idStem(id));
  return others.filter(
    (record) =>
      parents.every((field) => ofRows.has(idStem(record[field]))) &&
      !parents.some((field) => isKnown(record[field])),
  ).length;
}

/** The org's records by what they say in some fields. */
export function heldByName(
  { held, org }: InsertContext,
  identity: readonly string[],
): Map<string, OrgRecord[]> {
  const named = new Map<string, OrgRecord[]>();
  for (const record of held.records) {
    const name = heldName(record, identity, org);
    const same = named.get(name);
    if (same) same.push(record);
    else named.set(name, [record]);
  }
  return named;
}
