import type { PyDict } from '../../python/dict.ts';
import type { Value } from '../../python/value.ts';
import type { Expression } from '../../recipe/types.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { CompileContext } from '../compile/compile-context.ts';
import type { Row } from '../run/row.ts';
import { fail, numberArgument } from './eager.ts';

/** `60%`, `60`, or a formula that returns either. */
export function weightOf(value: Value | undefined): number {
  const text = typeof value === 'string' ? value.trim().replace(/%$/, '') : value;
  const weight = numberArgument(text, 'A probability');
  if (weight > 1e9) fail('A probability must be at most 1,000,000,000.');
  return weight >= 0 ? weight : fail("A probability can't be below 0.");
}

/** Checks a weight at compile time if it needs no row, otherwise at run time. */
export function compileWeight(expression: Expression, context: CompileContext): (row: Row) => number {
  const isPlain =
    expression.kind === 'literal' || (expression.kind === 'text' && !FORMULA.test(expression.text));
  if (!isPlain) {
    const evaluate = context.compile(expression);
    return (row) => weightOf(evaluate(row));
  }
  try {
    const weight = weightOf(expression.kind === 'literal' ? expression.value : expression.text);
    return () => weight;
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    context.problem(error.message, expression.place);
    return () => 0;
  }
}

export const FORMULA = /\$\{\{|<</;

/** Draws an index by weights. */
export function indexByWeight(weights: readonly number[], chance: number): number {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) fail('No choice has a probability above 0.');
  let left = chance * sum;
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return i;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

/** A key of a map of weights. */
export function weightedKey(map: PyDict, chance: number): Value {
  const entries = map.entries();
  return entries[
    indexByWeight(
      entries.map(([, weight]) => weightOf(weight)),
      chance,
    )
  ]![0];
}
