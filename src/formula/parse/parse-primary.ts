import type { Node } from '../node.ts';
import type { Cursor } from './cursor.ts';

/** A name, a constant, a list, a dict, or an expression in parentheses. */
export function parsePrimary(cursor: Cursor): Node {
  const { token } = cursor;
  if (token?.kind === 'name') {
    cursor.take();
    return { kind: 'name', name: token.text, offset: token.offset };
  }
  if (token?.kind === 'literal') return parseLiteral(cursor);
  if (token?.kind !== 'open') return cursor.failAtValue();
  const { text, offset } = cursor.take();
  if (text === '[') return parseList(cursor, offset);
  if (text === '{') return parseDict(cursor, offset);
  const node = parseItems(cursor, offset);
  cursor.expect(')', 'to close `(`');
  return node;
}

/** A constant; strings side by side are one. */
function parseLiteral(cursor: Cursor): Node {
  const { offset, value } = cursor.take();
  if (typeof value !== 'string') return { kind: 'constant', value: value!, offset };
  let joined = value;
  while (typeof cursor.token?.value === 'string') joined += cursor.take().value;
  return { kind: 'constant', value: joined, offset };
}

/** One expression, or a tuple if a comma follows; `()` is an empty tuple. */
export function parseItems(cursor: Cursor, offset: number): Node {
  const items: Node[] = [];
  const isEmpty = cursor.before?.text === '(' && cursor.is(')');
  let isTuple = isEmpty;
  while (cursor.token && !cursor.is(')')) {
    items.push(cursor.expression());
    if (!cursor.takeIf(',')) break;
    isTuple = true;
  }
  return isTuple ? cursor.made({ kind: 'tuple', items, offset }, items) : items[0]!;
}

function parseList(cursor: Cursor, offset: number): Node {
  const items: Node[] = [];
  while (!cursor.is(']')) {
    items.push(cursor.expression());
    if (!cursor.takeIf(',')) break;
  }
  cursor.expect(']', 'or `,` after an item of the list');
  return cursor.made({ kind: 'list', items, offset }, items);
}

function parseDict(cursor: Cursor, offset: number): Node {
  const entries: (readonly [Node, Node])[] = [];
  while (!cursor.is('}')) {
    const key = cursor.expression();
    cursor.expect(':', 'after a key of the dict');
    entries.push([key, cursor.expression()]);
    if (!cursor.takeIf(',')) break;
  }
  cursor.expect('}', 'or `,` after an entry of the dict');
  return cursor.made({ kind: 'dict', entries, offset }, entries.flat());
}
