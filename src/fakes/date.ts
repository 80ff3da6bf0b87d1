import { PyDate } from '../python/date.ts';
import { formattedDay } from './clock.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake } from './definition.ts';
import { between } from './draws.ts';
import { dayOf, todayOf } from './moment.ts';
import type { Period } from './span.ts';
import { dayBetween, periodOf, secondSince1970, yearsBefore } from './span.ts';

/** Days; today is `as_of`. */
export const DATE: Record<string, Definition> = {
  date: fake('text', { pattern: '%Y-%m-%d', end_datetime: ABSENT }, (call, { pattern, end_datetime }) =>
    formattedDay(dayOf(secondSince1970(call, 'date', end_datetime)), pattern),
  ),
  date_object: fake('date', { end_datetime: ABSENT }, (call, { end_datetime }) =>
    PyDate.fromDays(dayOf(secondSince1970(call, 'date_object', end_datetime))),
  ),
  date_between: fake('date', { start_date: ABSENT, end_date: ABSENT }, (call, args) =>
    PyDate.fromDays(
      dayBetween(
        call,
        'date_between',
        ['start_date', args.start_date ?? '-30y'],
        ['end_date', args.end_date ?? 'today'],
      ),
    ),
  ),
  date_between_dates: fake('date', { date_start: ABSENT, date_end: ABSENT }, (call, args) =>
    PyDate.fromDays(
      dayBetween(
        call,
        'date_between_dates',
        ['date_start', args.date_start ?? 'today'],
        ['date_end', args.date_end ?? 'today'],
      ),
    ),
  ),
  past_date: fake('date', { start_date: ABSENT, tzinfo: ABSENT }, (call, { start_date }) =>
    PyDate.fromDays(dayBetween(call, 'past_date', ['start_date', start_date ?? '-30d'], ['today', '-1d'])),
  ),
  future_date: fake('date', { end_date: ABSENT, tzinfo: ABSENT }, (call, { end_date }) =>
    PyDate.fromDays(dayBetween(call, 'future_date', ['today', '+1d'], ['end_date', end_date ?? '+30d'])),
  ),
  date_of_birth: fake(
    'date',
    { tzinfo: ABSENT, minimum_age: 0, maximum_age: 115 },
    ({ draw, asOf }, { minimum_age, maximum_age }) => {
      if (minimum_age < 0)
        throw argumentError('date_of_birth', 'minimum_age', 'must be 0 or more', minimum_age);
      if (maximum_age < minimum_age)
        throw argumentError('date_of_birth', 'maximum_age', 'must not be below minimum_age', maximum_age);
      const today = todayOf(asOf);
      // Who turns one year older than the maximum tomorrow is still of that age.
      return PyDate.fromDays(
        between(draw, yearsBefore(today, maximum_age + 1) + 1, yearsBefore(today, minimum_age)),
      );
    },
  ),
  date_this_month: dateThis('month'),
  date_this_year: dateThis('year'),
  date_this_decade: dateThis('decade'),
  date_this_century: dateThis('century'),
};

function dateThis(period: Period): Definition {
  return fake('date', { before_today: true, after_today: false }, ({ draw, asOf }, args) => {
    const today = todayOf(asOf);
    const [first, next] = periodOf(asOf, period);
    const start = args.before_today ? first : Math.min(today + (args.after_today ? 1 : 0), next - 1);
    return PyDate.fromDays(between(draw, start, args.after_today ? next - 1 : today));
  });
}
