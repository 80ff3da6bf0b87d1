import { FormulaError } from '../shared/formula-error.ts';
import { PyDate } from './dates/date.ts';
import { PyDateTime, startOfDay } from './dates/datetime.ts';
import { momentOf } from './dates/parse-date.ts';
import { relativedelta } from './dates/relativedelta-function.ts';
import { offsetOf } from './dates/time-zone.ts';
import { bind, PyFunction } from './function.ts';
import { negate, whole } from './numbers/arithmetic.ts';
import { numberOf } from './numbers/float.ts';
import { int, MOST_DIGITS, PyInt, tooLong } from './numbers/int.ts';
import { integer } from './sequence.ts';
import { typeName } from './type.ts';
import type { Value } from './value.ts';

const DAY = ['year', 'month', 'day'];
const TIME = ['hour', 'minute', 'second', 'microsecond'];

/** `date('2026-01-15')`, `date(year=2026, month=1, day=15)`. */
export const dateFunction = new PyFunction('date', (positional, keyword) => {
  const [given, ...parts] = bind('date', ['datespec', ...DAY], positional, keyword);
  if (given !== undefined && given !== null && given !== '') {
    if (parts.some((part) => part !== undefined))
      throw new FormulaError('date() takes either a date or year, month, and day.');
    return toDate(given);
  }
  const [year, month, day] = parts.map((part, i) => integer(numeric(part), DAY[i]!));
  if (year === undefined || month === undefined || day === undefined)
    throw new FormulaError('date() needs year, month, and day.');
  return new PyDate(year, month, day);
});

/** `datetime('2026-01-15 14:30')`, `datetime(year=2026, month=1, day=15, hour=14)`; without arguments `now`. */
export function datetimeFunction(now: PyDateTime): PyFunction {
  return new PyFunction('datetime', (positional, keyword) => {
    const { timezone, ...rest } = keyword;
    const offset = timezone === undefined ? undefined : offsetOf(timezone);
    const [given, ...parts] = bind('datetime', ['datetimespec', ...DAY, ...TIME], positional, rest);
    const inZone = ({ wall, microsecond, offset: own }: PyDateTime) =>
      new PyDateTime(wall, microsecond, offset === undefined ? (own ?? 0) : offset);
    if (given !== undefined && given !== null && given !== '') {
      if (parts.some((part) => part !== undefined))
        throw new FormulaError('datetime() takes either a datetime or its parts.');
      return inZone(toDateTime(given, now));
    }
    if (parts.every((part) => part === undefined)) {
      const there = offset ?? 0;
      return new PyDateTime(now.epoch + there, now.microsecond, offset === undefined ? 0 : offset);
    }
    const [year, month, day, ...clock] = [...DAY, ...TIME].map((name, i) =>
      integer(numeric(parts[i]) ?? (i > 2 ? 0 : undefined), name),
    ) as [number, number, number, ...number[]];
    const [hour = 0, minute = 0, second = 0, microsecond = 0] = clock;
    return inZone(PyDateTime.of({ year, month, day, hour, minute, second, microsecond, offset: null }));
  });
}

export const relativedeltaFunction = new PyFunction('relativedelta', relativedelta);

/** Python's `int()`: rounds a number toward zero and reads a text exactly. */
export const intFunction = new PyFunction('int', (positional, keyword) => {
  const [given = 0, base] = bind('int', ['x', 'base'], positional, keyword);
  if (given instanceof PyInt) return given;
  if (typeof given === 'string') return parseInteger(given, base === undefined ? 10 : integer(base, 'base'));
  const number = numberOf(given);
  if (number === undefined || !Number.isFinite(number))
    throw new FormulaError(`int() takes a number or a string; got ${typeName(given)}.`);
  return whole(Math.trunc(number));
});

/** Converts a date, a datetime, or a text to a day. */
export function toDate(value: Value): PyDate {
  if (value instanceof PyDate) return value;
  if (value instanceof PyDateTime) return PyDate.fromDays(value.days);
  if (typeof value === 'string') return PyDate.fromDays(momentOf(value).days);
  throw new FormulaError(`Expected a date; got ${typeName(value)}.`);
}

/** Converts a datetime, a date (its start, in UTC), a text, `now`, or `today` to a moment. */
export function toDateTime(value: Value, now: PyDateTime): PyDateTime {
  if (value instanceof PyDateTime) return value;
  if (value instanceof PyDate) return startOfDay(value, 0);
  if (value === 'now') return now;
  if (value === 'today') return new PyDateTime(now.days * 86_400, 0, 0);
  if (typeof value === 'string') return momentOf(value);
  throw new FormulaError(`Expected a datetime; got ${typeName(value)}.`);
}

/** Recipes may pass parts of a date as text. */
function numeric(value: Value | undefined): Value | undefined {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function parseInteger(text: string, base: number): number | PyInt {
  const digits = text
    .trim()
    .replaceAll(/(?<=\w)_(?=\w)/g, '')
    .toLowerCase();
  const body = digits
    .replace(/^[+-]/, '')
    .replace(base === 16 ? /^0x/ : base === 8 ? /^0o/ : base === 2 ? /^0b/ : /^$/, '');
  const isValid =
    base >= 2 && base <= 36 && body !== '' && [...body].every((digit) => Number.parseInt(digit, 36) < base);
  if (!isValid) throw new FormulaError(`invalid literal for int() with base ${base}: '${text}'.`);
  if (body.length > MOST_DIGITS) throw tooLong();
  const size = Number.parseInt(body, base);
  const exact = Number.isSafeInteger(size) ? size : int(inBase(body, base));
  return digits.startsWith('-') ? (negate(exact) as number | PyInt) : exact;
}

function inBase(body: string, base: number): bigint {
  const by = BigInt(base);
  return [...body].reduce((sum, digit) => sum * by + BigInt(Number.parseInt(digit, 36)), 0n);
}
