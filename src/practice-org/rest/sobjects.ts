import { ApiError, type SaveError } from '../errors.ts';
import { type ApiCall, bodyJson, jsonReply, noContent, type Route } from '../http.ts';
import { toId18 } from '../ids.ts';
import type { Org } from '../org.ts';
import { isKey, visibleFields } from '../permissions.ts';
import { remove } from '../save/delete.ts';
import { jsonValues } from '../save/json.ts';
import { recordsByKey } from '../save/lookup.ts';
import { type Saved, save } from '../save/save.ts';
import type { SchemaObject } from '../schema/types.ts';
import { restRecord } from '../soql/answer.ts';
import { objectOfPath } from './describe.ts';

/** True if a call allows duplicates. */
function allowsDuplicates({ headers }: ApiCall): boolean {
  return /allowSave\s*=\s*true/i.test(String(headers['sforce-duplicate-rule-header'] ?? ''));
}

/** Saves the JSON of one record; updates it if `id` is given. */
export function saveJson(call: ApiCall, object: SchemaObject, body: object, id?: string): Saved {
  const values = jsonValues(call.org, object, body);
  if (isSaveError(values)) return { success: false, error: values };
  return save(call.org, {
    object,
    values,
    ...(id === undefined ? {} : { id }),
    allowDuplicates: allowsDuplicates(call),
  });
}

function isSaveError(value: object): value is SaveError {
  return 'statusCode' in value && 'fields' in value && Array.isArray(value.fields);
}

/** Upserts the JSON of one record by a key. */
export function upsertJson(
  call: ApiCall,
  object: SchemaObject,
  keyName: string,
  key: string,
  body: object,
): Saved {
  const found = recordsByKey(call.org, object.name, keyName, key);
  const field = object.fields.get(keyName.toLowerCase())!.name;
  const given = field === 'Id' ? body : { ...body, [field]: key };
  return saveJson(call, object, given, found[0]?.Id);
}

function answer(saved: Saved): never | { id: string; created: boolean } {
  if (saved.success) return saved;
  const { statusCode, message, fields } = saved.error;
  const gone = statusCode === 'ENTITY_IS_DELETED' || statusCode === 'INVALID_CROSS_REFERENCE_KEY';
  throw new ApiError(gone ? 404 : 400, statusCode, message, fields);
}

/** True if records can be named by this field, or Salesforce's 404. */
export function checkKey(org: Org, object: SchemaObject, keyName: string): void {
  if (!isKey(org, object.name, keyName))
    throw new ApiError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${keyName}`,
    );
}

const BASE = String.raw`^(/services/data/v\d+\.0)(?:/tooling)?/sobjects/(\w+)`;

/** Create, read, update, upsert and delete of one record. */
export const sobjectRoutes: Route[] = [
  {
    method: 'POST',
    path: new RegExp(`${BASE}/?$`),
    answer: (call, _base, name) => {
      const { id } = answer(saveJson(call, objectOfPath(call.org, name!), bodyJson(call)));
      return jsonReply({ id, success: true, errors: [] }, 201);
    },
  },
  {
    method: 'GET',
    path: new RegExp(`${BASE}/([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$`),
    answer: ({ org, params }, base, name, given) => {
      const object = objectOfPath(org, name!);
      const record = org.records.get(toId18(given!));
      if (!record || record.IsDeleted)
        throw new ApiError(
          404,
          'NOT_FOUND',
          'Provided external ID field does not exist or is not accessible: ',
        );
      const wanted = params.get('fields')?.toLowerCase().split(',');
      const columns = visibleFields(org, object)
        .filter((field) => !wanted || wanted.includes(field.name.toLowerCase()))
        .map((field) => ({
          name: field.name,
          via: [],
          field,
          read: () => record[field.name] ?? null,
          ofGroup: () => null,
        }));
      return jsonReply(restRecord(org, object.name, columns, record, base!));
    },
  },
  {
    method: 'PATCH',
    path: new RegExp(`${BASE}/([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$`),
    answer: (call, _base, name, id) => {
      answer(saveJson(call, objectOfPath(call.org, name!), bodyJson(call), id!));
      return noContent();
    },
  },
  {
    method: 'DELETE',
    path: new RegExp(`${BASE}/([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$`),
    answer: ({ org }, _base, name, id) => {
      answer(remove(org, objectOfPath(org, name!), id!));
      return noContent();
    },
  },
  {
    method: 'PATCH',
    path: new RegExp(`${BASE}/(\\w+)/([^/]+)$`),
    answer: (call, _base, name, keyName, key) => {
      const object = objectOfPath(call.org, name!);
      checkKey(call.org, object, keyName!);
      const { id, created } = answer(
        upsertJson(call, object, keyName!, decodeURIComponent(key!), bodyJson(call)),
      );
      return jsonReply({ id, success: true, errors: [], created }, created ? 201 : 200);
    },
  },
];
