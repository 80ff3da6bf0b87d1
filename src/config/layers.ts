import { dirname, relative, resolve } from 'node:path';
import { type Problem, UserError } from '../shared/errors.ts';
import { outsidePath } from './outside-paths.ts';
import { findFile, isFile, isName, nameHint } from './shipped.ts';
import { readYaml, type YamlFile } from './yaml.ts';

/** More files than a team has; a mistake reaches it at once. */
const MOST_FILES = 50;

/** A configuration file and what it says by itself, without `extends`. */
export interface Layer {
  yaml: YamlFile;
  value: Record<string, unknown>;
}

/** A configuration file after those that it extends, in the order in which they are laid over each other. */
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
      problems.push({ message: `\`extends\` goes in a circle: ${[...names, found].join(' → ')}.`, place });
    } else if (!isFile(found)) {
      const hint = isName(base) ? nameHint(base, dirname(path), 'config') : `Looked for ${found}.`;
      problems.push({ message: `There is no configuration ${base}.`, place, hint });
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
