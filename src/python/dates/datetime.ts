import { FormulaError } from '../../shared/formula-error.ts';
import { bind } from '../function.ts';
import { float } from '../numbers/float.ts';
import { integer } from '../sequence.ts';
import { type PyType, pyType } from '../type.ts';
import type { Operator, PyObject, Value } from '../value.ts';
import { checkDay, civilFromDays, DAY_SECONDS, daysFromCivil } from './calendar.ts';
import { DAY_METHODS, PyDate } from './date.ts';
import type { Moment } from './strftime.ts';
import { clockText, PyTime } from './time.ts';
import { offsetOf, timeZone } from './time-zone.ts';
import { PyTimedelta } from './timedelta.ts';

/** Python's `datetime.datetime`: a day and a time, with or without a UTC offset. */
export class PyDateTime implements PyObject {
  /** Seconds since 1970-01-01 00:00 in local time. */
  readonly wall: number;
  readonly microsecond: number;
  /** Seconds east of UTC; null if it has no time zone. */
  readonly offset: number | null;
  #moment: Moment | undefined;

  constructor(wall: number, microsecond: number, offset: number | null) {
    this.wall = wall;
    this.microsecond = microsecond;
    this.offset = offset;
    if (!(wall >= FIRST_SECOND && wall <= LAST_SECOND)) throw new FormulaError('date value out of range.');
  }

  /** Creates a datetime from its parts, checked as Python checks them. */
  static of(parts: Moment): PyDateTime {
    checkDay(parts);
    const { hour, minute, second, microsecond } = parts;
    if (!(hour >= 0 && hour <= 23)) throw new FormulaError('hour must be in 0..23.');
    if (!(minute >= 0 && minute <= 59)) throw new FormulaError('minute must be in 0..59.');
    if (!(second >= 0 && second <= 59)) throw new FormulaError('second must be in 0..59.');
    if (!(microsecond >= 0 && microsecond <= 999_999))
      throw new FormulaError('microsecond must be in 0..999999.');
    const day = daysFromCivil(parts.year, parts.month, parts.day);
    return new PyDateTime(day * DAY_SECONDS + hour * 3600 + minute * 60 + second, microsecond, parts.offset);
  }

  get pyType(): PyType {
    return DATETIME;
  }

  /** Days since 1970-01-01. */
  get days(): number {
    return Math.floor(this.wall / DAY_SECONDS);
  }

  /** Seconds since 1970-01-01 00:00 UTC; without a time zone, UTC is assumed. */
  get epoch(): number {
    return this.wall - (this.offset ?? 0);
  }

  get moment(): Moment {
    this.#moment ??= {
      ...civilFromDays(this.days),
      hour: Math.floor(this.wall / 3600) - this.days * 24,
      minute: Math.floor(this.wall / 60) - Math.floor(this.wall / 3600) * 60,
      second: this.wall - Math.floor(this.wall / 60) * 60,
      microsecond: this.microsecond,
      offset: this.offset,
    };
    return this.#moment;
  }

  /** `2026-01-15 14:30:00+00:00`. */
  pyText(): string {
    return this.isoformat(' ');
  }

  pyRepr(): string {
    const { year, month, day, hour, minute, second, microsecond } = this.moment;
    const clock = [
      hour,
      minute,
      ...(second || microsecond ? [second] : []),
      ...(microsecond ? [microsecond] : []),
    ];
    const zone =
      this.offset === null
        ? ''
        : `, tzinfo=datetime.timezone${this.offset ? `(${new PyTimedelta(this.offset).pyRepr()})` : '.utc'}`;
    return `datetime.datetime(${[year, month, day, ...clock].join(', ')}${zone})`;
  }

  isoformat(separator: string, precision?: Value): string {
    return PyDate.fromDays(this.days).pyText() + separator + clockText(this.moment, precision);
  }

  pyEquals(other: Value): boolean {
    return (
      other instanceof PyDateTime &&
      (other.offset === null) === (this.offset === null) &&
      other.epoch === this.epoch &&
      other.microsecond === this.microsecond
    );
  }

  pyCompare(other: Value): number | undefined {
    if (!(other instanceof PyDateTime)) return undefined;
    checkZones(this, other, 'compare');
    return this.epoch - other.epoch || this.microsecond - other.microsecond;
  }

  pyBinary(operator: Operator, other: Value, reflected: boolean): Value | undefined {
    if (operator === '+' && other instanceof PyTimedelta) return this.plus(other);
    if (operator !== '-' || reflected) return undefined;
    if (other instanceof PyTimedelta) return this.plus(new PyTimedelta(-other.total, -other.micros));
    if (!(other instanceof PyDateTime)) return undefined;
    checkZones(this, other, 'subtract');
    return new PyTimedelta(this.epoch - other.epoch, this.microsecond - other.microsecond);
  }

  plus(delta: PyTimedelta): PyDateTime {
    const micros = this.microsecond + delta.micros;
    const carry = micros >= 1_000_000 ? 1 : 0;
    return new PyDateTime(this.wall + delta.total + carry, micros - carry * 1_000_000, this.offset);
  }
}

const FIRST_SECOND = daysFromCivil(1, 1, 1) * DAY_SECONDS;
const LAST_SECOND = daysFromCivil(10_000, 1, 1) * DAY_SECONDS - 1;

function checkZones(a: PyDateTime, b: PyDateTime, what: string): void {
  if ((a.offset === null) !== (b.offset === null))
    throw new FormulaError(`can't ${what} offset-naive and offset-aware datetimes.`);
}

/** Midnight of a day, as a datetime. */
export function startOfDay(date: PyDate, offset: number | null): PyDateTime {
  return new PyDateTime(date.days * DAY_SECONDS, 0, offset);
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;

const DATETIME = pyType<PyDateTime>(
  'datetime',
  {
    ...Object.fromEntries(PARTS.map((part) => [part, (self: PyDateTime) => self.moment[part]])),
    tzinfo: (self) => timeZone(self.offset),
  },
  {
    ...DAY_METHODS,
    isoformat: (self, positional, keyword) => {
      const [separator = 'T', precision] = bind('isoformat', ['sep', 'timespec'], positional, keyword);
      if (typeof separator !== 'string') throw new FormulaError('sep must be a string.');
      return self.isoformat(separator, precision);
    },
    date: (self) => PyDate.fromDays(self.days),
    time: (self) => new PyTime({ ...self.moment, offset: null }),
    timetz: (self) => new PyTime(self.moment),
    timestamp: (self) => float(self.epoch + self.microsecond / 1_000_000),
    utcoffset: (self) => (self.offset === null ? null : new PyTimedelta(self.offset)),
    tzname: (self) => timeZone(self.offset)?.pyText() ?? null,
    astimezone: (self, [zone]) => {
      const offset = offsetOf(zone ?? null) ?? 0;
      return new PyDateTime(self.epoch + offset, self.microsecond, offset);
    },
    replace: (self, positional, keyword) => {
      const given = bind('replace', [...PARTS, 'tzinfo'], positional, keyword);
      const parts: Moment = { ...self.moment };
      for (const [i, part] of PARTS.entries())
        if (given[i] !== undefined) parts[part] = integer(given[i], part);
      if (given[PARTS.length] !== undefined) parts.offset = offsetOf(given[PARTS.length]!);
      return PyDateTime.of(parts);
    },
  },
);
