import { DAY_SECONDS } from '../../python/dates/calendar.ts';
import { PyDate } from '../../python/dates/date.ts';
import { PyDateTime } from '../../python/dates/datetime.ts';
import { bind } from '../../python/function.ts';
import { toDate, toDateTime } from '../../python/functions.ts';
import { integer } from '../../python/sequence.ts';
import { text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { type PluginCall, plugin } from '../plugin.ts';
import { Events } from './events.ts';
import { FREQUENCIES, type Frequency, numbersOf, occurrencesOf, weekdaysOf } from './recurrence.ts';

const PARAMETERS = [
  'freq',
  'start_date',
  'interval',
  'count',
  'until',
  'bymonth',
  'bymonthday',
  'byyearday',
  'byweekday',
  'byhour',
  'byminute',
  'bysecond',
  'exclude',
  'include',
];

/** Snowfakery's `Schedule`: events by the rules of iCalendar. */
export const schedule = plugin('Schedule', {
  Event: {
    kind: 'series',
    make({ positional, keyword }, call) {
      const bound = bind('Event', PARAMETERS, positional, keyword, 1);
      const given = new Map(PARAMETERS.map((name, i) => [name, bound[i] === null ? undefined : bound[i]]));
      const { start, isDate } = startOf(given.get('start_date'), call);
      const frequency = frequencyOf(given.get('freq') ?? null, isDate);
      const count = given.get('count');
      const rule = {
        frequency,
        start: start.wall,
        interval: positive(given.get('interval') ?? 1),
        count: count === undefined ? undefined : integer(numeric(count), 'count'),
        until: untilOf(given.get('until'), start, call),
        byMonth: numbersOf('bymonth', given.get('bymonth'), -12, 12),
        byMonthDay: numbersOf('bymonthday', given.get('bymonthday'), -31, 31),
        byYearDay: numbersOf('byyearday', given.get('byyearday'), -366, 366),
        byWeekday: weekdaysOf(given.get('byweekday')),
        byHour: numbersOf('byhour', given.get('byhour'), 0, 23),
        byMinute: numbersOf('byminute', given.get('byminute'), 0, 59),
        bySecond: numbersOf('bysecond', given.get('bysecond'), 0, 59),
      };
      const base = {
        *[Symbol.iterator]() {
          for (const wall of occurrencesOf(rule)) yield new PyDateTime(wall, 0, start.offset);
        },
      };
      const isEndless = (value: Value | undefined): boolean =>
        (value instanceof Events && value.endless) || (Array.isArray(value) && value.some(isEndless));
      return new Events({
        isDate,
        endless: (rule.count === undefined && rule.until === undefined) || isEndless(given.get('include')),
        included: [base, ...exceptions(given.get('include'), start, 'include')],
        excluded: exceptions(given.get('exclude'), start, 'exclude'),
      });
    },
  },
});

/** The type of the start, a day or a moment, decides the type of the events. */
function startOf(given: Value | undefined, { now }: PluginCall): { start: PyDateTime; isDate: boolean } {
  if (given === undefined) return { start: now, isDate: false };
  const isDate = given instanceof PyDate || (typeof given === 'string' && !/[ TZ+:]/.test(given));
  const { wall, offset } = toDateTime(given, now);
  return { start: new PyDateTime(wall, 0, offset ?? 0), isDate };
}

function frequencyOf(given: Value, isDate: boolean): Frequency {
  const name = text(given).toUpperCase();
  const frequency = FREQUENCIES.find((one) => one === name);
  if (!frequency)
    throw new FormulaError(
      `Unknown frequency '${text(given)}'.`,
      didYouMean(name, FREQUENCIES) ?? `Valid names: ${FREQUENCIES.join(', ')}.`,
    );
  if (isDate && ['HOURLY', 'MINUTELY', 'SECONDLY'].includes(frequency))
    throw new FormulaError(
      `Events with the frequency ${frequency} need a start_date with a time.`,
      'Write 2026-01-15T08:00:00.',
    );
  return frequency;
}

function positive(given: Value): number {
  const interval = integer(numeric(given), 'interval');
  if (interval < 1) throw new FormulaError('interval must be at least 1.');
  return interval;
}

function numeric(value: Value): Value {
  return typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
}

/** Returns the end in the local time of the start; a day without a time ends at the start's time of day. */
function untilOf(given: Value | undefined, start: PyDateTime, { now }: PluginCall): number | undefined {
  if (given === undefined) return undefined;
  const isMoment = given instanceof PyDateTime || (typeof given === 'string' && /[ TZ+:]/.test(given));
  const offset = start.offset ?? 0;
  // Snowfakery reads the time of `until` as UTC, whatever its zone.
  if (isMoment) return toDateTime(given, now).wall + offset;
  return atTimeOf(start, toDate(given)) + offset;
}

function atTimeOf(start: PyDateTime, date: PyDate): number {
  return date.days * DAY_SECONDS + (start.wall - start.days * DAY_SECONDS);
}

/**
 * Parses dates (at the time of the start, in UTC), datetimes, and other schedules, each with what it adds or removes.
 */
function exceptions(given: Value | undefined, start: PyDateTime, action: string): Iterable<PyDateTime>[] {
  if (given === undefined) return [];
  const several = given instanceof PyTuple ? given.items : given;
  if (Array.isArray(several)) return several.flatMap((one: Value) => exceptions(one, start, action));
  if (given instanceof Events) return [given.moments()];
  if (given instanceof PyDateTime) return [[given]];
  if (given instanceof PyDate || typeof given === 'string')
    return [[new PyDateTime(atTimeOf(start, toDate(given)), 0, 0)]];
  throw new FormulaError(`${action} takes dates and events.`);
}
