import { add, binary, negate } from '../../python/numbers/arithmetic.ts';
import { numberOf } from '../../python/numbers/float.ts';
import { limitedText, SIZE_LIMIT } from '../../python/size.ts';
import { text, truthy } from '../../python/text.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { holds } from '../comparison.ts';
import type { Node, NodeOf } from '../node.ts';
import { UNDEFINED } from '../undefined.ts';
import { compileNeeded } from './compile-names.ts';
import { type Compilation, type Compiled, constant, folded, withTwo } from './compiled.ts';

export function compileUnary<C>({ operator, operand }: NodeOf<'unary'>, to: Compilation<C>): Compiled<C> {
  return folded([to.compile(operand)], ([run]) => {
    if (operator === 'not') return (context) => !truthy(run!(context));
    if (operator === '-') return (context) => negate(run!(context));
    return (context) => {
      const value = run!(context);
      if (numberOf(value) === undefined)
        throw new FormulaError(`bad operand type for unary +: '${typeName(value)}'.`);
      return value === true ? 1 : value === false ? 0 : value;
    };
  });
}

export function compileBinary<C>(node: NodeOf<'binary'>, to: Compilation<C>): Compiled<C> {
  const { operator, left, right } = node;
  if (left.kind === 'binary' && left.left.kind === 'binary') return compileSum(node, to);
  const apply = operator === '+' ? add : (a: Value, b: Value) => binary(operator, a, b);
  return folded([compileNeeded(left, to), compileNeeded(right, to)], ([a, b]) => withTwo(a!, b!, apply));
}

/** `a + b - c + …`, of any length, as a loop. */
function compileSum<C>(node: NodeOf<'binary'>, to: Compilation<C>): Compiled<C> {
  const terms: { apply: (a: Value, b: Value) => Value; right: Node }[] = [];
  let first: Node = node;
  for (; first.kind === 'binary'; first = first.left) {
    const { operator, right } = first;
    terms.push({ apply: operator === '+' ? add : (a, b) => binary(operator, a, b), right });
  }
  terms.reverse();
  const operands = [first, ...terms.map(({ right }) => right)].map((one) => compileNeeded(one, to));
  return folded(operands, ([start, ...runs]) => (context) => {
    let value = start!(context);
    for (let i = 0; i < runs.length; i++) value = terms[i]!.apply(value, runs[i]!(context));
    return value;
  });
}

export function compileJoin<C>(parts: Node[], to: Compilation<C>): Compiled<C> {
  return folded(
    parts.map((part) => to.compile(part)),
    (runs) => (context) => {
      let joined = '';
      for (const run of runs) {
        joined += text(run(context));
        if (joined.length > SIZE_LIMIT) break;
      }
      return limitedText(joined);
    },
  );
}

export function compileLogic<C>({ operator, left, right }: NodeOf<'logic'>, to: Compilation<C>): Compiled<C> {
  return folded([to.compile(left), to.compile(right)], ([a, b]) => {
    if (operator === 'and')
      return (context) => {
        const value = a!(context);
        return truthy(value) ? b!(context) : value;
      };
    return (context) => {
      const value = a!(context);
      return truthy(value) ? value : b!(context);
    };
  });
}

export function compileComparison<C>({ first, rest }: NodeOf<'comparison'>, to: Compilation<C>): Compiled<C> {
  const operators = rest.map(({ operator }) => operator);
  const operands = [first, ...rest.map(({ operand }) => operand)].map((node) => to.compile(node));
  return folded(operands, (runs) => {
    const [a, b] = runs;
    const [operator] = operators;
    if (runs.length === 2) return (context) => holds(operator!, a!(context), b!(context));
    return (context) => {
      let value = a!(context);
      for (const [i, operator] of operators.entries()) {
        const next = runs[i + 1]!(context);
        if (!holds(operator, value, next)) return false;
        value = next;
      }
      return true;
    };
  });
}

export function compileCondition<C>(
  { test, yes, otherwise }: NodeOf<'condition'>,
  to: Compilation<C>,
): Compiled<C> {
  const operands = [
    to.compile(test),
    to.compile(yes),
    otherwise ? to.compile(otherwise) : constant<C>(UNDEFINED),
  ];
  return folded(
    operands,
    ([condition, positive, negative]) =>
      (context) =>
        truthy(condition!(context)) ? positive!(context) : negative!(context),
  );
}
