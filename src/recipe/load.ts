import { distinct, type Problem, UserError } from '../shared/errors.ts';
import { workTreeOf } from '../shared/files/git.ts';
import { collectRecipe } from './collect.ts';
import { contextOf, parseStatement } from './parse.ts';
import type { ReadProblems } from './parse-context.ts';
import { type MapTree, nameOf } from './tree-keys.ts';
import type { Expression, ObjectTemplate, Recipe, Statement } from './types.ts';
import { Unread } from './unread.ts';
import { visitStatements } from './visit.ts';

/**
 * Reads a recipe with its includes and macros; the result includes the problems of all files. Only files below `root`
 * are read: the git work tree of the recipe, or else its own folder.
 */
export function loadRecipe(file: string, root = workTreeOf(file)): Recipe {
  const problems: Problem[] = [];
  const unread = new Unread();
  const found = { problems, unread };
  const collected = collectRecipe(file, root, found);
  const context = contextOf(macrosByName(collected.macros, found), found);
  const statements = collected.statements.flatMap((tree) => parseStatement(tree, context) ?? []);
  // Snowfakery ignores macros that nothing includes, and real recipes have such macros.
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
        problems.push({ message: '`just_once` is allowed only at the top level.', place: template.place });
    },
  });
  const { version = 2, ...rest } = collected;
  return { ...rest, file, root, version, statements, problems: distinct(problems), unread };
}

function macrosByName(trees: MapTree[], found: ReadProblems): Map<string, MapTree> {
  return new Map(
    trees.flatMap((tree) => {
      const name = nameOf(tree, 'macro', found);
      return name ? [[name, tree]] : [];
    }),
  );
}

/** The maximum number of templates that macros may add: a few lines of macros could create billions. */
const MOST_REPEATED = 100_000;

/** Returns the first statement at which the macros exceed the limit; undefined if none does. */
function firstTooLarge(statements: readonly Statement[]): Statement | undefined {
  const sizes = new Map<ObjectTemplate, number>();
  let stated = 0;
  const sizeOf = (template: ObjectTemplate): number => {
    const known = sizes.get(template);
    if (known !== undefined) return known;
    stated++;
    let size = 1;
    for (const nested of nestedIn(template)) size += sizeOf(nested);
    sizes.set(template, size);
    return size;
  };
  let expanded = 0;
  for (const statement of statements) {
    for (const template of templatesOf(statement)) expanded += sizeOf(template);
    if (expanded - stated > MOST_REPEATED) return statement;
  }
  return undefined;
}

function nestedIn(template: ObjectTemplate): ObjectTemplate[] {
  const { count, forEach, fields, friends } = template;
  return [
    ...(count ? within(count) : []),
    ...(forEach ? within(forEach.value) : []),
    ...fields.flatMap(({ value }) => within(value)),
    ...friends.flatMap(templatesOf),
  ];
}

function templatesOf(statement: Statement): ObjectTemplate[] {
  return statement.kind === 'object' ? [statement] : within(statement.value);
}

function within(expression: Expression): ObjectTemplate[] {
  switch (expression.kind) {
    case 'object':
      return [expression.template];
    case 'list':
      return expression.items.flatMap(within);
    case 'map':
      return expression.entries.flatMap(({ value }) => within(value));
    case 'call':
      return [...expression.args.positional, ...expression.args.named.map(({ value }) => value)].flatMap(
        within,
      );
    default:
      return [];
  }
}
