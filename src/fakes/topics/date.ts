import { PyDate } from '../../python/dates/date.ts';
import { argumentError } from '../arguments.ts';
import { ABSENT, plain, plainWith, wordOf } from '../define.ts';
import { between } from '../draws.ts';
import type { Fake, Locale, Topic } from '../fake.ts';
import {
  dayBetween,
  dayOfMoment,
  formatted,
  formattedDay,
  type Period,
  periodOf,
  secondSince1970,
  todayOf,
  yearsBefore,
} from '../moment.ts';

/** Days, where today is `as_of`, and parts of dates as text. */
export const DATE = {
  date: plainWith('text', { pattern: '%Y-%m-%d', end_datetime: ABSENT }, (call, { pattern, end_datetime }) =>
    formattedDay(dayOfMoment(secondSince1970(call, 'date', end_datetime)), pattern),
  ),
  date_object: plainWith('date', { end_datetime: ABSENT }, (call, { end_datetime }) =>
    PyDate.fromDays(dayOfMoment(secondSince1970(call, 'date_object', end_datetime))),
  ),
  date_between: plainWith('date', { start_date: ABSENT, end_date: ABSENT }, (call, args) =>
    PyDate.fromDays(
      dayBetween(
        call,
        'date_between',
        ['start_date', args.start_date ?? '-30y'],
        ['end_date', args.end_date ?? 'today'],
      ),
    ),
  ),
  date_between_dates: plainWith('date', { date_start: ABSENT, date_end: ABSENT }, (call, args) =>
    PyDate.fromDays(
      dayBetween(
        call,
        'date_between_dates',
        ['date_start', args.date_start ?? 'today'],
        ['date_end', args.date_end ?? 'today'],
      ),
    ),
  ),
  past_date: plainWith('date', { start_date: ABSENT, tzinfo: ABSENT }, (call, { start_date }) =>
    PyDate.fromDays(dayBetween(call, 'past_date', ['start_date', start_date ?? '-30d'], ['today', '-1d'])),
  ),
  future_date: plainWith('date', { end_date: ABSENT, tzinfo: ABSENT }, (call, { end_date }) =>
    PyDate.fromDays(dayBetween(call, 'future_date', ['today', '+1d'], ['end_date', end_date ?? '+30d'])),
  ),
  date_of_birth: plainWith(
    'date',
    { tzinfo: ABSENT, minimum_age: 0, maximum_age: 115 },
    ({ draw, asOf }, { minimum_age, maximum_age }) => {
      if (minimum_age < 0)
        throw argumentError('date_of_birth', 'minimum_age', 'must be 0 or more', minimum_age);
      if (maximum_age < minimum_age)
        throw argumentError('date_of_birth', 'maximum_age', 'must not be below minimum_age', maximum_age);
      const today = todayOf(asOf);
      // A person who is one year older than the maximum tomorrow is still within it.
      return PyDate.fromDays(
        between(draw, yearsBefore(today, maximum_age + 1) + 1, yearsBefore(today, minimum_age)),
      );
    },
  ),
  date_this_month: dateThis('month'),
  date_this_year: dateThis('year'),
  date_this_decade: dateThis('decade'),
  date_this_century: dateThis('century'),
  year: plain('text', (call) => formatted(secondSince1970(call, 'year', null), '%Y')),
  month: plain('text', ({ draw }) => String(between(draw, 1, 12)).padStart(2, '0')),
  month_name: wordOf((locale) => namesOf(locale, 'month') ?? MONTHS),
  day_of_month: plain('text', (call) => formatted(secondSince1970(call, 'day_of_month', null), '%d')),
  day_of_week: wordOf((locale) => namesOf(locale, 'weekday') ?? DAYS),
  am_pm: wordOf(() => ['AM', 'PM']),
  century: wordOf(() =>
    'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI'.split(' '),
  ),
  timezone: wordOf((locale) => locale.words('location', 'time_zone')),
  pytimezone: wordOf((locale) => locale.words('location', 'time_zone')),
} satisfies Topic;

function dateThis(period: Period): Fake {
  return plainWith('date', { before_today: true, after_today: false }, ({ draw, asOf }, args) => {
    const today = todayOf(asOf);
    const [first, next] = periodOf(asOf, period);
    const start = args.before_today ? first : Math.min(today + (args.after_today ? 1 : 0), next - 1);
    return PyDate.fromDays(between(draw, start, args.after_today ? next - 1 : today));
  });
}

function namesOf(locale: Locale, entry: 'month' | 'weekday'): readonly string[] | undefined {
  return locale.owns('date', entry) ? locale.faker.rawDefinitions.date?.[entry]?.wide : undefined;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = `January February March April May June July August September October November December`.split(
  ' ',
);
