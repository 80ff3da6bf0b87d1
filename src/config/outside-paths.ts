import { dirname, resolve } from 'node:path';
import type { Place, Problem } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { workTreeOf } from '../shared/files/work-tree.ts';
import type { YamlFile } from './yaml.ts';

type Path = readonly (string | number)[];

/** A configuration names files by the rule of recipes: of the git work tree that it lies in, else of its own folder. */
export function outsidePaths(value: Readonly<Record<string, unknown>>, yaml: YamlFile): Problem[] {
  const industries = Array.isArray(value.industries) ? value.industries : [];
  const named: [Path, unknown][] = [
    [['recipe'], value.recipe],
    ...industries.map((one, i): [Path, unknown] => [['industries', i, 'template'], one?.template]),
  ];
  return named.flatMap(([path, name]) => outsidePath(name, path.join('.'), yaml, yaml.place(path)));
}

/** Why a file that a setting names may not be opened. One that is not there is told by who needs it. */
export function outsidePath(name: unknown, setting: string, yaml: YamlFile, place: Place): Problem[] {
  if (typeof name !== 'string' || name === '') return [];
  const allowed = allowedFile(name, { folder: dirname(resolve(yaml.file)), root: workTreeOf(yaml.file) });
  if ('path' in allowed || allowed.refused === 'absent') return [];
  const { message, hint = REACH } = allowed;
  return [{ message: `\`${setting}\`: ${message}`, place, hint }];
}

const REACH =
  'A configuration names files of the git work tree that it lies in (`git init` makes one), else of its own folder.';
