import type { Operator } from '../../python/value.ts';
import { FormulaError, type FormulaProblem } from '../../shared/formula-error.ts';
import type { Comparison, Node } from '../node.ts';
import { Cursor } from './cursor.ts';
import { parseOperand } from './parse-operand.ts';
import { parseItems } from './parse-primary.ts';
import type { Token } from './tokens.ts';

/**
 * Parses a formula by the grammar of Jinja2. `end` is the position reported for a formula without tokens.
 * https://github.com/pallets/jinja/blob/main/src/jinja2/parser.py
 */
export function parseFormula(tokens: readonly Token[], end: number): Node | FormulaProblem {
  if (tokens.length === 0) return { message: 'The formula is empty.', offset: end };
  const cursor = new Cursor(tokens, parseCondition);
  try {
    const node = parseItems(cursor, tokens[0]!.offset);
    cursor.end();
    return node;
  } catch (error) {
    if (error instanceof FormulaError) return error.problems[0]!;
    throw error;
  }
}

/** `yes if test else otherwise`; `else` is optional, and the right operand can be another condition. */
function parseCondition(cursor: Cursor): Node {
  let node = parseOperators(cursor, OR);
  while (cursor.takeIf('if')) {
    const test = parseOperators(cursor, OR);
    const otherwise = cursor.takeIf('else') && cursor.expression();
    node = cursor.made({ kind: 'condition', test, yes: node, otherwise, offset: test.offset }, [
      test,
      node,
      otherwise,
    ]);
  }
  return node;
}

/** Precedence of operators, lowest first. */
const [OR, AND, NOT, COMPARISON, SUM, JOIN, PRODUCT, POWER] = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const LEVELS = new Map<string, number>([
  ['or', OR],
  ['and', AND],
  ...['==', '!=', '<', '<=', '>', '>=', 'in', 'not'].map((text) => [text, COMPARISON] as const),
  ...['+', '-'].map((text) => [text, SUM] as const),
  ['~', JOIN],
  ...['*', '/', '//', '%'].map((text) => [text, PRODUCT] as const),
  ['**', POWER],
]);

/** Returns the level of the operator at the cursor, or 0 if there is none. */
function levelAt({ token, next }: Cursor): number {
  if (token?.kind !== 'operator' && token?.kind !== 'keyword') return 0;
  if (token.text === 'not' && next?.text !== 'in') return 0;
  return LEVELS.get(token.text) ?? 0;
}

/** Parses operands joined by operators of at least this precedence; all are left-associative. */
function parseOperators(cursor: Cursor, lowest: number): Node {
  let node = lowest <= NOT && cursor.is('not') ? parseNot(cursor) : parseOperand(cursor);
  for (let level = levelAt(cursor); level >= lowest && level > 0; level = levelAt(cursor))
    node = parseLevel(cursor, node, level);
  return node;
}

function parseNot(cursor: Cursor): Node {
  const { offset } = cursor.take();
  const operand = cursor.deeper(() => parseOperators(cursor, NOT));
  return cursor.made({ kind: 'unary', operator: 'not', operand, offset }, [operand]);
}

function parseLevel(cursor: Cursor, left: Node, level: number): Node {
  if (level === COMPARISON) return parseComparison(cursor, left);
  if (level === JOIN) return parseJoin(cursor, left);
  if (level === SUM) return parseSum(cursor, left);
  const { text, offset } = cursor.take();
  const right = parseOperators(cursor, level + 1);
  return text === 'and' || text === 'or'
    ? cursor.made({ kind: 'logic', operator: text, left, right, offset }, [left, right])
    : cursor.made({ kind: 'binary', operator: text as Operator, left, right, offset }, [left, right]);
}

/** `a < b < c`, `a not in b`: one node, because each operand is evaluated once. */
function parseComparison(cursor: Cursor, first: Node): Node {
  const rest: { operator: Comparison; operand: Node }[] = [];
  const { offset } = cursor.token!;
  while (levelAt(cursor) === COMPARISON) {
    const { text } = cursor.take();
    if (text === 'not') cursor.take();
    const operator = (text === 'not' ? 'not in' : text) as Comparison;
    rest.push({ operator, operand: parseOperators(cursor, SUM) });
  }
  return cursor.made({ kind: 'comparison', first, rest, offset }, [
    first,
    ...rest.map(({ operand }) => operand),
  ]);
}

/** `a ~ b ~ c` joins any number of values at once. */
function parseJoin(cursor: Cursor, first: Node): Node {
  const parts = [first];
  while (cursor.takeIf('~')) parts.push(parseOperators(cursor, PRODUCT));
  return cursor.made({ kind: 'join', parts, offset: first.offset }, parts);
}

/** `a + b - c + …` counts as one level: long sums run as a loop. */
function parseSum(cursor: Cursor, first: Node): Node {
  const operands = [first];
  let left = first;
  while (levelAt(cursor) === SUM) {
    const { text, offset } = cursor.take();
    const right = parseOperators(cursor, JOIN);
    operands.push(right);
    left = { kind: 'binary', operator: text as Operator, left, right, offset };
  }
  return cursor.made(left, operands);
}
