import { EXIT, UserError } from '../../../../shared/errors.ts';
import { printable } from '../../../../shared/quote.ts';
import { backoff, type RetryPolicy, retry } from '../../../../shared/retry.ts';
import { withoutSecrets } from '../../../../shared/secrets.ts';
import { timeText } from '../../../../shared/time-text.ts';
import type { TextRequest } from '../../../request.ts';
import type { Server } from '../../provider.ts';
import { type Envelope, likelyTokens, THOUGHT_TOKENS } from '../answer/envelope.ts';
import { type Client, type Completion, readCompletion, requestBody } from './client.ts';
import { type ApiErrorLike, type CallFailure, callFailureOf } from './failure.ts';
import { HttpTrouble } from './http.ts';
import { FIRST_MANNER, type Manner, stepDown } from './manner.ts';
import type { Pace } from './pace.ts';

/** A server with what this run has found out about it. */
export interface Connection {
  client: Client;
  server: Server;
  model: string;
  temperature: number | null;
  pace: Pace;
  signal: AbortSignal;
  manner: Manner;
  /** Tokens that an answer may take beside its texts: a reasoning model thinks in them. */
  thought: number;
  /** Refusals to serve for too many calls, since a call last went through. */
  throttled: number;
  /** The first wait of a back-off, in ms; it doubles. */
  backoffMs: number;
  /** The longest wait that a server may ask for, in ms; null for any. */
  maxWaitMs: number | null;
  /** How long a request may take; undefined for the usual. */
  timeoutMs?: number | undefined;
  /** Hears of every wait. */
  onWait(reason: string, ms: number): void;
  /** Takes secrets out of what a server says. */
  hide(text: string, mask?: string): string;
  /** When each request began that is under way, in ms. */
  underWay: Set<{ since: number }>;
  /** Whether the server has answered in this run: a host that is not found has gone, and may come back. */
  reached: boolean;
}

type Found = 'manner' | 'thought' | 'throttled' | 'hide' | 'underWay' | 'reached';

export function openConnection(parts: Omit<Connection, Found>): Connection {
  const { apiKey, baseUrl } = parts.server;
  const env = { ...process.env, OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl };
  return {
    ...parts,
    ...{ manner: FIRST_MANNER, thought: THOUGHT_TOKENS.first, throttled: 0 },
    hide: (text, mask) => printable(withoutSecrets(text, env, mask)),
    underWay: new Set(),
    reached: false,
  };
}

export type CallResult =
  | { is: 'answered'; completion: Completion }
  | { is: 'filtered' | 'too much'; message: string };

const PASSING_ATTEMPTS = 6;
/** Over all calls, until one goes through. */
const THROTTLED_ATTEMPTS = 31;
const LONGEST_BACKOFF_MS = 60_000;

/** One call, in the manner that the server takes. A UserError where no further call can succeed. */
export async function callModel(
  connection: Connection,
  envelope: Envelope,
  requests: readonly TextRequest[],
  cap: number,
): Promise<CallResult> {
  const tokens = likelyTokens(requests);
  for (;;) {
    const { manner } = connection;
    const body = requestBody(connection.model, connection.temperature, envelope, cap, manner);
    const result = await patiently(connection, tokens.input + tokens.output, () =>
      connection.client.chat.completions.create(body, { signal: connection.signal }).withResponse(),
    );
    if ('ok' in result) {
      const { data, request_id: id } = result.ok;
      return { is: 'answered', completion: readCompletion(data, connection.model, id, connection.hide) };
    }
    if (result.is !== 'unsupported') return result;
    // Another worker may have found it out meanwhile.
    const next = connection.manner === manner ? stepDown(manner, result.parameter) : connection.manner;
    if (!next) throw refusal(connection, result.message);
    connection.manner = next;
  }
}

type ContentFailure = Extract<CallFailure, { is: 'filtered' | 'too much' | 'unsupported' }>;

/** A failure after which the same call may go through. */
class Transient extends Error {
  readonly failure: Extract<CallFailure, { is: 'throttled' | 'passing' }>;

