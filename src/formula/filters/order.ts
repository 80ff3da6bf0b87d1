import { equals } from '../../python/compare.ts';
import { hash } from '../../python/dict.ts';
import { itemsOf } from '../../python/sequence.ts';
import { truthy } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { order } from '../comparison.ts';
import type { Filter } from '../environment.ts';
import { UNDEFINED } from '../undefined.ts';
import { filter, partGetter } from './filter.ts';
import { entries } from './list.ts';

/** Jinja's filters that compare the items of lists and dicts. */
export const ORDER_FILTERS: (readonly [string, Filter])[] = [
  filter('min', ['case_sensitive', 'attribute'], (value, sensitive, by) =>
    extreme('<', value, sensitive, by),
  ),
  filter('max', ['case_sensitive', 'attribute'], (value, sensitive, by) =>
    extreme('>', value, sensitive, by),
  ),
  filter(
    'sort',
    ['reverse', 'case_sensitive', 'attribute'],
    (value, reverse = false, sensitive = false, by = null) =>
      sorted(itemsOf(value), truthy(reverse), truthy(sensitive), by),
  ),
  filter(
    'dictsort',
    ['case_sensitive', 'by', 'reverse'],
    (value, sensitive = false, by = 'key', reverse = false) => {
      if (by !== 'key' && by !== 'value') throw new FormulaError("dictsort takes by='key' or by='value'.");
      return sorted(entries(value), truthy(reverse), truthy(sensitive), by === 'key' ? 0 : 1);
    },
  ),
  filter('unique', ['case_sensitive', 'attribute'], (value, sensitive = false, by) => {
    const seen = new Set<unknown>();
    const part = partGetter(by, !truthy(sensitive));
    return itemsOf(value).filter((item) => seen.size < seen.add(hash(part(item))).size);
  }),
  filter(
    'groupby',
    ['attribute', 'default', 'case_sensitive'],
    (value, by, otherwise, sensitive = false) => groups(itemsOf(value), by!, otherwise, truthy(sensitive)),
    1,
  ),
];

function extreme(operator: '<' | '>', value: Value, sensitive: Value = false, by: Value = null): Value {
  const part = partGetter(by, !truthy(sensitive));
  const sign = operator === '<' ? 1 : -1;
  const [first = UNDEFINED, ...rest] = itemsOf(value);
  return rest.reduce(
    (best, item) => (sign * order(operator, part(item), part(best)) < 0 ? item : best),
    first,
  );
}

/** Stable sort by one or more comma-separated attributes. */
function sorted(items: readonly Value[], isReverse: boolean, isSensitive: boolean, by: Value): Value[] {
  const parts = (typeof by === 'string' ? by.split(',') : [by]).map((name) =>
    partGetter(typeof name === 'string' ? name.trim() : name, !isSensitive),
  );
  const sign = isReverse ? -1 : 1;
  return [...items].sort((a, b) => {
    for (const part of parts) {
      const result = order('<', part(a), part(b));
      if (result !== 0) return sign * result;
    }
    return 0;
  });
}

function groups(
  items: readonly Value[],
  by: Value,
  otherwise: Value | undefined,
  isSensitive: boolean,
): Value[] {
  const part = partGetter(by, !isSensitive, otherwise);
  const exact = partGetter(by, false, otherwise);
  const result: { key: Value; items: Value[] }[] = [];
  for (const item of sorted(items, false, isSensitive, by)) {
    const last = result.at(-1);
    if (last && equals(part(last.items[0]!), part(item))) last.items.push(item);
    else result.push({ key: exact(item), items: [item] });
  }
  return result.map((group) => new Group(group.key, group.items));
}

/** A group of `groupby`: a pair whose parts also have names. */
class Group extends PyTuple {
  constructor(grouper: Value, list: Value[]) {
    super([grouper, list]);
  }

  pyGet(name: string): Value | undefined {
    return name === 'grouper' ? this.items[0] : name === 'list' ? this.items[1] : undefined;
  }

  pyNames(): string[] {
    return ['grouper', 'list'];
  }
}
