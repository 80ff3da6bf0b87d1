import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, UserError } from '../shared/errors.ts';
import { readBody } from '../shared/http-response.ts';
import { backoff, type RetryPolicy, retry, retryAfter } from '../shared/retry.ts';
import { timeText } from '../shared/time-text.ts';
import { type AnswerSource, jsonBody } from './answer.ts';
import { type CallLog, tellWait } from './call-log.ts';
import { errorIn, isPassing, RestError, sessionOver, Unreachable } from './rest-error.ts';
import type { TokenSource } from './session/shared-token.ts';
import type { Login } from './session.ts';

export interface RestOptions {
  login: Login;
  instanceUrl: string;
  apiVersion: string;
  token: TokenSource;
  log: CallLog;
  retryAttempts: number;
  /** The time limit of a response, including its body; two minutes by default. */
  timeoutMs?: number;
}

interface SendOptions {
  headers?: Readonly<Record<string, string>>;
  /** Called right before a request is repeated, which the org may have processed already. */
  repeated?: () => void;
}

interface Content {
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Readonly<Record<string, string>>;
}

/** REST requests to one org with a session. Paths are relative to `/services/data/vXX.0/`. */
export interface Rest {
  /** A command that shows where the session leads, for the next command of errors. */
  check: string;
  /** `65.0` */
  apiVersion: string;
  get(path: string): Promise<unknown>;
  /** Results as CSV. */
  bytes(path: string): Promise<Buffer>;
  send(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    options?: SendOptions,
  ): Promise<unknown>;
  /** Posts a body of another type than JSON, once. */
  post(path: string, body: Uint8Array<ArrayBuffer>, type: string): Promise<unknown>;
  /** Uploads a CSV, once. */
  upload(path: string, csv: string): Promise<void>;
  /**
   * How far the org's clock is ahead of this machine's, in ms, accurate to a second, from its last
   * response.
   */
  clockAhead(): number;
}

/** How far `clockAhead` may be off: an org states its time to the second. */
export const CLOCK_MS = 2_000;

/** How long a call may go on in the org after its process was killed: a load takes one for lost after as long. */
export const LONGEST_CALL_MS = 120_000;

const FIRST_WAIT_MS = 500;
const REQUEST_TIMEOUT_MS = 120_000;
/** The upload of the largest file over a slow line. */
const UPLOAD_TIMEOUT_MS = 30 * 60_000;
/** A server that says nothing is asked again once. */
const MUTE_ATTEMPTS = 2;
/** A requested pause up to this length is respected; longer ones aren't worth the wait. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** The last moment that a date can represent. */
const LAST_DAY = 8.64e15;
/** More than any result of a job, whose file has up to 150 MB. */
const LONGEST_BODY = 400 * 1_024 * 1_024;

