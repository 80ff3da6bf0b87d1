import { EXIT, UserError } from '../../../shared/errors.ts';
import type { Cache } from '../../cache/cache.ts';
import type { CallRecord } from '../../cache/entry.ts';
import { addUsage, costOf, estimatedTokens, priceOf, type Tally } from '../../cost.ts';
import { settleText } from '../../settle.ts';
import { cacheEntryOf, failedText, type TextJob } from '../../text-job.ts';
import type { TextStatus } from '../../text-status.ts';
import { envelopeOf, outputCap, THOUGHT_TOKENS } from './answer/envelope.ts';
import { failedCall, type Outcome, refusedCall, sortAnswer } from './answer/sort-answer.ts';
import type { Budget } from './budget.ts';
import { type Connection, callModel } from './connection/call.ts';
import { callRecord } from './connection/client.ts';
import type { Queue } from './queue.ts';
import type { Stop } from './stop.ts';

/** What asking needs; all of it lives as long as the run. */
export interface Asking {
  status: TextStatus;
  queue: Queue;
  cache: Cache;
  connection: Connection;
  budget: Budget;
  tally: Tally;
  stop: Stop;
  concurrency: number;
  /** Where every text is written anew: the keys that this run has written; undefined where the cache's texts stand. */
  refreshed: Set<string> | undefined;
  /** Queues what has become ready. */
  refill(): void;
  /** Hears of every change. */
  onChange(): void;
}

/** So many calls in a row without one usable record mean that the server does not speak our language. */
const BARREN_CALLS = 8;

/** Has a model write all texts of the queue and those that become ready by that. */
export async function askAll(asking: Asking): Promise<void> {
  const { queue, tally, stop } = asking;
  let barren = 0;
  let failure: unknown;
  const wakers = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of wakers) wake();
    wakers.clear();
  };
  const work = async () => {
    while (failure === undefined && !stop.noMore.aborted) {
      const jobs = liveJobs(asking);
      if (jobs.length === 0) {
        if (queue.size > 0) continue;
        if (tally.inFlight === 0) break;
        await new Promise<void>((wake) => wakers.add(wake));
        continue;
      }
      const cap = outputCap(
        jobs.map(({ request }) => request),
        priceOf(asking.connection.model)?.max_output,
        asking.connection.thought,
      );
      const worst = { inputTokens: worstInput(jobs), cachedTokens: 0, outputTokens: cap };
      const reservation = asking.budget.reserve(worst);
      if (reservation === undefined) {
        for (const job of jobs) queue.add(job);
        if (!asking.budget.pending) {
          failure = asking.budget.exhausted(asking.status.written.size, asking.status.total);
          break;
        }
        await new Promise<void>((wake) => wakers.add(wake));
        continue;
      }
      tally.inFlight++;
      asking.onChange();
      let cost: number | null = 0;
      try {
        const done = await ask(asking, jobs, cap);
        cost = done.cost;
        barren = done.useful ? 0 : barren + 1;
        if (barren >= BARREN_CALLS) failure ??= barrenServer(asking.connection, done.reason);
      } catch (error) {
        failure ??= error;
        stop.soon();
      } finally {
        tally.inFlight--;
        asking.budget.settle(reservation, cost);
        asking.onChange();
        wakeAll();
      }
    }
    wakeAll();
  };
  stop.noMore.addEventListener('abort', wakeAll, { once: true });
  await Promise.all(Array.from({ length: asking.concurrency }, work));
  if (stop.interrupted) throw interrupted(asking.status);
  if (failure !== undefined) throw failure;
}

/** The jobs of the next call, less those whose key another run or an equal prompt has had answered meanwhile. */
function liveJobs(asking: Asking): TextJob[] {
  const { queue, status, refill } = asking;
  const jobs = queue.take();
  const keys = new Set<string>();
  const open = jobs.filter((job) => {
    const raw = standing(asking, job.key);
    if (raw !== undefined) settleText(status, job, raw);
    else if (keys.has(job.key)) queue.add(job);
    else keys.add(job.key);
    return raw === undefined && job === jobs.find(({ key }) => key === job.key);
  });
  if (open.length < jobs.length) refill();
  return open;
}

