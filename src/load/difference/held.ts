import type { Match } from '../../catalog/types.ts';
import type { ExportFile } from '../../export/export-file.ts';
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

/** The condition that finds a dataset's records of a sobject: its own key's prefix, else that of a parent it must have. */
function belongs(
  sobject: string,
  match: Match,
  schema: OrgSchema,
  externalIdField: string,
  prefix: string,
): string {
  if (match.by === 'external_id') return startsWith(externalIdField, prefix);
  const parent = match.by === 'parents' ? match.fields[0]! : match.parent;
  const relationship = schema[sobject]?.fields[parent]?.relationship ?? parent.replace(/Id$/, '');
  return startsWith(`${relationship}.${externalIdField}`, prefix);
}

/** The query that reads a sobject back: the fields of its files, under the dataset's prefix. */
function heldQuery(
  sobject: string,
  files: readonly ExportFile[],
  schema: OrgSchema,
  externalIdField: string,
  prefix: string,
): string {
  const { match } = files[0]!;
  const fields = new Set(['Id']);
  for (const file of files) {
    for (const column of file.columns) fields.add(column.kind === 'key' ? externalIdField : column.field);
  }
  if (match.by === 'external_id') fields.add(externalIdField);
  if (match.by === 'parents') for (const field of match.fields) fields.add(field);
  // A table without rows has no column for it.
  if (match.by === 'content') fields.add(match.parent);
  const where = belongs(sobject, match, schema, externalIdField, prefix);
  return `SELECT ${[...fields].join(', ')} FROM ${sobject} WHERE ${where}${reachOf(sobject).and}`;
}

/** Reads the org's records of a sobject, and adds their ids by key to `ids`. */
export async function readHeld(
  session: Session,
  sobject: string,
  files: readonly ExportFile[],
  context: { schema: OrgSchema; externalIdField: string; prefix: string; ids: Ids },
): Promise<Held> {
  const { schema, externalIdField, prefix, ids } = context;
  const all = await query(
    session.rest,
    heldQuery(sobject, files, schema, externalIdField, prefix),
    reachOf(sobject).how,
  );
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
    const where = belongs(sobject, match, prepared.schema, context.externalIdField, context.prefix);
    const { how, and } = reachOf(sobject);
    return [
      sobject,
      await count(session.rest, `SELECT COUNT() FROM ${sobject} WHERE ${where}${and}`, how),
    ] as const;
  });
  return new Map(await Promise.all(counts));
}
