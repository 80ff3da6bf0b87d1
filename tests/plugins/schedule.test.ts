import { describe, expect, test } from 'vitest';
import { schedule } from '../../src/plugins/schedule/schedule.ts';
import { text } from '../../src/python/text.ts';
import { PyTuple } from '../../src/python/tuple.ts';
import type { Value } from '../../src/python/value.ts';
import { made } from './call.ts';

type Given = { [name: string]: Given | string | number | (string | number)[] };

/** An event and its first five values, as Snowfakery 4.2.1 computes them; an event within is one of its own. */
const ROWS: [Given, string][] = [
  [
    { freq: 'weekly', start_date: '2025-01-01' },
    '2025-01-01, 2025-01-08, 2025-01-15, 2025-01-22, 2025-01-29',
  ],
  [
    { freq: 'DAILY', start_date: '2025-01-01T08:30:00' },
    '2025-01-01 08:30:00+00:00, 2025-01-02 08:30:00+00:00, 2025-01-03 08:30:00+00:00, 2025-01-04 08:30:00+00:00, 2025-01-05 08:30:00+00:00',
  ],
  [
    { freq: 'YEARLY', start_date: '2024-02-29' },
    '2024-02-29, 2028-02-29, 2032-02-29, 2036-02-29, 2040-02-29',
  ],
  [
    { freq: 'MONTHLY', start_date: '2025-01-31' },
    '2025-01-31, 2025-03-31, 2025-05-31, 2025-07-31, 2025-08-31',
  ],
  [
    { freq: 'MONTHLY', start_date: '2025-01-01', bymonthday: -1 },
    '2025-01-31, 2025-02-28, 2025-03-31, 2025-04-30, 2025-05-31',
  ],
  [
    { freq: 'MONTHLY', start_date: '2025-01-01', bymonthday: '1, 15, -1' },
    '2025-01-01, 2025-01-15, 2025-01-31, 2025-02-01, 2025-02-15',
  ],
  [
    { freq: 'MONTHLY', start_date: '2025-01-01', byweekday: 'MO(+1)' },
    '2025-01-06, 2025-02-03, 2025-03-03, 2025-04-07, 2025-05-05',
  ],
  [
    { freq: 'MONTHLY', start_date: '2025-01-01', byweekday: 'FR(-1), MO(2)' },
    '2025-01-13, 2025-01-31, 2025-02-10, 2025-02-28, 2025-03-10',
  ],
  [
    { freq: 'WEEKLY', start_date: '2025-01-01', byweekday: 'MO, WE' },
    '2025-01-01, 2025-01-06, 2025-01-08, 2025-01-13, 2025-01-15',
  ],
  [
    { freq: 'WEEKLY', start_date: '2025-01-01', interval: 2, byweekday: 'SU, MO' },
    '2025-01-12, 2025-01-13, 2025-01-26, 2025-01-27, 2025-02-09',
  ],
  [
    { freq: 'YEARLY', start_date: '2025-01-01', byyearday: '1, 100, -1' },
    '2025-01-01, 2025-04-10, 2025-12-31, 2026-01-01, 2026-04-10',
  ],
  [
    { freq: 'YEARLY', start_date: '2025-01-01', bymonth: [3, 6], bymonthday: 10 },
    '2025-03-10, 2025-06-10, 2026-03-10, 2026-06-10, 2027-03-10',
  ],
  [{ freq: 'DAILY', start_date: '2025-01-01', interval: 10, count: 3 }, '2025-01-01, 2025-01-11, 2025-01-21'],
  [{ freq: 'DAILY', start_date: '2025-01-01', until: '2025-01-03' }, '2025-01-01, 2025-01-02, 2025-01-03'],
  [
    { freq: 'HOURLY', start_date: '2025-01-01T23:00:00', interval: 5 },
    '2025-01-01 23:00:00+00:00, 2025-01-02 04:00:00+00:00, 2025-01-02 09:00:00+00:00, 2025-01-02 14:00:00+00:00, 2025-01-02 19:00:00+00:00',
  ],
  [
    { freq: 'HOURLY', start_date: '2025-01-01T08:15:00Z', byhour: '9, 17', byminute: [0, 30] },
    '2025-01-01 09:00:00+00:00, 2025-01-01 09:30:00+00:00, 2025-01-01 17:00:00+00:00, 2025-01-01 17:30:00+00:00, 2025-01-02 09:00:00+00:00',
  ],
  [
    { freq: 'MINUTELY', start_date: '2025-01-01T08:00:30', interval: 45, count: 4 },
    '2025-01-01 08:00:30+00:00, 2025-01-01 08:45:30+00:00, 2025-01-01 09:30:30+00:00, 2025-01-01 10:15:30+00:00',
  ],
  [
    { freq: 'SECONDLY', start_date: '2025-01-01T23:59:58+02:00', count: 4 },
    '2025-01-01 23:59:58+02:00, 2025-01-01 23:59:59+02:00, 2025-01-02 00:00:00+02:00, 2025-01-02 00:00:01+02:00',
  ],
  [
    { freq: 'WEEKLY', start_date: '2025-01-01', exclude: '2025-01-08' },
    '2025-01-01, 2025-01-15, 2025-01-22, 2025-01-29, 2025-02-05',
  ],
  [
    {
      freq: 'WEEKLY',
      start_date: '2025-01-01',
      exclude: ['2025-01-08', '2025-01-22'],
      include: '2025-01-10',
    },
    '2025-01-01, 2025-01-10, 2025-01-15, 2025-01-29, 2025-02-05',
  ],
  [
    {
      freq: 'WEEKLY',
      start_date: '2025-01-01',
      exclude: { freq: 'MONTHLY', start_date: '2025-01-01', bymonthday: '8, 15' },
    },
    '2025-01-01, 2025-01-22, 2025-01-29, 2025-02-05, 2025-02-12',
  ],
  [
    {
      freq: 'WEEKLY',
      start_date: '2025-01-01',
      include: { freq: 'WEEKLY', start_date: '2025-01-03', count: 2 },
    },
    '2025-01-01, 2025-01-03, 2025-01-08, 2025-01-10, 2025-01-15',
  ],
];

