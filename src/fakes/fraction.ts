import { float } from '../python/float.ts';
import type { Value } from '../python/value.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, numberOf } from './definition.ts';
import { between, wholeNumber } from './draws.ts';

/** Fractions of so many digits before and after the point, or between two values; as precise as a double. */
export const FRACTION: Record<string, Definition> = {
  pyfloat: fractionOf('pyfloat'),
  pydecimal: fractionOf('pydecimal'),
};

const PRECISION = 15;

function fractionOf(name: string): Definition {
  const defaults = {
    left_digits: ABSENT,
    right_digits: ABSENT,
    positive: ABSENT,
    min_value: ABSENT,
    max_value: ABSENT,
  };
  return fake('number', defaults, ({ draw }, args) => {
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
    const value = Number((wholeNumber(draw, first, last) / unit).toFixed(places));
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
  const number = value === null ? undefined : numberOf(value);
  if (number === undefined && value !== null) throw argumentError(name, key, 'must be a number', value);
  return number;
}

function digitsOf(name: string, key: string, value: Value): number | undefined {
  if (value === null) return undefined;
  const number = numberOf(value);
  if (number === undefined || !(Number.isInteger(number) && number >= 0 && number <= PRECISION))
    throw argumentError(name, key, `must be a whole number from 0 to ${PRECISION}`, value);
  return number;
}
