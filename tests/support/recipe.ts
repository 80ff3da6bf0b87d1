import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GenerateResult, generate } from '../../src/generate/generate.ts';
import type { Value } from '../../src/python/value.ts';
import { UserError } from '../../src/shared/errors.ts';
import { configOf, type DataSet, inFolder, readDataSet, type Settings } from './data-set.ts';

export interface RecipeInput {
  options?: Record<string, Value>;
  settings?: Settings;
  /** Files beside the recipe, by their path. */
  files?: Record<string, string>;
}

/** Runs `work` on a generate of the recipe text, which lies in `main.recipe.yml` of a folder of its own. */
function withRecipe<T>(
  recipe: string,
  { options = {}, settings = {}, files = {} }: RecipeInput,
  work: (run: () => Promise<GenerateResult>, folder: string) => Promise<T>,
): Promise<T> {
  return inFolder((folder) => {
    for (const [name, text] of Object.entries({ ...files, 'main.recipe.yml': recipe })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const config = configOf({ ...settings, recipe: join(folder, 'main.recipe.yml') });
    const run = () => generate({ config, options: new Map(Object.entries(options)), folder });
    return work(run, folder);
  });
}

/** The rows that a recipe makes. */
export function rowsOf(recipe: string, input: RecipeInput = {}): Promise<DataSet> {
  return withRecipe(recipe, input, async (run, folder) => {
    await run();
    return readDataSet(folder);
  });
}

/** The same without keys, for tables. */
export async function cellsOf(recipe: string, input: RecipeInput = {}): Promise<DataSet> {
  const data = await rowsOf(recipe, input);
  return Object.fromEntries(
    Object.entries(data).map(([object, rows]) => [object, rows.map(({ ExternalId: _, ...cells }) => cells)]),
  );
}

/** The values of one column. */
export async function columnOf(recipe: string, column: string, input: RecipeInput = {}): Promise<string[]> {
  const data = await rowsOf(recipe, input);
  return Object.values(data).flatMap((rows) => rows.flatMap((row) => row[column] ?? []));
}

/** What a recipe is refused for, as `main.recipe.yml:3:5: …`; fails where it is not, or where something was written. */
export function refusalOf(recipe: string, input: RecipeInput = {}): Promise<string[]> {
  return withRecipe(recipe, input, async (run, folder) => {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (existsSync(join(folder, 'generated'))) throw new Error('Something was written.');
      return error.message.replaceAll(`${folder}/`, '').split('\n');
    }
    throw new Error('The recipe was taken.');
  });
}

/** What a recipe is warned of. */
export function warningsOf(recipe: string, input: RecipeInput = {}): Promise<string[]> {
  return withRecipe(recipe, input, async (run) => (await run()).warnings.map(({ message }) => message));
}