function event(given: Given) {
  const keyword = Object.entries(given).map(([name, value]): [string, Value] => [
    name,
    typeof value === 'object' && !Array.isArray(value) ? event(value) : value,
  ]);
  return made(schedule, 'Event', Object.fromEntries(keyword));
}

function first(given: Given, count: number): string {
  const series = event(given);
  return Array.from({ length: count }, (_, i) => series.at(i))
    .filter((value) => value !== undefined)
    .map(text)
    .join(', ');
}

describe('Schedule.Event', () => {
  test.each(ROWS)('%o is %s', (given, expected) => expect(first(given, 5)).toBe(expected));

  test('without a start it begins as of today', () =>
    expect(first({ freq: 'DAILY' }, 2)).toBe('2026-01-15 00:00:00+00:00, 2026-01-16 00:00:00+00:00'));

  test('seconds are seconds, which Snowfakery also takes for weeks', () =>
    expect(first({ freq: 'MINUTELY', start_date: '2025-01-01T08:00:00', bysecond: '10, 50' }, 3)).toBe(
      '2025-01-01 08:00:10+00:00, 2025-01-01 08:00:50+00:00, 2025-01-01 08:01:10+00:00',
    ));

  test('a schedule that includes another can itself be included, more than once', () => {
    const inner = event({
      freq: 'DAILY',
      start_date: '2025-01-01',
      count: 1,
      include: { freq: 'DAILY', start_date: '2025-02-01', count: 1 },
    });
    const outer = () =>
      made(schedule, 'Event', { freq: 'YEARLY', start_date: '2025-01-02', count: 1, include: inner });
    expect([...inner.values()].map(text)).toEqual(['2025-01-01', '2025-02-01']);
    expect([...outer().values()].map(text)).toEqual(['2025-01-01', '2025-01-02', '2025-02-01']);
    expect([...outer().values()].map(text)).toEqual(['2025-01-01', '2025-01-02', '2025-02-01']);
  });

  test('what it includes may come as a tuple from a formula', () => {
    const include = new PyTuple(['2025-01-02', event({ freq: 'DAILY', start_date: '2025-01-04', count: 1 })]);
    const series = made(schedule, 'Event', { freq: 'DAILY', start_date: '2025-01-01', count: 1, include });
    expect([...series.values()].map(text)).toEqual(['2025-01-01', '2025-01-02', '2025-01-04']);
  });

  test('a field that asks for more than there is gets an error', () => {
    const series = event({ freq: 'DAILY', start_date: '2025-01-01', count: 1 });
    expect(text(series.next())).toBe('2025-01-01');
    expect(() => series.next()).toThrow('Schedule.Event has no more than 1 values.');
  });

  test('hours that the interval never meets are no events', () =>
    expect(first({ freq: 'HOURLY', start_date: '2025-01-01T01:00:00', interval: 2, byhour: 4 }, 1)).toBe(''));

  test.each<[Given, string]>([
    [{}, 'Event() needs freq.'],
    [{ freq: 'DAYLY' }, "Unknown frequency 'DAYLY'. Did you mean DAILY?"],
    [{ freq: 'HOURLY', start_date: '2025-01-01' }, 'need a start_date with a time'],
    [{ freq: 'DAILY', byweekday: 'MON' }, "'MON' isn't a day of the week."],
    [{ freq: 'DAILY', bymonthday: 32 }, "bymonthday has no '32'. It takes numbers from 1 to 31."],
    [{ freq: 'DAILY', byhour: 'noon' }, "byhour has no 'noon'."],
    [{ freq: 'DAILY', interval: 0 }, 'interval must be at least 1.'],
    [{ freq: 'DAILY', exclude: 5 }, 'exclude takes dates and events.'],
    [{ freq: 'DAILY', bysetpos: 1 }, 'Event() has no argument bysetpos.'],
    [{ freq: 'DAILY', start_date: 'someday' }, "'someday' isn't a date."],
  ])('%o is refused', (given, message) => {
    expect(() => event(given)).toThrow(message);
  });

  test('a schedule that excludes all of its events says so', () => {
    const all = { freq: 'DAILY', start_date: '2025-01-01' };
    expect(() => event({ ...all, exclude: all }).at(0)).toThrow('The schedule excludes all of its events.');
  });
});
