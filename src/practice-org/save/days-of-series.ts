import type { Values } from '../value.ts';

const DAY = 86_400_000;
/** Occurrences that a series has at most. Source: Salesforce Help, limits of recurring events. */
const MOST = 100;
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
const INSTANCES = ['First', 'Second', 'Third', 'Fourth', 'Last'];

/** The days of a series as the values of its occurrences. Source: Object Reference, Event, "Recurring Events". */
export function daysOfSeries(series: Values): Values[] {
  const from = String(series.RecurrenceStartDateTime ?? series.RecurrenceStartDateOnly);
  const start = Date.parse(from.length === 10 ? `${from}T00:00:00.000Z` : from);
  const end = Date.parse(`${series.RecurrenceEndDateOnly}T23:59:59.999Z`);
  const days: Values[] = [];
  for (let at = start; at <= end && days.length < MOST; at += DAY)
    if (isOn(new Date(at), new Date(start), series)) days.push(valuesOf(series, new Date(at).toISOString()));
  return days;
}

function valuesOf(series: Values, moment: string): Values {
  const ActivityDate = moment.slice(0, 10);
  if (series.RecurrenceStartDateTime === undefined) return { ActivityDate };
  const minutes = Number(series.DurationInMinutes ?? 0);
  const EndDateTime = new Date(Date.parse(moment) + minutes * 60_000).toISOString();
  return { ActivityDate, StartDateTime: moment, EndDateTime, EndDate: EndDateTime.slice(0, 10) };
}

/** True if a series has an occurrence on a day. */
function isOn(day: Date, start: Date, series: Values): boolean {
  const interval = Number(series.RecurrenceInterval ?? 1);
  const days = Math.round((day.getTime() - start.getTime()) / DAY);
  const months =
    (day.getUTCFullYear() - start.getUTCFullYear()) * 12 + day.getUTCMonth() - start.getUTCMonth();
  // Sunday is 1, Monday 2, Tuesday 4.
  const isMasked = (Number(series.RecurrenceDayOfWeekMask ?? 0) & (1 << day.getUTCDay())) !== 0;
  const isDayOfMonth = day.getUTCDate() === Number(series.RecurrenceDayOfMonth);
  const isMonth = MONTHS[day.getUTCMonth()] === series.RecurrenceMonthOfYear;
  const isInstance = INSTANCES.indexOf(String(series.RecurrenceInstance)) === instanceOf(day, series);
  switch (series.RecurrenceType) {
    case 'RecursDaily':
      return days % interval === 0;
    case 'RecursEveryWeekday':
      return isMasked;
    case 'RecursWeekly':
      return isMasked && Math.floor((days + start.getUTCDay()) / 7) % interval === 0;
    case 'RecursMonthly':
      return isDayOfMonth && months % interval === 0;
    case 'RecursMonthlyNth':
      return isMasked && isInstance && months % interval === 0;
    case 'RecursYearly':
      return isDayOfMonth && isMonth;
    default:
      return isMasked && isInstance && isMonth;
  }
}

/** Which one of its weekday in its month a day is; the last one where the series asks for that. */
function instanceOf(day: Date, { RecurrenceInstance }: Values): number {
  const isLast = new Date(day.getTime() + 7 * DAY).getUTCMonth() !== day.getUTCMonth();
  if (RecurrenceInstance === 'Last') return isLast ? 4 : -1;
  return Math.floor((day.getUTCDate() - 1) / 7);
}
