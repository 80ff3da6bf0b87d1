import { parse as parseTemplate } from '@huggingface/jinja';
import type { FormulaProblem } from '../shared/formula-error.ts';
import { misplaced } from './grammar.ts';
import type { Node } from './node.ts';
import { testsAsFilters } from './tests-as-filters.ts';
import type { Token } from './tokens.ts';
import { nodeOf } from './tree.ts';

type JinjaToken = Parameters<typeof parseTemplate>[0][number];
type JinjaType = JinjaToken['type'];

const TYPES: Record<string, JinjaType> = {
  '(': 'OpenParen',
  ')': 'CloseParen',
  '[': 'OpenSquareBracket',
  ']': 'CloseSquareBracket',
  '{': 'OpenCurlyBracket',
  '}': 'CloseCurlyBracket',
  ',': 'Comma',
  '.': 'Dot',
  ':': 'Colon',
  '=': 'Equals',
  '|': 'Pipe',
  is: 'Pipe',
  '+': 'AdditiveBinaryOperator',
  '-': 'AdditiveBinaryOperator',
  '~': 'AdditiveBinaryOperator',
  '**': 'ExponentiationBinaryOperator',
  '*': 'MultiplicativeBinaryOperator',
  '/': 'MultiplicativeBinaryOperator',
  '//': 'MultiplicativeBinaryOperator',
  '%': 'MultiplicativeBinaryOperator',
  '==': 'ComparisonBinaryOperator',
  '!=': 'ComparisonBinaryOperator',
  '<': 'ComparisonBinaryOperator',
  '<=': 'ComparisonBinaryOperator',
  '>': 'ComparisonBinaryOperator',
  '>=': 'ComparisonBinaryOperator',
  in: 'ComparisonBinaryOperator',
  'not in': 'ComparisonBinaryOperator',
};

/** The name under which a word goes through the parser: its number, by which it is found again. */
export const WORD_MARK = '#';

/** Stands behind the comma of `(x,)`, which the parser refuses otherwise. */
const NOTHING: Token = { kind: 'name', text: '', offset: 0, depth: 0 };

/**
 * The tree of a formula. `@huggingface/jinja` parses; what its own tokenizer cannot say (places, exponents, Python's
 * escapes, tests with arguments, whether a comparison stood in parentheses) its tokens carry through it.
 */
export function parseFormula(words: readonly Token[], end: number): Node | FormulaProblem {
  const deep = words.find(({ depth }) => depth > DEEPEST);
  if (deep) return tooDeep(deep.offset);
  const given = testsAsFilters(words);
  const problem = misplaced(given, end);
  if (problem) return problem;
  const tokens = [
    { ...NOTHING, kind: 'open', text: '(' } as const,
    ...given.flatMap((token, i) =>
      token.text === ',' &&
      token.kind === 'mark' &&
      !['name', 'literal', 'open'].includes(given[i + 1]?.kind ?? '')
        ? trailingComma(given, i)
        : [token],
    ),
    { ...NOTHING, kind: 'close', text: ')' } as const,
  ];
  const bare = (value: string, type: JinjaType): JinjaToken => ({ value, type });
  try {
    const program = parseTemplate([
      bare('{{', 'OpenExpression'),
      ...tokens.map((token, i) => ({ ...token, ...jinjaToken(token, i) })),
      bare('}}', 'CloseExpression'),
    ]);
    return nodeOf(program.body[0] as never, tokens);
  } catch (error) {
    if (isProblem(error)) return error;
    if (error instanceof RangeError) return tooDeep(words[0]!.offset);
    return { message: 'This is not an expression that a formula can hold.', offset: words[0]!.offset };
  }
}

/** How deep a formula may be nested, be it by brackets, conditions, filters or attributes: it is run recursively. */
export const DEEPEST = 250;

export function tooDeep(offset: number): FormulaProblem {
  return {
    message: `A formula can be nested ${DEEPEST} deep at most.`,
    offset,
    hint: 'Compute a part of it in a hidden field or a `var`, and use that.',
  };
}

/** A comma before `)`, or at the end of the formula, makes a tuple; at the end of arguments or items it is dropped. */
function trailingComma(tokens: readonly Token[], index: number): Token[] {
  const comma = tokens[index]!;
  const next = tokens[index + 1];
  if (next && next.kind !== 'close') return [comma];
  const open =
    next &&
    tokens.findLastIndex((token, i) => i < index && token.kind === 'open' && token.depth === next.depth);
  const before = open === undefined ? undefined : tokens[open - 1];
  const isCall = before !== undefined && ['name', 'literal', 'close'].includes(before.kind);
  return !next || (next.text === ')' && !isCall) ? [comma, { ...NOTHING, offset: comma.offset }] : [];
}

function jinjaToken(token: Token, index: number): JinjaToken {
  if (token.kind === 'name' || token.kind === 'literal')
    return { value: WORD_MARK + index, type: 'Identifier' };
  return { value: token.text, type: TYPES[token.text] ?? 'Identifier' };
}

function isProblem(error: unknown): error is FormulaProblem {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'message' in error;
}
