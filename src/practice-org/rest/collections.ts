import { ApiError, saveError } from '../errors.ts';
import { type ApiCall, bodyJson, jsonReply, type Reply, type Route } from '../http.ts';
import { isId, toId18 } from '../ids.ts';
import { objectNamed } from '../org.ts';
import { remove } from '../save/delete.ts';
import type { Saved } from '../save/save.ts';
import type { SchemaObject } from '../schema/types.ts';
import { objectOfPath } from './describe.ts';
import { checkKey, saveJson, upsertJson } from './sobjects.ts';

interface Body {
  allOrNone?: boolean;
  records: ({ attributes?: { type?: string }; id?: string; Id?: string } & Record<string, unknown>)[];
}

function rowsOf(call: ApiCall): Body['records'] {
  return bodyJson<Body>(call).records;
}

// REST API Developer Guide, "sObject Collections".
function atMost200<T>(rows: T[]): T[] {
  if (rows.length > 200)
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than 200 records in this operation: ${rows.length}`,
    );
  return rows;
}

function typeOf(call: ApiCall, row: Body['records'][number]): SchemaObject {
  const object = objectNamed(call.org, row.attributes?.type ?? '');
  if (!object)
    throw new ApiError(400, 'INVALID_TYPE', `sObject type '${row.attributes?.type ?? ''}' is not supported.`);
  return object;
}

const ROOT = String.raw`^/services/data/v\d+\.0/composite/sobjects`;

function wantsAllOrNone(call: ApiCall): boolean {
  if (call.method === 'DELETE') return call.params.get('allOrNone') === 'true';
  return bodyJson<Body>(call).allOrNone === true;
}

const ROLLED_BACK = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};

/** Processes each of up to 200 rows; with `allOrNone`, one failure rolls back the others. */
function each<T>(call: ApiCall, rows: T[], work: (row: T) => Saved, upsert = false): Reply {
  const endUndo = call.org.records.beginUndo();
  const saved = atMost200(rows).map(work);
  const rollBack = wantsAllOrNone(call) && saved.some(({ success }) => !success);
  endUndo(rollBack);
  return jsonReply(
    saved.map((one) => {
      if (!one.success) return { success: false, errors: [one.error] };
      if (rollBack) return { success: false, errors: [ROLLED_BACK] };
      return { id: one.id, success: true, errors: [], ...(upsert ? { created: one.created } : {}) };
    }),
  );
}

function removeById(call: ApiCall, id: string): Saved {
  const sobject = isId(id) ? call.org.records.sobjectOf(toId18(id)) : undefined;
  return sobject
    ? remove(call.org, objectNamed(call.org, sobject)!, id)
    : { success: false, error: saveError('MALFORMED_ID', `malformed id ${id}`) };
}

/** The sObject collections of the REST API. */
export const collectionRoutes: Route[] = [
  {
    method: 'POST',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call) => each(call, rowsOf(call), (row) => saveJson(call, typeOf(call, row), row)),
  },
  {
    method: 'PATCH',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call) =>
      each(call, rowsOf(call), (row) =>
        saveJson(call, typeOf(call, row), row, String(row.id ?? row.Id ?? '')),
      ),
  },
  {
    method: 'PATCH',
    path: new RegExp(`${ROOT}/(\\w+)/(\\w+)$`),
    answer: (call, name, keyName) => {
      const object = objectOfPath(call.org, name!);
      checkKey(call.org, object, keyName!);
      const key = object.fields.get(keyName!.toLowerCase())!.name;
      return each(
        call,
        rowsOf(call),
        (row) => upsertJson(call, object, key, String(row[key] ?? ''), row),
        true,
      );
    },
  },
  {
    method: 'DELETE',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call) =>
      each(call, (call.params.get('ids') ?? '').split(',').filter(Boolean), (id) => removeById(call, id)),
  },
];
