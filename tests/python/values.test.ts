import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equals } from '../../src/python/compare.ts';
import { civilFromDays, daysFromCivil, weekdayOf } from '../../src/python/dates/calendar.ts';
import { PyDate } from '../../src/python/dates/date.ts';
import { PyDateTime } from '../../src/python/dates/datetime.ts';
import { momentOf } from '../../src/python/dates/parse-date.ts';
import { PyRelativedelta } from '../../src/python/dates/relativedelta.ts';
import { relativedelta } from '../../src/python/dates/relativedelta-function.ts';
import { strftime } from '../../src/python/dates/strftime.ts';
import { timedelta } from '../../src/python/dates/timedelta.ts';
import { binary } from '../../src/python/numbers/arithmetic.ts';
import { fixed, roundHalfEven } from '../../src/python/numbers/decimal.ts';
import { floatText, numberOf, parseFloatText } from '../../src/python/numbers/float.ts';
import { formatValue } from '../../src/python/strings/format-spec.ts';
import { repr, text } from '../../src/python/text.ts';

const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
const divisor = whole.filter((n) => n !== 0);
const day = fc
  .integer({ min: daysFromCivil(1900, 1, 1), max: daysFromCivil(2199, 12, 31) })
  .map((days) => PyDate.fromDays(days));
const moment = fc
  .tuple(fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([seconds, micros]) => new PyDateTime(seconds, micros, 0));

function holds(property: fc.IRawProperty<unknown>): void {
  fc.assert(property as never, { seed: 7, numRuns: 300 });
}

describe('numbers', () => {
  test('a // b and a % b put a together again, and the remainder has the sign of b', () =>
    holds(
      fc.property(whole, divisor, (a, b) => {
        const quotient = binary('//', a, b);
        const remainder = binary('%', a, b) as number;
        expect(binary('+', binary('*', quotient, b), remainder)).toBe(a);
        expect(remainder === 0 || remainder < 0 === b < 0).toBe(true);
      }),
    ));

  test('whole numbers stay whole but for /', () =>
    holds(
      fc.property(whole, divisor, (a, b) => {
        for (const operator of ['+', '-', '*', '//', '%'] as const)
          expect(typeof binary(operator, a, b)).toBe('number');
        expect(numberOf(binary('/', a, b))).toBe(a / b);
        expect(text(binary('/', a, 1))).toBe(`${a === 0 ? '0' : a}.0`.replace('-0.0', '0.0'));
      }),
    ));

  test("a float's text reads back as the same float", () =>
    holds(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseFloatText(floatText(value))).toBe(value);
        expect(floatText(value)).toMatch(/[.e]/);
      }),
    ));

  test('rounding lands within half a unit of the value', () =>
    holds(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, places) => {
          expect(Math.abs(roundHalfEven(value, places) - value)).toBeLessThanOrEqual(
            0.5 * 10 ** -places + 1e-9,
          );
        },
      ),
    ));

  test.each([
    [0.5, 0, '0'],
    [1.5, 0, '2'],
    [2.5, 0, '2'],
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [2.675, 2, '2.67'],
    [1e22, 1, '10000000000000000000000.0'],
  ])('%d with %d decimals is %s', (value, decimals, expected) =>
    expect(fixed(value, decimals)).toBe(expected),
  );

  test('grouping by thousands loses no digit', () =>
    holds(
      fc.property(whole, (n) => {
        expect(formatValue(n, ',').replaceAll(',', '')).toBe(String(n));
      }),
    ));
});

describe('dates', () => {
  test('days and civil dates are one to one, in step with JavaScript', () =>
    holds(
      fc.property(day, (date) => {
        const { year, month, day } = civilFromDays(date.days);
        expect(daysFromCivil(year, month, day)).toBe(date.days);
        expect(new Date(date.days * 86_400_000).toISOString().slice(0, 10)).toBe(date.pyText());
        expect(weekdayOf(date.days)).toBe((new Date(date.days * 86_400_000).getUTCDay() + 6) % 7);
      }),
    ));

  test('a date minus another, added to it, gives the first', () =>
    holds(
      fc.property(day, day, (a, b) => {
        expect(repr(binary('+', b, binary('-', a, b)))).toBe(repr(a));
      }),
    ));

  test('a timedelta added and taken away again changes nothing', () =>
    holds(
      fc.property(moment, whole, whole, (start, hours, microseconds) => {
        const delta = timedelta([], { hours, microseconds });
        expect(equals(binary('-', binary('+', start, delta), delta), start)).toBe(true);
      }),
    ));

  test('months added stay in the month they lead to, at most at its end', () =>
    holds(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const moved = new PyRelativedelta({ months }).addTo(date) as PyDate;
        expect((moved.year - date.year) * 12 + moved.month - date.month).toBe(months);
        expect(moved.day).toBeLessThanOrEqual(date.day);
      }),
    ));

  test('the relativedelta of two dates leads from the second to the first', () =>
    holds(
      fc.property(day, day, (a, b) => {
        expect(repr(relativedelta([a, b], {}).addTo(b))).toBe(repr(a));
      }),
    ));

  test('what strftime writes is what the parser reads', () =>
    holds(
      fc.property(moment, (value) => {
        for (const format of [
          '%Y-%m-%dT%H:%M:%S.%f%z',
          '%B %d, %Y %I:%M:%S.%f %p UTC',
          '%d %b %Y %H:%M:%S.%f+0000',
        ])
          expect(repr(momentOf(strftime(value.moment, format)))).toBe(repr(value));
      }),
    ));
});

describe('dates as people write them', () => {
  test.each([
    ['2026-01-15', '2026-01-15 00:00:00'],
    ['2026-1-5', '2026-01-05 00:00:00'],
    ['2026/01/15', '2026-01-15 00:00:00'],
    ['20260115', '2026-01-15 00:00:00'],
    ['20260115T143005', '2026-01-15 14:30:05'],
    ['1/15/2026', '2026-01-15 00:00:00'],
    ['15/1/2026', '2026-01-15 00:00:00'],
    ['1/2/2026', '2026-01-02 00:00:00'],
    ['01.02.2026', '2026-01-02 00:00:00'],
    ['1/2/75', '2075-01-02 00:00:00'],
    ['1/2/76', '1976-01-02 00:00:00'],
    ['Jan 15 2026', '2026-01-15 00:00:00'],
    ['January 15th, 2026', '2026-01-15 00:00:00'],
    ['15-Jan-2026', '2026-01-15 00:00:00'],
    ['Thu, 15 Jan 2026 14:30:05 GMT', '2026-01-15 14:30:05+00:00'],
    ['2026-01-15T14:30:05Z', '2026-01-15 14:30:05+00:00'],
    ['2026-01-15 14:30:05.5+02:00', '2026-01-15 14:30:05.500000+02:00'],
    ['2026-01-15T14:30:05-0830', '2026-01-15 14:30:05-08:30'],
    ['2026-01-15 2:30 PM', '2026-01-15 14:30:00'],
    ['2026-01-15 12:05 am', '2026-01-15 00:05:00'],
    ['2:30pm 1/15/2026', '2026-01-15 14:30:00'],
  ])('%s', (source, expected) => expect(text(momentOf(source))).toBe(expected));

  test.each(['', 'soon', '2026', '2026-01', 'Jan 2026', '2026-13-01', '2026-02-30', '25:00 2026-01-01'])(
    '%s is refused',
    (source) => expect(() => momentOf(source)).toThrow(),
  );
});
