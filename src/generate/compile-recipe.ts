import { catalogOf } from '../catalog/overlay.ts';
import { loadFakes } from '../fakes/fakes.ts';
import { loadPlugins, providedFakes } from '../plugins/load-plugins.ts';
import { OrgAnswers } from '../plugins/org-answers.ts';
import { idOptionsOf, UniqueIds } from '../plugins/unique-ids/unique-ids.ts';
import { loadRecipe } from '../recipe/load.ts';
import type { Recipe } from '../recipe/types.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { compileStatements } from './compile/statement.ts';
import { compileTemplate } from './compile/template.ts';
import type { GenerateInput } from './generate.ts';
import { continueAfter } from './input/continuation.ts';
import { loadIndustries } from './input/industry.ts';
import { loadLocales } from './input/locales.ts';
import { optionsOf, settingsOf } from './input/settings.ts';
import { asUpdate } from './input/update.ts';
import { loadNames } from './library/names.ts';
import { iterations } from './run/iterations.ts';
import { RunContext } from './run/run-context.ts';

/** A recipe that is compiled and ready to run. */
export interface CompiledRecipe {
  recipe: Recipe;
  run: RunContext;
  org: OrgAnswers;
  /** Makes the rows. */
  iterate(): void;
}

/** Reads and compiles a recipe with its plugins, fakes, and industries; throws all its problems at once. */
export async function compileRecipe(input: GenerateInput, prefix: string): Promise<CompiledRecipe> {
  const { config, options } = input;
  const recipe = recipeOf(input, prefix);
  const pluginOptions = input.pluginOptions ?? new Map<string, string>();
  const org = new OrgAnswers(input.answers ?? input.folder, pluginOptions.get('org_name') ?? input.org);
  const ids = new UniqueIds(idOptionsOf(pluginOptions));
  const borrowed: Problem[] = [];
  const unknown: Problem[] = [];
  const problems = [...recipe.problems];
  const industries = await gathered(problems, [], () => loadIndustries(config));
  const provided = providedFakes(recipe.plugins);
  const plugins = await loadPlugins(recipe, { ids, org: () => org }, problems);
  const given = optionsOf(recipe, options, problems, unknown);
  const locales = await gathered(problems, new Map(), () =>
    loadLocales(recipe.statements, provided, borrowed),
  );
  const run = new RunContext({
    config,
    prefix,
    catalog: catalogOf(config.objects),
    strict: recipe.strict,
    version: recipe.version,
    industries,
    names: loadNames(),
    fakes: await loadFakes('en_US', provided),
    locales,
    plugins,
    ids,
    root: recipe.root,
    settings: new Map([...settingsOf(config), ...given]),
    file: recipe.file,
  });
  run.warnings.push(...borrowed);
  for (const { message, place, hint } of [...recipe.warnings, ...unknown])
    run.complaint(message, place ?? {}, hint);
  run.rowNames.declare(recipe.statements);
  const statements = await gathered(problems, [], () =>
    compileStatements(recipe.statements, {
      run,
      parent: undefined,
      variables: new Map(),
      own: new Map(),
      compileTemplate,
    }),
  );
  refuse([...problems, ...recipe.unread.withoutEchoes(run.problems, problems)]);
  const iterate = iterations(input.until, run);
  if (input.continueFrom) continueAfter(input.continueFrom, run);
  return { recipe, run, org, iterate: () => iterate(statements) };
}

function recipeOf({ config, root, update }: GenerateInput, prefix: string): Recipe {
  const recipe = loadRecipe(config.recipe, root);
  const catalog = catalogOf(config.objects);
  const codeOf = (sobject: string) => catalog[sobject]?.code ?? sobject;
  if (!update) return recipe;
  refuse(recipe.problems);
  return asUpdate(recipe, update, { prefix, codeOf });
}

/** Returns the result of work, or `otherwise` if it fails; its problems are collected to be reported with others. */
async function gathered<T>(problems: Problem[], otherwise: T, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) problems.push(...error.problems);
    // After a problem, a failure of a later part is only its consequence.
    else if (problems.length === 0) throw error;
    return otherwise;
  }
}

export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UserError([...problems]);
}