/** The answer that stands for a key in this run. */
function standing({ cache, refreshed }: Asking, key: string): string | undefined {
  return refreshed && !refreshed.has(key) ? undefined : cache.text(key);
}

async function ask(
  asking: Asking,
  jobs: readonly TextJob[],
  cap: number,
): Promise<{ useful: boolean; cost: number | null; reason: string }> {
  const { connection, tally } = asking;
  const requests = jobs.map(({ request }) => request);
  const result = await callModel(connection, envelopeOf(requests), requests, cap);
  tally.calls++;
  if (result.is !== 'answered') {
    const outcomes =
      result.is === 'filtered' ? refusedCall(jobs, result.message) : failedCall(jobs, result.message);
    await conclude(asking, outcomes, undefined);
    return { useful: result.is === 'filtered', cost: 0, reason: result.message };
  }
  const { completion } = result;
  addUsage(tally, completion.usage);
  const cost = costOf(completion.answeredBy, completion.usage) ?? costOf(connection.model, completion.usage);
  // A reasoning model that has thought until nothing was left for its answer gets more room for both.
  if (
    completion.finishReason === 'length' &&
    completion.content === '' &&
    connection.thought < THOUGHT_TOKENS.most
  ) {
    connection.thought *= 4;
  }
  const outcomes = sortAnswer(jobs, completion);
  await conclude(
    asking,
    outcomes,
    callRecord(connection.server.kind, connection.model, jobs.length, completion, cost),
  );
  const [reason = ''] = outcomes.flatMap((outcome) => (outcome.is === 'written' ? [] : outcome.reason));
  const useful =
    outcomes.some(({ is }) => is === 'written' || is === 'refused') || completion.refusal !== null;
  return { useful, cost, reason };
}

/** Stores a finished call in one transaction, then lets its texts take their places. */
async function conclude(
  asking: Asking,
  outcomes: readonly Outcome<TextJob>[],
  call: CallRecord | undefined,
): Promise<void> {
  const { cache, status, queue, refreshed } = asking;
  const written = outcomes
    .filter((outcome) => outcome.is === 'written')
    .filter(({ job }) => !refreshed?.has(job.key));
  const refused = outcomes.filter((outcome) => outcome.is === 'refused');
  const failures = refused.map(({ job, reason }) => failedText(job, 'refused', reason, job.refused));
  // Before the write is waited for: another worker may come back with the same key meanwhile.
  for (const { job } of written) refreshed?.add(job.key);
  const record =
    call ?? callRecord(asking.connection.server.kind, asking.connection.model, outcomes.length, undefined, 0);
  await cache.finishCall(
    record,
    written.map(({ job, raw }) => cacheEntryOf(job, raw)),
    failures,
    refreshed !== undefined,
  );
  for (const outcome of outcomes) {
    const { job } = outcome;
    // The first answer to a key stays: another run may have been first.
    if (outcome.is === 'written') settleText(status, job, cache.text(job.key) ?? outcome.raw);
    else if (outcome.is === 'again') queue.add(job);
    else status.giveUp(job.planned.wanted, outcome.reason);
  }
  asking.refill();
}

function worstInput(jobs: readonly TextJob[]): number {
  return jobs.reduce((sum, { request }) => sum + estimatedTokens(request.prompt) * 1.3 + 40, 800);
}

function barrenServer(connection: Connection, reason: string): UserError {
  return new UserError({
    message: `${connection.server.where} has answered ${BARREN_CALLS} calls in a row without one usable text: ${reason}.`,
    hint: `Check OPENAI_BASE_URL and whether "${connection.model}" can answer with JSON.`,
  });
}

export function interrupted(status: TextStatus): UserError {
  return new UserError(
    {
      message: `Interrupted with ${status.written.size} of ${status.total} texts written and kept in the cache.`,
      hint: 'The same command goes on from there.',
    },
    { exitCode: EXIT.interrupted },
  );
}
