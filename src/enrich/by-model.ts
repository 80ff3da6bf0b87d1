import type { Config } from '../config/schema.ts';
import type { Progress } from '../progress.ts';
import { settleFromCache } from './answers.ts';
import type { Board } from './board.ts';
import { Cache } from './cache/cache.ts';
import { forgetFailures } from './cache/failures.ts';
import { bringTextExportUpToDate, takeInTextExport } from './cache/text-export.ts';
import { type Estimate, estimateRun } from './estimate.ts';
import { frozenMisses } from './explain.ts';
import type { Job } from './job.ts';
import type { Writer } from './key.ts';
import type { Server } from './provider/choose.ts';
import type { Source } from './source.ts';
import { newTally, type Tally } from './tally.ts';

/** How a model is asked. */
export interface ModelOptions {
  openai: Config['openai'];
  /** The file of the cache, or null for a run that neither reads nor keeps answers. */
  cache: string | null;
  /** A miss is an error, and no socket is opened. */
  frozen: boolean;
  /** Asks for every text anew. */
  refresh: boolean;
  /** Asks again for what a model refused before. */
  retryFailed: boolean;
  /** Says what a run would take, and spends nothing. */
  estimate: boolean;
  /** Uses OpenAI's Batch API: submits, and collects when run again. */
  batch: boolean;
  /** USD; null for no limit. */
  maxCost: number | null;
  progress: Progress;
  /** The first wait of a back-off, in ms; it doubles. */
  backoffMs: number;
}

/** What came of asking. */
export type ModelRun =
  | { is: 'settled'; hits: number; tally: Tally; costUsd: number | null }
  | { is: 'estimate'; estimate: Estimate }
  | { is: 'submitted'; submitted: Submitted };

/** A batch that is with the server. */
export interface Submitted {
  batches: { id: string; state: string; texts: number }[];
  texts: number;
  written: number;
}

/** Settles all texts from the cache and, for what it lacks, by a model. */
export async function writeByModel(
  source: Source,
  board: Board,
  server: Server,
  options: ModelOptions,
): Promise<ModelRun> {
  const { model, temperature, batch_size: batchSize } = options.openai;
  const cache = Cache.open(options.cache ?? ':memory:');
  try {
    const added = takeInTextExport(cache);
    if (added > 0)
      options.progress.detail(`${added} entries taken in from the text export of ${cache.file}.`);
    if (options.retryFailed) forgetFailures(cache);
    const writer: Writer = { provider: server.kind, model, temperature };
    const counts = { hits: 0 };
    const missed = () =>
      cache.read(() => settleFromCache(source, board, writer, cache, options.refresh, counts));
    const misses = missed();
    const tally = newTally();
    if (options.estimate) {
      const estimate = estimateRun(
        source.world,
        board.total,
        counts.hits,
        misses,
        board.waiting(),
        model,
        batchSize,
      );
      return { is: 'estimate', estimate };
    }
    if (misses.length === 0) return { is: 'settled', hits: counts.hits, tally, costUsd: 0 };
    if (options.frozen) throw frozenMisses(source.generated.dir, misses, board.waiting(), cache);
    return await ask(misses, missed, counts, tally);
  } finally {
    bringTextExportUpToDate(cache);
    cache.close();
  }

  /** The SDK is loaded here, so that a run with everything cached never does. */
  async function ask(
    misses: Job[],
    missed: () => Job[],
    counts: { hits: number },
    tally: Tally,
  ): Promise<ModelRun> {
    if (options.batch) {
      const { askByBatch } = await import('./ask-by-batch.ts');
      return askByBatch({ board, cache, server, options, misses, missed, counts, tally });
    }
    const { askByCalls } = await import('./ask-by-calls.ts');
    return askByCalls({ board, cache, server, options, misses, missed, counts, tally });
  }
}
