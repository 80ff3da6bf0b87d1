import type { Match } from '../../catalog/types.ts';
import type { ExportFile } from '../../export/compile/export-file.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { count, type OrgRecord, query, reachOf, startsWith } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';

/** The org's ids of the dataset's records, by key. */
export type Ids = Map<string, string>;

/** The org's records of one sobject of a dataset. */
export interface Held {
  sobject: string;
  records: OrgRecord[];
  /** Keys that more than one record carries: the field is not unique there, and an upsert would be refused. */
  repeated: string[];
}

/** What a query of a dataset's records needs to know. */
interface HeldContext {
  schema: OrgSchema;
  externalIdField: string;
  prefix: string;
  /** The files of the dataset, which say how records of each object are matched. */
  files: readonly ExportFile[];
}

/** The path from an object to a record key: its own, else that of a parent it must have, at any depth. */
function keyPath(sobject: string, match: Match, context: HeldContext): string {
  const { schema, externalIdField, files } = context;
  if (match.by === 'external_id') return externalIdField;
  const parents = match.by === 'parents' ? match.fields : [match.parent];
  const found = parents.flatMap((field) => {
    const { relationship, referenceTo = [] } = schema[sobject]?.fields[field] ?? {};
    return referenceTo.flatMap((to) => {
      const parent = files.find((file) => file.sobject === to)?.match;
      return parent ? [{ path: relationship ?? field.replace(/Id$/, ''), to, parent }] : [];
    });
  });
  const best = found.find(({ parent }) => parent.by === 'external_id') ?? found[0];
  // Without a parent in the dataset it has no records there.
  if (!best) return `${parents[0]!.replace(/Id$/, '')}.${externalIdField}`;
  return `${best.path}.${keyPath(best.to, best.parent, context)}`;
}

/** The condition that finds a dataset's records of an object. */
function belongs(sobject: string, match: Match, context: HeldContext): string {
  return startsWith(keyPath(sobject, match, context), context.prefix);
}

/** The query that reads a sobject back: the fields of its files, under the dataset's prefix. */
function heldQuery(sobject: string, files: readonly ExportFile[], context: HeldContext): string {
  const { externalIdField } = context;
  const { match } = files[0]!;
  const fields = new Set(['Id']);
  for (const file of files) {
    for (const column of file.columns) fields.add(column.kind === 'key' ? externalIdField : column.field);
  }
  if (match.by === 'external_id') fields.add(externalIdField);
  if (match.by === 'parents') for (const field of match.fields) fields.add(field);
  // A table without rows has no column for it.
  if (match.by === 'content') fields.add(match.parent);
  const where = belongs(sobject, match, context);
  return `SELECT ${[...fields].join(', ')} FROM ${sobject} WHERE ${where}${reachOf(sobject).and}`;
}

/** Reads the org's records of a sobject, and adds their ids by key to `ids`. */
export async function readHeld(
  session: Session,
  sobject: string,
  files: readonly ExportFile[],
  context: HeldContext & { ids: Ids },
): Promise<Held> {
  const { externalIdField, prefix, ids } = context;
  const all = await query(session.rest, heldQuery(sobject, files, context), reachOf(sobject).how);
  if (files[0]!.match.by !== 'external_id') return { sobject, records: all, repeated: [] };
  const repeated: string[] = [];
  // LIKE ignores case, keys don't.
  const records = all.filter((record) => String(record[externalIdField]).startsWith(prefix));
  for (const record of records) {
    const key = String(record[externalIdField]);
    if (ids.has(key)) repeated.push(key);
    ids.set(key, String(record.Id));
  }
  return { sobject, records, repeated };
}

/** Asks the org how many records of each sobject of a dataset it has. */
export async function countInOrg(
  session: Session,
  prepared: PreparedExport,
  context: { externalIdField: string; prefix: string },
): Promise<Map<string, number>> {
  const files = new Map(prepared.compiled.files.map((file) => [file.sobject, file]));
  const counts = [...files].map(async ([sobject, { match }]) => {
    const where = belongs(sobject, match, {
      ...context,
      schema: prepared.schema,
      files: prepared.compiled.files,
    });
    const { how, and } = reachOf(sobject);
    return [
      sobject,
      await count(session.rest, `SELECT COUNT() FROM ${sobject} WHERE ${where}${and}`, how),
    ] as const;
  });
  return new Map(await Promise.all(counts));
}
