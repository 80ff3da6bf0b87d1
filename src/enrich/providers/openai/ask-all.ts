import { UserError } from '../../../shared/errors.ts';
import { PriorityQueue } from '../../../shared/queue.ts';
import type { Cache } from '../../cache/cache.ts';
import { estimatedTokens, priceOf, type Tally } from '../../cost.ts';
import { callSize, type TextJob } from '../../text-job.ts';
import type { TextStatus } from '../../text-status.ts';
import { settleText } from '../../write/settle.ts';
import { outputCap } from './answer/envelope.ts';
import type { Budget } from './budget.ts';
import type { Connection } from './connection/connection.ts';
import { ask } from './one-call.ts';
import { interrupted, type Stop } from './stop.ts';

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
  /** With `--refresh`: the keys that this run has written; undefined if the cache's texts are used. */
  refreshed: Set<string> | undefined;
  /** Queues what has become ready. */
  refill(): void;
  /** Hears of every change. */
  onChange(): void;
}

/** Consecutive calls without a usable text before giving up. */
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
  if (stop.interrupted) throw interrupted(asking.status, asking.cache.file !== ':memory:');
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

/** The response that counts for a key in this run. */
function standing({ cache, refreshed }: Asking, key: string): string | undefined {
  return refreshed && !refreshed.has(key) ? undefined : cache.text(key);
}

function worstInput(jobs: readonly TextJob[]): number {
  return jobs.reduce((sum, { request }) => sum + estimatedTokens(request.prompt) * 1.3 + 40, 800);
}

function barrenServer(connection: Connection, reason: string): UserError {
  return new UserError({
    message: `${connection.server.where} returned no usable text in ${BARREN_CALLS} calls in a row: ${reason}.`,
    hint: `Check \`OPENAI_BASE_URL\` and whether "${connection.model}" can respond with JSON.`,
  });
}

/** Jobs that wait for a call; what has to be asked again goes first, so that no tail of small calls is left. */
export class Queue {
  readonly #jobs = new PriorityQueue<TextJob>();
  readonly #batchSize: number;

  constructor(batchSize: number) {
    this.#batchSize = batchSize;
  }

  add(job: TextJob): void {
    this.#jobs.add(job, job.level);
  }

  /** The jobs of the next call. */
  take(): TextJob[] {
    return this.#jobs.take((level) => callSize(level, this.#batchSize));
  }

  get size(): number {
    return this.#jobs.size;
  }
}
