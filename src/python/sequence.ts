import { FormulaError } from '../shared/formula-error.ts';
import { isFloat, numberOf } from './numbers/float.ts';
import { PyInt } from './numbers/int.ts';
import { typeName } from './type.ts';
import type { Value } from './value.ts';

/** Returns a whole number; fails with the name of the argument otherwise. */
export function integer(value: Value | undefined, what: string): number {
  if (value instanceof PyInt) throw new FormulaError(`${what} is too large: ${value.pyText()}.`);
  const number = value === undefined || isFloat(value) ? undefined : numberOf(value);
  if (number === undefined)
    throw new FormulaError(
      `${what} must be a whole number; got ${value === undefined ? 'nothing' : typeName(value)}.`,
    );
  return number;
}

/** Returns a whole number of any size; fails with the name of the argument otherwise. */
export function wholeNumber(value: Value, what: string): number | PyInt {
  return value instanceof PyInt ? value : integer(value, what);
}

/** Resolves an index that may count from the end; -1 if it is out of range. */
export function normalIndex(key: Value, length: number, kind: string): number {
  const index = integer(key, `The index of a ${kind}`);
  const fromFront = index < 0 ? index + length : index;
  return fromFront >= 0 && fromFront < length ? fromFront : -1;
}

/** Returns the items that a loop visits: characters of a text, keys of a dict. */
export function itemsOf(value: Value, what = 'this'): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return characters(value);
  const items = value !== null && typeof value === 'object' ? value.pyItems?.() : undefined;
  if (!items)
    throw new FormulaError(
      `'${typeName(value)}' object is not iterable${what === 'this' ? '' : ` (${what})`}.`,
    );
  return items;
}

/** The code points of a text, which is what Python counts. */
export function characters(text: string): string[] {
  return [...text];
}

/** True if a text has characters that JavaScript counts as two. */
export function isWide(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

export function textLength(text: string): number {
  return isWide(text) ? characters(text).length : text.length;
}

/** Python's `len()`. */
export function lengthOf(value: Value): number {
  return typeof value === 'string' ? textLength(value) : itemsOf(value, 'it has no length').length;
}

/** `items[start:stop:step]`, with Python's rules for negative, missing, and out-of-range numbers. */
export function slice<T>(
  items: readonly T[],
  start: number | undefined,
  stop: number | undefined,
  step: number,
): T[] {
  if (step === 0) throw new FormulaError("The step of a slice can't be zero.");
  const length = items.length;
  const clamp = (index: number) =>
    Math.max(step < 0 ? -1 : 0, Math.min(step < 0 ? length - 1 : length, index < 0 ? index + length : index));
  let from = start === undefined ? (step < 0 ? length - 1 : 0) : clamp(start);
  const to = stop === undefined ? (step < 0 ? -1 : length) : clamp(stop);
  if (step === 1) return items.slice(from, Math.max(from, to));
  const taken: T[] = [];
  for (; step < 0 ? from > to : from < to; from += step) taken.push(items[from]!);
  return taken;
}
