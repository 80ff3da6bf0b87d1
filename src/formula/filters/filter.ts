import { findAttribute } from '../../python/attribute.ts';
import { bind } from '../../python/function.ts';
import { findItem } from '../../python/item.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { Filter } from '../environment.ts';
import { isUndefined, UNDEFINED } from '../undefined.ts';

type Given = readonly (Value | undefined)[];

/** A filter of a value and the named arguments; the first `required` arguments are mandatory. */
export function filter(
  name: string,
  parameters: readonly string[],
  apply: (value: Value, ...given: Given) => Value,
  required = 0,
): readonly [string, Filter] {
  return [
    name,
    (value, positional, keyword) => apply(value, ...bind(name, parameters, positional, keyword, required)),
  ];
}

/**
 * Returns a function that reads what a filter needs of an item: an attribute (`attribute='Owner.Name'`) or the item
 * itself.
 */
export function partGetter(
  attribute: Value | undefined,
  ignoresCase = false,
  otherwise: Value = UNDEFINED,
): (item: Value) => Value {
  const path = attribute === undefined || attribute === null ? [] : text(attribute).split('.');
  const fold = (value: Value) => (ignoresCase && typeof value === 'string' ? value.toLowerCase() : value);
  return (item) => {
    let value = item;
    for (const name of path) {
      value = partOf(value, name);
      if (isUndefined(value)) return otherwise;
    }
    return fold(value);
  };
}

function partOf(value: Value, name: string): Value {
  if (/^__.*__$/.test(name)) throw new FormulaError(`Formulas can't access ${name}.`);
  if (value === null || isUndefined(value)) return UNDEFINED;
  if (/^\d+$/.test(name)) return findItem(value, Number(name)) ?? UNDEFINED;
  return findAttribute(value, name) ?? UNDEFINED;
}
