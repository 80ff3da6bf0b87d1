import { civilFromDays, daysFromCivil, daysInMonth } from '../python/calendar.ts';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import { argumentError } from './definition.ts';
import { between } from './draws.ts';
import type { FakeCall } from './fakes.ts';
import { dayOf, momentOf, nowOf } from './moment.ts';

/** One end of a span: the argument it came from, for the error, and its value. */
export type Bound = readonly [argument: string, value: Value];

/** A day of a span, both ends included, in days since 1970. */
export function dayBetween(call: FakeCall, name: string, from: Bound, to: Bound): number {
  const start = dayOf(momentOf(name, from[0], from[1], call.asOf));
  const end = dayOf(momentOf(name, to[0], to[1], call.asOf));
  if (end < start) throw argumentError(name, to[0], `must not lie before ${from[0]}`, to[1]);
  return between(call.draw, start, end);
}

/** A second of a span, both ends included, since 1970. */
export function secondBetween(call: FakeCall, name: string, from: Bound, to: Bound): number {
  const start = timestampOf(call, name, from);
  const end = timestampOf(call, name, to);
  if (end < start) throw argumentError(name, to[0], `must not lie before ${from[0]}`, to[1]);
  return secondOf(call.draw, start, end);
}

/** A second since 1970 up to `end`, which is now where it is absent. */
export function secondSince1970(call: FakeCall, name: string, end: Value): number {
  const last = end === null ? nowOf(call.asOf) : timestampOf(call, name, ['end_datetime', end]);
  return secondOf(call.draw, Math.min(0, last), last);
}

/** A number is seconds since 1970 where Python's Faker wants a datetime, and days from today where it wants a date. */
function timestampOf(call: FakeCall, name: string, [argument, value]: Bound): number {
  return typeof value === 'number' ? value : momentOf(name, argument, value, call.asOf);
}

/** Any second is as likely as another. Two draws, because a span of centuries has more than one draw tells apart. */
function secondOf(draw: Draw, start: number, end: number): number {
  const chance = (draw.below(FIRST_DRAW) + draw.next()) / FIRST_DRAW;
  return start + Math.floor(chance * (end - start + 1));
}

/** So many parts, each told apart in 2^32 by the second draw, that no product is rounded up to the end. */
const FIRST_DRAW = 2 ** 20;

export type Period = 'month' | 'year' | 'decade' | 'century';

/** The first day of the period that `as_of` lies in, and that of the next one, in days since 1970. */
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

/** The same day some years earlier, in days since 1970; 29 February gives 28 in other years. */
export function yearsBefore(day: number, years: number): number {
  const { year, month, day: dayOfMonth } = civilFromDays(day);
  return daysFromCivil(year - years, month, Math.min(dayOfMonth, daysInMonth(year - years, month)));
}
