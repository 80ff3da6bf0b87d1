import { join } from 'node:path';
import { numberOrText, type ResolvedConfig } from '../../config/resolve.ts';
import type { Config } from '../../config/schema.ts';
import { peekManifest } from '../../dataset/manifest.ts';
import { recipeName } from '../../dataset/recipe-name.ts';
import { type Problem, UserError } from '../../shared/errors.ts';
import type { ArgumentsOf, GlobalArguments } from './define-command.ts';
import { configWith, datasetDir, type Flag } from './settings.ts';

/** DIR of the commands that work on a dataset. */
export const datasetPositional = {
  dir: { type: 'string', describe: 'Dataset folder (default: output/<dataset>)' },
} as const;

/** The options that identify a dataset. */
export const datasetOptions = {
  seed: { type: 'string', describe: 'Seed of the dataset (default: 42)' },
  recipe: {
    type: 'string',
    requiresArg: true,
    describe: 'Recipe of the dataset (default: recipes/full_org.recipe.yml)',
  },
} as const;

/** The option of the commands that can shift a dataset's dates. */
export const asOfOption = {
  'as-of': { type: 'string', requiresArg: true, describe: 'Shift all dates to a day, or to today' },
} as const;

/** `--drop-edits`. */
export const dropEdits = {
  'drop-edits': { type: 'boolean', default: false, describe: 'Replace files that were edited by hand' },
} as const;

/** The arguments that select a command's dataset. */
type DatasetArguments = ArgumentsOf<typeof datasetPositional & typeof datasetOptions> & GlobalArguments;

/** Returns the dataset of a command, and the configuration with the settings from the command line. */
export function datasetOf(
  args: DatasetArguments,
  flags: readonly Flag[] = [],
): ResolvedConfig & { dir: string } {
  const resolved = configWith(args, [...datasetFlags(args), ...flags]);
  if (args.dir !== undefined) refuseContradiction(args.dir, args, resolved.config);
  return { ...resolved, dir: datasetDir(args.dir, resolved.config) };
}

/** `--seed` and `--recipe` as settings. */
function datasetFlags({ seed, recipe }: ArgumentsOf<typeof datasetOptions>): Flag[] {
  return [
    { flag: '--seed', path: ['seed'], value: seed === undefined ? undefined : numberOrText(seed) },
    { flag: '--recipe', path: ['recipe'], value: recipe },
  ];
}

/** Refuses `--seed` and `--recipe` if they contradict DIR. */
function refuseContradiction(
  dir: string,
  { seed, recipe }: ArgumentsOf<typeof datasetOptions>,
  config: Config,
): void {
  if (seed === undefined && recipe === undefined) return;
  const manifest = peekManifest(join(dir, 'generated')) ?? peekManifest(join(dir, 'enriched'));
  if (!manifest) return;
  const problems: Problem[] = [];
  if (seed !== undefined && Number(seed) !== manifest.seed)
    problems.push({
      message: `${dir} has the seed ${manifest.seed}, not ${seed}.`,
      place: { file: '--seed' },
    });
  if (recipe !== undefined && recipeName(config.recipe) !== manifest.recipe)
    problems.push({
      message: `${dir} is a dataset of the recipe ${manifest.recipe ?? 'full_org'}, not ${recipe}.`,
      place: { file: '--recipe' },
    });
  if (problems.length > 0)
    throw new UserError(problems.map((one) => ({ ...one, hint: 'Use either the folder or the flag.' })));
}

/** Parses `--as-of`: `2026-01-31` or `today`; anything else is a UserError. */
export function asOfDay(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text === 'today') return new Date().toISOString().slice(0, 10);
  const time = Date.parse(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text))
    return text;
  throw new UserError({ message: `--as-of must be a date such as 2026-11-02, or \`today\`; got "${text}".` });
}
