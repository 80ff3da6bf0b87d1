import { whole } from '../python/arithmetic.ts';
import { bigOf, int, MOST_DIGITS, PyInt, wholeOf } from '../python/int.ts';
import type { Value } from '../python/value.ts';
import { belowLarge, type Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, numberOf, plain } from './definition.ts';
import { between, chance, oneOfSteps, wholeNumber } from './draws.ts';

/** Whole numbers and truth values. */
export const NUMBER: Record<string, Definition> = {
  random_int: fake('integer', { min: ABSENT, max: ABSENT, step: ABSENT }, ({ draw }, { min, max, step }) =>
    stepped(draw, 'random_int', ['min', min], ['max', max], step),
  ),
  pyint: fake(
    'integer',
    { min_value: ABSENT, max_value: ABSENT, step: ABSENT },
    ({ draw }, { min_value, max_value, step }) =>
      stepped(draw, 'pyint', ['min_value', min_value], ['max_value', max_value], step),
  ),
  random_digit: plain('integer', ({ draw }) => draw.below(10)),
  random_digit_not_null: plain('integer', ({ draw }) => between(draw, 1, 9)),
  random_digit_above_two: plain('integer', ({ draw }) => between(draw, 2, 9)),
  random_digit_or_empty: plain('any', ({ draw }) => (draw.below(2) === 0 ? '' : draw.below(10))),
  random_digit_not_null_or_empty: plain('any', ({ draw }) =>
    draw.below(2) === 0 ? '' : between(draw, 1, 9),
  ),
  random_number: fake('integer', { digits: ABSENT, fix_len: false }, ({ draw }, { digits, fix_len }) => {
    const length = digits === null ? between(draw, 1, 9) : numberOf(digits);
    if (length === undefined || !(Number.isInteger(length) && length >= 0 && length <= MOST_DIGITS))
      throw argumentError(
        'random_number',
        'digits',
        `must be a whole number from 0 to ${MOST_DIGITS}`,
        digits,
      );
    if (length > 15) {
      const least = fix_len ? 10n ** BigInt(length - 1) : 0n;
      return int(least + belowLarge(draw, 10n ** BigInt(length) - least));
    }
    return wholeNumber(draw, fix_len && length > 0 ? 10 ** (length - 1) : 0, 10 ** length - 1);
  }),
  randomize_nb_elements: fake(
    'integer',
    { number: 10, le: false, ge: false, min: ABSENT, max: ABSENT },
    ({ draw }, { number, le, ge, min, max }) => {
      if (le && ge) return number;
      const percent = between(draw, ge ? 100 : 60, le ? 100 : 140);
      const count = Math.floor((number * percent) / 100);
      return Math.min(Math.max(count, numberOf(min) ?? 0), numberOf(max) ?? Number.POSITIVE_INFINITY);
    },
  ),
  boolean: fake('boolean', { chance_of_getting_true: 50 }, ({ draw }, { chance_of_getting_true }) =>
    chance(draw, chance_of_getting_true),
  ),
  pybool: fake('boolean', { truth_probability: 50 }, ({ draw }, { truth_probability }) =>
    chance(draw, truth_probability),
  ),
  null_boolean: plain('any', ({ draw }) => draw.pick([true, false, null])),
};

/** Python's randrange(min, max + 1, step). */
function stepped(
  draw: Draw,
  name: string,
  [minName, min]: readonly [string, Value],
  [maxName, max]: readonly [string, Value],
  step: Value,
): Value {
  const from = bound(name, minName, min, 0);
  const to = bound(name, maxName, max, 9999);
  const by = bound(name, 'step', step, 1);
  const [low, high, width] = [bigOf(from)!, bigOf(to)!, bigOf(by)!];
  if (width < 1n) throw argumentError(name, 'step', 'must be 1 or more', step);
  if (high < low) throw argumentError(name, maxName, `must not be below ${low}`, to);
  return oneOfSteps(draw, from, to, by);
}

/** A whole number of any size, also one written as text; absent, the usual one. */
function bound(name: string, key: string, value: Value, usual: number): number | PyInt {
  if (value === null) return usual;
  if (value instanceof PyInt) return value;
  const exact = typeof value === 'string' ? wholeOf(value) : undefined;
  if (exact !== undefined) return exact;
  const number = numberOf(value);
  if (number === undefined) throw argumentError(name, key, 'must be a number', value);
  return whole(Math.floor(number));
}
