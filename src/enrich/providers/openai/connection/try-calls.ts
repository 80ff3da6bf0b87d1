import { EXIT, UserError } from '../../../../shared/errors.ts';
import { backoff, type RetryPolicy, retry } from '../../../../shared/retry.ts';
import { timeText } from '../../../../shared/time-text.ts';
import { tellable } from './api-error.ts';
import type { Connection } from './connection.ts';
import { type CallFailure, callFailureOf } from './failure.ts';

const PASSING_ATTEMPTS = 6;

/** Over all calls, until one goes through. */
const THROTTLED_ATTEMPTS = 31;

const LONGEST_BACKOFF_MS = 60_000;

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
    message: `${connection.server.where} rejected the call (${message}).`,
    hint: 'Check the model and the server.',
  });
}

function gaveUp(connection: Connection, message: string): UserError {
  return new UserError(
    {
      message: message.startsWith(connection.server.where)
        ? `${message}.`
        : `${connection.server.where}: ${message}.`,
      hint: 'Finished texts are in the cache. Use the same command to continue.',
    },
    { exitCode: EXIT.noOrg },
  );
}
