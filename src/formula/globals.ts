import { bind } from '../python/arguments.ts';
import { PyDict } from '../python/dict.ts';
import { PyFunction } from '../python/function.ts';
import { bigOf, int } from '../python/int.ts';
import { itemsOf, wholeNumber } from '../python/sequence.ts';
import { checkSize } from '../python/size.ts';
import type { PyObject, Value } from '../python/value.ts';
import { FormulaError } from '../shared/formula-error.ts';

/** Jinja's global functions, for names that nothing else claims. */
export const GLOBALS: ReadonlyMap<string, PyObject> = new Map<string, PyObject>([
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
