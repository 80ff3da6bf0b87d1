import { counted } from '../../../shared/counted.ts';
import { openBatches } from '../../cache/batches.ts';
import type { ModelRun } from '../../write/write-by-model.ts';
import type { MissingTexts } from '../provider.ts';
import { askAll, Queue } from './ask-all.ts';
import { Budget } from './budget.ts';
import { openClient } from './connection/client.ts';
import { openConnection } from './connection/connection.ts';
import { Pace } from './connection/pace.ts';
import { everySecond, progressLine, waitParts, waitTeller } from './progress-line.ts';
import { stopOnSignals } from './stop.ts';

/** Has the missing texts written by calls, several at a time, and reports its progress. */
export async function writeByCalls(parts: MissingTexts): Promise<ModelRun> {
  const { status, cache, server, options, counts, tally } = parts;
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
  const connection = openConnection({
    ...{ client, server, model, temperature, pace, backoffMs, signal: stop.letGo },
    ...{ maxWaitMs: options.maxWaitMs ?? null, timeoutMs: options.timeoutMs },
    onWait: waitTeller(progress),
  });
  const onChange = () =>
    progress.live(
      progressLine({
        settled: status.settled,
        total: status.total,
        hits: counts.hits,
        tally,
        spentUsd: budget.spent,
        unpriced: budget.unpriced,
        elapsedMs: performance.now() - start,
        waits: waitParts(connection),
      }),
    );
  const endTicks = everySecond(onChange);
  try {
    await askAll({
      ...{ status, queue, cache, connection, budget, tally, stop, onChange },
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
function tellOfBatches({ cache, server, misses, options }: MissingTexts): void {
  const missed = new Set(misses.map(({ key }) => key));
  for (const { id, calls } of openBatches(cache, server.kind)) {
    const again = calls.flatMap(({ records }) => records).filter(({ key }) => missed.has(key)).length;
    if (again > 0)
      options.progress.say(
        `Batch ${id} has ${counted(again)} of the missing texts; this run pays for them again. Use \`--batch\` to collect them.`,
      );
  }
}
