import type { Value } from '../../recipe/value.ts';
import { float } from '../../recipe/values/float.ts';
import type { Draw } from '../draw.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, numberOf, plain } from './definition.ts';
import { between, chance } from './draws.ts';

/** Numbers and truth values. */
export const NUMBER: Record<string, Definition> = {
  random_int: fake(
    'integer',
    { min: 0, max: 9999, step: 1 },
    () =>
      ({ draw }, { min, max, step }) =>
        stepped(draw, 'random_int', ['min', min], ['max', max], step),
  ),
  pyint: fake(
    'integer',
    { min_value: 0, max_value: 9999, step: 1 },
    () =>
      ({ draw }, args) =>
        stepped(draw, 'pyint', ['min_value', args.min_value], ['max_value', args.max_value], args.step),
  ),
  random_digit: plain(
    'integer',
    () =>
      ({ draw }) =>
        draw.below(10),
  ),
  random_digit_not_null: plain(
    'integer',
    () =>
      ({ draw }) =>
        between(draw, 1, 9),
  ),
  random_digit_above_two: plain(
    'integer',
    () =>
      ({ draw }) =>
        between(draw, 2, 9),
  ),
  random_digit_or_empty: plain(
    'any',
    () =>
      ({ draw }) =>
        draw.below(2) === 0 ? '' : draw.below(10),
  ),
  random_digit_not_null_or_empty: plain(
    'any',
    () =>
      ({ draw }) =>
        draw.below(2) === 0 ? '' : between(draw, 1, 9),
  ),
  random_number: fake(
    'integer',
    { digits: ABSENT, fix_len: false },
    () =>
      ({ draw }, { digits, fix_len }) => {
        const length = digits === null ? between(draw, 1, 9) : count('random_number', 'digits', digits);
        if (length === 0) return 0;
        return fix_len ? big(draw, 10 ** (length - 1), 10 ** length - 1) : big(draw, 0, 10 ** length - 1);
      },
  ),
  randomize_nb_elements: fake(
    'integer',
    { number: 10, le: false, ge: false, min: ABSENT, max: ABSENT },
    () =>
      ({ draw }, { number, le, ge, min, max }) => {
        const from = Math.max(
          ge ? number : Math.floor(number * 0.6),
          min === null ? 0 : (numberOf(min) ?? 0),
        );
        const to = Math.min(
          le ? number : Math.floor(number * 1.4),
          max === null ? Infinity : (numberOf(max) ?? 0),
        );
        return between(draw, Math.min(from, to), to);
      },
  ),
  boolean: fake(
    'boolean',
    { chance_of_getting_true: 50 },
    () =>
      ({ draw }, args) =>
        chance(draw, args.chance_of_getting_true),
  ),
  pybool: fake(
    'boolean',
    { truth_probability: 50 },
    () =>
      ({ draw }, args) =>
        chance(draw, args.truth_probability),
  ),
  null_boolean: plain(
    'any',
    () =>
      ({ draw }) =>
        draw.pick([true, false, null]),
  ),
  pyfloat: fraction('pyfloat', 15),
  pydecimal: fraction('pydecimal', 15),
};

/** Python's randrange(min, max + 1, step). */
function stepped(
  draw: Draw,
  name: string,
  [, min]: readonly [string, number],
  [maxName, max]: readonly [string, number],
  step: number,
): number {
  if (step < 1) throw argumentError(name, 'step', 'must be 1 or more', step);
  if (max < min) throw argumentError(name, maxName, `must not be below ${min}`, max);
  return step === 1 ? big(draw, min, max) : min + step * draw.below(Math.floor((max - min) / step) + 1);
}

/** A whole number of a range that may be wider than one draw of 32 bits. */
function big(draw: Draw, min: number, max: number): number {
  const width = max - min + 1;
  if (width <= 2 ** 32) return min + draw.below(width);
  const fine = draw.next() + draw.below(2 ** 21) / 2 ** 21 / 2 ** 32;
  return Math.min(max, min + Math.floor(fine * width));
}

/** A fraction of so many digits before and after the point, or between two values. */
function fraction(name: string, precision: number): Definition {
  const defaults = {
    left_digits: ABSENT,
    right_digits: ABSENT,
    positive: ABSENT,
    min_value: ABSENT,
    max_value: ABSENT,
  };
  return fake('number', defaults, () => ({ draw }, args) => {
    const min = bound(name, 'min_value', args.min_value);
    const max = bound(name, 'max_value', args.max_value);
    if (min !== undefined && max !== undefined && max < min)
      throw argumentError(name, 'max_value', 'must not be below min_value', args.max_value);
    const positive = args.positive === null ? undefined : args.positive === true || args.positive === 'true';
    if (positive && min !== undefined && min < 0)
      throw argumentError(name, 'min_value', 'must not be negative where positive is true', args.min_value);
    const right = args.right_digits === null ? undefined : count(name, 'right_digits', args.right_digits);
    const left =
      args.left_digits === null
        ? Math.min(between(draw, 1, 9), precision - (right ?? 1))
        : count(name, 'left_digits', args.left_digits);
    const places = right ?? between(draw, 1, Math.max(1, Math.min(6, precision - left)));
    const limit = 10 ** left - 10 ** -places;
    const low =
      min ??
      (max !== undefined && max < 0
        ? max - limit
        : positive
          ? 0
          : max === undefined
            ? -limit
            : Math.min(0, max));
    const high = max ?? (min !== undefined ? Math.max(min, 0) + limit : positive === false ? 0 : limit);
    const unit = 10 ** places;
    const value = big(draw, Math.ceil(low * unit), Math.floor(high * unit)) / unit;
    const rounded = Number(value.toFixed(places));
    return float(positive && rounded === 0 ? 1 / unit : Object.is(rounded, -0) ? 0 : rounded);
  });
}

function bound(name: string, key: string, value: Value): number | undefined {
  if (value === null) return undefined;
  const number = numberOf(value);
  if (number === undefined) throw argumentError(name, key, 'must be a number', value);
  return number;
}

/** A count of digits. */
function count(name: string, key: string, value: Value): number {
  const number = numberOf(value);
  if (number === undefined || !Number.isInteger(number) || number < 0 || number > 15)
    throw argumentError(name, key, 'must be a whole number from 0 to 15', value);
  return number;
}
