import type { ApiError } from '../errors.ts';
import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import { fieldOfRelationship, visibleField } from '../permissions.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { FieldValue, StoredRecord } from '../value.ts';
import type { Path, Query, TypeBranch } from './ast.ts';
import { queryError } from './tokens.ts';

/** A resolved path: its field and how to read it. */
export interface Resolved {
  field: SchemaField;
  /** The relationships on the path, as spelled in the schema. */
  via: string[];
  read(record: StoredRecord): FieldValue;
}

/** The fields that can be read through a polymorphic relationship, none of them custom. Object Reference, "Name". */
const NAME_FIELDS = ['id', 'name', 'firstname', 'lastname', 'email', 'phone', 'title', 'username', 'alias'];

const nameField = (name: string): SchemaField =>
  ({ name, label: name, type: 'string', length: 255, nillable: true }) as SchemaField;

/** The sobject of FROM. */
export function objectOf(org: Org, { from, fromAt, text }: Query, tooling: boolean): SchemaObject {
  const object = objectNamed(org, from);
  if (object && (tooling || !object.tooling)) return object;
  throw queryError(
    'INVALID_TYPE',
    text,
    fromAt,
    `sObject type '${from}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

function noColumn(query: string, at: number, name: string, entity: string): ApiError {
  return queryError(
    'INVALID_FIELD',
    query,
    at,
    `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

function throughAnyParent(org: Org, link: SchemaField, name: string, query: string, at: number): Resolved {
  const lower = name.toLowerCase();
  const parentOf = (record: StoredRecord) => org.records.get(String(record[link.name] ?? ''));
  if (lower === 'type')
    return {
      field: nameField('Type'),
      via: [link.relationship!],
      read: (record) => org.records.sobjectOf(String(record[link.name] ?? '')) ?? null,
    };
  if (!NAME_FIELDS.includes(lower)) throw noColumn(query, at, name, 'Name');
  return {
    field: nameField(name),
    via: [link.relationship!],
    read: (record) => {
      const parent = parentOf(record);
      const field = parent && objectNamed(org, org.records.sobjectOf(parent.Id)!)!.fields.get(lower);
      return field ? (parent[field.name] ?? null) : null;
    },
  };
}

/** Finds the field of a path in a branch of TYPEOF: a parent of a known type has all of its fields. */
export function resolveBranch(
  org: Org,
  object: SchemaObject,
  path: Path,
  branch: TypeBranch,
  query: string,
): Resolved {
  const [head = '', ...rest] = path.parts;
  const link = fieldOfRelationship(org, object, head);
  const type = branch.kind === 'when' ? objectNamed(org, branch.type) : undefined;
  if (!link?.polymorphic || !type) return resolvePath(org, object, path, query);
  const inner = resolvePath(org, type, { ...path, parts: rest }, query);
  return {
    field: inner.field,
    via: [link.relationship!, ...inner.via],
    read: (record) => {
      const found = org.records.get(String(record[link.name] ?? ''));
      return found && org.records.sobjectOf(found.Id) === type.name ? inner.read(found) : null;
    },
  };
}

/** Finds the field of a path, as the user sees the org; an unknown one is Salesforce's error. */
export function resolvePath(org: Org, object: SchemaObject, path: Path, query: string): Resolved {
  const [head, ...rest] = path.parts as [string, ...string[]];
  if (rest.length > 0 && head.toLowerCase() === object.name.toLowerCase())
    return resolvePath(org, object, { ...path, parts: rest }, query);
  if (rest.length === 0) {
    const field = visibleField(org, object, head);
    if (!field) throw noColumn(query, path.at, head, object.name);
    return { field, via: [], read: (record) => record[field.name] ?? null };
  }
  const link = fieldOfRelationship(org, object, head);
  if (!link)
    throw queryError(
      'INVALID_FIELD',
      query,
      path.at,
      `Didn't understand relationship '${head}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  if (link.polymorphic) return throughAnyParent(org, link, rest.join('.'), query, path.at);
  const parent = objectNamed(org, link.to[0]!)!;
  const inner = resolvePath(org, parent, { ...path, parts: rest }, query);
  return {
    field: inner.field,
    via: [link.relationship!, ...inner.via],
    read: (record) => {
      const found = org.records.get(String(record[link.name] ?? ''));
      return found ? inner.read(found) : null;
    },
  };
}
