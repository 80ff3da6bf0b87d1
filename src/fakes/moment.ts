import { add } from '../python/arithmetic.ts';
import { DAY_SECONDS, daysFromCivil } from '../python/calendar.ts';
import { PyDate } from '../python/date.ts';
import { PyDateTime } from '../python/datetime.ts';
import { deltaOf } from '../python/delta.ts';
import { momentOf as momentOfText } from '../python/parse-date.ts';
import type { Value } from '../python/value.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { argumentError } from './definition.ts';

/** The day of `as_of`, which stands for Python's today, in days since 1970. */
export function todayOf(asOf: string): number {
  return daysFromCivil(Number(asOf.slice(0, 4)), Number(asOf.slice(5, 7)), Number(asOf.slice(8, 10)));
}

/** Midnight of `as_of` in UTC, which stands for Python's now, in seconds since 1970. */
export function nowOf(asOf: string): number {
  return todayOf(asOf) * DAY_SECONDS;
}

/**
 * A moment in seconds since 1970 from what Python's Faker takes as one: `now`, `today`, a date or datetime, a length
 * of time from now, as an object or as text such as `-30y` or `+1M -3d`, or a number of days.
 */
export function momentOf(fakeName: string, argument: string, value: Value, asOf: string): number {
  const now = nowOf(asOf);
  if (typeof value === 'string') {
    const delta = deltaOf(value);
    if (delta !== undefined) return now + delta;
  }
  const moment = typeof value === 'number' ? now + value * DAY_SECONDS : dated(value, now);
  if (moment !== undefined) return moment;
  throw argumentError(
    fakeName,
    argument,
    'must be a date, a datetime, today, now or a delta such as -30y or +1M',
    value,
  );
}

function dated(value: Value, now: number): number | undefined {
  if (value instanceof PyDate) return value.days * DAY_SECONDS;
  if (value instanceof PyDateTime) return value.epoch;
  try {
    if (typeof value === 'string') return momentOfText(value).epoch;
    const moved = add(new PyDateTime(now, 0, 0), value);
    return moved instanceof PyDateTime ? moved.epoch : undefined;
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** The day that a moment lies on, in days since 1970. */
export function dayOf(moment: number): number {
  return Math.floor(moment / DAY_SECONDS);
}
