import { askAll } from './ask-all.ts';
import type { Board } from './board.ts';
import { Budget } from './budget.ts';
import type { ModelOptions, ModelRun } from './by-model.ts';
import { openBatches } from './cache/batches.ts';
import type { Cache } from './cache/cache.ts';
import type { Job } from './job.ts';
import { progressLine } from './progress-line.ts';
import { openLine } from './provider/call.ts';
import type { Server } from './provider/choose.ts';
import { openClient } from './provider/client.ts';
import { Pace } from './provider/pace.ts';
import { Queue } from './queue.ts';
import { stopOnSignals } from './stop.ts';
import type { Tally } from './tally.ts';
import { everySecond, waitParts, waitTeller } from './waits.ts';

/** What asking a server takes over from the cache. */
export interface Misses {
  board: Board;
  cache: Cache;
  server: Server;
  options: ModelOptions;
  misses: readonly Job[];
  /** Settles what has become ready and answers what the cache lacks of it. */
  missed(): Job[];
  counts: { hits: number };
  tally: Tally;
}

/** Has the missing texts written by calls, several at a time, and tells how it goes. */
export async function askByCalls(parts: Misses): Promise<ModelRun> {
  const { board, cache, server, options, counts, tally } = parts;
  const { openai, progress, backoffMs } = options;
  const budget = new Budget(openai.model, options.maxCost);
  const client = await openClient(server, options.timeoutMs);
  const stop = stopOnSignals(progress.say, () => tally.inFlight);
  const pace = new Pace({ calls: openai.requests_per_minute, tokens: openai.tokens_per_minute }, stop.noMore);
  tellOfBatches(parts);
  const queue = new Queue(openai.batch_size);
  for (const job of parts.misses) queue.add(job);
  const start = performance.now();
  const { model, temperature } = openai;
  const line = openLine({
    ...{ client, server, model, temperature, pace, backoffMs, signal: stop.letGo },
    ...{ maxWaitMs: options.maxWaitMs ?? null, timeoutMs: options.timeoutMs },
    onWait: waitTeller(progress),
  });
  const onChange = () =>
    progress.live(
      progressLine({
        settled: board.settled,
        total: board.total,
        hits: counts.hits,
        tally,
        spentUsd: budget.spent,
        unpriced: budget.unpriced,
        elapsedMs: performance.now() - start,
        waits: waitParts(line),
      }),
    );
  const endTicks = everySecond(onChange);
  try {
    await askAll({
      ...{ board, queue, cache, line, budget, tally, stop, onChange },
      concurrency: openai.concurrency,
      refreshed: options.refresh ? new Set<string>() : undefined,
      refill: () => {
        for (const job of parts.missed()) queue.add(job);
      },
    });
  } finally {
    endTicks();
    stop.release();
    progress.done();
  }
  return { is: 'settled', hits: counts.hits, tally, costUsd: budget.unpriced ? null : budget.spent };
}

/** Texts that are with the Batch API are paid for there; this run does not wait for them, and says so. */
function tellOfBatches({ cache, server, misses, options }: Misses): void {
  const missed = new Set(misses.map(({ key }) => key));
  for (const { id, calls } of openBatches(cache, server.kind)) {
    const again = calls.flatMap(({ records }) => records).filter(({ key }) => missed.has(key)).length;
    if (again > 0)
      options.progress.say(
        `Batch ${id} holds ${again} of the missing texts: this run pays for them again. \`--batch\` collects them.`,
      );
  }
}
