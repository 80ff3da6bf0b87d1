import { madeWith } from '../../catalog/made-with.ts';
import type { Catalog, Match } from '../../catalog/types.ts';
import type { Config } from '../../config/schema.ts';
import { type PreparedExport, prepareExport } from '../../export/prepare.ts';
import { readNeutral } from '../../export/read-neutral.ts';
import type { OrgSchema } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import { UserError } from '../../shared/errors.ts';
import type { Ids } from '../difference/held.ts';
import { heldName, rowName } from '../difference/keyless-name.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Lookups } from './lookups.ts';

/** True if a record without a key, under the dataset's records, is the dataset's as well. */
export type OwnChild = (sobject: string, record: OrgRecord) => boolean;

/** Where its parents and what it says of itself are: what such a record is recognized by. */
function identityOfMatch(match: Match | undefined): readonly string[] {
  if (match?.by === 'parents') return match.fields;
  return match?.by === 'content' ? [match.parent, ...match.fields] : [];
}

interface Known {
  /** The folders of this machine that may have loaded records with the prefix. */
  dirs: readonly string[];
  /** Their receipts. */
  stores: readonly Pick<SentStore, 'keyOf' | 'adopted'>[];
  prefix: string;
  config: Config;
  schema: OrgSchema;
  /** The org's ids of the dataset's records, by key. */
  ids: Ids;
}

/**
 * Tells comments, roles and whatever else has no key from those that people added to the dataset's records: the receipts of
 * a load know it, or it says just what a row does (a fresh clone has no receipts). All else is somebody else's.
 */
export function ownChildren(known: Known): OwnChild {
  const { dirs, stores, prefix, config, schema, ids } = known;
  const catalogs: Catalog[] = [];
  const named = new Map<string, Set<string>>();
  for (const { catalog, compiled } of dirs.flatMap((dir) => preparedIn(dir, config, schema))) {
    catalogs.push(catalog);
    for (const file of compiled.files) {
      const identity = identityOfMatch(file.match);
      if (identity.length === 0 || file.pass !== 'records') continue;
      const names = named.get(file.sobject) ?? new Set();
      named.set(file.sobject, names);
      for (const row of file.rows) names.add(rowName(file, row, identity, ids));
    }
  }
  return (sobject, record) => {
    // One that people made stays theirs, although a row says the same.
    if (stores.some((store) => store.adopted(record.Id))) return false;
    if (stores.some((store) => store.keyOf(record.Id)?.startsWith(prefix))) return true;
    const object = schema[sobject];
    return catalogs.some((catalog) => {
      const identity = identityOfMatch(catalog[sobject]?.match);
      return object && identity.length > 0 && named.get(sobject)?.has(heldName(record, identity, object));
    });
  };
}

/** The dataset of a folder as a load into the org sends it; none where there is none, or none that a load would take. */
function preparedIn(dir: string, config: Config, org: OrgSchema): PreparedExport[] {
  try {
    return [prepareExport(readNeutral(dir), config, { org })];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

interface Recognition {
  catalog: Catalog;
  externalIdField: string;
  prefix: string;
  isOwnChild: OwnChild;
  lookups: Lookups;
}

/** What is read of a lookup's records: of those without a key, also what they are recognized by. */
export async function fieldsToRead(
  { child, field }: { child: string; field: string },
  { catalog, lookups }: Recognition,
): Promise<string[]> {
  const identity = identityOfMatch(catalog[child]?.match);
  const known = (await lookups.describe(child))?.fields;
  const made = madeWith(child, known);
  const own = [...identity.filter((name) => known?.[name]), ...(made ? [made.by, made.flag] : [])];
  return [...new Set(['Id', field, ...own])];
}

/** Which records are the dataset's: by their key, or as part of their parents where they have none. */
export async function ownAmong(
  sobject: string,
  records: readonly OrgRecord[],
  ownIds: { has(id: string): boolean },
  { catalog, externalIdField, prefix, isOwnChild, lookups }: Recognition,
): Promise<OrgRecord[]> {
  if (records.length === 0) return [];
  if ((await lookups.describe(sobject))?.fields[externalIdField]) {
    const byId = { child: sobject, field: 'Id' };
    const keyed = await lookups.referring(byId, records.map(idOf), ['Id', externalIdField]);
    const ours = keyed.filter((record) => String(record[externalIdField] ?? '').startsWith(prefix));
    const ids = new Set(ours.map(idOf));
    return records.filter((record) => ids.has(idOf(record)));
  }
  const match = catalog[sobject]?.match;
  const parents = match?.by === 'content' ? [match.parent] : identityOfMatch(match);
  if (parents.length === 0) return [];
  // Not each parent is the dataset's: prices are of a price book that the org has.
  return records.filter(
    (record) => parents.some((one) => ownIds.has(String(record[one]))) && isOwnChild(sobject, record),
  );
}

export const idOf = (record: OrgRecord) => String(record.Id);
