import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Problem, UserError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { allowedFile } from '../shared/allowed-file.ts';
import { workTreeOf } from '../shared/work-tree.ts';
import { Macros, type ParseContext } from './macros.ts';
import { parseStatement } from './parse.ts';
import { readTree, type Tree } from './tree.ts';
import { checkKeys, entryOf, isNull, nameOf } from './tree-keys.ts';
import type { OptionDeclaration, PluginDeclaration, Recipe, Statement } from './types.ts';
import { visitStatements } from './visit.ts';

type MapTree = Extract<Tree, { kind: 'map' }>;

/** The keys that say what a top-level statement is. */
const STATEMENTS = [
  'object',
  'var',
  'macro',
  'include_file',
  'option',
  'plugin',
  'snowfakery_version',
  'catalog',
];

/** Takes the keys that Snowfakery ignores. */
type Ignored = Pick<ParseContext, 'problems'>;

interface Collected {
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
 * Reads a recipe, its includes and its macros; all problems of all files come at once. Files are read only below
 * `root`: the git work tree that the recipe lies in, else its own folder.
 */
export function loadRecipe(file: string, root = workTreeOf(file)): Recipe {
  const problems: Problem[] = [];
  const collected: Collected = {
    files: [],
    version: undefined,
    strict: false,
    options: [],
    plugins: [],
    macros: [],
    statements: [],
    warnings: [],
  };
  collect(file, root, [], collected, problems);

  const context: ParseContext = { macros: new Macros(macrosByName(collected.macros, problems)), problems };
  const statements = collected.statements.flatMap((tree) => parseStatement(tree, context) ?? []);
  // Snowfakery never looks at a macro that nothing includes, and recipes in use have such.
  for (const name of context.macros.names()) context.macros.find(name, { file }, collected.warnings);
  const top: ReadonlySet<Statement> = new Set(statements);
  visitStatements(statements, {
    template: (template) => {
      if (template.justOnce && !top.has(template))
        problems.push({ message: '`just_once` stands at the top level only.', place: template.place });
    },
  });
  if (problems.length > 0) throw new UserError(problems);
  const { files, version = 2, strict, options, plugins, warnings } = collected;
  return { file, root, files, version, strict, options, plugins, statements, warnings };
}

function macrosByName(trees: MapTree[], problems: Problem[]): Map<string, MapTree> {
  const context: ParseContext = { macros: new Macros(new Map()), problems };
  return new Map(
    trees.flatMap((tree) => {
      const name = nameOf(tree, 'macro', context);
      return name ? [[name, tree]] : [];
    }),
  );
}

function collect(file: string, root: string, path: string[], into: Collected, problems: Problem[]): void {
  const tree = readTree(file, (warning) => into.warnings.push(warning));
  if (tree.kind !== 'seq') {
    problems.push({ message: 'A recipe is a list: each entry begins with "- ".', place: tree.place });
    return;
  }
  const maps = tree.items.filter((item): item is MapTree => {
    if (item.kind === 'map') return true;
    problems.push({ message: `Here one of ${STATEMENTS.join(', ')} is expected.`, place: item.place });
    return false;
  });
  // What a file includes comes before its own statements, wherever the line stands.
  for (const map of maps) {
    const include = entryOf(map, 'include_file');
    if (include) collectInclude(include.value, file, root, [...path, resolve(file)], into, problems);
  }
  const context: ParseContext = { macros: new Macros(new Map()), problems };
  for (const map of maps) collectStatement(map, into, context);
  into.files.push(file);
}

function collectInclude(
  tree: Tree,
  from: string,
  root: string,
  path: string[],
  into: Collected,
  problems: Problem[],
): void {
  const name = tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
  const { place } = tree;
  if (!name) {
    problems.push({ message: '`include_file` is the path of a recipe.', place });
    return;
  }
  if (isAbsolute(name)) {
    problems.push({ message: 'A path of `include_file` is relative to its recipe.', place });
    return;
  }
  const allowed = allowedFile(name, { folder: dirname(from), root });
  if (!('path' in allowed)) {
    const { message, refused } = allowed;
    const hint = allowed.hint ?? (refused === 'outside' ? 'Name a wider folder with --root.' : undefined);
    problems.push({ message, place, ...(hint ? { hint } : {}) });
    return;
  }
  const file = join(dirname(from), name);
  if (path.includes(resolve(file))) problems.push({ message: `Recipes include each other: ${file}.`, place });
  else collect(file, root, path, into, problems);
}

function collectStatement(map: MapTree, into: Collected, context: ParseContext): void {
  const kind = STATEMENTS.find((key) => entryOf(map, key));
  // What Snowfakery passes over is a warning, so that recipes that run there run here.
  const ignored = { problems: into.warnings };
  switch (kind) {
    case 'object':
    case 'var':
      into.statements.push(map);
      return;
    case 'macro':
      into.macros.push(map);
      return;
    case 'include_file':
      checkKeys(map, [kind], kind, context);
      return;
    case 'plugin': {
      checkKeys(map, [kind], kind, ignored);
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
      const hint = didYouMean(key, STATEMENTS) ?? `Valid keys: ${STATEMENTS.join(', ')}.`;
      context.problems.push({
        message: `\`${key}\` does not begin a statement.`,
        place: map.entries[0]?.place ?? map.place,
        hint,
      });
    }
  }
}

function collectOption(map: MapTree, into: Collected, context: ParseContext, ignored: Ignored): void {
  checkKeys(map, ['option', 'default'], 'option', ignored);
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
  checkKeys(map, [kind], kind, ignored);
  const value = entryOf(map, kind)!.value;
  const scalar = value.kind === 'scalar' ? value.value : undefined;
  if (kind === 'catalog') {
    if (scalar === 'strict') into.strict = true;
    else context.problems.push({ message: '`catalog` is `strict`, or left out.', place: value.place });
  } else if (scalar === 2 || scalar === 3) into.version = scalar;
  else if (!isNull(value))
    context.problems.push({ message: '`snowfakery_version` is 2 or 3.', place: value.place });
}
