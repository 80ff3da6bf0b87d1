import { join } from 'node:path';
import type { Argv } from 'yargs';
import { numberOrText, type ResolvedConfig } from '../config/resolve.ts';
import type { Config } from '../config/schema.ts';
import { peekManifest } from '../dataset/peek-manifest.ts';
import { recipeName } from '../dataset/recipe-name.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { configWith, datasetDir, type Flag, type GlobalOptions } from './settings.ts';

/** The arguments that say which dataset a command works on. */
export interface DatasetArguments extends GlobalOptions {
  dir?: string;
  seed?: string;
  recipe?: string;
}

/** Declares DIR, `--seed` and `--recipe`, which name a dataset. */
export const datasetOptions = (yargs: Argv) =>
  yargs
    .positional('dir', { type: 'string', describe: 'Dataset folder (default: output/<dataset>)' })
    .option('seed', { type: 'string', describe: 'Seed of the dataset (default: 42)' })
    .option('recipe', {
      type: 'string',
      requiresArg: true,
      describe: 'Recipe of the dataset (default: recipes/full_org.recipe.yml)',
    });

/** `--drop-edits`. */
export const dropEdits = {
  type: 'boolean',
  default: false,
  describe: 'Replace files that were edited by hand',
} as const;

/** The dataset that a command works on, and the configuration with what the command line says of it. */
export function datasetOf(
  args: DatasetArguments,
  flags: readonly Flag[] = [],
): ResolvedConfig & { dir: string } {
  const resolved = configWith(args, [...datasetFlags(args), ...flags]);
  if (args.dir !== undefined) refuseContradiction(args.dir, args, resolved.config);
  return { ...resolved, dir: datasetDir(args.dir, resolved.config) };
}

/** `--seed` and `--recipe` as settings. */
export function datasetFlags({ seed, recipe }: DatasetArguments): Flag[] {
  return [
    { flag: '--seed', path: ['seed'], value: seed === undefined ? undefined : numberOrText(seed) },
    { flag: '--recipe', path: ['recipe'], value: recipe },
  ];
}

/** DIR is one dataset, and `--seed` and `--recipe` may not name another. */
function refuseContradiction(dir: string, { seed, recipe }: DatasetArguments, config: Config): void {
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
