import type { Value } from '../../recipe/value.ts';
import { DAY_SECONDS } from '../../recipe/values/calendar.ts';
import { PyDate } from '../../recipe/values/date.ts';
import { PyDateTime } from '../../recipe/values/datetime.ts';
import { parseDateTime } from '../../recipe/values/parse-date.ts';
import { PyRelativedelta } from '../../recipe/values/relativedelta.ts';
import {
  relativedelta as makeRelativedelta,
  RELATIVEDELTA_NAMES,
} from '../../recipe/values/relativedelta-function.ts';
import { text } from '../../recipe/values/text.ts';
import { PyTimedelta } from '../../recipe/values/timedelta.ts';
import type { World } from '../world.ts';
import { type EagerFunction, fail, numberArgument } from './eager.ts';

/** Faker's deltas: `-3y +2M 4w -10d 5h 30m 10s`; `m` is minutes. A month is 30.42 days and a year 365.24, as there. */
const DELTA = /([-+]?\d+)\s*(y|M|w|d|h|m|s)/g;
const SECONDS: Record<string, number> = {
  y: 365.24 * DAY_SECONDS,
  M: 30.42 * DAY_SECONDS,
  w: 7 * DAY_SECONDS,
  d: DAY_SECONDS,
  h: 3600,
  m: 60,
  s: 1,
};

function deltaSeconds(delta: string): number | undefined {
  const parts = [...delta.matchAll(DELTA)];
  if (parts.length === 0 || delta.replaceAll(DELTA, '').trim() !== '') return undefined;
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * SECONDS[unit!]!, 0);
}

/** Days since 1970-01-01 of whatever names a day: a date, a datetime, ISO text, `today`, a delta, a number of days. */
export function daysOf(value: Value | undefined, world: World): number {
  if (value instanceof PyDate || value instanceof PyDateTime) return value.days;
  const today = world.today.days;
  if (value instanceof PyTimedelta) return today + value.days;
  if (value instanceof PyRelativedelta) return (value.addTo(world.today) as PyDate).days;
  if (typeof value === 'number') return today + Math.trunc(value);
  if (typeof value === 'string') {
    if (value === 'today' || value === 'now') return today;
    const seconds = deltaSeconds(value);
    return seconds === undefined ? parseDateTime(value).days : today + Math.trunc(seconds / DAY_SECONDS);
  }
  return fail(
    `\`${text(value ?? null)}\` is not a date.`,
    'Write 2026-01-15, today, or a distance such as -3y or +30d.',
  );
}

/** Seconds since 1970-01-01 00:00 UTC of whatever names a moment. */
function secondsOf(value: Value | undefined, world: World): number {
  if (value instanceof PyDateTime) return value.epoch;
  if (value instanceof PyDate) return value.days * DAY_SECONDS;
  const now = world.now.epoch;
  if (value instanceof PyTimedelta) return now + value.total;
  if (value instanceof PyRelativedelta) return (value.addTo(world.now) as PyDateTime).epoch;
  if (typeof value === 'string') {
    if (value === 'now' || value === 'today') return now;
    const seconds = deltaSeconds(value);
    return seconds === undefined ? parseDateTime(value).epoch : now + Math.trunc(seconds);
  }
  return fail(
    `\`${text(value ?? null)}\` is not a time.`,
    'Write 2026-01-15T14:30:00Z, now, or a distance such as -3y or +2h.',
  );
}

export const date: EagerFunction = {
  parameters: ['year', 'month', 'day'],
  required: 1,
  call([year, month, day], { world }) {
    if (month === undefined) return PyDate.fromDays(daysOf(year, world));
    return new PyDate(
      numberArgument(year, 'year'),
      numberArgument(month, 'month'),
      numberArgument(day, 'day'),
    );
  },
};

export const datetime: EagerFunction = {
  parameters: ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'timezone'],
  call([year, month, day, hour, minute, second, microsecond, timezone], { world }) {
    const offset = offsetSeconds(timezone);
    if (year === undefined) return world.now;
    if (month === undefined) {
      if (year instanceof PyDateTime) return year;
      if (year instanceof PyDate) return new PyDateTime(year.days * DAY_SECONDS, 0, offset);
      return new PyDateTime(secondsOf(year, world) + offset, 0, offset);
    }
    const part = (value: Value | undefined, name: string) =>
      value === undefined ? 0 : numberArgument(value, name);
    return PyDateTime.of({
      year: numberArgument(year, 'year'),
      month: numberArgument(month, 'month'),
      day: numberArgument(day, 'day'),
      hour: part(hour, 'hour'),
      minute: part(minute, 'minute'),
      second: part(second, 'second'),
      microsecond: part(microsecond, 'microsecond'),
      offset,
    });
  },
};

/** Seconds east of UTC that a `timezone` argument, a relativedelta or a timedelta, stands for. */
function offsetSeconds(timezone: Value | undefined): number {
  if (timezone instanceof PyRelativedelta) return timezone.hours * 3600 + timezone.minutes * 60;
  return timezone instanceof PyTimedelta ? timezone.total : 0;
}

/** A day of a range, both ends included; null where the range is empty, as in Snowfakery. */
export const dateBetween: EagerFunction = {
  parameters: ['start_date', 'end_date'],
  required: 2,
  call([start, end], { world }) {
    const first = daysOf(start, world);
    const last = daysOf(end, world);
    return last < first ? null : PyDate.fromDays(first + world.draw.below(last - first + 1));
  },
};

export const datetimeBetween: EagerFunction = {
  parameters: ['start_date', 'end_date', 'timezone'],
  required: 2,
  call([start, end, timezone], { world }) {
    const first = secondsOf(start, world);
    const last = secondsOf(end, world);
    if (last < first) return fail('`datetime_between` ends before it starts.');
    const offset = offsetSeconds(timezone);
    return new PyDateTime(first + Math.floor(world.draw.next() * (last - first + 1)) + offset, 0, offset);
  },
};

/** dateutil's relativedelta, by keywords. */
export const relativedelta: EagerFunction = {
  parameters: RELATIVEDELTA_NAMES,
  call(args) {
    const given = args.flatMap((value, i) =>
      value === undefined ? [] : [[RELATIVEDELTA_NAMES[i]!, value] as const],
    );
    return makeRelativedelta([], Object.fromEntries(given));
  },
};
