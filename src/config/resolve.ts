import { existsSync } from 'node:fs';
import { dirname, resolve as resolvePath } from 'node:path';
import { gather, type Place, type Problem, UserError } from '../shared/errors.ts';
import { packageRoot } from '../shared/package-root.ts';
import { industryNamed, unknownIndustry, withTemplates } from './industry-names.ts';
import { checkAgainst } from './issues.ts';
import { lay, note, set } from './lay.ts';
import { isMap, outsidePaths, readLayers, settingPlaces } from './layers.ts';
import { type Config, configSchema, defaults } from './schema.ts';
import { isFile, namedFile } from './shipped.ts';
import type { YamlFile } from './yaml.ts';

/** One setting from a flag or the environment: `source` is its name, `--accounts` or `DEFAULT_ACCOUNT_COUNT`. */
export interface Setting {
  path: string[];
  value: unknown;
  source: string;
}

/** The command line's part of the configuration. */
export interface ConfigInput {
  /** A configuration file; by default, `config.yml` in the current folder, if it exists. */
  file?: string;
  /** `--industries`: names in any spelling, in order. */
  industries?: string[];
  /** Settings from flags; later ones win. */
  settings: Setting[];
  env: Readonly<Record<string, string | undefined>>;
}

/** The configuration, frozen, and the origin of each leaf (`generation.accounts`). */
export interface ResolvedConfig {
  config: Config;
  origins: ReadonlyMap<string, string>;
}

/** The tiers without a share. */
export const NO_TIER = { rich: 0, moderate: 0, sparse: 0 };

const ENVIRONMENT: Record<string, { path: string[]; read: (text: string) => unknown }> = {
  DEFAULT_ACCOUNT_COUNT: { path: ['generation', 'accounts'], read: numberOrText },
  DEFAULT_BATCH_SIZE: { path: ['openai', 'batch_size'], read: numberOrText },
  OPENAI_MODEL: { path: ['openai', 'model'], read: (text) => text },
};

/** Converts a text to a number if it is one; otherwise returns the text, so that the schema's own message applies. */
export function numberOrText(text: string): unknown {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Merges flags over environment over file over defaults, and checks the result once. */
export function resolveConfig(input: ConfigInput): ResolvedConfig {
  const file =
    input.file === undefined
      ? existing('config.yml')
      : namedFile(input.file, process.cwd(), 'config', { file: '--config' });
  try {
    return resolved(input, file);
  } catch (error) {
    // It shows the settings, and checks the file again; but it can't help with a file that it can't find either.
    const isOfFile = file !== undefined && !isFile(file);
    const isSetting = (problem: Problem) => problem.place?.file !== '--recipe';
    if (!(error instanceof UserError) || isOfFile || !error.problems.every(isSetting)) throw error;
    throw error.withNext('sfdc-datagen config show');
  }
}

function resolved(input: ConfigInput, file: string | undefined): ResolvedConfig {
  const layers = file ? readLayers(file) : [];
  const problems: Problem[] = [];
  const value = structuredClone(defaults) as unknown as Record<string, unknown>;
  const origins = new Map<string, string>();
  note(value, [], 'default', origins, false);
  value.recipe = recipeFile(defaults.recipe, packageRoot, {});
  value.industries = withTemplates(value.industries, [], packageRoot, () => ({}));

  for (const { yaml, value: stated } of layers) {
    const outside = outsidePaths(stated, yaml);
    if (outside.length > 0) throw new UserError(outside);
    const folder = dirname(resolvePath(yaml.file));
    const known = value.industries as Config['industries'];
    const { industries: _, ...others } = stated;
    const own = gather(problems, others, () => withLeftOut(stated, known, folder, yaml));
    if ('recipe' in own)
      own.recipe = gather(problems, value.recipe, () =>
        recipeFile(own.recipe, folder, yaml.place(['recipe'])),
      );
    lay(value, own, [], yaml.file, origins);
  }
  for (const [name, { path, read }] of Object.entries(ENVIRONMENT)) {
    const text = input.env[name];
    if (text !== undefined && text !== '') set(value, path, read(text), name, origins);
  }
  for (const { path, value: stated, source } of input.settings) {
    const isRecipe = path.join('.') === 'recipe';
    const meant = isRecipe
      ? gather(problems, value.recipe, () => recipeFile(stated, process.cwd(), { file: source }))
      : stated;
    set(value, path, meant, source, origins);
  }

  const checked = checkAgainst(configSchema, value, settingPlaces(layers, origins));
  if (!checked.ok) problems.push(...checked.problems);
  if (!checked.ok || problems.length > 0) throw new UserError(problems);
  const config = input.industries ? chooseIndustries(checked.value, input.industries) : checked.value;
  if (input.industries) note(config.industries, ['industries'], '--industries', origins, true);
  if (!config.industries.some((industry) => industry.weight !== 0)) {
    throw new UserError({
      message: '`industries`: at least one weight must be above 0.',
      place: settingPlaces(layers, origins).place(['industries']),
    });
  }
  return { config: deepFreeze(config), origins };
}

function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

/** What a file may omit: tiers of the density without a share, and everything but the name of an industry. */
function withLeftOut(
  stated: Record<string, unknown>,
  industries: Config['industries'],
  folder: string,
  yaml: YamlFile,
): Record<string, unknown> {
  const { density } = stated;
  return {
    ...stated,
    ...(isMap(density) ? { density: { ...NO_TIER, ...density } } : {}),
    ...('industries' in stated
      ? { industries: withTemplates(stated.industries, industries, folder, yaml.place) }
      : {}),
  };
}

function recipeFile(stated: unknown, folder: string, place: Place): unknown {
  return typeof stated === 'string' && stated !== '' ? namedFile(stated, folder, 'recipe', place) : stated;
}

function chooseIndustries(config: Config, wanted: string[]): Config {
  const chosen = wanted.map((name) => industryNamed(name, config.industries));
  const unknown = wanted.filter((_, i) => chosen[i] === undefined);
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((name) => unknownIndustry(name, config.industries, { file: '--industries' })),
    );
  return { ...config, industries: [...new Set(chosen)].filter((one) => one !== undefined) };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
