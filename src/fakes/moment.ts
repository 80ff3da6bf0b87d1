import { civilFromDays, DAY_SECONDS, daysFromCivil, daysInMonth } from '../python/dates/calendar.ts';
import { PyDate } from '../python/dates/date.ts';
import { PyDateTime } from '../python/dates/datetime.ts';
import { deltaOf } from '../python/dates/delta.ts';
import { momentOf as momentOfText } from '../python/dates/parse-date.ts';
import { strftime } from '../python/dates/strftime.ts';
import { add } from '../python/numbers/arithmetic.ts';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { argumentError } from './arguments.ts';
import { between } from './draws.ts';
import type { FakeCall } from './fake.ts';

/** The day of `as_of`, the equivalent of Python's today, in days since 1970. */
export function todayOf(asOf: string): number {
  return daysFromCivil(Number(asOf.slice(0, 4)), Number(asOf.slice(5, 7)), Number(asOf.slice(8, 10)));
}

/** Midnight of `as_of` in UTC, the equivalent of Python's now, in seconds since 1970. */
export function nowOf(asOf: string): number {
  return todayOf(asOf) * DAY_SECONDS;
}

/**
 * A moment in seconds since 1970 from what Python's Faker takes as one: `now`, `today`, a date or datetime, a length
 * of time from now, as an object or a string such as `-30y` or `+1M -3d`, or a number of days.
 */
export function momentArgument(fakeName: string, argument: string, value: Value, asOf: string): number {
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

/** The day of a moment, in days since 1970. */
export function dayOfMoment(moment: number): number {
  return Math.floor(moment / DAY_SECONDS);
}

/** One end of a span: the argument it came from, for the error, and its value. */
export type SpanEnd = readonly [argument: string, value: Value];

/** A day of a span, both ends included, in days since 1970. */
export function dayBetween(call: FakeCall, name: string, from: SpanEnd, to: SpanEnd): number {
  const start = dayOfMoment(momentArgument(name, from[0], from[1], call.asOf));
  const end = dayOfMoment(momentArgument(name, to[0], to[1], call.asOf));
  if (end < start) throw argumentError(name, to[0], `must not be before ${from[0]}`, to[1]);
  return between(call.draw, start, end);
}

/** A second of a span, both ends included, since 1970. */
export function secondBetween(call: FakeCall, name: string, from: SpanEnd, to: SpanEnd): number {
  const start = timestampOf(call, name, from);
  const end = timestampOf(call, name, to);
  if (end < start) throw argumentError(name, to[0], `must not be before ${from[0]}`, to[1]);
  return secondOf(call.draw, start, end);
}

/** A second since 1970 up to `end`, which defaults to now. */
export function secondSince1970(call: FakeCall, name: string, end: Value): number {
  const last = end === null ? nowOf(call.asOf) : timestampOf(call, name, ['end_datetime', end]);
  return secondOf(call.draw, Math.min(0, last), last);
}

/** A number is seconds since 1970 where Python's Faker expects a datetime, and days from today where it expects a date. */
function timestampOf(call: FakeCall, name: string, [argument, value]: SpanEnd): number {
  return typeof value === 'number' ? value : momentArgument(name, argument, value, call.asOf);
}

/** Any second is as likely as another. Two draws, because a span of centuries has more seconds than one draw can distinguish. */
function secondOf(draw: Draw, start: number, end: number): number {
  const chance = (draw.below(FIRST_DRAW) + draw.next()) / FIRST_DRAW;
  return start + Math.floor(chance * (end - start + 1));
}

/** Few enough parts, each divided in 2^32 by the second draw, that no product is rounded up to the end. */
const FIRST_DRAW = 2 ** 20;

export type Period = 'month' | 'year' | 'decade' | 'century';

/** The first day of the period of `as_of`, and that of the next one, in days since 1970. */
export function periodOf(asOf: string, period: Period): readonly [number, number] {
  const year = Number(asOf.slice(0, 4));
  const month = Number(asOf.slice(5, 7));
  if (period === 'month')
    return [
      daysFromCivil(year, month, 1),
      daysFromCivil(month === 12 ? year + 1 : year, (month % 12) + 1, 1),
    ];
  const years = YEARS[period];
  const first = year - (year % years);
  return [daysFromCivil(first, 1, 1), daysFromCivil(first + years, 1, 1)];
}

const YEARS = { year: 1, decade: 10, century: 100 };

/** The same day some years earlier, in days since 1970; February 29 becomes 28 in other years. */
export function yearsBefore(day: number, years: number): number {
  const { year, month, day: dayOfMonth } = civilFromDays(day);
  return daysFromCivil(year - years, month, Math.min(dayOfMonth, daysInMonth(year - years, month)));
}

/** A moment, given in seconds since 1970, as a clock shows it that many seconds east of UTC, or with no zone (null). */
export function dateTimeAt(second: number, offset: number | null = 0): PyDateTime {
  return new PyDateTime(second + (offset ?? 0), 0, offset);
}

/** A moment in UTC, given in seconds since 1970, in a Python format. */
export function formatted(second: number, format: string): string {
  return strftime(dateTimeAt(second).moment, format);
}

/** A day, given in days since 1970, in a Python format. */
export function formattedDay(day: number, format: string): string {
  return strftime(PyDate.fromDays(day).moment, format);
}
