import { ApiError } from '../errors.ts';
import { bodyJson, type Call, json, type Route } from '../http.ts';
import { isId, toId18 } from '../ids.ts';
import { objectNamed } from '../org.ts';
import { isKey } from '../permissions.ts';
import { remove } from '../save/delete.ts';
import type { Saved } from '../save/save.ts';
import type { OrgObject } from '../schema/types.ts';
import { objectOfPath } from './describe.ts';
import { saveJson, upsertJson } from './sobjects.ts';

interface Body {
  allOrNone?: boolean;
  records: ({ attributes?: { type?: string }; id?: string; Id?: string } & Record<string, unknown>)[];
}

function rowsOf(call: Call): Body['records'] {
  const { records } = bodyJson<Body>(call);
  return atMost200(records);
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

function typeOf(call: Call, row: Body['records'][number]): OrgObject {
  const object = objectNamed(call.org, row.attributes?.type ?? '');
  if (!object)
    throw new ApiError(400, 'INVALID_TYPE', `sObject type '${row.attributes?.type ?? ''}' is not supported.`);
  return object;
}

function result(saved: Saved) {
  return saved.success
    ? { id: saved.id, success: true, errors: [], created: saved.created }
    : { success: false, errors: [saved.error] };
}

const ROOT = String.raw`^/services/data/v\d+\.0/composite/sobjects`;

/**
 * Up to 200 records a call. `allOrNone` is refused: a load never wants it, and half a roll-back would be a lie.
 */
function refuseAllOrNone(call: Call): void {
  const inBody = call.method !== 'DELETE' && bodyJson<Body>(call).allOrNone === true;
  if (inBody || call.params.get('allOrNone') === 'true')
    throw new ApiError(400, 'UNSUPPORTED', 'The practice org does not know allOrNone.');
}

/** The sObject collections of the REST API. */
export const collectionRoutes: Route[] = [
  {
    method: 'POST',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call) => {
      refuseAllOrNone(call);
      return json(rowsOf(call).map((row) => result(saveJson(call, typeOf(call, row), row))));
    },
  },
  {
    method: 'PATCH',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call) => {
      refuseAllOrNone(call);
      return json(
        rowsOf(call).map((row) =>
          result(saveJson(call, typeOf(call, row), row, String(row.id ?? row.Id ?? ''))),
        ),
      );
    },
  },
  {
    method: 'PATCH',
    path: new RegExp(`${ROOT}/(\\w+)/(\\w+)$`),
    answer: (call, name, keyName) => {
      refuseAllOrNone(call);
      const object = objectOfPath(call.org, name!);
      if (!isKey(call.org, object.name, keyName!))
        throw new ApiError(
          400,
          'INVALID_FIELD',
          `The external id field ${keyName} does not exist on ${object.name}`,
        );
      const key = object.fields.get(keyName!.toLowerCase())!.name;
      return json(
        rowsOf(call).map((row) => result(upsertJson(call, object, key, String(row[key] ?? ''), row))),
      );
    },
  },
  {
    method: 'DELETE',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call) => {
      refuseAllOrNone(call);
      const ids = atMost200((call.params.get('ids') ?? '').split(',').filter(Boolean));
      return json(
        ids.map((id) => {
          const sobject = isId(id) ? call.org.records.sobjectOf(toId18(id)) : undefined;
          return sobject
            ? result(remove(call.org, objectNamed(call.org, sobject)!, id))
            : {
                success: false,
                errors: [{ statusCode: 'MALFORMED_ID', message: `malformed id ${id}`, fields: [] }],
              };
        }),
      );
    },
  },
];
