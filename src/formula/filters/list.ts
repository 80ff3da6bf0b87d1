import { attribute } from '../../python/attribute.ts';
import { PyDict } from '../../python/dict.ts';
import { add } from '../../python/numbers/arithmetic.ts';
import { characters, integer, itemsOf, lengthOf } from '../../python/sequence.ts';
import { checkSize, joined } from '../../python/size.ts';
import { lazily, repr, text, truthy } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { Filter } from '../environment.ts';
import { isUndefined, UNDEFINED } from '../undefined.ts';
import { filter, partGetter } from './filter.ts';

/** Jinja's filters for lists and dicts. */
export const LIST_FILTERS: (readonly [string, Filter])[] = [
  filter('length', [], lengthOf),
  filter('count', [], lengthOf),
  filter('list', [], (value) => [...itemsOf(value)]),
  filter('first', [], (value) => itemsOf(value)[0] ?? UNDEFINED),
  filter('last', [], (value) => itemsOf(value).at(-1) ?? UNDEFINED),
  filter('reverse', [], (value) =>
    typeof value === 'string' ? characters(value).reverse().join('') : [...itemsOf(value)].reverse(),
  ),
  filter('join', ['d', 'attribute'], (value, separator = '', by) =>
    joined(lazily(itemsOf(value).map(partGetter(by)), text), text(separator)),
  ),
  filter('sum', ['attribute', 'start'], (value, by, start = 0) =>
    itemsOf(value).map(partGetter(by)).reduce(add, start),
  ),
  filter(
    'batch',
    ['linecount', 'fill_with'],
    (value, count, fill) => batches(itemsOf(value), positive(count!, 'linecount'), fill ?? null),
    1,
  ),
  filter(
    'slice',
    ['slices', 'fill_with'],
    (value, count, fill) => slices(itemsOf(value), positive(count!, 'slices'), fill ?? null),
    1,
  ),
  filter('items', [], (value) => (isUndefined(value) ? [] : entries(value))),
  filter('attr', ['name'], (value, name) => attribute(value, text(name!)), 1),
  filter('pprint', [], repr),
  filter('default', ['default_value', 'boolean'], orDefault),
  filter('d', ['default_value', 'boolean'], orDefault),
  [
    'random',
    (value, _positional, _keyword, { draw }) => {
      if (!draw) throw new FormulaError("`| random` isn't available here.");
      const items = itemsOf(value);
      return items.length === 0 ? UNDEFINED : draw().pick(items);
    },
  ],
];

function orDefault(value: Value, otherwise: Value = '', isBoolean: Value = false): Value {
  return isUndefined(value) || (truthy(isBoolean) && !truthy(value)) ? otherwise : value;
}

/** The key-value pairs of a dict. */
export function entries(value: Value): PyTuple[] {
  if (!(value instanceof PyDict)) throw new FormulaError('Can only get item pairs from a mapping.');
  return value.entries().map((entry) => new PyTuple(entry));
}

function positive(value: Value, what: string): number {
  const count = integer(value, what);
  checkSize(count, 'list');
  if (count < 1) throw new FormulaError(`${what} must be at least 1.`);
  return count;
}

function batches(items: readonly Value[], count: number, fill: Value): Value[] {
  const rows = Array.from({ length: Math.ceil(items.length / count) }, (_, i) =>
    items.slice(i * count, i * count + count),
  );
  const last = rows.at(-1);
  if (last && fill !== null) while (last.length < count) last.push(fill);
  return rows;
}

/** Splits into this many columns; the first ones get one item more if the items don't divide evenly. */
function slices(items: readonly Value[], count: number, fill: Value): Value[] {
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  return Array.from({ length: count }, (_, i) => {
    const start = i * size + Math.min(i, longer);
    const column = items.slice(start, start + size + (i < longer ? 1 : 0));
    return fill !== null && i >= longer && longer > 0 ? [...column, fill] : column;
  });
}
