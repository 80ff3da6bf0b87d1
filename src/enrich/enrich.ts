import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import { editsIn } from '../dataset/edits.ts';
import { lockDataset } from '../dataset/lock.ts';
import { EXIT, UserError } from '../shared/errors.ts';
import { interruptible } from '../shared/on-interrupt.ts';
import { datagen } from '../shared/shell-words.ts';
import { newTally } from './cost.ts';
import type { Estimate } from './estimate.ts';
import type { Wanted } from './plan/dataset-index.ts';
import type { Choice } from './providers/choose.ts';
import { loadProvider } from './providers/registry.ts';
import { readSource, type TextSource } from './source.ts';
import { type Summary, summaryOf } from './summary.ts';
import { TextStatus } from './text-status.ts';
import { whoWrites } from './write/who-writes.ts';
import { writeEnriched } from './write/write.ts';
import {
  type ModelOptions,
  type ModelRun,
  type SubmittedBatches,
  writeByModel,
} from './write/write-by-model.ts';

/** The options of a run of this stage. */
export interface EnrichOptions extends ModelOptions {
  /** The folder of the dataset. */
  dataset: string;
  catalog: Catalog;
  industries: Config['industries'];
  provider: Choice;
  /** Replaces files of `enriched/` that were edited by hand. */
  dropEdits?: boolean;
  /** True if the folder is deleted after the run, so that no command can continue in it. */
  passing?: boolean;
}

/** The texts of a run where its rows are, for whoever measures them. */
export interface WrittenTexts {
  source: TextSource;
  textOf(wanted: Wanted): string;
  by: 'model' | 'offline';
}

/** The result of a run; `changed` is true if the dataset is another one than before. */
export type EnrichResult =
  | { is: 'written'; summary: Summary; changed: boolean; texts: WrittenTexts }
  | { is: 'estimate'; estimate: Estimate }
  /** Batches are with the server; the same command collects them. */
  | { is: 'submitted'; submitted: SubmittedBatches };

/**
 * The stage: reads `generated/`, plans a prompt for each wanted text, takes the texts from the cache or has them
 * written, and writes `enriched/` whole. Nothing of `generated/` is changed, and on failure nothing is written.
 */
export async function enrich(options: EnrichOptions): Promise<EnrichResult> {
  // Without a folder there is nothing to lock; reading it says what to do.
  if (options.estimate || !existsSync(options.dataset)) return enriched(options);
  const next = options.passing ? undefined : datagen('enrich', options.dataset);
  const said = `Interrupted; the dataset is unchanged.${next ? ` Next: ${next}` : ''}`;
  const release = lockDataset(options.dataset, 'enrich');
  try {
    return await interruptible(
      () => options.progress.say(said),
      () => enriched(options),
    );
  } catch (error) {
    const isStopped = error instanceof UserError && error.exitCode === EXIT.interrupted;
    throw isStopped && next !== undefined ? error.withNext(next) : error;
  } finally {
    release();
  }
}

async function enriched(options: EnrichOptions): Promise<EnrichResult> {
  const source = readSource(options.dataset, options.catalog, options.industries);
  // Gives a Ctrl-C during the reading a turn; here and below, before anything is replaced.
  await setImmediate();
  const edits = editsIn(source.dataset, 'enriched', options.dropEdits ?? false);
  if (!options.estimate) edits.refuseOpen();
  const status = new TextStatus(source.texts);
  const writing = await whoWrites(source, options.provider, options);

  let run: ModelRun;
  if (writing.is === 'model') {
    run = await writeByModel(source, status, writing.server, { ...options, openai: writing.openai });
  } else if (options.estimate) run = { is: 'estimate', estimate: freeEstimate(status.total) };
  else {
    const provider = await loadProvider(writing.name);
    if (provider.is !== 'local') throw new Error(`The provider ${writing.name} needs a server.`);
    const { writeLocally } = await import('./write/write-locally.ts');
    await writeLocally(source, status, { name: writing.name, provider }, options.progress);
    run = { is: 'settled', hits: 0, tally: newTally(), costUsd: 0 };
  }
  if (run.is !== 'settled') return run;

  const provider = writing.is === 'model' ? writing.server.kind : writing.name;
  const model = writing.is === 'model' ? writing.openai.model : null;
  const summary = summaryOf(source, status, { provider, model, cache: options.cache }, run);
  await setImmediate();
  const { changed, kept } = writeEnriched(source, status.textOf, summary.fields, edits);
  if (kept.length > 0) summary.kept = kept;
  const by = writing.is === 'model' ? 'model' : 'offline';
  return { is: 'written', summary, changed, texts: { source, textOf: status.textOf, by } };
}

/** The offline provider calls nobody. */
function freeEstimate(texts: number): Estimate {
  return { texts, hits: 0, misses: texts, calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 };
}
