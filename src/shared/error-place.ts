import type { Place } from './errors.ts';

const places = new WeakMap<object, Place>();

/** Remembers what was being read or made when an unknown error was thrown; the first place, which is the innermost, stays. */
export function noteWhere(error: unknown, place: Place): void {
  if (typeof error === 'object' && error !== null && !places.has(error)) places.set(error, place);
}

/** The place that was remembered for an error. */
export function whereOf(error: unknown): Place | undefined {
  return typeof error === 'object' && error !== null ? places.get(error) : undefined;
}
