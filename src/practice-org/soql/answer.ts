import type { Org } from '../org.ts';
import type { SchemaField } from '../schema/types.ts';
import type { FieldValue, StoredRecord } from '../value.ts';
import type { TypeBranch } from './ast.ts';
import type { QueryResult, SoqlColumn } from './run.ts';

/** REST writes `2026-01-15T14:30:00.000+0000`, the Bulk API `2026-01-15T14:30:00.000Z`; encrypted text has a mask. */
function restValue(value: FieldValue, field: SchemaField | undefined): FieldValue {
  if (field?.type === 'encryptedstring' && typeof value === 'string')
    return value.replaceAll(/.(?=.{4})/g, '*');
  return field?.type === 'datetime' && typeof value === 'string' ? value.replace(/Z$/, '+0000') : value;
}

/** True if a parent's fields are those of a branch of TYPEOF. */
function isOf(branch: TypeBranch, sobject: string): boolean {
  const same = (type: string) => type.toLowerCase() === sobject.toLowerCase();
  return branch.kind === 'when' ? same(branch.type) : !branch.types.some(same);
}

/** A record as JSON of the REST API: parents are nested, and a missing parent is null. */
export function restRecord(
  org: Org,
  sobject: string,
  columns: SoqlColumn[],
  record: StoredRecord,
  base: string,
) {
  const attributes = (type: string, id: string) => ({ type, url: `${base}/sobjects/${type}/${id}` });
  const answer: Record<string, unknown> = { attributes: attributes(sobject, record.Id) };
  for (const { name, via, field, branch, read } of columns) {
    let at = answer;
    let holder: StoredRecord | undefined = record;
    for (const relationship of via) {
      const object = org.schema.get((holder ? org.records.sobjectOf(holder.Id)! : '').toLowerCase());
      const link: SchemaField | undefined =
        object && [...object.fields.values()].find((each) => each.relationship === relationship);
      holder = link && holder && org.records.get(String(holder[link.name] ?? ''));
      if (holder && branch && relationship === via[0] && !isOf(branch, org.records.sobjectOf(holder.Id)!)) {
        holder = undefined;
        at[relationship] ??= null;
        break;
      }
      if (!holder) {
        at[relationship] = null;
        break;
      }
      at[relationship] ??= {
        attributes: attributes(
          field?.label === 'Type' ? 'Name' : org.records.sobjectOf(holder.Id)!,
          holder.Id,
        ),
      };
      at = at[relationship] as Record<string, unknown>;
    }
    if (holder) at[name] = restValue(read!(record), field);
  }
  return answer;
}

/** All rows of a result as JSON of the REST API. */
export function restRows(org: Org, found: QueryResult, base: string): unknown[] {
  if (found.groups)
    return found.groups.map((group) => ({
      attributes: { type: 'AggregateResult' },
      ...Object.fromEntries(
        found.columns.map(({ name, field, ofGroup }) => [name, restValue(ofGroup(group), field)]),
      ),
    }));
  return found.matched.map((record) => restRecord(org, found.object.name, found.columns, record, base));
}

interface ColumnMetadata {
  aggregate: boolean;
  columnName: string;
  displayName: string;
  custom: boolean;
  joinColumns: ColumnMetadata[];
}

function metadataOf({ name, via, field }: SoqlColumn): ColumnMetadata {
  const own = {
    aggregate: field === undefined,
    columnName: name,
    displayName: name,
    custom: field?.custom === true,
    joinColumns: [],
  };
  return via.reduceRight<ColumnMetadata>(
    (inner, relationship) => ({
      aggregate: false,
      columnName: relationship,
      displayName: relationship,
      custom: false,
      joinColumns: [inner],
    }),
    own,
  );
}

/** The result of `query?columns=true`, which `sf data query` uses for the head of its table. */
export function columnMetadata(found: QueryResult) {
  return {
    entityName: found.object.name,
    groupBy: found.groups !== undefined,
    idSelected: found.columns.some(({ field }) => field?.type === 'id'),
    keyPrefix: found.object.keyPrefix,
    columnMetadata: found.columns.map(metadataOf),
  };
}
