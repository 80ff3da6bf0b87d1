import { FormulaError } from '../../shared/formula-error.ts';
import { bind } from '../function.ts';
import { numberOf } from '../numbers/float.ts';
import { integer } from '../sequence.ts';
import { typeName } from '../type.ts';
import type { Value } from '../value.ts';
import { civilFromDays, daysFromCivil } from './calendar.ts';
import { PyDate } from './date.ts';
import { PyDateTime } from './datetime.ts';
import { type Absolute, difference, PyRelativedelta } from './relativedelta.ts';
import { ABSOLUTE, RELATIVE, type Relative } from './relativedelta-parts.ts';

/** Its parameters in Python's order. */
export const RELATIVEDELTA_NAMES = [
  'dt1',
  'dt2',
  ...RELATIVE,
  'weeks',
  ...ABSOLUTE,
  'weekday',
  'yearday',
  'nlyearday',
];

/** dateutil's `relativedelta(months=1)`, `relativedelta(day=31)`, `relativedelta(later, earlier)`. */
export function relativedelta(positional: Value[], keyword: Record<string, Value>): PyRelativedelta {
  const bound = bind('relativedelta', RELATIVEDELTA_NAMES, positional, keyword);
  const given = new Map(RELATIVEDELTA_NAMES.map((name, i) => [name, bound[i]]));
  const [a, b] = [given.get('dt1') ?? null, given.get('dt2') ?? null];
  if (a !== null || b !== null) return between(a, b);
  const relative: Partial<Relative> = {};
  for (const part of RELATIVE) relative[part] = amount(given.get(part), part);
  relative.days = (relative.days ?? 0) + amount(given.get('weeks'), 'weeks') * 7;
  if (!Number.isInteger(relative.years) || !Number.isInteger(relative.months))
    throw new FormulaError('Non-integer years and months are ambiguous and not supported.');
  const absolute: Absolute = {};
  for (const part of ABSOLUTE) {
    const value = given.get(part);
    if (value !== undefined && value !== null) absolute[part] = integer(value, part);
  }
  const weekday = given.get('weekday');
  if (weekday !== undefined && weekday !== null) absolute.weekday = { day: weekdayIndex(weekday), nth: 1 };
  const yearday = given.get('nlyearday') ?? given.get('yearday');
  if (yearday)
    setYearDay(integer(yearday, 'yearday'), given.get('nlyearday') === undefined, relative, absolute);
  return new PyRelativedelta(relative, absolute);
}

function between(a: Value, b: Value): PyRelativedelta {
  const isDay = (value: Value) => value instanceof PyDate || value instanceof PyDateTime;
  if (!isDay(a) || !isDay(b)) throw new FormulaError('relativedelta only diffs datetime/date.');
  return difference(a as PyDate, b as PyDate);
}

function amount(value: Value | undefined, part: string): number {
  const number = value === undefined ? 0 : numberOf(value);
  if (number === undefined)
    throw new FormulaError(`relativedelta ${part} must be a number; got ${typeName(value!)}.`);
  return number;
}

function weekdayIndex(value: Value): number {
  const index = integer(value, 'weekday');
  if (index < 0 || index > 6) throw new FormulaError('weekday must be 0 (Monday) to 6 (Sunday).');
  return index;
}

/** A day of the year; `yearday` counts February 29 in leap years, `nlyearday` never does. */
function setYearDay(
  yearday: number,
  countsLeap: boolean,
  relative: Partial<Relative>,
  absolute: Absolute,
): void {
  if (yearday < 1 || yearday > 366) throw new FormulaError(`invalid year day (${yearday}).`);
  if (countsLeap && yearday > 59) relative.leapdays = -1;
  const { month, day } = civilFromDays(daysFromCivil(2001, 1, 1) + yearday - 1);
  absolute.month = yearday === 366 ? 12 : month;
  absolute.day = yearday === 366 ? 31 : day;
}
