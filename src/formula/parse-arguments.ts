import type { Cursor } from './cursor.ts';
import type { Arguments, Node } from './node.ts';

export const NO_ARGUMENTS: Arguments = {
  positional: [],
  keyword: [],
  spread: undefined,
  keywordSpread: undefined,
};

/** Returns the values of all arguments, positional or not. */
export function nodesOf({ positional, keyword, spread, keywordSpread }: Arguments): (Node | undefined)[] {
  return [...positional, ...keyword.map(({ value }) => value), spread, keywordSpread];
}

/** `(a, b, name=c, *list, **dict)`; named arguments may also follow `*list`. */
export function parseArguments(cursor: Cursor): Arguments {
  cursor.take();
  const result: Arguments = { ...NO_ARGUMENTS, positional: [], keyword: [] };
  while (!cursor.is(')')) {
    parseArgument(cursor, result);
    if (!cursor.takeIf(',')) break;
  }
  cursor.expect(')', 'or `,` after an argument');
  return result;
}

function parseArgument(cursor: Cursor, result: Arguments): void {
  const isNamed = cursor.token?.kind === 'name' && cursor.next?.text === '=';
  const problem = misplaced(cursor, isNamed, result);
  if (problem) cursor.fail({ message: problem, offset: cursor.token!.offset });
  if (cursor.takeIf('*')) result.spread = cursor.expression();
  else if (cursor.takeIf('**')) result.keywordSpread = cursor.expression();
  else if (isNamed) {
    const name = cursor.take().text;
    cursor.take();
    result.keyword.push({ name, value: cursor.expression() });
  } else result.positional.push(cursor.expression());
}

function misplaced(cursor: Cursor, isNamed: boolean, before: Arguments): string | undefined {
  if (before.keywordSpread) return 'No argument can follow `**`.';
  if (isNamed || cursor.is('**')) return;
  if (before.spread) return 'Only named arguments can follow `*`.';
  if (!cursor.is('*') && before.keyword.length > 0)
    return "An argument without a name can't follow a named one.";
}
