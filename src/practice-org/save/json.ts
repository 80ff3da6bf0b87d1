import { ApiError, type SaveError, saveError } from '../errors.ts';
import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import { fieldOfRelationship, visibleField } from '../permissions.ts';
import type { SchemaObject } from '../schema/types.ts';
import type { Values } from '../value.ts';
import { fromJson } from './convert.ts';
import { lookUp } from './lookup.ts';

function noField(object: SchemaObject, name: string): SaveError {
  return saveError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

function parentId(
  org: Org,
  object: SchemaObject,
  name: string,
  parent: object,
): [string, string] | SaveError {
  const link = fieldOfRelationship(org, object, name);
  if (!link) return noField(object, name);
  const { attributes, ...key } = parent as { attributes?: { type?: string } } & Record<string, unknown>;
  const [keyName, keyValue] = Object.entries(key)[0] ?? ['', ''];
  const sobject = link.polymorphic ? attributes?.type : link.to[0];
  if (!sobject || !objectNamed(org, sobject)) return noField(object, `${name}.${keyName}`);
  const found = lookUp(org, sobject, keyName, String(keyValue));
  return typeof found === 'string' ? [link.name, found] : found;
}

/**
 * The values of a JSON record, with parents such as `Account: { Ext__c: 'x' }` looked up; or why it can't be read.
 */
export function jsonValues(org: Org, object: SchemaObject, body: object): Values | SaveError {
  const values: Values = {};
  for (const [name, given] of Object.entries(body)) {
    if (name === 'attributes' || name.toLowerCase() === 'id') continue;
    if (typeof given === 'object' && given !== null) {
      const found = parentId(org, object, name, given);
      if (!Array.isArray(found)) return found;
      values[found[0]] = found[1];
      continue;
    }
    const field = visibleField(org, object, name);
    if (!field) return noField(object, name);
    const value = fromJson(field, given);
    if (value === undefined)
      throw new ApiError(
        400,
        'JSON_PARSER_ERROR',
        `Cannot deserialize instance of ${field.type} from VALUE_STRING value ${String(given)} or request may be missing a required field at [line:1, column:1]`,
      );
    values[field.name] = value;
  }
  return values;
}
