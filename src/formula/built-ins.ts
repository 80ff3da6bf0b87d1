import { PyDict } from '../python/dict.ts';
import { bind, PyFunction } from '../python/function.ts';
import { bigOf, int } from '../python/numbers/int.ts';
import { itemsOf, wholeNumber } from '../python/sequence.ts';
import { checkSize } from '../python/size.ts';
import type { PyObject, Value } from '../python/value.ts';
import { FormulaError } from '../shared/formula-error.ts';
import type { Environment } from './environment.ts';
import { LIST_FILTERS } from './filters/list.ts';
import { MARKUP_FILTERS } from './filters/markup.ts';
import { NUMBER_FILTERS } from './filters/number.ts';
import { ORDER_FILTERS } from './filters/order.ts';
import { SELECT_FILTERS } from './filters/select.ts';
import { TEXT_FILTERS } from './filters/text.ts';
import { TESTS } from './tests.ts';

const GLOBALS: ReadonlyMap<string, PyObject> = new Map<string, PyObject>([
  ['range', new PyFunction('range', (positional) => range(positional))],
  [
    'dict',
    new PyFunction('dict', ([given], keyword) => {
      const entries =
        given instanceof PyDict ? given.entries() : (given === undefined ? [] : itemsOf(given)).map(pair);
      return new PyDict([...entries, ...Object.entries(keyword)]);
    }),
  ],
]);

function pair(value: Value): readonly [Value, Value] {
  const [key, item] = itemsOf(value);
  if (key === undefined || item === undefined)
    throw new FormulaError('dict() takes pairs of a key and a value.');
  return [key, item];
}

function range(positional: Value[]): Value[] {
  const given = bind('range', ['start', 'stop', 'step'], positional, {}, 1).map(
    (edge) => bigOf(wholeNumber(edge!, 'range()'))!,
  );
  const [start, stop] = given.length === 1 ? [0n, given[0]!] : [given[0]!, given[1]!];
  const step = given[2] ?? 1n;
  if (step === 0n) throw new FormulaError('range() arg 3 must not be zero.');
  const last = stop - start - (step > 0n ? 1n : -1n);
  const isEmpty = step > 0n ? stop <= start : stop >= start;
  const length = isEmpty ? 0 : Number(last / step) + 1;
  checkSize(length, 'list');
  return Array.from({ length }, (_, i) => int(start + BigInt(i) * step));
}

/** Jinja's built-in filters, tests, and functions. https://jinja.palletsprojects.com/en/stable/templates/#builtin-filters */
export const BUILT_INS: Environment = {
  filters: new Map([
    ...TEXT_FILTERS,
    ...NUMBER_FILTERS,
    ...LIST_FILTERS,
    ...ORDER_FILTERS,
    ...SELECT_FILTERS,
    ...MARKUP_FILTERS,
  ]),
  tests: TESTS,
  globals: GLOBALS,
};
