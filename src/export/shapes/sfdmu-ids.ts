import type { OrgObject } from '../../org/describe.ts';
import type { ExportColumn } from '../compile/export-file.ts';

/** A lookup whose cells are ids of the org: its relationship and the one object that all of them are of. */
export interface IdLookup {
  relationship: string;
  to: string;
  polymorphic: boolean;
}

/** The objects whose ids a polymorphic lookup to people and queues can have, by the prefix of the id. */
const BY_PREFIX: Readonly<Record<string, string>> = { '005': 'User', '00G': 'Group' };

/**
 * The lookup of a column with ids: of an owner, a record type, or whatever else a dataset doesn't have. Undefined for other
 * columns, and for ids of several objects, since SFDMU binds a polymorphic lookup to one.
 */
export function idLookupOf(
  column: ExportColumn,
  ids: readonly string[],
  object: OrgObject | undefined,
): IdLookup | undefined {
  if (column.kind !== 'id' && column.kind !== 'value') return undefined;
  const { type, referenceTo = [], relationship, polymorphic = false } = object?.fields[column.field] ?? {};
  if (type !== 'reference' || !relationship || ids.length === 0) return undefined;
  const types = new Set(
    referenceTo.length > 1 ? ids.map((id) => BY_PREFIX[id.slice(0, 3)]) : referenceTo.slice(0, 1),
  );
  const [to] = types;
  if (to === undefined || types.size > 1) return undefined;
  return { relationship, to, polymorphic };
}
