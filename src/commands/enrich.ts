import { catalogOf } from '../catalog/overlay.ts';
import { DEFAULT_CACHE } from '../enrich/cache/files.ts';
import type { EnrichResult } from '../enrich/enrich.ts';
import { PROVIDER_NAMES } from '../enrich/providers/registry.ts';
import type { FieldQuality } from '../report/quality/types.ts';
import { EXIT, type Problem, UserError } from '../shared/errors.ts';
import { datasetOf, datasetOptions, datasetPositional, dropEdits } from './options/dataset-options.ts';
import { type ArgumentsOf, defineCommand } from './options/define-command.ts';
import { progressFor } from './options/settings.ts';
import { printJson, printLines } from './output/output.ts';

const options = {
  ...datasetOptions,
  provider: {
    choices: ['auto', ...PROVIDER_NAMES],
    default: 'auto',
    describe:
      'Text provider; auto uses a model if an API key is set, else the cache if it has the texts, else offline',
  },
  model: { type: 'string', describe: 'Model or Azure deployment' },
  cache: {
    type: 'string',
    default: DEFAULT_CACHE,
    describe: 'Cache file; --no-cache goes without',
    // yargs reads --no-cache as false.
    coerce: (file: string | false) => file,
  },
  'batch-size': { type: 'number', describe: 'Records per call' },
  concurrency: { type: 'number', describe: 'Calls at a time' },
  frozen: {
    type: 'boolean',
    default: false,
    describe: 'Take all text from the cache, fail on a cache miss; make no network calls',
  },
  refresh: { type: 'boolean', default: false, describe: 'Regenerate all text' },
  estimate: {
    type: 'boolean',
    default: false,
    describe: 'Estimate calls, tokens, and cost; spend nothing',
  },
  'max-cost': { type: 'number', describe: 'Stop before spending exceeds this amount (USD)' },
  'max-wait': {
    type: 'number',
    describe: 'Stop if the server asks for a longer wait than this (minutes)',
  },
  'retry-failed': {
    type: 'boolean',
    default: false,
    describe: 'Ask again for what a model refused, and for lost batches',
  },
  batch: {
    type: 'boolean',
    default: false,
    describe: 'Use OpenAI’s Batch API: submit, and collect when run again',
  },
  ...dropEdits,
} as const;

type EnrichArguments = ArgumentsOf<typeof options>;

export default defineCommand({
  positionals: datasetPositional,
  options,
  async run(args) {
    refuseOpposites(args);
    const [{ enrich }, { chooseProvider }, { resultLines, resultJson }] = await Promise.all([
      import('../enrich/enrich.ts'),
      import('../enrich/providers/choose.ts'),
      import('./output/enrich-text.ts'),
    ]);
    const { config, dir } = datasetOf(args, [
      { flag: '--model', path: ['openai', 'model'], value: args.model },
      { flag: '--batch-size', path: ['openai', 'batch_size'], value: args.batchSize },
      { flag: '--concurrency', path: ['openai', 'concurrency'], value: args.concurrency },
    ]);
    const progress = progressFor(args);
    const result = await enrich({
      dataset: dir,
      catalog: catalogOf(config.objects),
      industries: config.industries,
      openai: config.openai,
      provider: await chooseProvider(args.provider, process.env),
      ...(args.model === undefined ? {} : { modelChosen: true }),
      cache: args.cache || null,
      frozen: args.frozen,
      refresh: args.refresh,
      retryFailed: args.retryFailed,
      estimate: args.estimate,
      batch: args.batch,
      dropEdits: args.dropEdits,
      maxCost: args.maxCost ?? null,
      maxWaitMs: args.maxWait === undefined ? null : args.maxWait * 60_000,
      progress,
      backoffMs: 1_000,
    });
    const quality = await qualityOf(result);
    if (args.json) printJson(resultJson(result, quality));
    else if (!args.quiet) printLines(resultLines(result, quality));
    const partial =
      result.is === 'submitted' || (result.is === 'written' && result.summary.failed.length > 0);
    if (partial) process.exitCode = EXIT.partial;
  },
});

/** Measures quality only if the run changed the dataset; `report` always measures it. */
async function qualityOf(result: EnrichResult): Promise<FieldQuality[] | undefined> {
  if (result.is !== 'written' || !result.changed) return undefined;
  const { measureTexts } = await import('../report/quality/measure-texts.ts');
  return measureTexts(result.texts).fields;
}

/** Flags that contradict each other, with the effect of each. */
const OPPOSITES: readonly {
  flags: readonly [string, string];
  both: (args: EnrichArguments) => boolean;
  why: string;
}[] = [
  {
    flags: ['--frozen', '--refresh'],
    both: ({ frozen, refresh }) => frozen && refresh,
    why: 'The first takes every text from the cache; the second takes none.',
  },
  {
    flags: ['--frozen', '--no-cache'],
    both: ({ frozen, cache }) => frozen && cache === false,
    why: 'The first takes every text from the cache; the second takes none.',
  },
  {
    flags: ['--frozen', '--retry-failed'],
    both: ({ frozen, retryFailed }) => frozen && retryFailed,
    why: 'The first never asks a model; the second asks again for what one refused.',
  },
  {
    flags: ['--batch', '--refresh'],
    both: ({ batch, refresh }) => batch && refresh,
    why: 'The first takes the texts of a batch from the cache; the second takes none from it.',
  },
  {
    flags: ['--batch', '--no-cache'],
    both: ({ batch, cache }) => batch && cache === false,
    why: 'The cache remembers a batch until the same command collects it.',
  },
];

function refuseOpposites(args: EnrichArguments): void {
  const problems = OPPOSITES.filter(({ both }) => both(args)).map(({ flags: [one, other], why }): Problem => {
    return { message: `Use either ${one} or ${other}, not both.`, hint: why };
  });
  if (problems.length > 0) throw new UserError(problems);
}
