import { distinct, type Problem, UserError } from '../shared/errors.ts';
import { workTreeOf } from '../shared/files/work-tree.ts';
import { collectRecipe } from './collect.ts';
import { firstTooLarge } from './expanded-size.ts';
import { contextOf, parseStatement } from './parse.ts';
import type { ReadProblems } from './parse-context.ts';
import { type MapTree, nameOf } from './tree-keys.ts';
import type { Recipe, Statement } from './types.ts';
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
