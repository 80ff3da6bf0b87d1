import { dirname, isAbsolute, join, resolve } from 'node:path';
import { distinct, type Problem, UserError } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { workTreeOf } from '../shared/files/work-tree.ts';
import { didYouMean } from '../shared/nearest.ts';
import { firstTooLarge } from './expanded-size.ts';
import { statementKinds } from './keys.ts';
import { Macros, type ParseContext } from './macros.ts';
import { parseStatement } from './parse.ts';
import { readTree, type Tree } from './tree.ts';
import { checkKeys, entryOf, isNull, nameOf } from './tree-keys.ts';
import type { OptionDeclaration, PluginDeclaration, Recipe, Statement } from './types.ts';
import { Unread } from './unread.ts';
import { visitStatements } from './visit.ts';

type MapTree = Extract<Tree, { kind: 'map' }>;

/** Takes the keys that Snowfakery ignores. */
type Ignored = Found;

/** What is wrong, and what could not be read. */
type Found = Pick<ParseContext, 'problems' | 'unread'>;

const START = 'Begin with `- object: Account`; docs/recipes.md lists what a recipe can contain.';

/** Files that include each other twice, and those again, would soon be billions. */
const MOST_INCLUDES = 500;

interface Collected {
  includes: number;
  files: string[];
  version: 2 | 3 | undefined;
  strict: boolean;
  options: OptionDeclaration[];
  plugins: PluginDeclaration[];
  macros: MapTree[];
  /** Objects and variables, those of included files first. */
  statements: MapTree[];
  warnings: Problem[];
}

/**
 * Reads a recipe, its includes and its macros; what is wrong with any of its files comes with it. Files are read only below
 * `root`: the git work tree that the recipe lies in, else its own folder.
 */
export function loadRecipe(file: string, root = workTreeOf(file)): Recipe {
  const problems: Problem[] = [];
  const unread = new Unread();
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
  collect(file, root, [], collected, { problems, unread });

  const found = { problems, unread };
  const context: ParseContext = { macros: new Macros(macrosByName(collected.macros, found)), ...found };
  const statements = collected.statements.flatMap((tree) => parseStatement(tree, context) ?? []);
  // Snowfakery never looks at a macro that nothing includes, and recipes in use have such.
  for (const name of context.macros.names())
    context.macros.find(name, { file }, { problems: collected.warnings, unread: new Unread() });
  const tooLarge = firstTooLarge(statements);
  if (tooLarge)
    throw new UserError([
      ...problems,
      { message: 'Macros repeat more than 100,000 objects up to here.', place: tooLarge.place },
    ]);
  const top: ReadonlySet<Statement> = new Set(statements);
  visitStatements(statements, {
    template: (template) => {
      if (template.justOnce && !top.has(template))
        problems.push({ message: '`just_once` stands at the top level only.', place: template.place });
    },
  });
  const { version = 2, ...rest } = collected;
  return { ...rest, file, root, version, statements, problems: distinct(problems), unread };
}

function macrosByName(trees: MapTree[], found: Found): Map<string, MapTree> {
  const context: ParseContext = { macros: new Macros(new Map()), ...found };
  return new Map(
    trees.flatMap((tree) => {
      const name = nameOf(tree, 'macro', context);
      return name ? [[name, tree]] : [];
    }),
  );
}

function collect(file: string, root: string, path: string[], into: Collected, found: Found): void {
  const { problems, unread } = found;
  const tree = treeOf(file, into, found);
  if (!tree) return;
  if (tree.kind !== 'seq') {
    const message = isNull(tree)
      ? 'The recipe is empty.'
      : 'A recipe is a list: each entry begins with "- ".';
    problems.push({ message, place: tree.place, ...(isNull(tree) ? { hint: START } : {}) });
    unread.addAny();
    return;
  }
  const maps = tree.items.filter((item): item is MapTree => {
    if (item.kind === 'map') return true;
    problems.push({ message: `Here one of ${statementKinds.join(', ')} is expected.`, place: item.place });
    unread.add(item);
    return false;
  });
  // What a file includes comes before its own statements, wherever the line stands.
  for (const map of maps) {
    const include = entryOf(map, 'include_file');
    if (include) collectInclude(include.value, file, root, [...path, resolve(file)], into, found);
  }
  const context: ParseContext = { macros: new Macros(new Map()), ...found };
  for (const map of maps) collectStatement(map, into, context);
  into.files.push(file);
}

