import type { Draw } from '../draw.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, numberOf, plain } from './definition.ts';
import { between, chance, wholeNumber } from './draws.ts';

/** Whole numbers and truth values. */
export const NUMBER: Record<string, Definition> = {
  random_int: fake('integer', { min: 0, max: 9999, step: 1 }, ({ draw }, { min, max, step }) =>
    stepped(draw, 'random_int', min, ['max', max], step),
  ),
  pyint: fake(
    'integer',
    { min_value: 0, max_value: 9999, step: 1 },
    ({ draw }, { min_value, max_value, step }) =>
      stepped(draw, 'pyint', min_value, ['max_value', max_value], step),
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
    if (length === undefined || !(Number.isInteger(length) && length >= 0 && length <= 15))
      throw argumentError('random_number', 'digits', 'must be a whole number from 0 to 15', digits);
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
  min: number,
  [maxName, max]: readonly [string, number],
  step: number,
): number {
  if (step < 1) throw argumentError(name, 'step', 'must be 1 or more', step);
  if (max < min) throw argumentError(name, maxName, `must not be below ${min}`, max);
  return min + step * wholeNumber(draw, 0, Math.floor((max - min) / step));
}
