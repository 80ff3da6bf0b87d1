import { FormulaError } from '../shared/formula-error.ts';
import { bind } from './arguments.ts';
import { DAY_SECONDS } from './calendar.ts';
import { DAY_METHODS, PyDate } from './date.ts';
import { PyDateTime } from './datetime.ts';
import { float } from './float.ts';
import { integer } from './sequence.ts';
import type { Moment } from './strftime.ts';
import { PyTime } from './time.ts';
import { offsetOf, timeZone } from './time-zone.ts';
import { PyTimedelta } from './timedelta.ts';
import { pyType } from './type.ts';
import type { Value } from './value.ts';

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;

/** Attributes and methods of Python's `datetime.datetime`. */
export const DATETIME = pyType<PyDateTime>(
  'datetime',
  {
    ...Object.fromEntries(PARTS.map((part) => [part, (self: PyDateTime) => self.moment[part]])),
    tzinfo: (self) => timeZone(self.offset),
  },
  {
    ...DAY_METHODS,
    isoformat: (self, positional, keyword) => {
      const [separator = 'T', precision] = bind('isoformat', ['sep', 'timespec'], positional, keyword);
      if (typeof separator !== 'string') throw new FormulaError('sep must be a text.');
      return withPrecision(self, separator, precision);
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

const SECONDS: Record<string, number> = {
  hours: 2,
  minutes: 5,
  seconds: 8,
  milliseconds: 12,
  microseconds: 15,
};

function withPrecision(self: PyDateTime, separator: string, precision: Value | undefined): string {
  if (precision === undefined || precision === 'auto') return self.isoformat(separator);
  const length = typeof precision === 'string' ? SECONDS[precision] : undefined;
  if (length === undefined)
    throw new FormulaError('Unknown timespec.', `It is one of auto, ${Object.keys(SECONDS).join(', ')}.`);
  const zone = self.isoformat('T').replace(/^.{19}(?:\.\d+)?/, '');
  const clock = new PyTime({ ...self.moment, offset: null }).pyText().padEnd(9, '.').padEnd(15, '0');
  return `${PyDate.fromDays(self.days).pyText()}${separator}${clock.slice(0, length)}${zone}`;
}

/** A datetime at the start of a day. */
export function startOfDay(date: PyDate, offset: number | null): PyDateTime {
  return new PyDateTime(date.days * DAY_SECONDS, 0, offset);
}
