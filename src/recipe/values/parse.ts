import { FormulaError } from '../formula-error.ts';
import { PyDate } from './date.ts';
import { PyDateTime } from './datetime.ts';

const DAY = /^(\d{4})-(\d\d?)-(\d\d?)$/;
const MOMENT =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[T\s]+(\d\d?)(?::(\d\d))?(?::(\d\d))?(?:\.(\d{1,9}))?)?\s*(Z|UTC|[-+]\d\d?(?::?\d\d)?)?$/i;

/** A date of its ISO 8601 text; undefined for any other text. */
export function parseDate(text: string): PyDate | undefined {
  const parts = DAY.exec(text.trim());
  return parts ? new PyDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

/** A datetime of its ISO 8601 text, in UTC where it names no zone; undefined for any other text. */
export function parseDateTime(text: string): PyDateTime | undefined {
  const parts = MOMENT.exec(text.trim());
  if (!parts) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = parts;
  return PyDateTime.of({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(fraction.padEnd(6, '0').slice(0, 6)),
    offset: zoneSeconds(zone),
  });
}

function zoneSeconds(zone: string): number {
  const parts = /^([-+])(\d\d?)(?::?(\d\d))?$/.exec(zone);
  if (!parts) return 0;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3] ?? 0) * 60;
  return parts[1] === '-' ? -seconds : seconds;
}

/** The same, for a text that must be one. */
export function dateOf(text: string): PyDate {
  return parseDate(text) ?? refuse(text, 'a date such as 2026-01-15');
}

export function dateTimeOf(text: string): PyDateTime {
  return parseDateTime(text) ?? refuse(text, 'a time such as 2026-01-15T14:30:00Z');
}

function refuse(text: string, wanted: string): never {
  throw new FormulaError(`"${text}" is not ${wanted}.`);
}
