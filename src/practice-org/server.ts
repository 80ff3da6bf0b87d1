import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { releaseJobs } from './bulk/run-job.ts';
import { deployExternalId } from './deploy/external-id.ts';
import { ApiError } from './errors.ts';
import type { Fault } from './faults/faults.ts';
import { faultOfCall } from './faults/of-call.ts';
import type { ApiCall, Reply } from './http.ts';
import type { OrgOptions } from './options.ts';
import { createOrg, type LoggedRequest, type Org } from './org.ts';
import { checkCallsLeft } from './rest/limits.ts';
import { tokenOf } from './rest/login.ts';
import { answer, errorReply } from './routes.ts';
import type { StoredRecord } from './value.ts';

/** An org that listens on the loopback interface. */
export interface RunningOrg {
  org: Org;
  url: string;
  port: number;
  /** The live records of an sobject, including archived ones. */
  records(sobject: string): StoredRecord[];
  /** Makes the org do something wrong. */
  fail(...faults: Fault[]): void;
  /** Ends all faults; hanging jobs end. */
  heal(): void;
  stop(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A request as it comes over the wire. */
export interface WireRequest {
  method: string;
  /** Path and query, as they were sent. */
  url: string;
  headers: ApiCall['headers'];
  body: Buffer;
}

/** What an org that is reached at `origin` replies, its faults included; undefined where the connection breaks instead. */
export async function respond(org: Org, origin: string, request: WireRequest): Promise<Reply | undefined> {
  // The CLI keeps an instance URL that ends in a slash, and so calls `//services/data`.
  const url = new URL(`${origin}/${request.url.replace(/^\/+/, '')}`);
  const { method, headers, body } = request;
  const call: ApiCall = { org, method, path: url.pathname, params: url.searchParams, headers, body, origin };
  const { path } = call;
  const control = path.startsWith('/__practice/');
  const entry: LoggedRequest = {
    method,
    path,
    soql: call.params.get('q') ?? undefined,
    status: 0,
    at: Date.now(),
    agent: String(headers['user-agent'] ?? ''),
  };
  if (!control) org.requests.push(entry);
  const fault = control
    ? undefined
    : faultOfCall(org.faults, [method, path, entry.soql].join(' ').trim(), tokenOf(call));
  if (fault?.kind === 'drop' && fault.when === 'before') return undefined;
  let reply: Reply;
  try {
    if (fault?.kind === 'answer') throw new ApiError(fault.status, fault.errorCode, fault.message);
    if (!control) checkCallsLeft(org);
    // REST API Developer Guide: the longest URI is 16,384 bytes.
    if (request.url.length > 16_384) throw new ApiError(414, 'URI_TOO_LONG', 'URI Too Long');
    reply = await answer(call);
  } catch (error) {
    reply = errorReply(call, error);
  }
  if (fault?.kind === 'drop') return undefined;
  entry.status = reply.status;
  const usage = `api-usage=${org.requests.length}/${org.options.apiCalls}`;
  return {
    ...reply,
    headers: { 'Content-Type': reply.type, 'Sforce-Limit-Info': usage, ...reply.headers },
  };
}

async function serve(org: Org, origin: string, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '', headers } = request;
  const reply = await respond(org, origin, { method, url, headers, body: await readBody(request) });
  if (!reply) return request.socket.destroy();
  response.writeHead(reply.status, reply.headers);
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
