import { FormulaError } from '../../shared/formula-error.ts';
import { bind } from '../function.ts';
import { roundHalfEven } from '../numbers/decimal.ts';
import { float, numberOf } from '../numbers/float.ts';
import { type PyType, pyType, typeName } from '../type.ts';
import type { Operator, PyObject, Value } from '../value.ts';
import { DAY_SECONDS, digits } from './calendar.ts';

const MICROS = 1_000_000;

/** Python's `datetime.timedelta`: a duration with microseconds. */
export class PyTimedelta implements PyObject {
  /** Whole seconds, rounded down, and the microseconds above them. */
  readonly total: number;
  readonly micros: number;

  constructor(seconds: number, micros = 0) {
    this.total = seconds + Math.floor(micros / MICROS);
    this.micros = micros - Math.floor(micros / MICROS) * MICROS;
    if (!(Math.abs(this.total) <= 86_399_999_999_999)) throw new FormulaError('A timedelta is out of range.');
  }

  get pyType(): PyType {
    return TIMEDELTA;
  }

  get days(): number {
    return Math.floor(this.total / DAY_SECONDS);
  }

  pyText(): string {
    const { days } = this;
    const seconds = this.total - days * DAY_SECONDS;
    const clock = `${Math.floor(seconds / 3600)}:${digits(Math.floor(seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}`;
    const fraction = this.micros ? `.${digits(this.micros, 6)}` : '';
    return `${days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `}${clock}${fraction}`;
  }

  pyRepr(): string {
    const seconds = this.total - this.days * DAY_SECONDS;
    const parts = [
      this.days && `days=${this.days}`,
      seconds && `seconds=${seconds}`,
      this.micros && `microseconds=${this.micros}`,
    ];
    return `datetime.timedelta(${parts.filter(Boolean).join(', ') || '0'})`;
  }

  pyTruthy(): boolean {
    return this.total !== 0 || this.micros !== 0;
  }

  pyEquals(other: Value): boolean {
    return other instanceof PyTimedelta && this.pyCompare(other) === 0;
  }

  pyCompare(other: Value): number | undefined {
    return other instanceof PyTimedelta ? this.total - other.total || this.micros - other.micros : undefined;
  }

  pyOffset(): number {
    return this.total;
  }

  pyNegate(): Value {
    return new PyTimedelta(-this.total, -this.micros);
  }

  pyBinary(operator: Operator, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof PyTimedelta) return reflected ? undefined : this.#withDelta(operator, other);
    const factor = numberOf(other);
    if (factor === undefined) return undefined;
    if (operator === '*') return scaled(this, factor);
    if (reflected || (operator !== '/' && operator !== '//')) return undefined;
    if (factor === 0) throw new FormulaError('division by zero.');
    return operator === '/' ? scaled(this, 1 / factor) : fromMicros(Math.floor(this.#inMicros() / factor));
  }

  #withDelta(operator: Operator, other: PyTimedelta): Value | undefined {
    switch (operator) {
      case '+':
        return new PyTimedelta(this.total + other.total, this.micros + other.micros);
      case '-':
        return new PyTimedelta(this.total - other.total, this.micros - other.micros);
      case '/':
        return float(this.#inMicros() / nonZero(other.#inMicros()));
      case '//':
        return Math.floor(this.#inMicros() / nonZero(other.#inMicros()));
      case '%':
        return fromMicros(
          this.#inMicros() - Math.floor(this.#inMicros() / nonZero(other.#inMicros())) * other.#inMicros(),
        );
      default:
        return undefined;
    }
  }

  #inMicros(): number {
    return this.total * MICROS + this.micros;
  }
}

function nonZero(value: number): number {
  if (value === 0) throw new FormulaError('division by zero.');
  return value;
}

function fromMicros(micros: number): PyTimedelta {
  return new PyTimedelta(Math.floor(micros / MICROS), micros - Math.floor(micros / MICROS) * MICROS);
}

/** Seconds stay exact if the factor is whole. */
function scaled(delta: PyTimedelta, factor: number): PyTimedelta {
  const seconds = delta.total * factor;
  const rest = Math.floor(seconds);
  return new PyTimedelta(rest, roundHalfEven((seconds - rest) * MICROS + delta.micros * factor, 0));
}

const UNITS: Record<string, number> = {
  days: DAY_SECONDS,
  seconds: 1,
  microseconds: 1 / MICROS,
  milliseconds: 1 / 1000,
  minutes: 60,
  hours: 3600,
  weeks: 7 * DAY_SECONDS,
};

/** `timedelta(days=1, hours=2)`. */
export function timedelta(positional: Value[], keyword: Record<string, Value>): PyTimedelta {
  const names = Object.keys(UNITS);
  let seconds = 0;
  let micros = 0;
  for (const [i, given] of bind('timedelta', names, positional, keyword).entries()) {
    if (given === undefined) continue;
    const amount = numberOf(given);
    if (amount === undefined)
      throw new FormulaError(`timedelta ${names[i]} must be a number; got ${typeName(given)}.`);
    const inSeconds = names[i] === 'microseconds' ? 0 : amount * UNITS[names[i]!]!;
    seconds += Math.floor(inSeconds);
    micros += names[i] === 'microseconds' ? amount : (inSeconds - Math.floor(inSeconds)) * MICROS;
  }
  return new PyTimedelta(seconds, roundHalfEven(micros, 0));
}

const TIMEDELTA = pyType<PyTimedelta>(
  'timedelta',
  {
    days: (self) => self.days,
    seconds: (self) => self.total - self.days * DAY_SECONDS,
    microseconds: (self) => self.micros,
  },
  { total_seconds: (self) => float(self.total + self.micros / MICROS) },
);
