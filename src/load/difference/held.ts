import { withoutMade } from '../../catalog/made-with.ts';
import type { Match } from '../../catalog/types.ts';
import type { ExportFile } from '../../export/compile/export-file.ts';
import { personContact } from '../../export/person-contacts.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { count, eachRecord, type OrgRecord, oneOf, reachOf, startsWith } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import { PackedMap, type TextMap } from '../../shared/rows/packed-map.ts';
import { PackedRecords } from '../../shared/rows/packed-records.ts';
import type { Rows } from '../../shared/rows/rows.ts';

/** The org's ids of the dataset's records, by key. */
export type Ids = TextMap;

/** The org's records of one sobject of a dataset. */
export interface Held {
  sobject: string;
  records: Rows<OrgRecord>;
  /** Keys that more than one record carries: the field is not unique there, and an upsert would be refused. */
  repeated: string[];
  /** How many of the records are found below records that rows took over. */
  below?: number;
}

/** The records that rows of each object took over, by the key of the row. */
export type AdoptedRecords = ReadonlyMap<string, { records: ReadonlyMap<string, OrgRecord> }>;

/** The objects of a dataset in an org. */
interface Shape {
  schema: OrgSchema;
  /** The files of the dataset, which say how records of each object are matched. */
  files: readonly ExportFile[];
}

/** What a query of a dataset's records needs to know. */
interface HeldContext extends Shape {
  externalIdField: string;
  prefix: string;
  adopted?: AdoptedRecords;
}

/** Ids in one query, which is part of an address. */
const IDS_A_QUERY = 400;

/** The path from an object to a record with a key: itself, else a parent it must have, at any depth. */
function keyedPath(
  sobject: string,
  match: Match,
  context: Shape,
): { path: string[]; to: string; field?: string } {
  const { schema, files } = context;
  if (match.by === 'external_id') return { path: [], to: sobject };
  const parents = match.by === 'parents' ? match.fields : [match.parent];
  const found = parents.flatMap((field) => {
    const { relationship, referenceTo = [] } = schema[sobject]?.fields[field] ?? {};
    return referenceTo.flatMap((to) => {
      const parent = files.find((file) => file.sobject === to)?.match;
      return parent ? [{ field, path: relationship ?? field.replace(/Id$/, ''), to, parent }] : [];
    });
  });
  const best = found.find(({ parent }) => parent.by === 'external_id') ?? found[0];
  // Without a parent in the dataset it has no records there.
  if (!best) return { path: [parents[0]!.replace(/Id$/, '')], to: '' };
  const rest = keyedPath(best.to, best.parent, context);
  return { path: [best.path, ...rest.path], to: rest.to, field: best.field };
}

/** The lookup by which records of an object without a key are found. */
function foundBy(sobject: string, files: readonly ExportFile[], schema: OrgSchema): string | undefined {
  const match = files.find((file) => file.sobject === sobject)?.match;
  return match && keyedPath(sobject, match, { schema, files }).field;
}

/** The condition that finds a dataset's records of an object. */
function belongs(sobject: string, match: Match, context: HeldContext): string {
  const { path } = keyedPath(sobject, match, context);
  return startsWith([...path, context.externalIdField].join('.'), context.prefix);
}

/** The conditions that find records without a key below records that rows took over. */
function belowAdopted(sobject: string, match: Match, context: HeldContext): string[] {
  const { path, to } = keyedPath(sobject, match, context);
  const records = path.length === 0 ? undefined : context.adopted?.get(to)?.records;
  const ids = [...(records?.values() ?? [])].map(({ Id }) => String(Id));
  return Array.from({ length: Math.ceil(ids.length / IDS_A_QUERY) }, (_, part) =>
    oneOf([...path, 'Id'].join('.'), ids.slice(part * IDS_A_QUERY, (part + 1) * IDS_A_QUERY)),
  );
}

/** True if lookups of a dataset refer to the contacts that Salesforce makes with records of an object. */
export function needsContacts(sobject: string, files: readonly ExportFile[]): boolean {
  if (sobject !== 'Account') return false;
  return files.some(({ columns }) =>
    columns.some((column) => column.kind === 'parent' && column.personContact),
  );
}

/** Keeps the id of the contact of a person account, by the name that cells have for it. */
export function notePersonContact(ids: Pick<Ids, 'set'>, key: string, record: OrgRecord): void {
  if (typeof record.PersonContactId === 'string') ids.set(personContact(key), record.PersonContactId);
}

