import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ingestRoutes } from './bulk/ingest.ts';
import { queryJobRoutes } from './bulk/query.ts';
import { controlRoutes } from './control.ts';
import { deployExternalId } from './deploy/external-id.ts';
import { deployRoutes } from './deploy/routes.ts';
import { ApiError } from './errors.ts';
import { faultOfCall } from './faults.ts';
import { type Call, json, type Reply, type Route } from './http.ts';
import type { OrgOptions } from './options.ts';
import { createOrg, type Org } from './org.ts';
import { collectionRoutes } from './rest/collections.ts';
import { describeRoutes } from './rest/describe.ts';
import { limitRoutes } from './rest/limits.ts';
import { checkSession, loginRoutes } from './rest/login.ts';
import { queryRoutes } from './rest/query.ts';
import { sobjectRoutes } from './rest/sobjects.ts';

const ROUTES: Route[] = [
  ...controlRoutes,
  ...loginRoutes,
  ...limitRoutes,
  ...describeRoutes,
  ...queryRoutes,
  ...collectionRoutes,
  ...sobjectRoutes,
  ...ingestRoutes,
  ...queryJobRoutes,
  ...deployRoutes,
];

/** An org that listens on the loopback. */
export interface RunningOrg {
  org: Org;
  url: string;
  port: number;
  stop(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function errorReply(error: unknown): Reply {
  if (error instanceof ApiError) {
    const { errorCode, message, fields, status } = error;
    return json([{ message, errorCode, ...(fields ? { fields } : {}) }], status);
  }
  if (error instanceof SyntaxError)
    return json([{ message: error.message, errorCode: 'JSON_PARSER_ERROR' }], 400);
  console.error('The practice org stumbled:', error);
  return json([{ message: String(error), errorCode: 'UNKNOWN_EXCEPTION' }], 500);
}

async function answer(call: Call): Promise<Reply> {
  for (const route of ROUTES) {
    const match = route.method === call.method && route.path.exec(call.path);
    if (!match) continue;
    if (!route.open) checkSession(call.headers.authorization as string | undefined);
    return route.answer(call, ...match.slice(1));
  }
  throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

async function serve(org: Org, origin: string, request: IncomingMessage, response: ServerResponse) {
  // The CLI keeps an instance URL that ends in a slash, and so calls `//services/data`.
  const url = new URL(`${origin}/${(request.url ?? '').replace(/^\/+/, '')}`);
  const method = request.method ?? 'GET';
  const control = url.pathname.startsWith('/__practice/');
  const body = await readBody(request);
  const entry = {
    method,
    path: url.pathname,
    status: 0,
    at: Date.now(),
    agent: request.headers['user-agent'] ?? '',
  };
  if (!control) org.requests.push(entry);
  const fault = control ? undefined : faultOfCall(org.faults, method, url.pathname);
  if (fault?.kind === 'drop' && fault.when === 'before') return request.socket.destroy();
  const call: Call = {
    org,
    method,
    path: url.pathname,
    params: url.searchParams,
    headers: request.headers,
    body,
    origin,
  };
  let reply: Reply;
  try {
    if (fault?.kind === 'answer') throw new ApiError(fault.status, fault.errorCode, fault.message);
    // REST API Developer Guide: the longest URI is 16,384 bytes.
    if ((request.url ?? '').length > 16_384) throw new ApiError(414, 'URI_TOO_LONG', 'URI Too Long');
    reply = await answer(call);
  } catch (error) {
    reply = errorReply(error);
  }
  if (fault?.kind === 'drop') return request.socket.destroy();
  entry.status = reply.status;
  const { apiCalls } = org.options;
  response.writeHead(reply.status, {
    'Content-Type': reply.type,
    'Sforce-Limit-Info': `api-usage=${org.requests.length}/${apiCalls}`,
    ...reply.headers,
  });
  response.end(reply.body);
}

/** Starts an org on 127.0.0.1; it lives in memory until it is stopped. */
export async function startServer(options: Partial<OrgOptions> = {}): Promise<RunningOrg> {
  const org = createOrg(options);
  if (org.options.externalId) deployExternalId(org, org.options.externalId);
  let origin = '';
  const server = createServer({ maxHeaderSize: 1 << 17 }, (request, response) => {
    serve(org, origin, request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(org.options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  origin = `http://localhost:${port}`;
  return {
    org,
    url: origin,
    port,
    stop: () =>
      new Promise((resolve) => {
        for (const job of org.jobs.values()) clearTimeout(job.timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
