import { EXIT, UserError } from '../shared/errors.ts';
import { settle } from './answers.ts';
import type { Board } from './board.ts';
import type { Budget } from './budget.ts';
import type { Cache } from './cache/cache.ts';
import type { CallRecord } from './cache/entry.ts';
import { costOf, priceOf, tokensOf } from './cost.ts';
import { entryOf, failureOf, type Job } from './job.ts';
import { callModel, type Line } from './provider/call.ts';
import { callRecord } from './provider/call-record.ts';
import { envelopeOf, outputCap, THOUGHT_TOKENS } from './provider/envelope.ts';
import { failedCall, type Outcome, refusedCall, sortAnswer } from './provider/sort.ts';
import type { Queue } from './queue.ts';
import type { Stop } from './stop.ts';
import { addUsage, type Tally } from './tally.ts';

/** What asking needs; all of it lives as long as the run. */
export interface Asking {
  board: Board;
  queue: Queue;
  cache: Cache;
  line: Line;
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
        priceOf(asking.line.model)?.max_output,
        asking.line.thought,
      );
      const worst = { inputTokens: worstInput(jobs), cachedTokens: 0, outputTokens: cap };
      const reservation = asking.budget.reserve(worst);
      if (reservation === undefined) {
        for (const job of jobs) queue.add(job);
        if (!asking.budget.pending) {
          failure = asking.budget.exhausted(asking.board.written.size, asking.board.total);
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
        if (barren >= BARREN_CALLS) failure ??= barrenServer(asking.line, done.reason);
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
  if (stop.interrupted) throw interrupted(asking.board);
  if (failure !== undefined) throw failure;
}

/** The jobs of the next call, less those whose key another run or an equal prompt has had answered meanwhile. */
function liveJobs(asking: Asking): Job[] {
  const { queue, board, refill } = asking;
  const jobs = queue.take();
  const keys = new Set<string>();
  const open = jobs.filter((job) => {
    const raw = standing(asking, job.key);
    if (raw !== undefined) settle(board, job, raw);
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
  jobs: readonly Job[],
  cap: number,
): Promise<{ useful: boolean; cost: number | null; reason: string }> {
  const { line, tally } = asking;
  const requests = jobs.map(({ request }) => request);
  const result = await callModel(line, envelopeOf(requests), requests, cap);
  tally.calls++;
  if (result.is !== 'answered') {
    const outcomes =
      result.is === 'filtered' ? refusedCall(jobs, result.message) : failedCall(jobs, result.message);
    await conclude(asking, outcomes, undefined);
    return { useful: result.is === 'filtered', cost: 0, reason: result.message };
  }
  const { completion } = result;
  addUsage(tally, completion.usage);
  const cost = costOf(completion.answeredBy, completion.usage) ?? costOf(line.model, completion.usage);
  // A reasoning model that has thought until nothing was left for its answer gets more room for both.
  if (
    completion.finishReason === 'length' &&
    completion.content === '' &&
    line.thought < THOUGHT_TOKENS.most
  ) {
    line.thought *= 4;
  }
  const outcomes = sortAnswer(jobs, completion);
  await conclude(asking, outcomes, callRecord(line.server.kind, line.model, jobs.length, completion, cost));
  const [reason = ''] = outcomes.flatMap((outcome) => (outcome.is === 'written' ? [] : outcome.reason));
  const useful =
    outcomes.some(({ is }) => is === 'written' || is === 'refused') || completion.refusal !== null;
  return { useful, cost, reason };
}

/** Stores a finished call in one transaction, then lets its texts take their places. */
async function conclude(
  asking: Asking,
  outcomes: readonly Outcome<Job>[],
  call: CallRecord | undefined,
): Promise<void> {
  const { cache, board, queue, refreshed } = asking;
  const written = outcomes
    .filter((outcome) => outcome.is === 'written')
    .filter(({ job }) => !refreshed?.has(job.key));
  const refused = outcomes.filter((outcome) => outcome.is === 'refused');
  const failures = refused.map(({ job, reason }) => failureOf(job, 'refused', reason, job.refused));
  // Before the write is waited for: another worker may come back with the same key meanwhile.
  for (const { job } of written) refreshed?.add(job.key);
  const record =
    call ?? callRecord(asking.line.server.kind, asking.line.model, outcomes.length, undefined, 0);
  await cache.finishCall(
    record,
    written.map(({ job, raw }) => entryOf(job, raw)),
    failures,
    refreshed !== undefined,
  );
  for (const outcome of outcomes) {
    const { job } = outcome;
    // The first answer to a key stays: another run may have been first.
    if (outcome.is === 'written') settle(board, job, cache.text(job.key) ?? outcome.raw);
    else if (outcome.is === 'again') queue.add(job);
    else board.giveUp(job.planned.wanted, outcome.reason);
  }
  asking.refill();
}

function worstInput(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { request }) => sum + tokensOf(request.prompt) * 1.3 + 40, 800);
}

function barrenServer(line: Line, reason: string): UserError {
  return new UserError({
    message: `${line.server.where} has answered ${BARREN_CALLS} calls in a row without one usable text: ${reason}.`,
    hint: `Check OPENAI_BASE_URL and whether "${line.model}" can answer with JSON.`,
  });
}

export function interrupted(board: Board): UserError {
  return new UserError(
    {
      message: `Interrupted with ${board.written.size} of ${board.total} texts written and kept in the cache.`,
      hint: 'The same command goes on from there.',
    },
    { exitCode: EXIT.interrupted },
  );
}