/** The queries that read a sobject back: the fields of its files, under the dataset's prefix or records taken over. */
function heldQueries(sobject: string, files: readonly ExportFile[], context: HeldContext): string[] {
  const { externalIdField } = context;
  const { match } = files[0]!;
  const fields = new Set(['Id']);
  for (const file of files) {
    for (const column of file.columns) fields.add(column.kind === 'key' ? externalIdField : column.field);
  }
  if (needsContacts(sobject, context.files)) fields.add('PersonContactId');
  if (match.by === 'external_id') fields.add(externalIdField);
  if (match.by === 'parents') for (const field of match.fields) fields.add(field);
  // A table without rows has no column for it.
  if (match.by === 'content') fields.add(match.parent);
  const wheres = [belongs(sobject, match, context), ...belowAdopted(sobject, match, context)];
  const and = `${withoutMade(sobject, context.schema[sobject]?.fields)}${reachOf(sobject).and}`;
  return wheres.map((where) => `SELECT ${[...fields].join(', ')} FROM ${sobject} WHERE ${where}${and}`);
}

/** Reads the org's records of a sobject, and adds their ids by key to `ids`. */
export async function readHeld(
  session: Session,
  sobject: string,
  files: readonly ExportFile[],
  context: HeldContext & { ids: Ids },
): Promise<Held> {
  const { externalIdField, prefix, ids } = context;
  const isKeyed = files[0]!.match.by === 'external_id';
  const queries = heldQueries(sobject, files, context);
  const records = new PackedRecords();
  const repeated: string[] = [];
  /** Several queries may find a record. */
  const seen = queries.length > 1 ? new Set<unknown>() : undefined;
  let ofPrefix = 0;
  for (const [at, soql] of queries.entries()) {
    await eachRecord(session.rest, soql, reachOf(sobject).how, ({ attributes: _, ...record }) => {
      if (seen?.has(record.Id)) return;
      seen?.add(record.Id);
      if (isKeyed) {
        const key = String(record[externalIdField]);
        // LIKE ignores case, keys don't.
        if (!key.startsWith(prefix)) return;
        if (ids.has(key)) repeated.push(key);
        ids.set(key, String(record.Id));
        notePersonContact(ids, key, record);
      }
      records.push(record);
    });
    if (at === 0) ofPrefix = records.length;
  }
  const below = isKeyed ? {} : { below: records.length - ofPrefix };
  return { sobject, records: records.rows(), repeated, ...below };
}

/** Records of an org by their keys. */
export type ByKey = Pick<ReadonlyMap<string, OrgRecord>, 'get'>;

/** Finds records by their keys; of two with one key, the last. */
export function heldByKey(records: Rows<OrgRecord>, externalIdField: string, like?: unknown): ByKey {
  const positions = new PackedMap([], like);
  records.forEach((record, at) => {
    positions.set(String(record[externalIdField]), String(at));
  });
  return {
    get(key) {
      const at = positions.get(key);
      return at === undefined ? undefined : records.at(Number(at));
    },
  };
}

/** Asks the org how many records of each sobject of a dataset it has. */
export async function countInOrg(
  session: Session,
  prepared: PreparedExport,
  context: {
    externalIdField: string;
    prefix: string;
    adopted: AdoptedRecords;
    ids: Pick<Ids, 'has'>;
  },
): Promise<Map<string, number>> {
  const files = new Map(prepared.compiled.files.map((file) => [file.sobject, file]));
  const counts = [...files].map(async ([sobject, { match }]) => {
    const where = belongs(sobject, match, {
      ...context,
      schema: prepared.schema,
      files: prepared.compiled.files,
    });
    const { how, and: living } = reachOf(sobject);
    const and = `${withoutMade(sobject, prepared.schema[sobject]?.fields)}${living}`;
    const found = await count(session.rest, `SELECT COUNT() FROM ${sobject} WHERE ${where}${and}`, how);
    return [sobject, found + adoptedCount(sobject, prepared, context)] as const;
  });
  return new Map(await Promise.all(counts));
}

/**
 * How many rows of an object are records that people made, or records without a key below such ones. What others have
 * there isn't counted: it may be much, and it isn't part of the dataset.
 */
export function adoptedCount(
  sobject: string,
  { compiled, schema }: Pick<PreparedExport, 'compiled' | 'schema'>,
  { adopted, ids }: { adopted: AdoptedRecords; ids: Pick<Ids, 'has'> },
): number {
  const own = adopted.get(sobject)?.records.size ?? 0;
  const field = foundBy(sobject, compiled.files, schema);
  if (field === undefined || adopted.size === 0) return own;
  const isTaken = (key: string) => [...adopted.values()].some(({ records }) => records.has(key));
  const below = compiled.files.map(({ sobject: of, columns, rows }) => {
    const at = of === sobject ? columns.findIndex((column) => column.field === field) : -1;
    return at < 0 ? 0 : rows.filter(({ key, cells }) => ids.has(key) && isTaken(cells[at]!)).length;
  });
  return below.reduce((sum, count) => sum + count, own);
}