/** The tree of a file, or undefined with its problems noted. */
function treeOf(file: string, into: Collected, { problems, unread }: Found): Tree | undefined {
  try {
    const mild: Problem[] = [];
    const tree = readTree(file, (warning) => into.warnings.push(warning), mild);
    problems.push(...mild);
    // What an alias should have repeated is not known.
    if (mild.length > 0) unread.addAny();
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
  found: Found,
): void {
  const { problems, unread } = found;
  const name = tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
  const { place } = tree;
  if (!name) {
    problems.push({ message: '`include_file` is the path of a recipe.', place });
    unread.addAny();
    return;
  }
  if (isAbsolute(name)) {
    problems.push({ message: 'A path of `include_file` is relative to its recipe.', place });
    unread.addAny();
    return;
  }
  const allowed = allowedFile(name, { folder: dirname(from), root });
  if (!('path' in allowed)) {
    const { message, refused } = allowed;
    const hint = allowed.hint ?? (refused === 'outside' ? 'Name a wider folder with --root.' : undefined);
    problems.push({ message, place, ...(hint ? { hint } : {}) });
    unread.addAny();
    return;
  }
  const file = join(dirname(from), name);
  if (path.includes(resolve(file))) problems.push({ message: `Recipes include each other: ${file}.`, place });
  else if (++into.includes > MOST_INCLUDES) {
    if (into.includes === MOST_INCLUDES + 1)
      problems.push({ message: `Recipes can include ${MOST_INCLUDES} files at most.`, place });
  } else collect(file, root, path, into, found);
}

function collectStatement(map: MapTree, into: Collected, context: ParseContext): void {
  const kind = statementKinds.find((key) => entryOf(map, key));
  // What Snowfakery passes over is a warning, so that recipes that run there run here.
  const ignored = { problems: into.warnings, unread: context.unread };
  switch (kind) {
    case 'object':
    case 'var':
      into.statements.push(map);
      return;
    case 'macro':
      into.macros.push(map);
      return;
    case 'include_file':
      checkKeys(map, kind, context);
      return;
    case 'plugin': {
      checkKeys(map, kind, ignored);
      const name = nameOf(map, kind, context);
      if (name) into.plugins.push({ name, place: map.place });
      return;
    }
    case 'option':
      collectOption(map, into, context, ignored);
      return;
    case 'snowfakery_version':
    case 'catalog':
      collectSetting(map, kind, into, context, ignored);
      return;
    case undefined: {
      const key = map.entries[0]?.key ?? '';
      const hint = didYouMean(key, statementKinds) ?? `Valid keys: ${statementKinds.join(', ')}.`;
      context.problems.push({
        message: key === '' ? 'A statement needs a name.' : `\`${key}\` does not begin a statement.`,
        place: map.entries[0]?.place ?? map.place,
        hint,
      });
      context.unread.add(map);
    }
  }
}

function collectOption(map: MapTree, into: Collected, context: ParseContext, ignored: Ignored): void {
  checkKeys(map, 'option', ignored);
  const name = nameOf(map, 'option', context);
  if (!name) return;
  const fallback = entryOf(map, 'default')?.value;
  into.options.push({
    name,
    place: map.place,
    ...(fallback?.kind === 'scalar' ? { default: fallback.value } : {}),
  });
}

function collectSetting(
  map: MapTree,
  kind: 'snowfakery_version' | 'catalog',
  into: Collected,
  context: ParseContext,
  ignored: Ignored,
): void {
  checkKeys(map, kind, ignored);
  const value = entryOf(map, kind)!.value;
  const scalar = value.kind === 'scalar' ? value.value : undefined;
  if (kind === 'catalog') {
    if (scalar === 'strict') into.strict = true;
    else context.problems.push({ message: '`catalog` is `strict`, or left out.', place: value.place });
  } else if (scalar === 2 || scalar === 3) into.version = scalar;
  else if (!isNull(value))
    context.problems.push({ message: '`snowfakery_version` is 2 or 3.', place: value.place });
}
