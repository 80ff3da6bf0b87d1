import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import yargs, { type Argv } from 'yargs';
import { defaults } from '../config/defaults.ts';
import { packageRoot } from '../shared/package-root.ts';
import { type CommandWords, SCRIPTS } from './completion-scripts.ts';
import type { Command, GlobalOptions } from './settings.ts';
import { COMMANDS, globalOptions } from './table.ts';

interface CompletionArguments extends GlobalOptions {
  shell: keyof typeof SCRIPTS;
}

/** Values of options that no list of choices states. */
function knownValues(): Record<string, string[]> {
  const recipes = readdirSync(join(packageRoot, 'recipes')).filter((file) => file.endsWith('.recipe.yml'));
  return {
    recipe: recipes.map((file) => basename(file, '.recipe.yml')).sort(),
    industries: defaults.industries.map(({ name }) => name),
    'as-of': ['today'],
  };
}

interface YargsOptions {
  key: Record<string, unknown>;
  boolean: string[];
  choices: Record<string, string[]>;
  alias: Record<string, string[]>;
}

/** What can be typed after each command. */
async function commandWords(): Promise<CommandWords[]> {
  const known = knownValues();
  return Promise.all(
    Object.entries(COMMANDS).map(async ([name, { command, describe, load }]) => {
      const positionals = [...command.matchAll(/[<[](\w+)/g)].map(([, word]) => word!);
      const instance = globalOptions(yargs([])).version(false).help('help');
      const { builder } = (await load()).default;
      if (typeof builder === 'function') await builder(instance);
      const { key, boolean, choices } = (instance as unknown as { getOptions(): YargsOptions }).getOptions();
      const flags = Object.keys(key).filter(
        (flag) => /^[a-z][a-z-]+$/.test(flag) && !positionals.includes(flag),
      );
      return {
        name,
        describe,
        actions: choices[positionals[0] ?? ''] ?? [],
        options: flags.map((flag) => ({
          flag,
          takesValue: !boolean.includes(flag),
          values: choices[flag] ?? known[flag] ?? [],
        })),
      };
    }),
  );
}

const handler = async (args: CompletionArguments): Promise<void> => {
  const script = SCRIPTS[args.shell](await commandWords());
  process.stdout.write(args.json ? `${JSON.stringify({ shell: args.shell, script }, null, 2)}\n` : script);
};

export default {
  builder: (yargs: Argv) =>
    yargs.positional('shell', { choices: ['bash', 'zsh', 'fish'] as const, describe: 'The shell' }),
  handler,
} as unknown as Command;
