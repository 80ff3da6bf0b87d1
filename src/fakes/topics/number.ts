import { whole } from '../../python/numbers/arithmetic.ts';
import { float } from '../../python/numbers/float.ts';
import { bigOf, int, MOST_DIGITS, PyInt, wholeOf } from '../../python/numbers/int.ts';
import type { Value } from '../../python/value.ts';
import { belowLarge, type Draw } from '../../random/draw.ts';
import { argumentError, asNumber } from '../arguments.ts';
import { ABSENT, plain, plainWith } from '../define.ts';
import { between, chance, oneOfSteps, wholeBetween } from '../draws.ts';
import type { Fake, Topic } from '../fake.ts';

/** Whole numbers, decimals, and Booleans; decimals are as precise as a double. */
export const NUMBER = {
  random_int: plainWith(
    'integer',
    { min: ABSENT, max: ABSENT, step: ABSENT },
    ({ draw }, { min, max, step }) => stepped(draw, 'random_int', ['min', min], ['max', max], step),
  ),
  pyint: plainWith(
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
  random_number: plainWith('integer', { digits: ABSENT, fix_len: false }, ({ draw }, { digits, fix_len }) => {
    const length = digits === null ? between(draw, 1, 9) : asNumber(digits);
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
    return wholeBetween(draw, fix_len && length > 0 ? 10 ** (length - 1) : 0, 10 ** length - 1);
  }),
  randomize_nb_elements: plainWith(
    'integer',
    { number: 10, le: false, ge: false, min: ABSENT, max: ABSENT },
    ({ draw }, { number, le, ge, min, max }) => {
      if (le && ge) return number;
      const percent = between(draw, ge ? 100 : 60, le ? 100 : 140);
      const count = Math.floor((number * percent) / 100);
      return Math.min(Math.max(count, asNumber(min) ?? 0), asNumber(max) ?? Number.POSITIVE_INFINITY);
    },
  ),
  boolean: plainWith('boolean', { chance_of_getting_true: 50 }, ({ draw }, { chance_of_getting_true }) =>
    chance(draw, chance_of_getting_true),
  ),
  pybool: plainWith('boolean', { truth_probability: 50 }, ({ draw }, { truth_probability }) =>
    chance(draw, truth_probability),
  ),
  null_boolean: plain('any', ({ draw }) => draw.pick([true, false, null])),
  pyfloat: fractionOf('pyfloat'),
  pydecimal: fractionOf('pydecimal'),
} satisfies Topic;

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

/** A whole number of any size, also one written as text; `usual` if absent. */
function bound(name: string, key: string, value: Value, usual: number): number | PyInt {
  if (value === null) return usual;
  if (value instanceof PyInt) return value;
  const exact = typeof value === 'string' ? wholeOf(value) : undefined;
  if (exact !== undefined) return exact;
  const number = asNumber(value);
  if (number === undefined) throw argumentError(name, key, 'must be a number', value);
  return whole(Math.floor(number));
}

const PRECISION = 15;

function fractionOf(name: string): Fake {
  const defaults = {
    left_digits: ABSENT,
    right_digits: ABSENT,
    positive: ABSENT,
    min_value: ABSENT,
    max_value: ABSENT,
  };
  return plainWith('number', defaults, ({ draw }, args) => {
    const right = digitsOf(name, 'right_digits', args.right_digits);
    const left =
      digitsOf(name, 'left_digits', args.left_digits) ??
      Math.min(between(draw, 1, 9), PRECISION - (right ?? 1));
    const places = right ?? between(draw, 1, Math.max(1, Math.min(6, PRECISION - left)));
    const unit = 10 ** places;
    const limit = 10 ** left - 1 / unit;
    const [low, high] = bounds(name, args, limit);
    // Positive in Python's Faker excludes zero.
    const first = Math.max(Math.ceil(low * unit), args.positive === true ? 1 : Number.NEGATIVE_INFINITY);
    const last = Math.floor(high * unit);
    if (last < first)
      throw argumentError(
        name,
        'right_digits',
        `must leave a number between ${low} and ${high}`,
        args.right_digits,
      );
    const value = Number((wholeBetween(draw, first, last) / unit).toFixed(places));
    return float(value === 0 ? 0 : value);
  });
}

interface Bounds {
  positive: Value;
  min_value: Value;
  max_value: Value;
}

/** The least and the largest value; where only one is given, the digits before the point say how far it goes. */
function bounds(name: string, args: Bounds, limit: number): readonly [number, number] {
  const min = boundOf(name, 'min_value', args.min_value);
  const max = boundOf(name, 'max_value', args.max_value);
  if (min !== undefined && max !== undefined && max < min)
    throw argumentError(name, 'max_value', 'must not be below min_value', args.max_value);
  if (args.positive === true && min !== undefined && min < 0)
    throw argumentError(name, 'min_value', 'must not be negative where positive is true', args.min_value);
  if (min !== undefined) return [min, max ?? Math.max(min, 0) + limit];
  if (max !== undefined) return [args.positive === true ? 0 : Math.min(max, 0) - limit, max];
  return [args.positive === true ? 0 : -limit, args.positive === false ? 0 : limit];
}

function boundOf(name: string, key: string, value: Value): number | undefined {
  const number = value === null ? undefined : asNumber(value);
  if (number === undefined && value !== null) throw argumentError(name, key, 'must be a number', value);
  return number;
}

function digitsOf(name: string, key: string, value: Value): number | undefined {
  if (value === null) return undefined;
  const number = asNumber(value);
  if (number === undefined || !(Number.isInteger(number) && number >= 0 && number <= PRECISION))
    throw argumentError(name, key, `must be a whole number from 0 to ${PRECISION}`, value);
  return number;
}
