import { existsSync } from 'node:fs';
import { catalogOf } from '../catalog/overlay.ts';
import { DEFAULT_CACHE, textExportOf } from '../enrich/cache/files.ts';
import { EXIT, UserError } from '../shared/errors.ts';
import { defineCommand } from './options/define-command.ts';
import { configWith, progressFor } from './options/settings.ts';
import { printJson, printLines } from './output/output.ts';

const ACTIONS = ['stats', 'export', 'import', 'verify', 'gc', 'show', 'repair'] as const;

export default defineCommand({
  positionals: {
    action: { choices: ACTIONS, demandOption: true, describe: 'What to do' },
    targets: {
      type: 'string',
      array: true,
      describe: 'File to export or import; records or keys to show; datasets whose entries gc keeps',
    },
  },
  options: {
    cache: { type: 'string', default: DEFAULT_CACHE, describe: 'Cache file' },
    'dry-run': { type: 'boolean', default: false, describe: 'gc: count what would be deleted' },
    prefer: {
      choices: ['export', 'cache'],
      describe: 'import: which text to keep where the file and the cache differ',
    },
  },
  async run(args) {
    const { cacheAction } = await import('../enrich/cache/actions.ts');
    if (args.action !== 'import' && !existsSync(args.cache) && !existsSync(textExportOf(args.cache))) {
      throw new UserError(
        { message: 'Cache not found.', place: { file: args.cache } },
        { next: 'sfdc-datagen enrich' },
      );
    }
    const targets = args.targets ?? [];
    const sources = async () => {
      const { readSource } = await import('../enrich/source.ts');
      const { config } = configWith(args, []);
      return targets.map((dir) => readSource(dir, catalogOf(config.objects), config.industries));
    };
    const progress = progressFor(args);
    const { dryRun, prefer } = args;
    const result = await cacheAction(args.action, args.cache, targets, {
      ...{ dryRun, prefer, sources, say: progress.say },
    });
    if (args.json) printJson(result.json);
    else if (args.action === 'stats' || args.action === 'show') printLines(result.lines);
    else {
      for (const line of result.lines) progress.say(line);
    }
    if (!result.sound) process.exitCode = EXIT.partial;
  },
});
