import { FormulaError } from '../shared/formula-error.ts';
import { didYouMean } from '../shared/nearest.ts';
import { characters, integer, isWide, itemsOf, normalIndex, slice } from './sequence.ts';
import { repr } from './text.ts';
import { PyTuple } from './tuple.ts';
import { typeName } from './type.ts';
import type { Value } from './value.ts';

/** `value[key]`, or undefined if it is missing. */
export function findItem(value: Value, key: Value): Value | undefined {
  if (typeof value === 'string') {
    const letters = isWide(value) ? characters(value) : value;
    return letters[normalIndex(key, letters.length, 'text')];
  }
  if (Array.isArray(value)) return value[normalIndex(key, value.length, 'list')];
  if (value === null || typeof value !== 'object')
    throw new FormulaError(`'${typeName(value)}' object is not subscriptable.`);
  return value.pyItem ? value.pyItem(key) : typeof key === 'string' ? value.pyGet?.(key) : undefined;
}

/** `value[key]`; fails if it is missing. */
export function item(value: Value, key: Value): Value {
  const found = findItem(value, key);
  if (found !== undefined) return found;
  if (
    typeof key === 'number' &&
    (typeof value === 'string' || Array.isArray(value) || value instanceof PyTuple)
  )
    throw new FormulaError(`${typeName(value)} index out of range.`);
  const names =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value.pyNames?.() : undefined;
  throw new FormulaError(
    `Unknown key ${repr(key)}.`,
    names && typeof key === 'string' ? didYouMean(key, names) : undefined,
  );
}

/** `value[start:stop:step]` of a text, list, or tuple. */
export function sliceOf(value: Value, start: Value, stop: Value, step: Value): Value {
  const bound = (edge: Value) => (edge === null ? undefined : integer(edge, 'The edge of a slice'));
  const from = bound(start);
  const to = bound(stop);
  const by = bound(step) ?? 1;
  if (typeof value === 'string') {
    if (by === 1 && !isWide(value)) return value.slice(from ?? 0, to);
    return slice(characters(value), from, to, by).join('');
  }
  const taken = slice(itemsOf(value), from, to, by);
  return Array.isArray(value) ? taken : new PyTuple(taken);
}
