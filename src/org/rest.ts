import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, UserError } from '../shared/errors.ts';
import { readBody } from '../shared/http-response.ts';
import { backoff, type RetryPolicy, retry, retryAfter } from '../shared/retry.ts';
import { timeText } from '../shared/time-text.ts';
import { jsonBody } from './answer.ts';
import { type CallLog, tellWait } from './call-log.ts';
import { errorIn, isPassing, RestError, sessionOver } from './rest-error.ts';
import type { OrgName } from './sf-argv.ts';

export interface RestOptions {
  org: OrgName;
  instanceUrl: string;
  apiVersion: string;
  /** Returns the session's token; after `expired`, a renewed one, or the same one if it can't be renewed. */
  token(expired?: boolean): Promise<string>;
  log: CallLog;
  retryAttempts: number;
  /** The time limit of a response, including its body; two minutes by default. */
  timeoutMs?: number;
}

/** REST requests to one org with the CLI's session. Paths are relative to `/services/data/vXX.0/`. */
export interface Rest {
  get(path: string): Promise<unknown>;
  /** Results as CSV. */
  text(path: string): Promise<string>;
  send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /**
   * How far the org's clock is ahead of this machine's, in ms, accurate to a second, from its last
   * response.
   */
  clockAhead(): number;
}

const FIRST_WAIT_MS = 500;
const REQUEST_TIMEOUT_MS = 120_000;
/** If a server doesn't respond, the request is retried once. */
const MUTE_ATTEMPTS = 2;
/** A requested pause up to this length is respected; longer ones aren't worth the wait. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** The last moment that a date can represent. */
const LAST_DAY = 8.64e15;
/** More than any result of a job, whose file has up to 150 MB. */
const LONGEST_BODY = 400 * 1_024 * 1_024;

/** Creates a client for an org; everything but POST is retried on a broken connection and on 429 and 5xx. */
export function restClient(options: RestOptions): Rest {
  const base = `${options.instanceUrl.replace(/\/$/, '')}/services/data/v${options.apiVersion}/`;

  const { timeoutMs = REQUEST_TIMEOUT_MS } = options;
  const { host } = new URL(options.instanceUrl);
  const said = (method: string, path: string) => `${host} (${method} ${path.replace(/\?.*/, '')})`;
  let ahead = 0;

  function announced(ms: number, why: string): number {
    if (ms > 2_000) options.log.say(`${why}; retrying at ${timeText(Date.now() + ms)}`);
    return ms;
  }

  async function once(method: string, path: string, body: unknown, renewed: boolean): Promise<Response> {
    const at = new Date();
    const log = (outcome: string) =>
      options.log.add({
        at: at.toISOString(),
        command: `${method} ${decodeURIComponent(path).slice(0, 300)}`,
        ms: Date.now() - at.getTime(),
        outcome,
      });
    const token = await options.token(renewed);
    let response: Response;
    const told = { say: options.log.say, what: said(method, path), until: at.getTime() + timeoutMs };
    try {
      const answer = fetch(path.startsWith('/') ? new URL(path, base) : base + path, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
    const { code, message } = errorIn(await bodyText(response, said(method, path)));
    if (response.status === 401 && !renewed) {
      const again = await options.token(true);
      if (again !== token) return once(method, path, body, true);
    }
    const wait = retryAfter(response.headers, Date.now());
    const retryAt = wait === undefined ? undefined : Math.min(Date.now() + wait, LAST_DAY);
    throw new RestError(said(method, path), {
      ...{ status: response.status, code, said: message },
      ...(retryAt === undefined ? {} : { retryAt }),
    });
  }

  async function request<T>(
    method: string,
    path: string,
    body: unknown,
    read: (from: Response) => Promise<T>,
  ) {
    // Repeating an update or a delete by id is harmless; repeating an insert isn't.
    const attempts = method === 'POST' ? 1 : options.retryAttempts + 1;
    const policy: RetryPolicy = { attempts, firstMs: FIRST_WAIT_MS };
    return retry(
      async () => read(await once(method, path, body, false)),
      (error, tries) => waitAfter(error, tries, policy),
      sleep,
    );
  }

  /**
   * Returns the wait after a failed attempt, and reports it if it is long; throws the user's error if there is no
   * further attempt.
   */
  function waitAfter(error: unknown, tries: number, policy: RetryPolicy): number {
    if (error instanceof RestError) {
      if (error.status === 401) throw sessionOver(options.org, error);
      const own = isPassing(error.status) ? backoff(policy, tries) : undefined;
      const ms = Math.max(own ?? 0, (error.retryAt ?? 0) - Date.now());
      if (own === undefined || ms > LONGEST_PAUSE_MS) throw error;
      return announced(ms, `${host} answered ${error.status}`);
    }
    if (error instanceof UserError) throw error;
    const mute = isTimeout(error);
    const attempts = mute ? Math.min(MUTE_ATTEMPTS, policy.attempts) : policy.attempts;
    const ms = backoff({ ...policy, attempts }, tries);
    if (ms === undefined) throw unreachable(host, error, timeoutMs);
    return announced(ms, mute ? `${host} didn't answer` : `${host} couldn't be reached`);
  }

  return {
    clockAhead: () => ahead,
    get: (path) =>
      request('GET', path, undefined, async (response) =>
        jsonBody(await bodyText(response, said('GET', path)), said('GET', path)),
      ),
    text: (path) => request('GET', path, undefined, (response) => bodyText(response, said('GET', path))),
    send: (method, path, body) =>
      request(method, path, body, async (response) => {
        const text = await bodyText(response, said(method, path));
        return text === '' ? undefined : jsonBody(text, said(method, path));
      }),
  };
}

function isTimeout(error: unknown): boolean {
  return (error as Error)?.name === 'TimeoutError';
}

/** Reads the text of a response within the time limit. */
async function bodyText(response: Response, what: string): Promise<string> {
  const body = await readBody(response, LONGEST_BODY);
  if (body) return body.toString('utf8');
  throw new UserError(
    { message: `${what} answered more than ${LONGEST_BODY / 1_024 / 1_024} MB, more than any valid answer.` },
    { exitCode: EXIT.noOrg, next: 'sf org display' },
  );
}

function unreachable(host: string, cause: unknown, timeoutMs: number): UserError {
  const why = isTimeout(cause)
    ? `no whole answer in ${timeoutMs / 1_000} s`
    : (((cause as Error).cause as { code?: string } | undefined)?.code ?? (cause as Error).message);
  return new UserError(
    { message: `${host} can't be reached (${why}).` },
    { exitCode: EXIT.noOrg, next: 'sf org display', cause },
  );
}
