import type { Config } from '../../config/schema.ts';
import { textsText } from '../../shared/counted.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Cache } from '../cache/cache.ts';
import { forgetFailures } from '../cache/failures.ts';
import { textExportOf } from '../cache/files.ts';
import { hasAbsent, takeUpAbsent } from '../cache/merge.ts';
import { bringTextExportUpToDate, takeInAloud } from '../cache/text-export.ts';
import { refuseDamaged } from '../cache/trouble.ts';
import { withCache } from '../cache/with-cache.ts';
import { newTally, type Tally } from '../cost.ts';
import { type Estimate, estimateRun } from '../estimate.ts';
import { frozenMisses, keyMissing } from '../explain.ts';
import type { Writer } from '../key.ts';
import type { Server } from '../providers/provider.ts';
import { modelProvider } from '../providers/registry.ts';
import type { TextSource } from '../source.ts';
import type { TextStatus } from '../text-status.ts';
import { type HitCounts, settleFromCache } from './settle.ts';

/** How a model is asked. */
export interface ModelOptions {
  openai: Config['openai'];
  /** True if the model was named; if undefined, any model but the default counts as named. */
  modelChosen?: boolean;
  /** The file of the cache, or null for a run that neither reads nor keeps answers. */
  cache: string | null;
  /** A miss is an error, and no socket is opened. */
  frozen: boolean;
  /** Asks for every text again. */
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
  /** The longest wait that a server may ask for, in ms; any, where it is null or left out. */
  maxWaitMs?: number | null;
  /** How long a request may take, in ms. */
  timeoutMs?: number;
  /** The first wait of a back-off, in ms; it doubles. */
  backoffMs: number;
}

/** The result of asking. */
export type ModelRun =
  | { is: 'settled'; hits: number; tally: Tally; costUsd: number | null }
  | { is: 'estimate'; estimate: Estimate }
  | { is: 'submitted'; submitted: SubmittedBatches };

/** A batch that is with the server. */
export interface SubmittedBatches {
  batches: { id: string; state: string; texts: number }[];
  texts: number;
  written: number;
}

/** Settles all texts from the cache and, for what it lacks, by a model. */
export async function writeByModel(
  source: TextSource,
  status: TextStatus,
  server: Server,
  options: ModelOptions,
): Promise<ModelRun> {
  const { model, temperature, batch_size: batchSize } = options.openai;
  const { say } = options.progress;
  const counts: HitCounts = { hits: 0 };
  return withCache(options.cache ?? ':memory:', say, async (cache) => {
    takeInAloud(cache, options.progress);
    if (hasAbsent(cache)) counts.used = [];
    try {
      const run = await settleAll(cache);
      if (!options.frozen && !options.estimate && counts.used) {
        const lacked = takeUpAbsent(cache, counts.used);
        if (lacked > 0)
          say(`${textExportOf(cache.file)} lacked ${textsText(lacked)} of this dataset; rewriting it.`);
      }
      if (!options.frozen && !options.estimate && bringTextExportUpToDate(cache).restored)
        say(`${textExportOf(cache.file)} was missing; rewrote it from ${cache.file}.`);
      return run;
    } catch (error) {
      if (!options.frozen && !options.estimate) keepForNext(cache);
      throw error;
    }
  });

  async function settleAll(cache: Cache): Promise<ModelRun> {
    if (options.retryFailed) forgetFailures(cache);
    const writer: Writer = { provider: server.kind, model, temperature };
    const missed = () =>
      cache.read(() => settleFromCache(source, status, writer, cache, options.refresh, counts));
    const misses = missed();
    const tally = newTally();
    if (options.estimate) {
      const estimate = estimateRun(
        source.data,
        status.total,
        counts.hits,
        misses,
        status.waiting(),
        model,
        batchSize,
      );
      return { is: 'estimate', estimate };
    }
    if (misses.length === 0) return { is: 'settled', hits: counts.hits, tally, costUsd: 0 };
    if (options.frozen) throw frozenMisses(source.generated.dir, misses, status.waiting(), cache);
    if (server.apiKey === undefined && !server.keyless)
      throw keyMissing(source.generated.dir, misses, status.waiting(), status.total, cache, server);
    if (options.cache !== null) {
      // Damage must show before calls are paid whose answers could not be kept.
      refuseDamaged(cache);
      cache.refuseReadOnly();
    }
    const provider = await modelProvider(options.batch ? 'openai-batch' : server.kind);
    if (!provider) throw new Error(`Unknown model provider ${server.kind}.`);
    return await provider.write({ status, cache, server, options, misses, missed, counts, tally });
  }
}

/** After an error the answers that came before it go into the text export, unless that is another error: the cache has them. */
function keepForNext(cache: Cache): void {
  try {
    bringTextExportUpToDate(cache);
  } catch {
    // The first error says more; the next run takes this up again.
  }
}
