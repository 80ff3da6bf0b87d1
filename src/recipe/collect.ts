import { dirname, isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import type { MildProblems } from '../shared/yaml/yaml-document.ts';
import { type Collected, collectStatement } from './collect-statement.ts';
import { statementKinds } from './keys.ts';
import type { ReadProblems } from './parse-context.ts';
import { readTree, type Tree } from './tree.ts';
import { entryOf, isNull, type MapTree } from './tree-keys.ts';

const START = 'Begin with `- object: Account`; docs/recipes.md lists what a recipe can contain.';

/** Nested includes that are repeated would soon be billions. */
const MOST_INCLUDES = 500;

/** Reads a recipe file and all files that it includes. */
export function collectRecipe(file: string, root: string, found: ReadProblems): Collected {
  const collected: Collected = {
    includes: 0,
    files: [],
    version: undefined,
    strict: false,
    options: [],
    plugins: [],
    macros: [],
    statements: [],
    warnings: [],
  };
  collectFile(file, root, [], collected, found);
  return collected;
}

function collectFile(file: string, root: string, path: string[], into: Collected, found: ReadProblems): void {
  const { problems, unread } = found;
  const tree = treeOf(file, into, found);
  if (!tree) return;
  if (tree.kind !== 'seq') {
    const message = isNull(tree)
      ? 'The recipe is empty.'
      : 'A recipe must be a list: each entry begins with "- ".';
    problems.push({ message, place: tree.place, ...(isNull(tree) ? { hint: START } : {}) });
    unread.addAny();
    return;
  }
  const maps = tree.items.filter((item): item is MapTree => {
    if (item.kind === 'map') return true;
    problems.push({ message: `Expected one of ${statementKinds.join(', ')}.`, place: item.place });
    unread.add(item);
    return false;
  });
  // Included files come before the file's own statements, wherever the `include_file` line is.
  for (const map of maps) {
    const include = entryOf(map, 'include_file');
    if (include) collectInclude(include.value, file, root, [...path, resolve(file)], into, found);
  }
  for (const map of maps) collectStatement(map, into, found);
  into.files.push(file);
}

/** Returns the tree of a file, or undefined with its problems noted. */
function treeOf(file: string, into: Collected, { problems, unread }: ReadProblems): Tree | undefined {
  try {
    const mild: MildProblems = { values: [], others: [] };
    const tree = readTree(file, (warning) => into.warnings.push(warning), mild);
    problems.push(...mild.values, ...mild.others);
    // An alias that failed may have defined any name.
    if (mild.others.length > 0) unread.addAny();
    return tree;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
    unread.addAny();
    return undefined;
  }
}

function collectInclude(
  tree: Tree,
  from: string,
  root: string,
  path: string[],
  into: Collected,
  found: ReadProblems,
): void {
  const { problems, unread } = found;
  const name = tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
  const { place } = tree;
  if (!name) {
    problems.push({ message: '`include_file` must be the path of a recipe.', place });
    unread.addAny();
    return;
  }
  if (isAbsolute(name)) {
    problems.push({ message: 'The path of `include_file` must be relative to its recipe.', place });
    unread.addAny();
    return;
  }
  const allowed = allowedFile(name, { folder: dirname(from), root });
  if (!('path' in allowed)) {
    const { message, refused } = allowed;
    const hint = allowed.hint ?? (refused === 'outside' ? 'Allow more with `--root`.' : undefined);
    problems.push({ message, place, ...(hint ? { hint } : {}) });
    unread.addAny();
    return;
  }
  const file = join(dirname(from), name);
  if (path.includes(resolve(file))) problems.push({ message: `Recipes include each other: ${file}.`, place });
  else if (++into.includes > MOST_INCLUDES) {
    if (into.includes === MOST_INCLUDES + 1)
      problems.push({ message: `Recipes can include at most ${MOST_INCLUDES} files.`, place });
  } else collectFile(file, root, path, into, found);
}
