import { dirname, relative, resolve } from 'node:path';
import { type Place, type Problem, UserError } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { workTreeOf } from '../shared/files/git.ts';
import { findFile, isFile, isName, nameHint } from './shipped.ts';
import { readYaml, type YamlFile } from './yaml.ts';

type Path = readonly (string | number)[];

/** More files than any team has; a mistake gets there at once. */
const MOST_FILES = 50;

/** A configuration file and its own settings, without `extends`. */
export interface Layer {
  yaml: YamlFile;
  value: Record<string, unknown>;
}

/** Returns a configuration file after those that it extends, in the order in which they are merged. */
export function readLayers(file: string): Layer[] {
  const layers = new Map<string, Layer>();
  read(file, [], layers);
  return [...layers.values()];
}

function read(file: string, above: readonly string[], layers: Map<string, Layer>): void {
  const path = resolve(file);
  if (layers.has(path)) return;
  const yaml = readYaml(file);
  if (!isMap(yaml.value))
    throw new UserError({ message: 'A configuration must be a map of settings.', place: yaml.place([]) });
  const { extends: bases, ...value } = structuredClone(yaml.value);
  const problems: Problem[] = [];
  const listed = Array.isArray(bases);
  for (const [i, base] of (listed ? bases : bases === undefined || bases === null ? [] : [bases]).entries()) {
    const place = yaml.place(listed ? ['extends', i] : ['extends']);
    if (typeof base !== 'string' || base === '') {
      problems.push({ message: '`extends` must be the path of a configuration, or a list of paths.', place });
      continue;
    }
    const outside = outsidePath(base, 'extends', yaml, place);
    if (outside.length > 0) {
      problems.push(...outside);
      continue;
    }
    const found = findFile(base, dirname(path), 'config');
    const circle = [...above, path].indexOf(resolve(found));
    if (circle >= 0) {
      const names = [...above, path].slice(circle).map((one) => relative(process.cwd(), one));
      problems.push({ message: `\`extends\` is circular: ${[...names, found].join(' → ')}.`, place });
    } else if (!isFile(found)) {
      const way = isName(base) ? nameHint(base, dirname(path), 'config') : { hint: `Looked for ${found}.` };
      problems.push({ message: `Configuration ${base} not found.`, place, ...way });
    } else if (layers.size >= MOST_FILES) {
      problems.push({ message: `A configuration can extend up to ${MOST_FILES} files.`, place });
    } else read(found, [...above, path], layers);
  }
  if (problems.length > 0) throw new UserError(problems);
  layers.set(path, { yaml, value });
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The files named in a configuration that can't be read. The rule is the same as for recipes: only files of its git
 * work tree, or else of its own folder.
 */
export function outsidePaths(value: Readonly<Record<string, unknown>>, yaml: YamlFile): Problem[] {
  const industries = Array.isArray(value.industries) ? value.industries : [];
  const named: [Path, unknown][] = [
    [['recipe'], value.recipe],
    ...industries.map((one, i): [Path, unknown] => [['industries', i, 'template'], one?.template]),
  ];
  return named.flatMap(([path, name]) => outsidePath(name, path.join('.'), yaml, yaml.place(path)));
}

/** Says why a file that a setting names can't be opened. A missing file is reported by its reader. */
function outsidePath(name: unknown, setting: string, yaml: YamlFile, place: Place): Problem[] {
  if (typeof name !== 'string' || name === '') return [];
  const allowed = allowedFile(name, { folder: dirname(resolve(yaml.file)), root: workTreeOf(yaml.file) });
  if ('path' in allowed || allowed.refused === 'absent') return [];
  const { message, hint = REACH } = allowed;
  return [{ message: `\`${setting}\`: ${message}`, place, hint }];
}

const REACH =
  'A configuration can read files of its own git work tree (`git init` makes one), else of its own folder.';

/** The place of a setting: in the file that it came from, or else the flag or environment variable. */
export function settingPlaces(layers: readonly Layer[], origins: ReadonlyMap<string, string>) {
  const files = new Map(layers.map(({ yaml }) => [yaml.file, yaml]));
  const last = layers.at(-1)?.yaml;
  const source = (path: Path): string | undefined => {
    for (let depth = path.length; depth > 0; depth--) {
      const origin = origins.get(path.slice(0, depth).join('.'));
      if (origin) return origin;
    }
    // A whole map is attributed to the origin of one of its leaves; a flag takes precedence over a file.
    const below = [...origins].filter(([leaf]) => leaf.startsWith(`${path.join('.')}.`));
    const sources = below.map(([, origin]) => origin);
    return sources.find((origin) => !files.has(origin) && origin !== 'default') ?? sources.at(-1);
  };
  const place = (path: Path): Place => {
    const from = source(path) ?? last?.file;
    if (from === undefined || from === 'default') return {};
    return files.get(from)?.place(path) ?? { file: from };
  };
  return {
    place,
    keyPlace: (path: Path, key: string): Place => {
      const from = source([...path, key]) ?? last?.file;
      if (from === undefined) return {};
      return files.get(from)?.keyPlace(path, key) ?? { file: from };
    },
  };
}
