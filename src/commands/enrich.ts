import type { Argv } from 'yargs';
import { catalogOf } from '../catalog/overlay.ts';
import { DEFAULT_CACHE } from '../enrich/cache/files.ts';
import { EXIT, type Problem, UserError } from '../shared/errors.ts';
import { printable } from '../shared/quote.ts';
import { type DatasetArguments, datasetOf, datasetOptions, dropEdits } from './dataset-options.ts';
import { nextLine } from './next-line.ts';
import { type Command, progressFor } from './settings.ts';

interface EnrichArguments extends DatasetArguments {
  provider: 'auto' | 'openai' | 'azure' | 'offline';
  model?: string;
  /** false for --no-cache, as yargs reads it. */
  cache: string | false;
  batchSize?: number;
  concurrency?: number;
  frozen: boolean;
  refresh: boolean;
  estimate: boolean;
  maxCost?: number;
  maxWait?: number;
  retryFailed: boolean;
  batch: boolean;
  dropEdits: boolean;
}

const builder = (yargs: Argv) =>
  datasetOptions(yargs)
    .option('provider', {
      choices: ['auto', 'openai', 'azure', 'offline'] as const,
      default: 'auto' as const,
      describe:
        'Text provider; auto uses a model if an API key is set, else the cache if it has the texts, else offline',
    })
    .option('model', { type: 'string', describe: 'Model or Azure deployment' })
    .option('cache', {
      type: 'string',
      default: DEFAULT_CACHE,
      describe: 'The cache; --no-cache goes without',
    })
    .option('batch-size', { type: 'number', describe: 'Records a call' })
    .option('concurrency', { type: 'number', describe: 'Calls at a time' })
    .option('frozen', {
      type: 'boolean',
      default: false,
      describe: 'Take all text from the cache, fail on a cache miss; make no network calls',
    })
    .option('refresh', { type: 'boolean', default: false, describe: 'Have every text written anew' })
    .option('estimate', {
      type: 'boolean',
      default: false,
      describe: 'Say what a run would take, and spend nothing',
    })
    .option('max-cost', { type: 'number', describe: 'Stop before so many USD are passed' })
    .option('max-wait', {
      type: 'number',
      describe: 'Stop if the server asks for a longer wait than this (minutes)',
    })
    .option('retry-failed', {
      type: 'boolean',
      default: false,
      describe: 'Ask again for what a model refused, and for lost batches',
    })
    .option('batch', {
      type: 'boolean',
      default: false,
      describe: 'Use OpenAI’s Batch API: submit, and collect when run again',
    })
    .option('drop-edits', dropEdits);

/** Flags that ask for opposite things, and what each of the two does. */
const OPPOSITES: readonly {
  flags: readonly [string, string];
  both: (args: EnrichArguments) => boolean;
  why: string;
}[] = [
  {
    flags: ['--frozen', '--refresh'],
    both: ({ frozen, refresh }) => frozen && refresh,
    why: 'The first takes every text from the cache, the second none.',
  },
  {
    flags: ['--frozen', '--no-cache'],
    both: ({ frozen, cache }) => frozen && cache === false,
    why: 'The first takes every text from the cache, the second none.',
  },
  {
    flags: ['--frozen', '--retry-failed'],
    both: ({ frozen, retryFailed }) => frozen && retryFailed,
    why: 'The first asks no model, the second asks again for what one refused.',
  },
  {
    flags: ['--batch', '--refresh'],
    both: ({ batch, refresh }) => batch && refresh,
    why: 'The first takes what a batch has brought from the cache, the second takes no text from there.',
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

const handler = async (args: EnrichArguments): Promise<void> => {
  refuseOpposites(args);
  const [{ enrich }, { chooseProvider }, { resultLines, resultJson }] = await Promise.all([
    import('../enrich/enrich.ts'),
    import('../enrich/provider/choose.ts'),
    import('../enrich/result-text.ts'),
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
    provider: chooseProvider(args.provider, process.env),
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
  if (result.is === 'written' && result.summary.next) result.summary.next = nextLine(result.summary.next);
  if (args.json) process.stdout.write(`${JSON.stringify(resultJson(result), null, 2)}\n`);
  else if (!args.quiet) process.stdout.write(`${printable(resultLines(result).join('\n'))}\n`);
  const partial = result.is === 'submitted' || (result.is === 'written' && result.summary.failed.length > 0);
  if (partial) process.exitCode = EXIT.partial;
};

export default {
  builder,
  handler,
} as unknown as Command;
