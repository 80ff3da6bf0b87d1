import { DAY_SECONDS } from '../../python/dates/calendar.ts';
import { PyRelativedelta } from '../../python/dates/relativedelta.ts';
import { PyTime } from '../../python/dates/time.ts';
import { PyTimedelta } from '../../python/dates/timedelta.ts';
import { float } from '../../python/numbers/float.ts';
import type { Value } from '../../python/value.ts';
import { argumentError } from '../arguments.ts';
import { ABSENT, plainWith } from '../define.ts';
import { between } from '../draws.ts';
import type { Fake, Topic } from '../fake.ts';
import {
  dateTimeAt,
  formatted,
  momentArgument,
  nowOf,
  type Period,
  periodOf,
  secondBetween,
  secondSince1970,
} from '../moment.ts';

/** Moments in whole seconds and UTC, where now is `as_of` at midnight. */
export const DATE_TIME = {
  // Snowfakery makes these one: the last 30 years. The other names of the ends are those of Python's Faker.
  date_time: dateTime('date_time'),
  datetime: dateTime('datetime'),
  date_time_between: dateTime('date_time_between'),
  date_time_between_dates: dateTime('date_time_between_dates'),
  date_time_ad: plainWith(
    'datetime',
    { tzinfo: ABSENT, end_datetime: ABSENT, start_datetime: ABSENT },
    (call, args) =>
      dateTimeAt(
        secondBetween(
          call,
          'date_time_ad',
          ['start_datetime', args.start_datetime ?? '0001-01-01'],
          ['end_datetime', args.end_datetime ?? 'now'],
        ),
      ),
  ),
  past_datetime: plainWith('datetime', { start_date: ABSENT, tzinfo: ABSENT }, (call, { start_date }) =>
    dateTimeAt(secondBetween(call, 'past_datetime', ['start_date', start_date ?? '-30d'], ['now', '-1s'])),
  ),
  future_datetime: plainWith(
    'datetime',
    { end_date: ABSENT, timezone: ABSENT, tzinfo: ABSENT },
    (call, { end_date, timezone }) =>
      dateTimeAt(
        secondBetween(call, 'future_datetime', ['now', '+1s'], ['end_date', end_date ?? '+30d']),
        offsetOf(timezone),
      ),
  ),
  date_time_this_month: dateTimeThis('month'),
  date_time_this_year: dateTimeThis('year'),
  date_time_this_decade: dateTimeThis('decade'),
  date_time_this_century: dateTimeThis('century'),
  iso8601: plainWith(
    'text',
    { timezone: ABSENT, end_datetime: ABSENT, tzinfo: ABSENT, sep: 'T', timespec: 'auto' },
    (call, { timezone, end_datetime, sep }) =>
      dateTimeAt(secondSince1970(call, 'iso8601', end_datetime), offsetOf(timezone)).isoformat(sep),
  ),
  unix_time: plainWith('number', { end_datetime: ABSENT, start_datetime: ABSENT }, (call, args) =>
    float(
      secondBetween(
        call,
        'unix_time',
        ['start_datetime', args.start_datetime ?? '1970-01-01'],
        ['end_datetime', args.end_datetime ?? 'now'],
      ),
    ),
  ),
  time_delta: plainWith('timedelta', { end_datetime: ABSENT }, ({ draw, asOf }, { end_datetime }) => {
    const length = momentArgument('time_delta', 'end_datetime', end_datetime ?? 'now', asOf) - nowOf(asOf);
    return new PyTimedelta(between(draw, Math.min(0, length), Math.max(0, length)));
  }),
  time: plainWith('text', { pattern: '%H:%M:%S', end_datetime: ABSENT }, (call, { pattern, end_datetime }) =>
    formatted(secondSince1970(call, 'time', end_datetime), pattern),
  ),
  time_object: plainWith(
    'time',
    { end_datetime: ABSENT },
    (call, { end_datetime }) =>
      new PyTime({
        ...dateTimeAt(secondSince1970(call, 'time_object', end_datetime)).moment,
        offset: null,
      }),
  ),
} satisfies Topic;

function dateTime(name: string): Fake {
  const defaults = {
    start_date: ABSENT,
    end_date: ABSENT,
    timezone: ABSENT,
    tzinfo: ABSENT,
    end_datetime: ABSENT,
    datetime_start: ABSENT,
    datetime_end: ABSENT,
  };
  return plainWith('datetime', defaults, (call, args) =>
    dateTimeAt(
      secondBetween(
        call,
        name,
        ['start_date', args.start_date ?? args.datetime_start ?? '-30y'],
        ['end_date', args.end_date ?? args.datetime_end ?? args.end_datetime ?? 'now'],
      ),
      offsetOf(args.timezone),
    ),
  );
}

function dateTimeThis(period: Period): Fake {
  return plainWith(
    'datetime',
    { before_now: true, after_now: false, tzinfo: ABSENT },
    ({ draw, asOf }, { before_now, after_now }) => {
      const now = nowOf(asOf);
      const [first, next] = periodOf(asOf, period);
      const start = before_now
        ? first * DAY_SECONDS
        : Math.min(now + (after_now ? 1 : 0), next * DAY_SECONDS - 1);
      return dateTimeAt(between(draw, start, after_now ? next * DAY_SECONDS - 1 : now));
    },
  );
}

/** Seconds east of UTC from a relativedelta, as Snowfakery has it; false is no zone, and absent is UTC. */
function offsetOf(timezone: Value): number | null {
  if (timezone === false) return null;
  if (timezone instanceof PyRelativedelta) return timezone.hours * 3600 + timezone.minutes * 60;
  if (timezone === null) return 0;
  throw argumentError('date_time', 'timezone', 'must be a relativedelta, or false for none', timezone);
}
