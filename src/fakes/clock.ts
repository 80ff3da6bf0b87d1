import { PyDate } from '../python/date.ts';
import { PyDateTime } from '../python/datetime.ts';
import { strftime } from '../python/strftime.ts';

/** A moment, given in seconds since 1970, as the clock shows it so many seconds east of UTC, or with no zone (null). */
export function dateTimeAt(second: number, offset: number | null = 0): PyDateTime {
  return new PyDateTime(second + (offset ?? 0), 0, offset);
}

/** A moment in UTC, given in seconds since 1970, in a format of Python's. */
export function formatted(second: number, format: string): string {
  return strftime(dateTimeAt(second).moment, format);
}

/** A day, given in days since 1970, in a format of Python's. */
export function formattedDay(day: number, format: string): string {
  return strftime(PyDate.fromDays(day).moment, format);
}
