import { itemsOf } from '../../python/sequence.ts';
import { text, truthy } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { Environment, Filter } from '../environment.ts';
import { partGetter } from './filter.ts';

/** Jinja's filters that apply other filters and tests to every item. */
export const SELECT_FILTERS: (readonly [string, Filter])[] = [
  [
    'map',
    (value, positional, keyword, environment) =>
      itemsOf(value).map(mapping(positional, keyword, environment)),
  ],
  ['select', selecting(false, true)],
  ['reject', selecting(false, false)],
  ['selectattr', selecting(true, true)],
  ['rejectattr', selecting(true, false)],
];

function mapping(
  [name, ...rest]: Value[],
  keyword: Record<string, Value>,
  environment: Environment,
): (item: Value) => Value {
  if (name === undefined) {
    const { attribute, default: otherwise, ...unknown } = keyword;
    const [first] = Object.keys(unknown);
    if (first !== undefined) throw new FormulaError(`map() has no argument ${first}.`);
    if (attribute === undefined) throw new FormulaError('map() needs a filter or an attribute.');
    return partGetter(attribute, false, otherwise);
  }
  const filter = environment.filters.get(text(name));
  if (!filter)
    throw new FormulaError(
      `Unknown filter \`${text(name)}\`.`,
      didYouMean(text(name), environment.filters.keys()),
    );
  return (item) => filter(item, rest, keyword, environment);
}

/** `select`, `reject`, and their variants for an attribute; without a test, they check for truth. */
function selecting(byAttribute: boolean, keeps: boolean): Filter {
  return (value, positional, _keyword, environment) => {
    const given = [...positional];
    const part = byAttribute ? partGetter(given.shift()) : (item: Value) => item;
    const name = given.shift();
    const test = name === undefined ? (item: Value) => truthy(item) : environment.tests.get(text(name));
    if (!test)
      throw new FormulaError(
        `Unknown test \`${text(name!)}\`.`,
        didYouMean(text(name!), environment.tests.keys()),
      );
    return itemsOf(value).filter((item) => test(part(item), given, environment) === keeps);
  };
}
