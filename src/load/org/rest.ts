import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, UserError } from '../../errors.ts';
import { jsonBody } from '../../sf/answer.ts';
import type { CallLog } from './call-log.ts';
import { sessionOver } from './session-error.ts';
import type { OrgName } from './sf-argv.ts';

/** An answer of the org that is an error: Salesforce's code and words. */
export class RestError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'RestError';
    this.status = status;
    this.code = code;
  }
}

export interface RestOptions {
  org: OrgName;
  instanceUrl: string;
  apiVersion: string;
  /** Answers the session's token; after `expired` a renewed one, or the same where it cannot be renewed. */
  token(expired?: boolean): Promise<string>;
  log: CallLog;
  retryAttempts: number;
}

/** Requests to one org with the CLI's session. Paths are those behind `/services/data/vXX.0/`. */
export interface Rest {
  get(path: string): Promise<unknown>;
  /** A CSV of results. */
  text(path: string): Promise<string>;
  send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** Milliseconds that the org's clock is ahead of this machine's, to a second, as its last answer said. */
  clockAhead(): number;
}

const FIRST_WAIT_MS = 500;
const REQUEST_TIMEOUT_MS = 120_000;

/** A client for an org; reads are tried again on a broken connection and on 429 and 5xx, writes never are. */
export function restClient(options: RestOptions): Rest {
  const base = `${options.instanceUrl.replace(/\/$/, '')}/services/data/v${options.apiVersion}/`;

  let ahead = 0;

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
    try {
      response = await fetch(path.startsWith('/') ? new URL(path, base) : base + path, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
    } catch (cause) {
      log('no connection');
      throw cause;
    }
    log(String(response.status));
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) ahead = date - Date.now();
    if (response.ok) return response;
    const { code, message } = errorIn(await response.text());
    if (response.status === 401 && !renewed) {
      const again = await options.token(true);
      if (again !== token) return once(method, path, body, true);
    }
    throw new RestError(response.status, code, message);
  }

  async function request<T>(
    method: string,
    path: string,
    body: unknown,
    read: (from: Response) => Promise<T>,
  ) {
    const attempts = method === 'GET' ? options.retryAttempts : 0;
    for (let attempt = 0; ; attempt++) {
      try {
        return await read(await once(method, path, body, false));
      } catch (error) {
        if (error instanceof RestError) {
          const passing = error.status === 429 || error.status >= 500;
          if (passing && attempt < attempts) await sleep(FIRST_WAIT_MS * 2 ** attempt);
          else if (error.status === 401) throw sessionOver(options.org, error);
          else throw error;
        } else if (error instanceof UserError) throw error;
        else if (attempt < attempts) await sleep(FIRST_WAIT_MS * 2 ** attempt);
        else throw unreachable(options.instanceUrl, error);
      }
    }
  }

  const { host } = new URL(options.instanceUrl);
  const said = (method: string, path: string) => `${host} (${method} ${path.replace(/\?.*/, '')})`;
  return {
    clockAhead: () => ahead,
    get: (path) =>
      request('GET', path, undefined, async (response) => jsonBody(await response.text(), said('GET', path))),
    text: (path) => request('GET', path, undefined, (response) => response.text()),
    send: (method, path, body) =>
      request(method, path, body, async (response) => {
        const text = await response.text();
        return text === '' ? undefined : jsonBody(text, said(method, path));
      }),
  };
}

function errorIn(text: string): { code: string; message: string } {
  try {
    const [first] = [JSON.parse(text)].flat() as ({ errorCode?: unknown; message?: unknown } | null)[];
    const { errorCode, message } = first ?? {};
    return {
      code: typeof errorCode === 'string' ? errorCode : 'UNKNOWN',
      message: typeof message === 'string' ? message : text.slice(0, 500),
    };
  } catch {
    return { code: 'UNKNOWN', message: text.slice(0, 500) };
  }
}

function unreachable(instanceUrl: string, cause: unknown): UserError {
  const why = ((cause as Error).cause as { code?: string } | undefined)?.code ?? (cause as Error).message;
  return new UserError(
    { message: `${new URL(instanceUrl).host} cannot be reached (${why}).` },
    { exitCode: EXIT.noOrg, next: 'sf org display', cause },
  );
}
