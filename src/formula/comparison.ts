import { compare, equals } from '../python/compare.ts';
import { itemsOf } from '../python/sequence.ts';
import { typeName } from '../python/type.ts';
import type { Value } from '../python/value.ts';
import { FormulaError } from '../shared/formula-error.ts';
import type { Comparison } from './node.ts';

/** `a < b`, `a in b`, and similar. */
export function holds(operator: Comparison, a: Value, b: Value): boolean {
  switch (operator) {
    case '==':
      return equals(a, b);
    case '!=':
      return !equals(a, b);
    case 'in':
      return contains(b, a);
    case 'not in':
      return !contains(b, a);
    case '<':
      return order(operator, a, b) < 0;
    case '<=':
      return order(operator, a, b) <= 0;
    case '>':
      return order(operator, a, b) > 0;
    case '>=':
      return order(operator, a, b) >= 0;
  }
}

/** Returns which value sorts first; fails for values that Python can't order. */
export function order(operator: string, a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const result = compare(a, b);
  if (result === undefined)
    throw new FormulaError(
      `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'.`,
      isText(a, b) ? 'Convert the string to a number with `| int` or `| float`.' : undefined,
    );
  return result;
}

function isText(a: Value, b: Value): boolean {
  return (typeof a === 'string' && typeof b === 'number') || (typeof a === 'number' && typeof b === 'string');
}

function contains(container: Value, item: Value): boolean {
  if (typeof container === 'string') {
    if (typeof item !== 'string')
      throw new FormulaError(`'in <string>' requires string as left operand, not ${typeName(item)}.`);
    return container.includes(item);
  }
  if (
    container !== null &&
    typeof container === 'object' &&
    !Array.isArray(container) &&
    container.pyContains
  )
    return container.pyContains(item);
  return itemsOf(container).some((one) => equals(one, item));
}
