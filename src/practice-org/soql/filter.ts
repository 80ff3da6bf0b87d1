import { ApiError } from '../errors.ts';
import { isId, toId18 } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { FieldValue, StoredRecord } from '../value.ts';
import type { Condition, Literal, Query, SoqlComparison } from './ast.ts';
import { resolvePath } from './resolve.ts';

/** True if a record matches. */
export type RecordFilter = (record: StoredRecord) => boolean;

/** A LIKE pattern: `_` is any character, `%` any text, a backslash escapes them; case doesn't matter. */
function likePattern(pattern: string): RegExp {
  const source = pattern.replace(/\\([_%])|([_%])|[.*+?^${}()|[\]\\]/g, (whole, escaped, wildcard) =>
    escaped ? escaped : wildcard === '_' ? '.' : wildcard === '%' ? '.*' : `\\${whole}`,
  );
  return new RegExp(`^${source}$`, 'is');
}

const isKeyField = (field: SchemaField) => field.type === 'id' || field.type === 'reference';

/** Long texts can't be filtered. Object Reference, "Field Properties: Filter". */
function checkFilter(field: SchemaField, literal: Literal): void {
  const refuse = (message: string, code = 'INVALID_FIELD') => {
    throw new ApiError(400, code, message);
  };
  const { name } = field;
  if (field.type === 'textarea' && field.length > 255)
    refuse(`field '${name}' can not be filtered in a query call`);
  if (literal.kind === 'null') return;
  if (isKeyField(field) && literal.kind === 'text' && literal.value !== '' && !isId(String(literal.value)))
    refuse(`invalid ID field: ${literal.value}`, 'INVALID_QUERY_FILTER_OPERATOR');
  const wanted = (() => {
    if (['int', 'double', 'currency', 'percent'].includes(field.type)) return 'number';
    if (field.type === 'boolean') return 'boolean';
    return field.type === 'date' || field.type === 'datetime' ? 'date' : 'text';
  })();
  if (wanted !== literal.kind)
    refuse(
      `value of filter criterion for field '${name}' must be of type ${field.type} and should ${wanted === 'text' ? '' : 'not '}be enclosed in quotes`,
    );
}

function comparable(field: SchemaField, value: FieldValue): FieldValue {
  if (value === '') return null;
  if (typeof value !== 'string') return value;
  if (isKeyField(field)) return toId18(value);
  if (field.type === 'datetime') return new Date(value).toISOString();
  return field.caseSensitive ? value : value.toLowerCase();
}

function compare(field: SchemaField, op: SoqlComparison, literal: Literal): (value: FieldValue) => boolean {
  checkFilter(field, literal);
  if (op === 'like') {
    const pattern = likePattern(String(literal.value));
    return (value) => typeof value === 'string' && pattern.test(value);
  }
  const wanted = comparable(field, literal.value);
  return (given) => {
    const value = comparable(field, given);
    if (op === '=') return value === wanted;
    if (op === '!=') return value !== wanted;
    if (value === null || wanted === null) return false;
    if (op === '<') return value < wanted;
    if (op === '<=') return value <= wanted;
    return op === '>' ? value > wanted : value >= wanted;
  };
}

/** The context of the conditions of one query. */
export interface FilterContext {
  org: Org;
  object: SchemaObject;
  /** The query, for error messages. */
  text: string;
  /** Returns the values that a query with one column finds. */
  subselect(query: Query): FieldValue[];
}

function semijoin(
  { org, object, text, subselect }: FilterContext,
  { path, query, negated }: Extract<Condition, { kind: 'semijoin' }>,
): RecordFilter {
  if (query.from.toLowerCase() === object.name.toLowerCase())
    throw new ApiError(
      400,
      'MALFORMED_QUERY',
      'The inner and outer selects should not be on the same object type',
    );
  const column = query.select[0]!;
  if (query.select.length !== 1 || column.kind !== 'field')
    throw new ApiError(400, 'MALFORMED_QUERY', 'A semi join sub-select takes exactly one field.');
  const { read } = resolvePath(org, object, path, text);
  const ids = new Set(subselect(query));
  return (record) => ids.has(read(record)) !== negated;
}

/** The filter of a WHERE clause in this org. */
export function filterOf(condition: Condition, context: FilterContext, top = true): RecordFilter {
  const { org, object, text } = context;
  switch (condition.kind) {
    case 'and': {
      const filters = condition.parts.map((part) => filterOf(part, context, top));
      return (record) => filters.every((filter) => filter(record));
    }
    case 'or': {
      const filters = condition.parts.map((part) => filterOf(part, context, false));
      return (record) => filters.some((filter) => filter(record));
    }
    case 'not': {
      const filter = filterOf(condition.part, context, false);
      return (record) => !filter(record);
    }
    case 'compare': {
      const { field, read } = resolvePath(org, object, condition.path, text);
      const matches = compare(field, condition.op, condition.literal);
      return (record) => matches(read(record));
    }
    case 'in': {
      const { field, read } = resolvePath(org, object, condition.path, text);
      for (const literal of condition.values) checkFilter(field, literal);
      const wanted = new Set(condition.values.map((literal) => comparable(field, literal.value)));
      return (record) => wanted.has(comparable(field, read(record))) !== condition.negated;
    }
    case 'semijoin':
      if (!top)
        throw new ApiError(
          400,
          'MALFORMED_QUERY',
          'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.',
        );
      return semijoin(context, condition);
  }
}
