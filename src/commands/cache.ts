import { existsSync } from 'node:fs';
import type { Argv } from 'yargs';
import { catalogOf } from '../catalog/overlay.ts';
import { DEFAULT_CACHE, textExportOf } from '../enrich/cache/files.ts';
import { EXIT, UserError } from '../shared/errors.ts';
import { printable } from '../shared/quote.ts';
import { type Command, configWith, type GlobalOptions, progressFor } from './settings.ts';

interface CacheArguments extends GlobalOptions {
  action: 'stats' | 'export' | 'import' | 'verify' | 'gc' | 'show' | 'repair';
  targets?: string[];
  cache: string;
  dryRun: boolean;
  prefer?: 'export' | 'cache';
}

const builder = (yargs: Argv) =>
  yargs
    .positional('action', {
      choices: ['stats', 'export', 'import', 'verify', 'gc', 'show', 'repair'] as const,
      describe: 'What to do',
    })
    .positional('targets', {
      type: 'string',
      array: true,
      describe:
        'A file to export to or import from; records or keys to show; data sets whose entries gc keeps',
    })
    .option('cache', { type: 'string', default: DEFAULT_CACHE, describe: 'The cache' })
    .option('dry-run', { type: 'boolean', default: false, describe: 'gc: only count what would go' })
    .option('prefer', {
      choices: ['export', 'cache'] as const,
      describe: 'import: whose text to keep where the file and the cache have different texts for a key',
    });

const handler = async (args: CacheArguments): Promise<void> => {
  const { cacheAction } = await import('../enrich/cache/actions.ts');
  if (args.action !== 'import' && !existsSync(args.cache) && !existsSync(textExportOf(args.cache))) {
    throw new UserError(
      { message: 'There is no cache.', place: { file: args.cache } },
      { next: 'sfdc-datagen enrich' },
    );
  }
  const sources = async () => {
    const { readSource } = await import('../enrich/source.ts');
    const { config } = configWith(args, []);
    return (args.targets ?? []).map((dir) => readSource(dir, catalogOf(config.objects), config.industries));
  };
  const progress = progressFor(args);
  const result = await cacheAction(args.action, args.cache, args.targets ?? [], {
    ...{ dryRun: args.dryRun, prefer: args.prefer, sources, say: progress.say },
  });
  if (args.json) process.stdout.write(`${JSON.stringify(result.json, null, 2)}\n`);
  else if (args.action === 'stats' || args.action === 'show')
    process.stdout.write(`${printable(result.lines.join('\n'))}\n`);
  else {
    for (const line of result.lines) progress.say(line);
  }
  if (!result.sound) process.exitCode = EXIT.partial;
};

export default {
  builder,
  handler,
} as unknown as Command;
