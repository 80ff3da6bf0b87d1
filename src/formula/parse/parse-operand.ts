import type { Arguments, Node } from '../node.ts';
import type { Cursor } from './cursor.ts';
import { parsePrimary } from './parse-primary.ts';

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

const NO_ARGUMENTS: Arguments = {
  positional: [],
  keyword: [],
  spread: undefined,
  keywordSpread: undefined,
};

/** Returns the values of all arguments, positional or not. */
function nodesOf({ positional, keyword, spread, keywordSpread }: Arguments): (Node | undefined)[] {
  return [...positional, ...keyword.map(({ value }) => value), spread, keywordSpread];
}

/** `(a, b, name=c, *list, **dict)`; named arguments may also follow `*list`. */
function parseArguments(cursor: Cursor): Arguments {
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
