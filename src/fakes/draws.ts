import { bigOf, int, type PyInt } from '../python/int.ts';
import { checkSize } from '../python/size.ts';
import { belowLarge, type Draw } from '../random/draw.ts';

/** A whole number from `min` to `max`, both included. */
export function between(draw: Draw, min: number, max: number): number {
  return min + draw.below(max - min + 1);
}

/** The same for a range that may be wider than the 2^32 numbers that one draw tells apart. */
export function wholeNumber(draw: Draw, min: number, max: number): number {
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
    return Number(from) + Number(by) * wholeNumber(draw, 0, Math.floor(Number(to - from) / Number(by)));
  return int(from + by * belowLarge(draw, (to - from) / by + 1n));
}

/** A count within 40 % of the wanted one, as Python's Faker varies them, but at least 1. */
export function about(draw: Draw, count: number): number {
  return Math.max(1, between(draw, Math.floor(count * 0.6), Math.floor(count * 1.4)));
}

/** True in `percent` of 100 draws. */
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

/** `count` different items in random order (Fisher and Yates). */
export function sample<T>(draw: Draw, items: readonly T[], count: number): T[] {
  const left = [...items];
  for (let at = 0; at < count; at++) {
    const from = between(draw, at, left.length - 1);
    [left[at], left[from]] = [left[from]!, left[at]!];
  }
  return left.slice(0, count);
}

/** A list of `count` things, each drawn by itself. */
export function times<T>(count: number, make: () => T): T[] {
  checkSize(count, 'list');
  return Array.from({ length: count }, make);
}
