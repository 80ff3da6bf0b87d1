import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve as resolvePath } from 'node:path';
import { type Place, type Problem, UserError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { packageRoot } from '../package-root.ts';
import { allowedFile } from '../shared/allowed-file.ts';
import { workTreeOf } from '../shared/work-tree.ts';
import { defaults } from './defaults.ts';
import { checkAgainst } from './issues.ts';
import { type Config, configSchema } from './schema.ts';
import { readYaml, type YamlFile } from './yaml.ts';

type Path = readonly (string | number)[];

/** One setting from a flag or the environment: `source` is what the user typed, `--accounts` or `DEFAULT_ACCOUNT_COUNT`. */
export interface Setting {
  path: string[];
  value: unknown;
  source: string;
}

/** What the command line says of the configuration. */
export interface ConfigInput {
  /** A configuration file; without it `config.yml` of the current folder, if there is one. */
  file?: string;
  /** `--industries`: names in any spelling, in the order wanted. */
  industries?: string[];
  /** From flags, later ones win. */
  settings: Setting[];
  env: Readonly<Record<string, string | undefined>>;
}

/** The configuration, frozen, and for each leaf (`generation.accounts`) where it came from. */
export interface ResolvedConfig {
  config: Config;
  origins: ReadonlyMap<string, string>;
}

const ENVIRONMENT: Record<string, { path: string[]; read: (text: string) => unknown }> = {
  DEFAULT_ACCOUNT_COUNT: { path: ['generation', 'accounts'], read: numberOrText },
  DEFAULT_BATCH_SIZE: { path: ['openai', 'batch_size'], read: numberOrText },
  OPENAI_MODEL: { path: ['openai', 'model'], read: (text) => text },
};

/** A number where the text is one, else the text itself, for the schema to refuse with its own words. */
export function numberOrText(text: string): unknown {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Lays flags over environment over file over defaults and checks the whole once. */
export function resolveConfig(input: ConfigInput): ResolvedConfig {
  const file = input.file ?? (existsSync('config.yml') ? 'config.yml' : undefined);
  const yaml = file ? readYaml(file) : undefined;
  const value = structuredClone(defaults) as unknown as Record<string, unknown>;
  const origins = new Map<string, string>();
  note(value, [], 'default', origins);
  makePathsAbsolute(value, packageRoot);

  if (yaml) {
    const own = structuredClone(yaml.value);
    if (typeof own !== 'object' || own === null || Array.isArray(own)) {
      throw new UserError({ message: 'A configuration is a map of settings.', place: yaml.place([]) });
    }
    refuseOutsidePaths(own as Record<string, unknown>, yaml);
    makePathsAbsolute(own as Record<string, unknown>, dirname(resolvePath(yaml.file)));
    lay(value, own as Record<string, unknown>, [], yaml.file, origins);
  }
  for (const [name, { path, read }] of Object.entries(ENVIRONMENT)) {
    const text = input.env[name];
    if (text !== undefined && text !== '') set(value, path, read(text), name, origins);
  }
  for (const setting of input.settings) set(value, setting.path, setting.value, setting.source, origins);

  const checked = checkAgainst(configSchema, value, placesOf(yaml, origins));
  if (!checked.ok) throw new UserError(checked.problems, { next: 'sfdc-datagen config show' });
  const config = input.industries ? chooseIndustries(checked.value, input.industries) : checked.value;
  if (input.industries) note(config.industries, ['industries'], '--industries', origins);
  if (!config.industries.some((industry) => industry.weight !== 0)) {
    throw new UserError({
      message: '`industries`: at least one weight must be above 0.',
      place: yaml?.place(['industries']) ?? {},
    });
  }
  return { config: deepFreeze(config), origins };
}

/** Errors point into the file where the value came from it, else name the flag or the variable. */
function placesOf(yaml: YamlFile | undefined, origins: ReadonlyMap<string, string>) {
  const source = (path: Path): string | undefined => {
    for (let depth = path.length; depth > 0; depth--) {
      const origin = origins.get(path.slice(0, depth).join('.'));
      if (origin) return origin;
    }
    // A map as a whole comes from wherever one of its leaves does; a flag says more than the file below it.
    const below = [...origins].filter(([leaf]) => leaf.startsWith(`${path.join('.')}.`));
    const sources = below.map(([, origin]) => origin);
    return sources.find((origin) => origin !== yaml?.file && origin !== 'default') ?? sources[0];
  };
  const place = (path: Path): Place => {
    const from = source(path) ?? yaml?.file;
    return yaml && from === yaml.file ? yaml.place(path) : from && from !== 'default' ? { file: from } : {};
  };
  return {
    place,
    keyPlace: (path: Path, key: string): Place => {
      const from = source([...path, key]) ?? yaml?.file;
      return yaml && from === yaml.file ? yaml.keyPlace(path, key) : from ? { file: from } : {};
    },
  };
}

const ALIASES: Record<string, string> = { finserv: 'financialservices' };

function chooseIndustries(config: Config, wanted: string[]): Config {
  const fold = (name: string) => {
    const folded = name.toLowerCase().replaceAll(/[\s_-]/g, '');
    return ALIASES[folded] ?? folded;
  };
  const names = config.industries.map((industry) => industry.name);
  const chosen = wanted.map((name) => {
    const found = config.industries.find((industry) => fold(industry.name) === fold(name));
    if (!found) {
      throw new UserError({
        message: `"${name}" is not an industry of the configuration.`,
        place: { file: '--industries' },
        hint: didYouMean(name, names) ?? `Known are ${names.join(', ')}.`,
      });
    }
    return found;
  });
  return { ...config, industries: [...new Set(chosen)] };
}

/** Template and recipe paths are relative to the file that names them. */
function makePathsAbsolute(value: Record<string, unknown>, folder: string): void {
  const absolute = (path: unknown) => {
    if (typeof path !== 'string' || isAbsolute(path)) return path;
    return relative(process.cwd(), join(folder, path)) || path;
  };
  if ('recipe' in value) value.recipe = absolute(value.recipe);
  if (!Array.isArray(value.industries)) return;
  for (const industry of value.industries) {
    if (industry && typeof industry === 'object') industry.template = absolute(industry.template);
  }
}

/** A configuration names files by the rule of recipes: of the git work tree that it lies in, else of its own folder. */
function refuseOutsidePaths(value: Record<string, unknown>, yaml: YamlFile): void {
  const industries = Array.isArray(value.industries) ? value.industries : [];
  const named: [Path, unknown][] = [
    [['recipe'], value.recipe],
    ...industries.map((one, i): [Path, unknown] => [['industries', i, 'template'], one?.template]),
  ];
  const folder = dirname(resolvePath(yaml.file));
  const problems = named.flatMap(([path, name]): Problem[] => {
    if (typeof name !== 'string' || name === '') return [];
    const allowed = allowedFile(name, { folder, root: workTreeOf(yaml.file) });
    // A file that is not there is told by who needs it.
    if ('path' in allowed || allowed.refused === 'absent') return [];
    const { message, hint } = allowed;
    return [
      { message: `\`${path.join('.')}\`: ${message}`, place: yaml.place(path), ...(hint ? { hint } : {}) },
    ];
  });
  if (problems.length > 0) throw new UserError(problems);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Maps of weights are replaced as a whole: a share left out is meant to be left out. */
function isReplaced(path: Path): boolean {
  return path[0] === 'density' || path[0] === 'objects' || (path[0] === 'case_priorities' && path.length > 1);
}

function lay(
  under: Record<string, unknown>,
  over: Record<string, unknown>,
  path: Path,
  source: string,
  origins: Map<string, string>,
): void {
  for (const [key, value] of Object.entries(over)) {
    const here = [...path, key];
    const below = under[key];
    if (isMap(value) && isMap(below) && !isReplaced(here)) lay(below, value, here, source, origins);
    else {
      under[key] = value;
      note(value, here, source, origins);
    }
  }
}

function set(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
  source: string,
  origins: Map<string, string>,
): void {
  let map = target;
  for (const key of path.slice(0, -1)) {
    const next = map[key];
    if (isMap(next)) map = next;
    else {
      const fresh = Array.isArray(next) ? (next as unknown as Record<string, unknown>) : {};
      map[key] = fresh;
      map = fresh;
    }
  }
  map[path.at(-1)!] = value;
  note(value, path, source, origins);
}

function note(value: unknown, path: Path, source: string, origins: Map<string, string>): void {
  const prefix = path.join('.');
  for (const key of origins.keys()) {
    if (key.startsWith(`${prefix}.`) || prefix.startsWith(`${key}.`)) origins.delete(key);
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    for (const [key, child] of Object.entries(value)) note(child, [...path, key], source, origins);
  } else origins.set(prefix, source);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
