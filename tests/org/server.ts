import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ingestRoutes } from './bulk/ingest.ts';
import { queryJobRoutes } from './bulk/query.ts';
import { releaseJobs } from './bulk/run-job.ts';
import { controlRoutes } from './control.ts';
import { deployExternalId } from './deploy/external-id.ts';
import { deployRoutes, soapFault } from './deploy/routes.ts';
import { ApiError } from './errors.ts';
import { type Fault, faultOfCall } from './faults.ts';
import { type Call, json, type Reply, type Route } from './http.ts';
import type { OrgOptions } from './options.ts';
import { createOrg, type LoggedRequest, type Org } from './org.ts';
import { collectionRoutes } from './rest/collections.ts';
import { describeRoutes } from './rest/describe.ts';
import { checkCallsLeft, limitRoutes } from './rest/limits.ts';
import { checkToken, loginRoutes, tokenOf } from './rest/login.ts';
import { queryRoutes } from './rest/query.ts';
import { sobjectRoutes } from './rest/sobjects.ts';
import type { OrgRecord } from './value.ts';

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
  /** The live records of an sobject, archived ones too. */
  records(sobject: string): OrgRecord[];
  /** Tells the org to do something wrong. */
  fail(...faults: Fault[]): void;
  /** Ends all faults; jobs that hang come to their end. */
  heal(): void;
  stop(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** An error in the form that its API has. */
function errorReply(call: Call, error: unknown): Reply {
  if (error instanceof ApiError) {
    const { errorCode, message, fields, status } = error;
    if (call.path.startsWith('/services/Soap/')) return soapFault(errorCode, message);
    // The login service is no part of the REST API.
    if (call.path.startsWith('/services/oauth2/') && status === 401)
      return { status: 403, type: 'text/plain', body: 'Bad_OAuth_Token' };
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
    if (!route.open) checkToken(tokenOf(call));
    return route.answer(call, ...match.slice(1));
  }
  throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

async function readCall(org: Org, origin: string, request: IncomingMessage): Promise<Call> {
  // The CLI keeps an instance URL that ends in a slash, and so calls `//services/data`.
  const url = new URL(`${origin}/${(request.url ?? '').replace(/^\/+/, '')}`);
  return {
    org,
    method: request.method ?? 'GET',
    path: url.pathname,
    params: url.searchParams,
    headers: request.headers,
    body: await readBody(request),
    origin,
  };
}

async function serve(org: Org, origin: string, request: IncomingMessage, response: ServerResponse) {
  const call = await readCall(org, origin, request);
  const { method, path } = call;
  const control = path.startsWith('/__practice/');
  const entry: LoggedRequest = {
    method,
    path,
    soql: call.params.get('q') ?? undefined,
    status: 0,
    at: Date.now(),
    agent: request.headers['user-agent'] ?? '',
  };
  if (!control) org.requests.push(entry);
  const fault = control ? undefined : faultOfCall(org.faults, `${method} ${path}`, tokenOf(call));
  if (fault?.kind === 'drop' && fault.when === 'before') return request.socket.destroy();
  let reply: Reply;
  try {
    if (fault?.kind === 'answer') throw new ApiError(fault.status, fault.errorCode, fault.message);
    if (!control) checkCallsLeft(org);
    // REST API Developer Guide: the longest URI is 16,384 bytes.
    if ((request.url ?? '').length > 16_384) throw new ApiError(414, 'URI_TOO_LONG', 'URI Too Long');
    reply = await answer(call);
  } catch (error) {
    reply = errorReply(call, error);
  }
  if (fault?.kind === 'drop') return request.socket.destroy();
  entry.status = reply.status;
  response.writeHead(reply.status, {
    'Content-Type': reply.type,
    'Sforce-Limit-Info': `api-usage=${org.requests.length}/${org.options.apiCalls}`,
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
  // The CLI polls every 5 s, which is also when Node would close an idle connection.
  server.keepAliveTimeout = 60_000;
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
    records: (sobject) => org.records.all(sobject).filter(({ IsDeleted }) => !IsDeleted),
    fail: (...faults) => faults.forEach(org.faults.add),
    heal: () => {
      org.faults.clear();
      releaseJobs(org);
    },
    stop: () =>
      new Promise((resolve) => {
        for (const job of org.jobs.values()) clearTimeout(job.timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
