import { FormulaError } from '../../shared/formula-error.ts';
import { type PyType, pyType } from '../type.ts';
import type { PyObject, Value } from '../value.ts';
import { digits } from './calendar.ts';
import { type Moment, offsetText, strftime } from './strftime.ts';

/** Python's `datetime.time`, which formulas get only from `.time()` of a datetime. */
export class PyTime implements PyObject {
  readonly moment: Moment;

  constructor(moment: Moment) {
    // Python formats a time as if it were on this day.
    this.moment = { ...moment, year: 1900, month: 1, day: 1 };
  }

  get pyType(): PyType {
    return TIME;
  }

  pyText(): string {
    return clockText(this.moment);
  }

  pyRepr(): string {
    const { hour, minute, second, microsecond } = this.moment;
    const rest = microsecond ? [second, microsecond] : second ? [second] : [];
    return `datetime.time(${[hour, minute, ...rest].join(', ')})`;
  }

  pyEquals(other: Value): boolean {
    return other instanceof PyTime && this.pyCompare(other) === 0;
  }

  pyCompare(other: Value): number | undefined {
    return other instanceof PyTime ? this.#micros() - other.#micros() : undefined;
  }

  #micros(): number {
    const { hour, minute, second, microsecond, offset } = this.moment;
    return ((hour * 60 + minute) * 60 + second - (offset ?? 0)) * 1_000_000 + microsecond;
  }
}

const TIME = pyType<PyTime>(
  'time',
  {
    hour: (self) => self.moment.hour,
    minute: (self) => self.moment.minute,
    second: (self) => self.moment.second,
    microsecond: (self) => self.moment.microsecond,
  },
  {
    isoformat: (self) => self.pyText(),
    strftime: (self, [format]) => {
      if (typeof format !== 'string') throw new FormulaError('strftime() takes a string.');
      return strftime(self.moment, format);
    },
  },
);

/** The number of characters of `14:30:05.123456` that a timespec keeps. */
const LENGTHS = new Map<Value, number>([
  ['hours', 2],
  ['minutes', 5],
  ['seconds', 8],
  ['milliseconds', 12],
  ['microseconds', 15],
]);

/** `14:30:05.123456+00:00`; by default, a zero fraction is left out. */
export function clockText(moment: Moment, precision: Value = 'auto'): string {
  const { hour, minute, second, microsecond, offset } = moment;
  const length = precision === 'auto' ? (microsecond ? 15 : 8) : LENGTHS.get(precision);
  if (length === undefined)
    throw new FormulaError('Unknown timespec.', `It must be one of auto, ${[...LENGTHS.keys()].join(', ')}.`);
  const clock = `${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}.${digits(microsecond, 6)}`;
  return clock.slice(0, length) + (offset === null ? '' : offsetText(offset, ':'));
}
