import { bigOf, int, type PyInt } from '../python/numbers/int.ts';
import { checkSize } from '../python/size.ts';
import { belowLarge, type Draw } from '../random/draw.ts';
import { FormulaError } from '../shared/formula-error.ts';

/** A whole number from `min` to `max`, both included. */
export function between(draw: Draw, min: number, max: number): number {
  return min + draw.below(max - min + 1);
}

/** The same for a range that may be wider than the 2^32 numbers that one draw can distinguish. */
export function wholeBetween(draw: Draw, min: number, max: number): number {
  const width = max - min + 1;
  if (width <= 2 ** 32) return min + draw.below(width);
  const fraction = draw.next() + draw.below(2 ** 21) / 2 ** 53;
  return Math.min(max, min + Math.floor(fraction * width));
}

/** One of `low`, `low + step`, … up to `high`: whole numbers of any size, the step above 0. */
export function oneOfSteps(
  draw: Draw,
  low: number | PyInt,
  high: number | PyInt,
  step: number | PyInt,
): number | PyInt {
  const [from, to, by] = [bigOf(low)!, bigOf(high)!, bigOf(step)!];
  const isSmall = [low, high, step].every((one) => typeof one === 'number');
  if (isSmall && Number.isSafeInteger(Number(to - from)))
    return Number(from) + Number(by) * wholeBetween(draw, 0, Math.floor(Number(to - from) / Number(by)));
  return int(from + by * belowLarge(draw, (to - from) / by + 1n));
}

/** A count within 40% of the wanted one, as Python's Faker varies them, but at least 1. */
export function about(draw: Draw, count: number): number {
  return Math.max(1, between(draw, Math.floor(count * 0.6), Math.floor(count * 1.4)));
}

/** True in `percent` of 100 draws, on average. */
export function chance(draw: Draw, percent: number): boolean {
  return draw.next() * 100 < percent;
}

/** An item by its weight. */
export function weighted<T>(draw: Draw, items: readonly (readonly [T, number])[]): T {
  let left = draw.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return items.at(-1)![0];
}

/** `count` different items in random order (Fisher and Yates, 1938). */
export function sample<T>(draw: Draw, items: readonly T[], count: number): T[] {
  const left = [...items];
  for (let at = 0; at < count; at++) {
    const from = between(draw, at, left.length - 1);
    [left[at], left[from]] = [left[from]!, left[at]!];
  }
  return left.slice(0, count);
}

/** A list of `count` values, each drawn by itself. */
export function times<T>(count: number, make: () => T): T[] {
  checkSize(count, 'list');
  return Array.from({ length: count }, make);
}

export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const LETTERS = LOWER + UPPER;

/**
 * A pattern with digits in place of its signs, as Python's Faker has them: `#` any, `%` not 0, `$` above 1, `!` any or
 * none, `@` not 0 or none.
 */
export function numerify(draw: Draw, pattern: string): string {
  return pattern.replaceAll(/[#%$!@]/g, (sign) => {
    if (sign === '#') return String(draw.below(10));
    if (sign === '%') return String(between(draw, 1, 9));
    if (sign === '$') return String(between(draw, 2, 9));
    if (draw.below(2) === 0) return '';
    return String(sign === '!' ? draw.below(10) : between(draw, 1, 9));
  });
}

/** A pattern with a letter in place of each `?`; letters are whole characters, also those beyond U+FFFF. */
export function lexify(draw: Draw, pattern: string, letters: string = LETTERS): string {
  const alphabet = [...letters];
  if (alphabet.length === 0) throw new FormulaError('The letters for each `?` must not be empty.');
  return pattern.replaceAll('?', () => alphabet[draw.below(alphabet.length)]!);
}

/** A pattern with digits and letters in place of its signs. */
export function bothify(draw: Draw, pattern: string, letters: string = LETTERS): string {
  return lexify(draw, numerify(draw, pattern), letters);
}

/** `length` characters of an alphabet. */
export function randomCharacters(draw: Draw, alphabet: string, length: number): string {
  checkSize(length);
  let text = '';
  for (let n = 0; n < length; n++) text += alphabet[draw.below(alphabet.length)]!;
  return text;
}

/** `length` digits, the first of which is not 0. */
export function randomDigits(draw: Draw, length: number): string {
  let text = String(between(draw, 1, 9));
  while (text.length < length) text += String(draw.below(10));
  return text;
}