/** Creates a client for an org; everything but POST and PUT is retried on a broken connection and on 429 and 5xx. */
export function restClient(options: RestOptions): Rest {
  const base = `${options.instanceUrl.replace(/\/$/, '')}/services/data/v${options.apiVersion}/`;

  const timeoutOf = (method: string) =>
    options.timeoutMs ?? (method === 'PUT' ? UPLOAD_TIMEOUT_MS : REQUEST_TIMEOUT_MS);
  const { host } = new URL(options.instanceUrl);
  const { check } = options.login;
  const source = (method: string, path: string): AnswerSource => ({
    what: `${host} (${method} ${path.replace(/\?.*/, '')})`,
    check,
  });
  let ahead = 0;

  function announced(ms: number, why: string): number {
    if (ms > 2_000) options.log.say(`${why}; retrying at ${timeText(Date.now() + ms)}`);
    return ms;
  }

  async function once(method: string, path: string, content: Content, renewed?: string): Promise<Response> {
    const at = new Date();
    const log = (outcome: string) =>
      options.log.add({
        at: at.toISOString(),
        command: `${method} ${decodeURIComponent(path).slice(0, 300)}`,
        ms: Date.now() - at.getTime(),
        outcome,
      });
    const token = renewed ?? (await options.token());
    const timeoutMs = timeoutOf(method);
    let response: Response;
    const told = { say: options.log.say, what: source(method, path).what, until: at.getTime() + timeoutMs };
    try {
      const answer = fetch(path.startsWith('/') ? new URL(path, base) : base + path, {
        method,
        ...content,
        headers: { ...content.headers, Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(timeoutMs),
      });
      response = await tellWait(answer, told);
    } catch (cause) {
      log('no connection');
      throw cause;
    }
    log(String(response.status));
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) ahead = date - Date.now();
    if (response.ok) return response;
    const { code, message } = errorIn(await bodyText(response, source(method, path)));
    if (response.status === 401 && renewed === undefined) {
      const again = await options.token(true);
      if (again !== token) return once(method, path, content, again);
    }
    const wait = retryAfter(response.headers, Date.now());
    const retryAt = wait === undefined ? undefined : Math.min(Date.now() + wait, LAST_DAY);
    throw new RestError(source(method, path), {
      ...{ status: response.status, code, said: message, limits: options.login.limits },
      ...(retryAt === undefined ? {} : { retryAt }),
    });
  }

  async function request<T>(
    method: string,
    path: string,
    read: (from: Response) => Promise<T>,
    content: Content = {},
    repeated: () => void = () => {},
  ) {
    // Repeating an update or a delete by id is harmless; repeating an insert or an upload isn't.
    const attempts = method === 'POST' || method === 'PUT' ? 1 : options.retryAttempts + 1;
    const policy: RetryPolicy = { attempts, firstMs: FIRST_WAIT_MS };
    let tries = 0;
    return retry(
      async () => {
        if (tries++ > 0) repeated();
        return read(await once(method, path, content));
      },
      (error, failures) => waitAfter(error, failures, policy, timeoutOf(method)),
      sleep,
    );
  }

  /** Returns the wait after a failed attempt, and reports it if it is long; throws the final error if there are no attempts left. */
  function waitAfter(error: unknown, tries: number, policy: RetryPolicy, timeoutMs: number): number {
    if (error instanceof RestError) {
      if (error.status === 401) throw sessionOver(options.login, error);
      const own = isPassing(error.status) ? backoff(policy, tries) : undefined;
      const ms = Math.max(own ?? 0, (error.retryAt ?? 0) - Date.now());
      if (own === undefined || ms > LONGEST_PAUSE_MS) throw error;
      return announced(ms, `${host} answered ${error.status}`);
    }
    if (error instanceof UserError) throw error;
    const mute = isTimeout(error);
    const attempts = mute ? Math.min(MUTE_ATTEMPTS, policy.attempts) : policy.attempts;
    const ms = backoff({ ...policy, attempts }, tries);
    if (ms === undefined) throw unreachable(host, error, timeoutMs, options.login);
    return announced(ms, mute ? `${host} didn't answer` : `${host} couldn't be reached`);
  }

  return {
    check,
    apiVersion: options.apiVersion,
    clockAhead: () => ahead,
    get: (path) =>
      request('GET', path, async (response) =>
        jsonBody(await bodyText(response, source('GET', path)), source('GET', path)),
      ),
    bytes: (path) => request('GET', path, (response) => bodyBytes(response, source('GET', path))),
    send: (method, path, body, { headers, repeated } = {}) => {
      const read = async (response: Response) => {
        const text = await bodyText(response, source(method, path));
        return text === '' ? undefined : jsonBody(text, source(method, path));
      };
      const json =
        body === undefined
          ? { ...(headers ? { headers } : {}) }
          : { body: JSON.stringify(body), headers: { ...headers, 'Content-Type': 'application/json' } };
      return request(method, path, read, json, repeated);
    },
    post: (path, body, type) =>
      request(
        'POST',
        path,
        async (response) => jsonBody(await bodyText(response, source('POST', path)), source('POST', path)),
        { body, headers: { 'Content-Type': type } },
      ),
    async upload(path, csv) {
      const content = { body: csv, headers: { 'Content-Type': 'text/csv' } };
      await request('PUT', path, (response) => bodyText(response, source('PUT', path)), content);
    },
  };
}

function isTimeout(error: unknown): boolean {
  return (error as Error)?.name === 'TimeoutError';
}

/** Reads the text of a response within the time limit. */
async function bodyText(response: Response, source: AnswerSource): Promise<string> {
  return (await bodyBytes(response, source)).toString('utf8');
}

async function bodyBytes(response: Response, { what, check }: AnswerSource): Promise<Buffer> {
  const body = await readBody(response, LONGEST_BODY);
  if (body) return body;
  throw new UserError(
    { message: `${what} answered more than ${LONGEST_BODY / 1_024 / 1_024} MB, more than any valid answer.` },
    { exitCode: EXIT.noOrg, next: check },
  );
}

function unreachable(host: string, cause: unknown, timeoutMs: number, login: Login): Unreachable {
  const why = isTimeout(cause)
    ? `no whole answer in ${timeoutMs / 1_000} s`
    : (((cause as Error).cause as { code?: string } | undefined)?.code ?? (cause as Error).message);
  return new Unreachable(
    { message: `${host} can't be reached (${why}).` },
    { exitCode: EXIT.noOrg, next: login.check, cause },
  );
}
