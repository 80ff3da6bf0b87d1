import { ApiError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { FieldValue, StoredRecord } from '../value.ts';
import type { Condition, Query, Selection, TypeBranch } from './ast.ts';
import { filterOf } from './filter.ts';
import { objectOf, type Resolved, resolveBranch, resolvePath } from './resolve.ts';
import { queryError } from './tokens.ts';

/** A column of a result: its name, and how to read it from a record or a group of records. */
export interface SoqlColumn {
  name: string;
  via: string[];
  field?: SchemaField;
  /** The branch of a TYPEOF: the column is only of parents of its type. */
  branch?: TypeBranch;
  read?(record: StoredRecord): FieldValue;
  ofGroup(records: StoredRecord[]): FieldValue;
}

/** The result of a query. */
export interface QueryResult {
  object: SchemaObject;
  columns: SoqlColumn[];
  matched: StoredRecord[];
  /** Only with GROUP BY or aggregates in SELECT. */
  groups?: StoredRecord[][];
  /** `SELECT COUNT() FROM …`, which has a size and no records. */
  bareCount: boolean;
}

function aggregate(fn: Extract<Selection, { kind: 'aggregate' }>['fn'], values: FieldValue[]): FieldValue {
  const present = values.filter((value) => value !== null);
  const numbers = present.filter((value) => typeof value === 'number');
  switch (fn) {
    case 'COUNT':
      return present.length;
    case 'COUNT_DISTINCT':
      return new Set(present).size;
    case 'SUM':
      return numbers.length > 0 ? numbers.reduce((sum, value) => sum + value, 0) : null;
    case 'AVG':
      return numbers.length > 0 ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : null;
    case 'MIN':
    case 'MAX': {
      const sorted = present.toSorted((a, b) => order(a, b));
      return (fn === 'MIN' ? sorted[0] : sorted.at(-1)) ?? null;
    }
  }
}

function order(a: FieldValue, b: FieldValue): number {
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return Number(a) - Number(b);
}

function columnsOf(org: Org, object: SchemaObject, query: Query): SoqlColumn[] {
  let unnamed = 0;
  return query.select.map((selection): SoqlColumn => {
    if (selection.kind === 'aggregate') {
      const target: Resolved | undefined =
        selection.path && resolvePath(org, object, selection.path, query.text);
      return {
        name: selection.alias ?? `expr${unnamed++}`,
        via: [],
        ofGroup: (records) => (target ? aggregate(selection.fn, records.map(target.read)) : records.length),
      };
    }
    const { path, branch } = selection;
    const { field, via, read } = branch
      ? resolveBranch(org, object, path, branch, query.text)
      : resolvePath(org, object, path, query.text);
    return {
      name: selection.alias ?? field.name,
      via,
      field,
      ...(branch ? { branch } : {}),
      read,
      ofGroup: (records) => read(records[0]!),
    };
  });
}

function grouped(org: Org, object: SchemaObject, query: Query, matched: StoredRecord[]): StoredRecord[][] {
  const keys = query.groupBy.map((path) => resolvePath(org, object, path, query.text));
  for (const selection of query.select)
    if (
      selection.kind === 'field' &&
      !query.groupBy.some((path) => path.parts.join('.') === selection.path.parts.join('.'))
    )
      throw queryError(
        'MALFORMED_QUERY',
        query.text,
        selection.path.at,
        `Field must be grouped or aggregated: ${selection.path.parts.join('.')}`,
      );
  const groups = new Map<string, StoredRecord[]>();
  for (const record of matched) {
    const key = JSON.stringify(keys.map(({ read }) => read(record)));
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return keys.length === 0 ? [matched] : [...groups.values()];
}

function sorted(org: Org, object: SchemaObject, query: Query, matched: StoredRecord[]): StoredRecord[] {
  const keys = query.orderBy.map((by) => ({ ...by, ...resolvePath(org, object, by.path, query.text) }));
  for (const { field } of keys)
    if (field.type === 'textarea' && field.length > 255)
      throw new ApiError(400, 'INVALID_FIELD', `field '${field.name}' can not be sorted in a query call`);
  return matched.toSorted((a, b) => {
    for (const { read, descending, nullsLast } of keys) {
      const [x, y] = [read(a), read(b)];
      if (x === y) continue;
      if (x === null || y === null) return (x === null) === nullsLast ? 1 : -1;
      const difference = order(x, y);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}

/**
 * The scope of a query: with `all`, also the recycle bin and the archive; with `tooling`, also objects that only that
 * API has.
 */
export interface SoqlScope {
  all: boolean;
  tooling: boolean;
}

/** True if a condition identifies the links individually. */
function namesItsLinks(where: Condition | undefined): boolean {
  if (where?.kind === 'and') return where.parts.some(namesItsLinks);
  const named =
    (where?.kind === 'compare' && where.op === '=') || (where?.kind === 'in' && !where.negated)
      ? where.path.parts.join('.').toLowerCase()
      : '';
  return named === 'linkedentityid' || named === 'contentdocumentid';
}

/** Runs a query. */
export function runSoql(org: Org, query: Query, { all, tooling }: SoqlScope): QueryResult {
  const object = objectOf(org, query, tooling);
  if (!object.queryable)
    throw new ApiError(
      400,
      'INVALID_TYPE_FOR_OPERATION',
      `entity type ${object.name} does not support query`,
    );
  if (object.name === 'ContentDocumentLink' && !namesItsLinks(query.where))
    throw new ApiError(
      400,
      'MALFORMED_QUERY',
      "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
    );
  const columns = columnsOf(org, object, query);
  // SOQL and SOSL Reference, OFFSET.
  if (query.offset > 2_000)
    throw new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  const subselect = (inner: Query) => {
    const found = runSoql(org, inner, { all: false, tooling: false });
    return found.matched.map((record) => found.columns[0]!.read!(record));
  };
  const wanted = query.where
    ? filterOf(query.where, { org, object, text: query.text, subselect })
    : () => true;
  const matched = org.records
    .all(object.name)
    .filter((record) => all || !(record.IsDeleted || record.IsArchived === true))
    .filter(wanted);
  const aggregated = query.select.some(({ kind }) => kind === 'aggregate');
  const [first] = query.select;
  if (query.select.length === 1 && first?.kind === 'aggregate' && !first.path && query.groupBy.length === 0)
    return { object, columns, matched, bareCount: true };
  const cut = <T>(rows: T[]) => rows.slice(query.offset, query.offset + (query.limit ?? rows.length));
  if (aggregated || query.groupBy.length > 0)
    return {
      object,
      columns,
      matched,
      groups: cut(grouped(org, object, query, matched)),
      bareCount: false,
    };
  return { object, columns, matched: cut(sorted(org, object, query, matched)), bareCount: false };
}
