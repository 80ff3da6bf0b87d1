import type { Value } from '../../recipe/value.ts';

/** A day, given as days since 1970. */
export function pyDate(day: number): Value {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10);
}

/** A moment, given as seconds since 1970, in a zone so many minutes east of UTC, or in none. */
export function pyDateTime(second: number, offset: number | undefined = 0): Value {
  return isoSecond(second + (offset ?? 0) * 60) + (offset === undefined ? '' : '+00:00');
}

/** `2026-11-02T08:30:00`. */
export function isoSecond(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19);
}

export const DAY = 86_400;
