import { NO_KEYWORDS } from '../../python/arguments.ts';
import { itemsOf } from '../../python/sequence.ts';
import { text, truthy } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { FILTERS } from '../filters.ts';
import { TESTS } from '../tests.ts';
import type { Filter } from './filter.ts';
import { partGetter } from './part.ts';

/** Jinja's filters that apply other filters and tests to every item. */
export const SELECT_FILTERS: (readonly [string, Filter])[] = [
  ['map', (value, positional, keyword, draw) => itemsOf(value).map(mapping(positional, keyword, draw))],
  ['select', selecting(false, true)],
  ['reject', selecting(false, false)],
  ['selectattr', selecting(true, true)],
  ['rejectattr', selecting(true, false)],
];

function mapping(
  [name, ...rest]: Value[],
  keyword: Record<string, Value>,
  draw: Parameters<Filter>[3],
): (item: Value) => Value {
  if (name === undefined) {
    const { attribute, default: otherwise, ...unknown } = keyword;
    const [first] = Object.keys(unknown);
    if (first !== undefined) throw new FormulaError(`map() has no argument ${first}.`);
    if (attribute === undefined) throw new FormulaError('map() needs a filter or an attribute.');
    return partGetter(attribute, false, otherwise);
  }
  const filter = FILTERS.get(text(name));
  if (!filter)
    throw new FormulaError(`There is no filter ${text(name)}.`, didYouMean(text(name), FILTERS.keys()));
  return (item) => filter(item, rest, keyword ?? NO_KEYWORDS, draw);
}

/** `select`, `reject` and their variants that look at an attribute; without a test, at truth. */
function selecting(byAttribute: boolean, keeps: boolean): Filter {
  return (value, positional) => {
    const given = [...positional];
    const part = byAttribute ? partGetter(given.shift()) : (item: Value) => item;
    const name = given.shift();
    const test = name === undefined ? truthy : TESTS.get(text(name));
    if (!test)
      throw new FormulaError(`There is no test ${text(name!)}.`, didYouMean(text(name!), TESTS.keys()));
    return itemsOf(value).filter((item) => test(part(item), given) === keeps);
  };
}
