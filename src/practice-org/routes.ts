import { ingestRoutes } from './bulk/ingest.ts';
import { queryJobRoutes } from './bulk/query.ts';
import { controlRoutes } from './control.ts';
import { deployRoutes, soapFault } from './deploy/routes.ts';
import { ApiError } from './errors.ts';
import { type ApiCall, jsonReply, type Reply, type Route } from './http.ts';
import { collectionRoutes } from './rest/collections.ts';
import { describeRoutes } from './rest/describe.ts';
import { limitRoutes } from './rest/limits.ts';
import { checkToken, loginRoutes, tokenOf } from './rest/login.ts';
import { queryRoutes } from './rest/query.ts';
import { sobjectRoutes } from './rest/sobjects.ts';
import { treeRoutes } from './rest/tree.ts';

const ROUTES: Route[] = [
  ...controlRoutes,
  ...loginRoutes,
  ...limitRoutes,
  ...describeRoutes,
  ...queryRoutes,
  ...collectionRoutes,
  ...treeRoutes,
  ...sobjectRoutes,
  ...ingestRoutes,
  ...queryJobRoutes,
  ...deployRoutes,
];

/** An error in the format of its API. */
export function errorReply(call: ApiCall, error: unknown): Reply {
  if (error instanceof ApiError) {
    const { errorCode, message, fields, status } = error;
    if (call.path.startsWith('/services/Soap/')) return soapFault(errorCode, message);
    // The login service isn't part of the REST API.
    if (call.path.startsWith('/services/oauth2/') && status === 401)
      return { status: 403, type: 'text/plain', body: 'Bad_OAuth_Token' };
    return jsonReply([{ message, errorCode, ...(fields ? { fields } : {}) }], status);
  }
  if (error instanceof SyntaxError)
    return jsonReply([{ message: error.message, errorCode: 'JSON_PARSER_ERROR' }], 400);
  console.error('Practice org error:', error);
  return jsonReply([{ message: String(error), errorCode: 'UNKNOWN_EXCEPTION' }], 500);
}

/** Handles a call, or throws what errorReply turns into a reply. */
export async function answer(call: ApiCall): Promise<Reply> {
  for (const route of ROUTES) {
    const match = route.method === call.method && route.path.exec(call.path);
    if (!match) continue;
    if (!route.open) checkToken(tokenOf(call));
    return route.answer(call, ...match.slice(1));
  }
  throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}
