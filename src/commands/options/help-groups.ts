import type { Argv } from 'yargs';
import type { Command } from './define-command.ts';

/** The purposes of commands. */
export const GROUPS = {
  make: 'Make data',
  org: 'Into an org',
  inspect: 'Inspect and configure',
} as const;

/** The topics of options, in the order of the help; all others are in "Options" at its end. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'Dataset:': ['seed', 'recipe', 'accounts', 'industries', 'density', 'as-of', 'set', 'output', 'file'],
  'Recipe:': [
    ...['option', 'plugin-option', 'load-declarations', 'root', 'target-number', 'reps', 'validate-only'],
    ...['continuation-file', 'generate-continuation-file', 'update-input-file', 'update-passthrough-fields'],
  ],
  'Texts:': [
    ...['provider', 'model', 'cache', 'frozen', 'refresh', 'retry-failed'],
    ...['batch', 'batch-size', 'concurrency', 'estimate', 'max-cost', 'max-wait', 'prefer'],
  ],
  'Org:': ['target-org', 'via', 'parallel', 'allow-production', 'allow-duplicates'],
  'Practice org:': ['port', 'alias', 'edition', 'login', 'external-id', 'job-seconds', 'storage-mb', 'with'],
  'This run:': [
    ...['accept', 'format', 'resume', 'prune', 'only', 'skip', 'prefix', 'hard-delete', 'take-foreign'],
    ...['drop-edits', 'dry-run', 'wait'],
  ],
  'Everywhere:': ['config', 'json', 'quiet', 'verbose', 'help', 'version'],
};

/** Groups the options of a command by topic. */
export function grouped(yargs: Argv, options: Command['options']): Argv {
  return Object.entries(OPTIONS).reduce((built, [title, names]) => {
    const there = names.filter((name) => name in options || title === 'Everywhere:');
    return there.length > 0 ? built.group([...there], title) : built;
  }, yargs);
}
