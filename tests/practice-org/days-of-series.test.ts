import { expect, test } from 'vitest';
import { daysOfSeries } from '../../src/practice-org/save/days-of-series.ts';
import type { Values } from '../../src/practice-org/value.ts';

test.each<[string, Values, string]>([
  ['every other day', { RecurrenceType: 'RecursDaily', RecurrenceInterval: 2 }, '02 04 06 08'],
  [
    'working days',
    { RecurrenceType: 'RecursEveryWeekday', RecurrenceDayOfWeekMask: 62 },
    '02 03 04 05 06 09',
  ],
  [
    'every other week, on Saturday and Sunday',
    { RecurrenceType: 'RecursWeekly', RecurrenceInterval: 2, RecurrenceDayOfWeekMask: 65 },
    '07 15 21',
  ],
  [
    'a day of the month',
    { RecurrenceType: 'RecursMonthly', RecurrenceInterval: 1, RecurrenceDayOfMonth: 5 },
    '05',
  ],
  [
    'the second Tuesday',
    {
      RecurrenceType: 'RecursMonthlyNth',
      RecurrenceInterval: 1,
      RecurrenceInstance: 'Second',
      RecurrenceDayOfWeekMask: 4,
    },
    '10',
  ],
  [
    'the last Monday',
    {
      RecurrenceType: 'RecursMonthlyNth',
      RecurrenceInterval: 1,
      RecurrenceInstance: 'Last',
      RecurrenceDayOfWeekMask: 2,
    },
    '30',
  ],
  [
    'a day of the year',
    { RecurrenceType: 'RecursYearly', RecurrenceDayOfMonth: 9, RecurrenceMonthOfYear: 'November' },
    '09',
  ],
  [
    'the first Friday of a month of the year',
    {
      ...{ RecurrenceType: 'RecursYearlyNth', RecurrenceInstance: 'First', RecurrenceDayOfWeekMask: 32 },
      RecurrenceMonthOfYear: 'November',
    },
    '06',
  ],
])('a series repeats on %s', (_, series, days) => {
  const ends: Record<string, string> = { RecursDaily: '09', RecursEveryWeekday: '09', RecursWeekly: '25' };
  const RecurrenceEndDateOnly = `2026-11-${ends[String(series.RecurrenceType)] ?? '30'}`;
  const start = { RecurrenceStartDateTime: '2026-11-02T09:00:00.000Z', DurationInMinutes: 30 };
  const found = daysOfSeries({ ...start, RecurrenceEndDateOnly, ...series });
  expect(found.map(({ ActivityDate }) => String(ActivityDate).slice(-2)).join(' ')).toBe(days);
  expect(found[0]).toMatchObject({
    StartDateTime: expect.stringMatching(/T09:00:00/),
    EndDateTime: expect.stringMatching(/T09:30:00/),
  });
});
