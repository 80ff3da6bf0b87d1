import type { Options, Weekday } from 'rrule';
import rrule from 'rrule';
import { DAY_SECONDS } from '../../python/dates/calendar.ts';
import { integer, itemsOf } from '../../python/sequence.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';

export const FREQUENCIES = [
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
  'SECONDLY',
] as const;

export type Frequency = (typeof FREQUENCIES)[number];

/** A rule of iCalendar (RFC 5545), with times as seconds since 1970-01-01 00:00 in local time. */
interface Rule {
  frequency: Frequency;
  start: number;
  interval: number;
  count: number | undefined;
  until: number | undefined;
  byMonth: number[] | undefined;
  byMonthDay: number[] | undefined;
  byYearDay: number[] | undefined;
  byWeekday: { day: number; nth: number | undefined }[] | undefined;
  byHour: number[] | undefined;
  byMinute: number[] | undefined;
  bySecond: number[] | undefined;
}

/** Returns the times of a rule in order, up to the year 9999; weeks begin on Sunday. */
export function occurrencesOf(rule: Rule): Iterable<number> {
  const unit = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1, DAILY: 0, WEEKLY: 0, MONTHLY: 0, YEARLY: 0 }[
    rule.frequency
  ];
  return unit === 0 ? byDay(rule) : withinDays(rule, unit);
}

/** In sixty years, every day of a month falls on every day of the week. */
const HORIZON = 60 * 366 * DAY_SECONDS;

/** From the library, which expands years to days as Python's dateutil does. */
function* byDay(rule: Rule): Iterable<number> {
  const { RRule } = rrule;
  const options: Partial<Options> = {
    freq: RRule[rule.frequency],
    dtstart: new Date(rule.start * 1000),
    interval: rule.interval,
    wkst: RRule.SU,
    ...(rule.count !== undefined && { count: rule.count }),
    ...(rule.until !== undefined && { until: new Date(rule.until * 1000) }),
    ...(rule.byMonth && { bymonth: rule.byMonth }),
    ...(rule.byMonthDay && { bymonthday: rule.byMonthDay }),
    ...(rule.byYearDay && { byyearday: rule.byYearDay }),
    ...(rule.byWeekday && { byweekday: rule.byWeekday.map(weekday) }),
    ...(rule.byHour && { byhour: rule.byHour }),
    ...(rule.byMinute && { byminute: rule.byMinute }),
    ...(rule.bySecond && { bysecond: rule.bySecond }),
  };
  // For an event that never happens, the library checks every day up to the year 9999.
  if (['DAILY', 'WEEKLY'].includes(rule.frequency) && rule.interval <= 100) {
    const horizon = new Date((rule.start + HORIZON) * 1000);
    const until = options.until && options.until < horizon ? options.until : horizon;
    if (new RRule({ ...options, until }).all((_, i) => i < 1).length === 0) return;
  }
  // The library returns all events or a fixed number, so it is asked for more in steps.
  let taken = 0;
  for (let wanted = 8; ; wanted *= 4) {
    const times: number[] = [];
    new RRule(options).all((date, i) => {
      if (i >= taken) times.push(date.getTime() / 1000);
      return i + 1 < wanted;
    });
    yield* times;
    taken += times.length;
    if (taken < wanted) return;
  }
}

function weekday({ day, nth }: { day: number; nth: number | undefined }): Weekday {
  const { RRule } = rrule;
  const found = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU][day]!;
  return nth === undefined ? found : found.nth(nth);
}

/** A rule ends after this many days without an event: its interval never meets its hours. */
const BARREN_DAYS = 3000;

/** Adds hours, minutes, and seconds to the days of a rule; the library skips events here and sometimes never ends. */
function* withinDays(rule: Rule, unit: number): Iterable<number> {
  const startOfDay = Math.floor(rule.start / DAY_SECONDS) * DAY_SECONDS;
  const plain = { interval: 1, count: undefined, byHour: undefined, byMinute: undefined };
  const days = byDay({ ...rule, ...plain, bySecond: undefined, frequency: 'DAILY', start: startOfDay });
  const clock = rule.start - startOfDay;
  const hours = rule.byHour ?? upTo(24);
  const minutes = rule.byMinute ?? (unit === 3600 ? [Math.floor(clock / 60) % 60] : upTo(60));
  const seconds = rule.bySecond ?? (unit === 1 ? upTo(60) : [clock % 60]);
  const first = Math.floor(rule.start / unit);
  let count = 0;
  let barren = 0;
  for (const day of days) {
    if (++barren > BARREN_DAYS) return;
    for (const hour of hours)
      for (const minute of minutes)
        for (const second of seconds) {
          const time = day + hour * 3600 + minute * 60 + second;
          if (time < rule.start || (Math.floor(time / unit) - first) % rule.interval !== 0) continue;
          if ((rule.until !== undefined && time > rule.until) || count === rule.count) return;
          count++;
          barren = 0;
          yield time;
        }
  }
}

function upTo(end: number): number[] {
  return Array.from({ length: end }, (_, i) => i);
}

/** Parses numbers of a rule: `15`, `"1, 15, -1"`, or a list, in order; undefined if there are none. */
export function numbersOf(
  name: string,
  given: Value | undefined,
  least: number,
  most: number,
): number[] | undefined {
  if (given === undefined) return undefined;
  const items =
    typeof given === 'string' ? given.split(',') : typeof given === 'number' ? [given] : itemsOf(given);
  return items
    .map((item) => {
      const number = typeof item === 'string' ? Number(item.trim() || Number.NaN) : integer(item, name);
      const isSigned = least < 0;
      if (!Number.isInteger(number) || number < least || number > most || (isSigned && number === 0))
        throw new FormulaError(
          `${name} has no '${text(item)}'.`,
          `It takes numbers from ${isSigned ? 1 : 0} to ${most}.`,
        );
      return number;
    })
    .sort((a, b) => a - b);
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Parses days of the week of a rule: `MO, WE`, `MO(+1)` for the first Monday, `FR(-1)` for the last Friday. */
export function weekdaysOf(given: Value | undefined): { day: number; nth: number | undefined }[] | undefined {
  if (given === undefined) return undefined;
  const items = Array.isArray(given) ? given.map(text) : text(given).split(',');
  return items.map((item) => {
    const [, name = '', nth] = /^\s*([a-z]{2})\s*(?:\(\s*([-+]?\d+)\s*\))?\s*$/i.exec(item) ?? [];
    const day = WEEKDAYS.indexOf(name.toUpperCase());
    if (day < 0 || nth === '0')
      throw new FormulaError(`'${item.trim()}' isn't a day of the week.`, 'Use MO, TU(+1), or FR(-1).');
    return { day, nth: nth === undefined ? undefined : Number(nth) };
  });
}
