import type { Cursor } from './cursor.ts';
import type { Arguments, Node } from './node.ts';
import { NO_ARGUMENTS, nodesOf, parseArguments } from './parse-arguments.ts';

/** A value with its sign, attributes, calls, filters, and tests. */
export function parseOperand(cursor: Cursor): Node {
  return withFilters(cursor, parseSigned(cursor));
}

/** A sign binds tighter than `**` and filters: `-2 ** 2` is 4, and `-2|abs` is 2. */
function parseSigned(cursor: Cursor): Node {
  const sign = cursor.takeIf('-') ?? cursor.takeIf('+');
  if (!sign) return withPostfixes(cursor, parsePrimary(cursor));
  const operand = cursor.deeper(() => parseSigned(cursor));
  const operator = sign.text as '-' | '+';
  return cursor.made({ kind: 'unary', operator, operand, offset: sign.offset }, [operand]);
}

function parsePrimary(cursor: Cursor): Node {
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

/** Attributes, items, slices, and calls. */
function withPostfixes(cursor: Cursor, operand: Node): Node {
  let node = operand;
  for (;;) {
    if (cursor.takeIf('.')) node = parseAttribute(cursor, node);
    else if (cursor.takeIf('[')) node = parseSubscript(cursor, node);
    else if (cursor.is('(')) node = parseCall(cursor, node);
    else return node;
  }
}

/** `object.name`, or `object.0` for an item. */
function parseAttribute(cursor: Cursor, object: Node): Node {
  const { kind, text, value, offset } = cursor.take();
  if (typeof value === 'number') {
    const key: Node = { kind: 'constant', value, offset };
    return cursor.made({ kind: 'item', object, key, offset }, [object]);
  }
  if (kind !== 'name' && kind !== 'keyword' && (kind !== 'literal' || typeof value === 'string'))
    return cursor.fail({ message: `Expected a name after \`.\`; got \`${text}\`.`, offset });
  return cursor.made({ kind: 'attribute', object, name: text, offset }, [object]);
}

/** `object[key]`, `object[a, b]` with a tuple as its key, or `object[start:stop:step]`. */
function parseSubscript(cursor: Cursor, object: Node): Node {
  const { offset } = object;
  const edge = () => (cursor.is(':') || cursor.is(']') ? undefined : cursor.expression());
  const first = cursor.is(':') ? undefined : cursor.expression();
  if (cursor.takeIf(':')) {
    const stop = edge();
    const step = cursor.takeIf(':') && edge();
    cursor.expect(']', 'after a slice');
    return cursor.made({ kind: 'slice', object, edges: [first, stop, step], offset }, [
      object,
      first,
      stop,
      step,
    ]);
  }
  const keys = [first!];
  while (cursor.takeIf(',')) keys.push(cursor.expression());
  cursor.expect(']', 'after an index');
  const key: Node = keys.length === 1 ? first! : cursor.made({ kind: 'tuple', items: keys, offset }, keys);
  return cursor.made({ kind: 'item', object, key, offset }, [object, key]);
}

function parseCall(cursor: Cursor, callee: Node): Node {
  const given = parseArguments(cursor);
  return cursor.made({ kind: 'call', callee, arguments: given, offset: callee.offset }, [
    callee,
    ...nodesOf(given),
  ]);
}

/** Filters and tests, and calls of what they yield. */
function withFilters(cursor: Cursor, operand: Node): Node {
  let node = operand;
  for (;;) {
    if (cursor.takeIf('|')) node = parseFilter(cursor, node);
    else if (cursor.takeIf('is')) node = parseTest(cursor, node);
    else if (cursor.is('(')) node = parseCall(cursor, node);
    else return node;
  }
}

function parseFilter(cursor: Cursor, operand: Node): Node {
  const { kind, text: name, offset } = cursor.take();
  if (kind !== 'name')
    return cursor.fail({ message: `Expected a filter after \`|\`; got \`${name}\`.`, offset });
  const given = cursor.is('(') ? parseArguments(cursor) : NO_ARGUMENTS;
  return cursor.made({ kind: 'filter', operand, name, arguments: given, offset }, [
    operand,
    ...nodesOf(given),
  ]);
}

/** `is odd`, `is not in list`, `is divisibleby 3`: one argument needs no parentheses. */
function parseTest(cursor: Cursor, operand: Node): Node {
  const negated = cursor.takeIf('not') !== undefined;
  const { kind, text: name, value, offset } = cursor.take();
  const isWord =
    typeof value !== 'string' && typeof value !== 'number' && kind !== 'open' && kind !== 'close';
  if (!isWord || kind === 'operator' || kind === 'mark')
    return cursor.fail({ message: `Expected a test after \`is\`; got \`${name}\`.`, offset });
  const given = cursor.is('(') ? parseArguments(cursor) : bareArgument(cursor);
  return cursor.made({ kind: 'test', operand, name, negated, arguments: given, offset }, [
    operand,
    ...nodesOf(given),
  ]);
}

function bareArgument(cursor: Cursor): Arguments {
  const kind = cursor.token?.kind;
  if (kind !== 'name' && kind !== 'literal' && kind !== 'open') return NO_ARGUMENTS;
  return { ...NO_ARGUMENTS, positional: [withPostfixes(cursor, parsePrimary(cursor))] };
}
