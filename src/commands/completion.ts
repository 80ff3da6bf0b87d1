import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Options } from 'yargs';
import { defaults } from '../config/schema.ts';
import { packageRoot } from '../shared/package-root.ts';
import { defineCommand, globalOptions } from './options/define-command.ts';
import { type CommandWords, SCRIPTS } from './output/completion-scripts.ts';
import { printJson } from './output/output.ts';
import { COMMANDS } from './table.ts';

/** Values of options that don't declare choices. */
function knownValues(): Record<string, string[]> {
  const recipes = readdirSync(join(packageRoot, 'recipes')).filter((file) => file.endsWith('.recipe.yml'));
  return {
    recipe: recipes.map((file) => basename(file, '.recipe.yml')).sort(),
    industries: defaults.industries.map(({ name }) => name),
    'as-of': ['today'],
  };
}

/** The aliases of an option that are longer than one letter. */
function wordAliases({ alias = [] }: Options): string[] {
  return [alias].flat().filter((name) => name.length > 1);
}

/** The completions of each command. */
async function commandWords(): Promise<CommandWords[]> {
  const known = knownValues();
  const valuesOf = (flag: string, { choices }: Options) => choices?.map(String) ?? known[flag] ?? [];
  return Promise.all(
    Object.entries(COMMANDS).map(async ([name, { describe, load }]) => {
      const { positionals, options } = (await load()).default;
      const [first] = Object.values(positionals);
      const all: Record<string, Options> = { ...globalOptions, help: { type: 'boolean' }, ...options };
      return {
        name,
        describe,
        actions: first?.choices?.map(String) ?? [],
        options: Object.entries(all).flatMap(([flag, option]) =>
          [flag, ...wordAliases(option)].map((one) => ({
            flag: one,
            takesValue: option.type !== 'boolean',
            values: valuesOf(flag, option),
          })),
        ),
      };
    }),
  );
}

export default defineCommand({
  positionals: {
    shell: { choices: ['bash', 'zsh', 'fish'], demandOption: true, describe: 'The shell' },
  },
  options: {},
  async run({ shell, json }) {
    const script = SCRIPTS[shell](await commandWords());
    if (json) printJson({ shell, script });
    else process.stdout.write(script);
  },
});
