import { DAY_SECONDS, weekdayOf } from '../../python/dates/calendar.ts';
import { PyDate } from '../../python/dates/date.ts';
import { PyDateTime } from '../../python/dates/datetime.ts';
import { text, truthy } from '../../python/text.ts';
import { daysOf } from '../functions/dates.ts';
import { type CallContext, type EagerFunction, fail, numberArgument } from '../functions/eager.ts';
import { CompositeValue } from '../run/composite-value.ts';

/** Completed activities are archived after a year, so nothing in the past is older (salesforce.md). */
const HORIZON = 320;

/** The share of open opportunities that are past their close date: pipelines slip. */
const SLIPPED = 0.18;

function between(low: number, high: number, { run }: CallContext): number {
  return low + run.draw.below(high - low + 1);
}

/** Moves Saturday and Sunday to the Friday before. */
function workday(days: number): number {
  return days - Math.max(0, weekdayOf(days) - 4);
}

/**
 * The dates of an opportunity by its stage: `opened`, `close_date`, `closed`, `won`, `slipped`, and `since` and
 * `until`, between which its past activities are.
 */
export const dealTimeline: EagerFunction = {
  parameters: ['stage'],
  required: 1,
  call([stage], context) {
    const today = context.run.today.days;
    const name = text(stage ?? null);
    const closed = name.startsWith('Closed');
    const slipped = !closed && context.run.draw.next() < SLIPPED;
    const close = closed
      ? today - between(4, 240, context)
      : slipped
        ? today - between(3, 45, context)
        : today + between(5, 130, context);
    const age = closed ? today - close + between(25, 150, context) : between(12, 190, context);
    const opened = Math.min(today - age, close - 10);
    const closeDay = workday(close);
    const until = closed ? Math.min(closeDay, today - 1) : today - 1;
    return new CompositeValue(name, {
      opened: PyDate.fromDays(opened),
      close_date: PyDate.fromDays(closeDay),
      closed,
      won: name === 'Closed Won',
      slipped,
      since: PyDate.fromDays(Math.min(Math.max(opened, today - HORIZON), until)),
      until: PyDate.fromDays(until),
    });
  },
};

/** The time for which an account has been in contact: `since`, `until`. */
export const accountTimeline: EagerFunction = {
  parameters: [],
  call(_, context) {
    const today = context.run.today.days;
    const since = PyDate.fromDays(today - between(60, HORIZON, context));
    return new CompositeValue('account', { since, until: PyDate.fromDays(today - 1), closed: false });
  },
};

/** Days since a case in this status was opened: minimum and maximum. */
const CASE_AGE: Record<string, readonly [number, number]> = {
  New: [1, 6],
  Working: [3, 35],
  Escalated: [6, 50],
  'On Hold': [12, 90],
  Closed: [20, 280],
};

/** The times of a case by its status: `opened_at`, `closed_at` (null while open), `since`, `until`. */
export const caseTimeline: EagerFunction = {
  parameters: ['status'],
  required: 1,
  call([status], context) {
    const today = context.run.today.days;
    const name = text(status ?? null);
    const [least, most] = CASE_AGE[name] ?? [1, 60];
    const opened = workday(today - between(least, most, context));
    const days = Math.min(between(1, 24, context), today - 1 - opened);
    const closing = workday(opened + Math.max(1, days));
    // A weekend after a Friday becomes Monday, so that no case closes on the day on which it was opened.
    const closed = name === 'Closed' ? (closing > opened ? closing : opened + 3) : undefined;
    const openedAt = officeTime(opened, context);
    const until = closed ?? today - 1;
    return new CompositeValue(name, {
      opened_at: openedAt,
      closed_at: closed === undefined ? null : officeTime(closed, context),
      closed: closed !== undefined,
      since: PyDate.fromDays(Math.min(opened, until)),
      until: PyDate.fromDays(until),
    });
  },
};

const OPENS = 13.5 * 3600;
const CLOSES = 22 * 3600;

/** A quarter of an hour within office hours of the United States, in UTC. */
function officeTime(days: number, { run }: CallContext): PyDateTime {
  const quarters = (CLOSES - OPENS) / 900;
  return new PyDateTime(days * DAY_SECONDS + OPENS + run.draw.below(quarters) * 900, 0, 0);
}

const OFFICE_DAY = CLOSES - OPENS;

/** Seconds of office hours since 1970-01-05, a Monday: nights and weekends don't count. */
function officeSeconds(epoch: number): number {
  const days = Math.floor(epoch / DAY_SECONDS) - 4;
  const weekday = ((days % 7) + 7) % 7;
  const workdays = ((days - weekday) / 7) * 5 + Math.min(weekday, 5);
  const time = epoch - (days + 4) * DAY_SECONDS - OPENS;
  return workdays * OFFICE_DAY + (weekday > 4 ? 0 : Math.min(Math.max(time, 0), OFFICE_DAY));
}

/** The moment, to the second, at which this many seconds of office hours have passed. */
function fromOfficeSeconds(seconds: number): number {
  const workday = Math.floor(seconds / OFFICE_DAY);
  const days = Math.floor(workday / 5) * 7 + (workday - Math.floor(workday / 5) * 5);
  const time = Math.floor(seconds - workday * OFFICE_DAY);
  return (days + 4) * DAY_SECONDS + OPENS + time;
}

/** A time of day for a date, in office hours: `office_hours: ${{…}}`. */
export const officeHours: EagerFunction = {
  parameters: ['date'],
  required: 1,
  call: ([day], context) => officeTime(workday(daysOf(day, context.run)), context),
};

/**
 * A date between two that isn't on a weekend, unless there is nothing else between them. `recent` prefers the later
 * half, since people talk about what is recent.
 */
export const workdayBetween: EagerFunction = {
  parameters: ['start_date', 'end_date', 'recent'],
  required: 2,
  call([start, end, recent], { run }) {
    const first = daysOf(start, run);
    const last = daysOf(end, run);
    if (last < first) return null;
    const chance = run.draw.next();
    const eased = truthy(recent ?? false) ? 1 - chance * chance : chance;
    const day = workday(first + Math.floor(eased * (last - first + 1)));
    // A weekend at the very start has no earlier Friday; its Monday may be too late.
    return PyDate.fromDays(day >= first ? day : Math.min(day + 3, last));
  },
};

/**
 * The time of the n-th step between two times, in office hours: each is later than the one before, however many there
 * are, and one more step doesn't move the others.
 */
export const stepBetween: EagerFunction = {
  parameters: ['from', 'to', 'step'],
  required: 3,
  call([from, to, step], { run }) {
    if (!(from instanceof PyDateTime && to instanceof PyDateTime))
      return fail('`step_between` needs two times.');
    const start = officeSeconds(from.epoch);
    const span = Math.max(0, officeSeconds(to.epoch) - start);
    const steps = numberArgument(step, 'step') + 0.15 + run.draw.next() * 0.7;
    // 1 - 0.7^steps by whole powers and linear interpolation: exact on every machine.
    const whole = Math.floor(steps);
    let left = 1;
    for (let i = 0; i < whole; i++) left *= 0.7;
    const share = 1 - left * (1 - 0.3 * (steps - whole));
    return new PyDateTime(fromOfficeSeconds(start + span * share), 0, 0);
  },
};
