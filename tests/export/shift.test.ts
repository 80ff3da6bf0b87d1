import { describe, expect, it } from 'vitest';
import { shiftDate, shiftDatetime, weeksBetween } from '../../src/export/shift.ts';

describe('a dataset moves by whole weeks', () => {
  it.each([
    ['2026-11-02', '2026-11-02', 0, 'the same day'],
    ['2026-11-02', '2026-11-08', 0, 'the Sunday after a Monday'],
    ['2026-11-02', '2026-11-09', 1, 'the next Monday'],
    ['2026-11-02', '2027-06-30', 34, 'the last Monday not after a Wednesday'],
    ['2026-11-02', '2026-11-01', -1, 'the day before: the Monday before'],
    ['2026-11-02', '2026-10-26', -1, 'a week back'],
  ])('from %s to %s by %i: %s', (asOf, wanted, weeks) => {
    expect(weeksBetween(asOf, wanted)).toBe(weeks);
    expect(Date.parse(shiftDate(asOf, weeks))).toBeLessThanOrEqual(Date.parse(wanted));
  });

  it.each([
    ['2026-01-15', 1, '2026-01-22', 'over days'],
    ['2026-12-28', 1, '2027-01-04', 'over a year'],
    ['2028-02-28', 1, '2028-03-06', 'over a leap day'],
    ['no date', 1, 'no date', 'what is no date stays'],
  ])('%s by %i is %s, %s', (date, weeks, shifted) => {
    expect(shiftDate(date, weeks)).toBe(shifted);
  });

  it.each([
    ['2026-01-15T14:30:00.000Z', 1, '2026-01-22T14:30:00.000Z', 'winter to winter'],
    [
      '2026-01-15T14:30:00.000Z',
      26,
      '2026-07-16T13:30:00.000Z',
      'winter to summer: 9:30 in New York stays 9:30',
    ],
    ['2026-07-16T13:30:00.000Z', 26, '2027-01-14T14:30:00.000Z', 'summer to winter'],
    ['2026-07-16T13:30:00.000Z', -26, '2026-01-15T14:30:00.000Z', 'back again'],
    ['2026-03-07T15:00:00.000Z', 1, '2026-03-14T14:00:00.000Z', 'over the change in March'],
    ['2026-10-31T14:00:00.000Z', 1, '2026-11-07T15:00:00.000Z', 'over the change in November'],
    ['2026-10-31T03:59:59.000Z', 1, '2026-11-07T04:59:59.000Z', 'a second before midnight'],
    [
      '2026-10-25T07:00:00.000Z',
      1,
      '2026-11-01T08:00:00.000Z',
      'to 3:00 in the night of the change to winter',
    ],
    [
      '2026-03-01T09:00:00.000Z',
      1,
      '2026-03-08T08:00:00.000Z',
      'to 4:00 in the night of the change to summer',
    ],
    ['2026-10-25T05:30:00.000Z', 1, '2026-11-01T05:30:00.000Z', 'to 1:30, the first of two'],
    ['2026-03-01T07:30:00.000Z', 1, '2026-03-08T06:30:00.000Z', 'to 2:30, which that night lacks: 1:30'],
    ['2026-01-15T14:30:59.999Z', 26, '2026-07-16T13:30:59.999Z', 'milliseconds stay'],
    ['no datetime', 1, 'no datetime', 'what is no datetime stays'],
  ])('%s by %i is %s, %s', (datetime, weeks, shifted) => {
    expect(shiftDatetime(datetime, weeks)).toBe(shifted);
  });

  it('has no zone of its own in a zone without a change of clocks', () => {
    expect(shiftDatetime('2026-01-15T14:30:00.000Z', 26, 'UTC')).toBe('2026-07-16T14:30:00.000Z');
  });
});
