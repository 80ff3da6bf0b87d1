import { DAY_SECONDS } from '../../python/dates/calendar.ts';
import { PyDate } from '../../python/dates/date.ts';
import { PyDateTime } from '../../python/dates/datetime.ts';
import { deltaOf } from '../../python/dates/delta.ts';
import { momentOf } from '../../python/dates/parse-date.ts';
import { PyRelativedelta } from '../../python/dates/relativedelta.ts';
import { RELATIVEDELTA_NAMES } from '../../python/dates/relativedelta-function.ts';
import { PyTimedelta } from '../../python/dates/timedelta.ts';
import type { PyFunction } from '../../python/function.ts';
import {
  dateFunction,
  datetimeFunction,
  intFunction,
  relativedeltaFunction,
} from '../../python/functions.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { RunContext } from '../run/run-context.ts';
import { type EagerFunction, fail } from './eager.ts';

/**
 * Converts anything that identifies a day to days since 1970-01-01: a date, a datetime, ISO text, `today`, a delta, a
 * number of days.
 */
export function daysOf(value: Value | undefined, run: RunContext): number {
  if (value instanceof PyDate || value instanceof PyDateTime) return value.days;
  const today = run.today.days;
  if (value instanceof PyTimedelta) return today + value.days;
  if (value instanceof PyRelativedelta) return (value.addTo(run.today) as PyDate).days;
  if (typeof value === 'number') return today + Math.trunc(value);
  if (typeof value === 'string') {
    const seconds = deltaOf(value);
    return seconds === undefined ? momentOf(value).days : today + Math.floor(seconds / DAY_SECONDS);
  }
  return fail(
    `\`${text(value ?? null)}\` isn't a date.`,
    'Write 2026-01-15, today, or a distance such as -3y or +30d.',
  );
}

/** Converts anything that identifies a moment to seconds since 1970-01-01 00:00 UTC. */
function secondsOf(value: Value | undefined, run: RunContext): number {
  if (value instanceof PyDateTime) return value.epoch;
  if (value instanceof PyDate) return value.days * DAY_SECONDS;
  const now = run.now.epoch;
  if (value instanceof PyTimedelta) return now + value.total;
  if (value instanceof PyRelativedelta) return (value.addTo(run.now) as PyDateTime).epoch;
  if (typeof value === 'string') {
    const seconds = deltaOf(value);
    return seconds === undefined ? momentOf(value).epoch : now + Math.trunc(seconds);
  }
  return fail(
    `\`${text(value ?? null)}\` isn't a time.`,
    'Write 2026-01-15T14:30:00Z, now, or a distance such as -3y or +2h.',
  );
}

/** Makes a Python function a block, with arguments by name. */
function fromPython(parameters: readonly string[], make: (run: RunContext) => PyFunction): EagerFunction {
  return {
    parameters,
    call(args, { run }) {
      const given = args.flatMap((value, i) =>
        value === undefined ? [] : [[parameters[i]!, value] as const],
      );
      return make(run).pyCall([], Object.fromEntries(given));
    },
  };
}

export const date = fromPython(['datespec', 'year', 'month', 'day'], () => dateFunction);

export const datetime = fromPython(
  ['datetimespec', 'year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'timezone'],
  ({ now }) => datetimeFunction(now),
);

export const relativedeltaBlock = fromPython(RELATIVEDELTA_NAMES, () => relativedeltaFunction);

export const intBlock = fromPython(['x', 'base'], () => intFunction);

/** The UTC offset in seconds of a `timezone` argument: a relativedelta or a timedelta. */
function offsetSeconds(timezone: Value | undefined): number {
  if (timezone instanceof PyRelativedelta) return timezone.hours * 3600 + timezone.minutes * 60;
  return timezone instanceof PyTimedelta ? timezone.total : 0;
}

/** Draws a day of a range, including both ends; null if the range is empty, as in Snowfakery. */
export const dateBetween: EagerFunction = {
  parameters: ['start_date', 'end_date'],
  required: 2,
  call([start, end], { run }) {
    const first = daysOf(start, run);
    const last = daysOf(end, run);
    return last < first ? null : PyDate.fromDays(first + run.draw.below(last - first + 1));
  },
};

export const datetimeBetween: EagerFunction = {
  parameters: ['start_date', 'end_date', 'timezone'],
  required: 2,
  call([start, end, timezone], { run }) {
    const first = secondsOf(start, run);
    const last = secondsOf(end, run);
    if (last < first) return fail('`datetime_between` ends before it starts.');
    const offset = offsetSeconds(timezone);
    return new PyDateTime(first + Math.floor(run.draw.next() * (last - first + 1)) + offset, 0, offset);
  },
};
