import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { catalogOf } from '../catalog/overlay.ts';
import type { Config } from '../config/schema.ts';
import { type Manifest, manifestText } from '../dataset/manifest.ts';
import { sha256 } from '../dataset/read.ts';
import { openFolder } from '../dataset/write.ts';
import { type Problem, UserError } from '../errors.ts';
import { toolVersion } from '../package-root.ts';
import { loadRecipe } from '../recipe/load.ts';
import type { Recipe } from '../recipe/types.ts';
import type { Value } from '../recipe/value.ts';
import { loadFakes } from './fakes/fakes.ts';
import { loadIndustries } from './industry.ts';
import { loadNames, nameFiles } from './library/names.ts';
import { optionsOf, settingsOf } from './settings.ts';
import type { Table } from './table.ts';
import { compileStatements } from './template.ts';
import { World } from './world.ts';

export interface GenerateInput {
  config: Config;
  /** `--option`: the recipe's own settings. */
  options: ReadonlyMap<string, Value>;
  /** The data set's folder; nothing is written where it is undefined. */
  folder: string | undefined;
}

/** What was made of one object. */
export interface ObjectSummary {
  object: string;
  file: string;
  rows: number;
  /** Cells that hold something, of all, as a fraction. */
  filled: number;
}

export interface GenerateResult {
  manifest: Manifest;
  objects: ObjectSummary[];
  warnings: Problem[];
}

/** Makes the rows of a recipe and writes `generated/` whole, or not at all. No clock, no network, no org. */
export async function generate({ config, options, folder }: GenerateInput): Promise<GenerateResult> {
  const recipe = loadRecipe(config.recipe);
  const industries = loadIndustries(config);
  const world = new World({
    config,
    catalog: catalogOf(config.objects),
    strict: recipe.strict,
    version: recipe.version,
    industries,
    names: loadNames(),
    fakes: await loadFakes('en_US'),
    settings: new Map([...settingsOf(config), ...optionsOf(recipe.options, options)]),
    file: recipe.file,
  });
  const statements = compileStatements(recipe.statements, { world, parent: undefined, variables: new Map() });
  refuse(world.problems);

  const tables = [...world.tables()].filter((table) => !table.sobject.startsWith('__'));
  const pending = folder === undefined ? undefined : openFolder(folder, 'generated');
  try {
    for (const table of tables) table.open(pending?.path);
    for (const statement of statements) statement.run(undefined);
    refuse([...world.problems, ...world.openReferences()]);
    const manifest: Manifest = {
      stage: 'generated',
      dataset: config.dataset ?? `seed-${config.seed}`,
      seed: config.seed,
      as_of: config.as_of,
      key_prefix: config.key_prefix,
      tool_version: toolVersion,
      inputs: inputHashes(recipe, config, options),
      files: tables.map((table) => table.close()),
    };
    if (pending) {
      writeFileSync(join(pending.path, 'manifest.json'), manifestText(manifest));
      pending.commit();
    }
    return { manifest, objects: tables.map(summaryOf), warnings: world.warnings };
  } catch (error) {
    pending?.discard();
    throw error;
  }
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UserError([...problems]);
}

function summaryOf(table: Table): ObjectSummary {
  const cells = table.written * table.columns.length;
  const filled = table.filled.reduce((a, b) => a + b, 0);
  return {
    object: table.sobject,
    file: table.file,
    rows: table.written,
    filled: cells > 0 ? filled / cells : 0,
  };
}

/** sha256 of what decides over the bytes: the recipe's files, the templates, the configuration with its options. */
function inputHashes(
  recipe: Recipe,
  config: Config,
  options: ReadonlyMap<string, Value>,
): Manifest['inputs'] {
  const contents = (files: readonly string[]) =>
    sha256(files.map((file) => sha256(readFileSync(file))).join('\n'));
  const { industries, recipe: _, dataset: __, openai: ___, salesforce: ____, ...rest } = config;
  const chosen = industries.map(({ name, weight }) => ({ name, weight }));
  const given = Object.fromEntries([...options].map(([name, value]) => [name, String(value)]));
  return {
    recipe: contents(recipe.files),
    templates: contents([...config.industries.map(({ template }) => template), ...nameFiles]),
    config: sha256(canonicalize({ ...rest, industries: chosen, options: given }) ?? ''),
  };
}
