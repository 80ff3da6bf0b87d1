import { EXIT, UserError } from '../../errors.ts';
import type { TextRequest } from '../request.ts';
import type { Server } from './choose.ts';
import { type Client, type Completion, readCompletion, requestBody } from './client.ts';
import { type Envelope, likelyTokens, THOUGHT_TOKENS } from './envelope.ts';
import { type ApiErrorLike, type CallFailure, failureOf } from './failure.ts';
import { FIRST_MANNER, type Manner, stepDown } from './negotiate.ts';
import type { Pace } from './pace.ts';

/** A server with what this run has found out about it. */
export interface Line {
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
  /** Hears of every wait. */
  onWait(reason: string, ms: number): void;
}

export function openLine(parts: Omit<Line, 'manner' | 'thought' | 'throttled'>): Line {
  return { ...parts, manner: FIRST_MANNER, thought: THOUGHT_TOKENS.first, throttled: 0 };
}

export type CallResult =
  | { is: 'answered'; completion: Completion }
  | { is: 'filtered' | 'too much'; message: string };

const PASSING_TRIES = 6;
const THROTTLED_TRIES = 30;
const LONGEST_BACKOFF_MS = 60_000;

/** One call, in the manner that the server takes. A UserError where no further call can succeed. */
export async function callModel(
  line: Line,
  envelope: Envelope,
  requests: readonly TextRequest[],
  cap: number,
): Promise<CallResult> {
  const tokens = likelyTokens(requests);
  for (;;) {
    const { manner } = line;
    const body = requestBody(line.model, line.temperature, envelope, cap, manner);
    const result = await patiently(line, tokens.input + tokens.output, () =>
      line.client.chat.completions.create(body, { signal: line.signal }).withResponse(),
    );
    if ('ok' in result) {
      const { data, request_id: id } = result.ok;
      return { is: 'answered', completion: readCompletion(data, line.model, id) };
    }
    if (result.is !== 'unsupported') return result;
    // Another worker may have found it out meanwhile.
    const next = line.manner === manner ? stepDown(manner, result.parameter) : line.manner;
    if (!next) throw refusal(line, result.message);
    line.manner = next;
  }
}

/**
 * Does one thing with the server, tried until it is answered: waits as long as it is told to and backs off from
 * faults that pass. A UserError where trying again cannot help; what depends on the content is for the caller.
 */
export async function patiently<T>(
  line: Line,
  tokens: number,
  action: () => Promise<T>,
): Promise<{ ok: T } | Extract<CallFailure, { is: 'filtered' | 'too much' | 'unsupported' }>> {
  for (let faults = 0; ; ) {
    await line.pace.turn(tokens);
    try {
      const ok = await action();
      line.throttled = 0;
      return { ok };
    } catch (error) {
      const failure = failureOf(withoutSecret(error, line.server), line.model, line.server.where, Date.now());
      switch (failure.is) {
        case 'aborted':
          throw error;
        case 'fatal':
          throw new UserError({ message: failure.message, hint: failure.hint });
        case 'throttled': {
          if (++line.throttled > THROTTLED_TRIES) throw gaveUp(line, failure.message);
          const wait = failure.waitMs ?? backoff(line.backoffMs, line.throttled);
          line.pace.pause(wait);
          line.onWait('the server asks to wait', wait);
          break;
        }
        case 'passing': {
          if (++faults >= PASSING_TRIES) throw gaveUp(line, failure.message);
          const wait = backoff(line.backoffMs, faults);
          line.onWait(failure.message, wait);
          await line.pace.rest(wait);
          break;
        }
        default:
          return failure;
      }
    }
  }
}

/** Does one thing with the server where a refusal of any kind is an error. */
export async function askServer<T>(line: Line, action: () => Promise<T>): Promise<T> {
  const result = await patiently(line, 0, action);
  if ('ok' in result) return result.ok;
  throw refusal(line, result.message);
}

function backoff(first: number, tries: number): number {
  return Math.min(LONGEST_BACKOFF_MS, first * 2 ** (tries - 1)) * (0.75 + Math.random() / 4);
}

/** The server will not have such a call in any manner. */
export function refusal(line: Line, message: string): UserError {
  return new UserError({
    message: `${line.server.where} refuses the call (${message}).`,
    hint: 'Check the model and the server.',
  });
}

function gaveUp(line: Line, message: string): UserError {
  return new UserError(
    {
      message: message.startsWith(line.server.where) ? `${message}.` : `${line.server.where}: ${message}.`,
      hint: 'Texts that were written are in the cache: the same command goes on from there.',
    },
    { exitCode: EXIT.noOrg },
  );
}

/** The error with no key in its words: servers quote the one that they refuse. */
function withoutSecret(error: unknown, { apiKey }: Server): ApiErrorLike {
  const like = error as ApiErrorLike;
  const cause = like.status === undefined ? rootCause(error) : undefined;
  const told = `${like.message ?? String(error)}${cause ? ` ${cause}` : ''}`;
  const hidden = apiKey && apiKey.length > 3 ? told.replaceAll(apiKey, '***') : told;
  const message = hidden
    .replaceAll(/\b(?:sk|sess)-[\w*-]{6,}/g, '***')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 400);
  const { name, status, code, type, param, headers } = like;
  return {
    message: message.replace(/\.+$/, ''),
    ...(name === undefined ? {} : { name: error instanceof Error ? error.constructor.name : name }),
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    code,
    type,
    param,
  };
}

/** What lies at the bottom of a broken connection: `ECONNREFUSED`, `ENOTFOUND`. */
function rootCause(error: unknown): string | undefined {
  let cause = (error as { cause?: unknown }).cause as
    | { cause?: unknown; code?: string; message?: string }
    | undefined;
  while (cause?.cause && !cause.code) cause = cause.cause as typeof cause;
  return cause?.code ?? cause?.message;
}