  constructor(failure: Extract<CallFailure, { is: 'throttled' | 'passing' }>) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Does one thing with the server, tried until it is answered: waits as long as it is told to and backs off from
 * faults that pass. A UserError where trying again cannot help; what depends on the content is for the caller.
 */
export async function patiently<T>(
  connection: Connection,
  tokens: number,
  action: () => Promise<T>,
): Promise<{ ok: T } | ContentFailure> {
  let faults = 0;
  return retry(
    () => once(connection, tokens, action),
    (error) => {
      if (!(error instanceof Transient)) throw error;
      const { failure } = error;
      return failure.is === 'throttled'
        ? pauseAll(connection, failure)
        : waitAlone(connection, failure, ++faults);
    },
    (ms) => connection.pace.rest(ms),
  );
}

async function once<T>(
  connection: Connection,
  tokens: number,
  action: () => Promise<T>,
): Promise<{ ok: T } | ContentFailure> {
  await connection.pace.turn(tokens);
  const request = { since: Date.now() };
  connection.underWay.add(request);
  try {
    const ok = await action();
    connection.throttled = 0;
    connection.reached = true;
    return { ok };
  } catch (error) {
    const like = tellable(error, connection);
    if (like.status !== undefined) connection.reached = true;
    const failure = callFailureOf(
      like,
      connection.model,
      connection.server.where,
      Date.now(),
      connection.reached,
    );
    switch (failure.is) {
      case 'aborted':
        throw error;
      case 'fatal':
        throw new UserError({ message: failure.message, hint: failure.hint });
      case 'throttled':
      case 'passing':
        throw new Transient(failure);
      default:
        return failure;
    }
  } finally {
    connection.underWay.delete(request);
  }
}

/** Has all workers wait, by their next turn; this one has no wait of its own. */
function pauseAll(
  connection: Connection,
  { message, waitMs }: Extract<CallFailure, { is: 'throttled' }>,
): number {
  const own = backoff(policyOf(connection, THROTTLED_ATTEMPTS), ++connection.throttled);
  if (own === undefined) throw gaveUp(connection, message);
  const wait = waitMs ?? own;
  refuseLongWait(connection, wait);
  if (connection.pace.pause(wait))
    connection.onWait(`${connection.server.where} asks to wait (${message})`, wait);
  return 0;
}

function waitAlone(
  connection: Connection,
  failure: Extract<CallFailure, { is: 'passing' }>,
  faults: number,
): number {
  const own = backoff(policyOf(connection, failure.tries ?? PASSING_ATTEMPTS), faults);
  if (own === undefined) throw gaveUp(connection, failure.message);
  const wait = failure.waitMs ?? own;
  refuseLongWait(connection, wait);
  connection.onWait(failure.message, wait);
  return wait;
}

function policyOf({ backoffMs }: Connection, attempts: number): RetryPolicy {
  return { attempts, firstMs: backoffMs, longestMs: LONGEST_BACKOFF_MS, jitter: 0.25 };
}

/** A server that asks for more than this has made a mistake. */
const LONGEST_WAIT_MS = 7 * 86_400_000;

function refuseLongWait(connection: Connection, ms: number): void {
  const most = Math.min(connection.maxWaitMs ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS);
  if (ms <= most) return;
  const until = ms < 100 * LONGEST_WAIT_MS ? `until ${timeText(Date.now() + ms)}` : 'for years';
  throw gaveUp(
    connection,
    `${connection.server.where} asks to wait ${until}, longer than ${connection.maxWaitMs === most ? '--max-wait' : 'seven days'}`,
  );
}

/** Does one thing with the server where a refusal of any kind is an error. */
export async function askServer<T>(connection: Connection, action: () => Promise<T>): Promise<T> {
  const result = await patiently(connection, 0, action);
  if ('ok' in result) return result.ok;
  throw refusal(connection, result.message);
}

/** The server will not have such a call in any manner. */
export function refusal(connection: Connection, message: string): UserError {
  return new UserError({
    message: `${connection.server.where} refuses the call (${message}).`,
    hint: 'Check the model and the server.',
  });
}

function gaveUp(connection: Connection, message: string): UserError {
  return new UserError(
    {
      message: message.startsWith(connection.server.where)
        ? `${message}.`
        : `${connection.server.where}: ${message}.`,
      hint: 'Texts that were written are in the cache: the same command goes on from there.',
    },
    { exitCode: EXIT.noOrg },
  );
}

/** What can be told of an error: no secret of its words, and what lies at the bottom of a broken connection. */
function tellable(error: unknown, { hide }: Connection): ApiErrorLike {
  const like = error as ApiErrorLike;
  const cause = like.status === undefined ? rootCause(error) : undefined;
  const trouble = cause instanceof HttpTrouble ? cause : undefined;
  // The SDK's words say no more than the cause does.
  const told = withoutPage(cause ? (cause.code ?? cause.message ?? '') : (like.message ?? String(error)));
  const message = hide(told.slice(0, LONGEST_TOLD)).replaceAll(/\s+/g, ' ').slice(0, 400);
  const { name, status, code, type, param, headers } = like;
  return {
    message: message.replace(/\.+$/, ''),
    ...(name === undefined ? {} : { name: error instanceof Error ? error.constructor.name : name }),
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(trouble ? { permanent: trouble.permanent } : {}),
    code,
    type,
    param,
  };
}

/** Of a page that a proxy answers with, this much is looked at. */
const LONGEST_TOLD = 4_000;

/** What a proxy's page is called says enough of it: `502 Bad Gateway (a page)`. */
function withoutPage(told: string): string {
  const page = told.search(/<(?:!doctype|html|head|body)\b/i);
  if (page < 0) return told;
  const [, title = ''] = /<title[^>]{0,200}>([^<]{0,120})/i.exec(told.slice(0, LONGEST_TOLD)) ?? [];
  // The title begins with the status in most pages.
  const status = title.trim().startsWith(told.slice(0, page).trim()) ? '' : told.slice(0, page);
  return `${status}${title} (a page)`;
}

interface Cause {
  cause?: unknown;
  code?: string;
  message?: string;
}

/** What lies at the bottom of a broken connection: `ECONNREFUSED`, `ENOTFOUND`, or what an answer did wrong. */
function rootCause(error: unknown): Cause | undefined {
  let cause = (error as Cause).cause as Cause | undefined;
  while (cause?.cause && !cause.code) cause = cause.cause as Cause;
  return cause;
}
