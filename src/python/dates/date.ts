import { FormulaError } from '../../shared/formula-error.ts';
import { bind } from '../function.ts';
import { integer } from '../sequence.ts';
import { PyNamedTuple } from '../tuple.ts';
import { type Method, type PyType, pyType } from '../type.ts';
import type { Operator, PyObject, Value } from '../value.ts';
import {
  checkDay,
  civilFromDays,
  DAY_SECONDS,
  daysFromCivil,
  digits,
  isoWeek,
  weekdayOf,
} from './calendar.ts';
import { type Moment, strftime } from './strftime.ts';
import { PyTimedelta } from './timedelta.ts';

/** Python's `datetime.date`. */
export class PyDate implements PyObject {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Days since 1970-01-01. */
  readonly days: number;

  constructor(year: number, month: number, day: number) {
    checkDay({ year, month, day });
    this.year = year;
    this.month = month;
    this.day = day;
    this.days = daysFromCivil(year, month, day);
  }

  static fromDays(days: number): PyDate {
    const { year, month, day } = civilFromDays(days);
    if (!(year >= 1 && year <= 9999)) throw new FormulaError('date value out of range.');
    return new PyDate(year, month, day);
  }

  get pyType(): PyType {
    return DATE;
  }

  get moment(): Moment {
    const { year, month, day } = this;
    return { year, month, day, hour: 0, minute: 0, second: 0, microsecond: 0, offset: null };
  }

  /** ISO 8601: `2026-01-15`. */
  pyText(): string {
    return `${digits(this.year, 4)}-${digits(this.month, 2)}-${digits(this.day, 2)}`;
  }

  pyRepr(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }

  pyEquals(other: Value): boolean {
    return other instanceof PyDate && other.days === this.days;
  }

  pyCompare(other: Value): number | undefined {
    return other instanceof PyDate ? this.days - other.days : undefined;
  }

  pyBinary(operator: Operator, other: Value, reflected: boolean): Value | undefined {
    if (operator === '+' && other instanceof PyTimedelta) return PyDate.fromDays(this.days + other.days);
    if (operator !== '-' || reflected) return undefined;
    if (other instanceof PyTimedelta) return PyDate.fromDays(this.days - other.days);
    return other instanceof PyDate ? new PyTimedelta((this.days - other.days) * DAY_SECONDS) : undefined;
  }
}

/** The attributes and methods that dates and datetimes share. */
const DAY_ATTRIBUTES = {
  year: (self: { year: number }) => self.year,
  month: (self: { month: number }) => self.month,
  day: (self: { day: number }) => self.day,
};

export const DAY_METHODS: Record<string, Method<{ days: number; moment: Moment }>> = {
  weekday: (self) => weekdayOf(self.days),
  isoweekday: (self) => weekdayOf(self.days) + 1,
  toordinal: (self) => self.days + ORDINAL_OF_1970,
  isocalendar: (self) => {
    const { year, week } = isoWeek(self.days);
    return new PyNamedTuple('datetime.IsoCalendarDate', { year, week, weekday: weekdayOf(self.days) + 1 });
  },
  strftime: (self, positional, keyword) => {
    const [format] = bind('strftime', ['format'], positional, keyword, 1);
    if (typeof format !== 'string') throw new FormulaError('strftime() takes a string.');
    return strftime(self.moment, format);
  },
  ctime: (self) => strftime(self.moment, '%c'),
  timetuple: ({ days, moment }) => structTime(days, moment),
};

/** Python's `time.struct_time`, whose parts have names and indexes. */
function structTime(days: number, moment: Moment): PyNamedTuple {
  const { year, month, day, hour, minute, second } = moment;
  const parts = {
    tm_year: year,
    tm_mon: month,
    tm_mday: day,
    tm_hour: hour,
    tm_min: minute,
    tm_sec: second,
    tm_wday: weekdayOf(days),
    tm_yday: days - daysFromCivil(year, 1, 1) + 1,
    tm_isdst: -1,
  };
  return new PyNamedTuple('time.struct_time', parts);
}

/** Python counts days from 0001-01-01, which is day 1. */
const ORDINAL_OF_1970 = 719_163;

const DATE = pyType<PyDate>('date', DAY_ATTRIBUTES, {
  ...DAY_METHODS,
  isoformat: (self) => self.pyText(),
  replace: (self, positional, keyword) => {
    const [year, month, day] = bind('replace', ['year', 'month', 'day'], positional, keyword);
    return new PyDate(
      integer(year ?? self.year, 'year'),
      integer(month ?? self.month, 'month'),
      integer(day ?? self.day, 'day'),
    );
  },
});
