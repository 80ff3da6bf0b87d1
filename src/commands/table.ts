import type { CommandModule } from 'yargs';
import type { Command } from './options/define-command.ts';
import { GROUPS, grouped } from './options/help-groups.ts';

/** A command: its name, its description, and its module. */
interface Entry {
  group: keyof typeof GROUPS;
  command: string;
  describe: string;
  /** Without the program's name. */
  examples: readonly string[];
  load: () => Promise<{ default: Command }>;
}

/** Every command, in the order of the help. */
export const COMMANDS: Record<string, Entry> = {
  init: {
    group: 'make',
    command: 'init [folder]',
    describe: 'Prepare a folder: configuration, small recipe, git files',
    examples: ['init'],
    load: () => import('./init.ts'),
  },
  generate: {
    group: 'make',
    command: 'generate',
    describe: 'Make the rows of a dataset from a recipe and a seed',
    examples: [
      'generate --seed 7 --accounts 500',
      'generate --recipe minimal --output output/tiny',
      'generate --industries insurance,finserv --density rich=60,sparse=40',
    ],
    load: () => import('./generate.ts'),
  },
  recipe: {
    group: 'make',
    command: 'recipe <action> <object>',
    describe: 'Write a recipe for an object of an org',
    examples: ['recipe new Project__c --target-org qa'],
    load: () => import('./recipe.ts'),
  },
  enrich: {
    group: 'make',
    command: 'enrich [dir]',
    describe: 'Fill in the texts: from the cache, by a model, or offline',
    examples: ['enrich --seed 7', 'enrich --estimate', 'enrich --frozen'],
    load: () => import('./enrich.ts'),
  },
  setup: {
    group: 'org',
    command: 'setup',
    describe: 'Deploy the External ID fields and the permission set',
    examples: ['setup --target-org qa'],
    load: () => import('./setup.ts'),
  },
  validate: {
    group: 'org',
    command: 'validate [dir]',
    describe: 'Check whether an org can accept a dataset; list fixes',
    examples: ['validate --seed 7 --target-org qa'],
    load: () => import('./validate.ts'),
  },
  load: {
    group: 'org',
    command: 'load [dir]',
    describe: 'Load a dataset into one or more orgs; send only changes',
    examples: [
      'load --seed 7 --target-org qa --as-of today',
      'load --target-org qa,uat --only Account,Contact',
      'load --target-org qa --resume',
    ],
    load: () => import('./load.ts'),
  },
  cleanup: {
    group: 'org',
    command: 'cleanup [dir]',
    describe: 'Delete a dataset from an org, by the prefix of its keys',
    examples: ['cleanup --seed 7 --target-org qa --dry-run'],
    load: () => import('./cleanup.ts'),
  },
  org: {
    group: 'org',
    command: 'org',
    describe: 'Start a practice org on this machine',
    examples: ['org', 'org --port 0 --alias second --edition sandbox', 'org --with my-org.yml'],
    load: () => import('./org.ts'),
  },
  report: {
    group: 'inspect',
    command: 'report [dir]',
    describe: 'Report row counts, text sources, and quality',
    examples: ['report --seed 7'],
    load: () => import('./report.ts'),
  },
  verify: {
    group: 'inspect',
    command: 'verify [dir]',
    describe: 'Check a dataset: hashes, keys, references, types, lengths',
    examples: ['verify output/seed-42', 'verify --seed 7 --accept'],
    load: () => import('./verify.ts'),
  },
  export: {
    group: 'inspect',
    command: 'export [dir]',
    describe: 'Export a dataset as files ready to load',
    examples: ['export --target-org qa', 'export --format tree --output export/tree'],
    load: () => import('./export.ts'),
  },
  cache: {
    group: 'inspect',
    command: 'cache <action> [targets..]',
    describe: 'Inspect, export, import, verify, or prune the text cache',
    examples: ['cache stats', 'cache gc output/seed-42'],
    load: () => import('./cache.ts'),
  },
  catalog: {
    group: 'inspect',
    command: 'catalog <action> [objects..]',
    describe: 'Show known objects, import one from an org, or check them',
    examples: ['catalog show Account', 'catalog import Project__c --target-org qa'],
    load: () => import('./catalog.ts'),
  },
  config: {
    group: 'inspect',
    command: 'config <action>',
    describe: 'Show the configuration and where each value came from',
    examples: ['config show', 'config show --config people'],
    load: () => import('./config.ts'),
  },
  completion: {
    group: 'inspect',
    command: 'completion <shell>',
    describe: 'Print the completion script of a shell',
    examples: ['completion bash', 'completion zsh'],
    load: () => import('./completion.ts'),
  },
};

/** The part of the help before the options: commands by purpose. */
export function usageText(): string {
  const width = Math.max(...Object.values(COMMANDS).map(({ command }) => command.length));
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const lines = Object.values(COMMANDS)
      .filter((one) => one.group === group)
      .map(({ command, describe }) => `sfdc-datagen ${command.padEnd(width)}  ${describe}`);
    return [`${title}:`, ...lines].join('\n');
  });
  const about = 'Realistic, reproducible Salesforce test data from a recipe and a seed.';
  return ['$0 <command> [options]', about, ...groups].join('\n\n');
}

/** The commands for yargs. Each module is imported when its command runs, so that every command starts fast. */
export const commands: CommandModule[] = Object.values(COMMANDS).map(
  ({ command, describe, examples, load }) => ({
    command,
    // The usage lists them in groups.
    describe: false,
    builder: async (yargs) => {
      const { positionals, options } = (await load()).default;
      const built = Object.entries(positionals)
        .reduce((one, [name, positional]) => one.positional(name, positional), yargs)
        .options(options)
        .usage(`$0 ${command} [options]\n\n${describe}`)
        .example(examples.map((example): [string] => [`$0 ${example}`]));
      return grouped(built, options);
    },
    handler: async (args) => (await load()).default.run(args),
  }),
);
