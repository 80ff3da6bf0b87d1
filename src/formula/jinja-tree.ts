import type { Token } from './tokens.ts';

/** What the parser yields, as far as formulas meet it. */
export type Jinja =
  | { type: 'Identifier'; value: string }
  | { type: 'ArrayLiteral' | 'TupleLiteral'; value: Jinja[] }
  | { type: 'ObjectLiteral'; value: Map<Jinja, Jinja> }
  | { type: 'MemberExpression'; object: Jinja; property: Jinja; computed: boolean }
  | { type: 'SliceExpression'; start?: Jinja; stop?: Jinja; step?: Jinja }
  | { type: 'CallExpression'; callee: Jinja; args: Jinja[] }
  | { type: 'KeywordArgumentExpression'; key: Jinja; value: Jinja }
  | { type: 'SpreadExpression' | 'KeywordSpreadExpression'; argument: Jinja }
  | { type: 'FilterExpression'; operand: Jinja; filter: Jinja }
  | { type: 'UnaryExpression'; operator: Token; argument: Jinja }
  | { type: 'BinaryExpression'; operator: Token; left: Jinja; right: Jinja }
  | { type: 'SelectExpression'; lhs: Jinja; test: Jinja }
  | { type: 'Ternary'; condition: Jinja; trueExpr: Jinja; falseExpr: Jinja };

export type Binary = Extract<Jinja, { type: 'BinaryExpression' }>;

export function isAdditive({ operator }: Binary): boolean {
  return ['+', '-', '~'].includes(operator.text);
}

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', 'not in']);

export function isComparison({ operator }: Binary): boolean {
  return COMPARISONS.has(operator.text);
}

/** `a < b < c` as its operands and operators, as long as no parentheses came between them. */
export function chain(
  top: Binary,
  belongs: (binary: Binary) => boolean,
): { first: Jinja; rest: [Token, Jinja][] } {
  const rest: [Token, Jinja][] = [];
  let jinja: Jinja = top;
  while (jinja.type === 'BinaryExpression' && belongs(jinja) && jinja.operator.depth === top.operator.depth) {
    rest.push([jinja.operator, jinja.right]);
    jinja = jinja.left;
  }
  return { first: jinja, rest: rest.reverse() };
}
