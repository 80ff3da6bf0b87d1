import { numberOf } from '../numbers/float.ts';
import type { PyType } from '../type.ts';
import type { Operator, PyObject, Value } from '../value.ts';
import { DAY_SECONDS, daysInMonth, isLeap, weekdayOf } from './calendar.ts';
import { PyDate } from './date.ts';
import { PyDateTime, startOfDay } from './datetime.ts';
import { RELATIVE, RELATIVEDELTA, type Relative } from './relativedelta-parts.ts';
import { PyTimedelta, timedelta } from './timedelta.ts';

/** The parts that replace those of a date instead of being added. */
export interface Absolute {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  microsecond?: number;
  /** 0 for Monday to 6 for Sunday, and which one: 1 for the next (or same) day, -1 for the last. */
  weekday?: { day: number; nth: number };
}

/** dateutil's relativedelta: `months=1` from January 31 is the end of February, `month=1` is January. */
export class PyRelativedelta implements PyObject {
  readonly years: number = 0;
  readonly months: number = 0;
  readonly days: number = 0;
  readonly leapdays: number = 0;
  readonly hours: number = 0;
  readonly minutes: number = 0;
  readonly seconds: number = 0;
  readonly microseconds: number = 0;
  readonly absolute: Absolute;

  constructor(relative: Partial<Relative>, absolute: Absolute = {}) {
    this.absolute = absolute;
    const parts = { ...ZERO, ...relative };
    for (const [smaller, larger, size] of CARRIES) {
      if (Math.abs(parts[smaller]) < size) continue;
      const carried = Math.trunc(parts[smaller] / size);
      parts[smaller] -= carried * size;
      parts[larger] += carried;
    }
    Object.assign(this, parts);
  }

  get pyType(): PyType {
    return RELATIVEDELTA;
  }

  pyText(): string {
    const relative = RELATIVE.filter((part) => this[part] !== 0).map(
      (part) => `${part}=${this[part] > 0 ? '+' : ''}${this[part]}`,
    );
    const absolute = Object.entries(this.absolute).map(([part, value]) =>
      typeof value === 'object' ? `weekday=${value.day}` : `${part}=${value}`,
    );
    return `relativedelta(${[...relative, ...absolute].join(', ')})`;
  }

  pyTruthy(): boolean {
    return RELATIVE.some((part) => this[part] !== 0) || Object.keys(this.absolute).length > 0;
  }

  pyEquals(other: Value): boolean {
    return other instanceof PyRelativedelta && other.pyText() === this.pyText();
  }

  pyOffset(): number {
    return this.seconds + this.minutes * 60 + this.hours * 3600 + this.days * DAY_SECONDS;
  }

  pyNegate(): Value {
    return this.scaled(-1);
  }

  pyBinary(operator: Operator, other: Value, reflected: boolean): Value | undefined {
    if (operator === '+' && (other instanceof PyDate || other instanceof PyDateTime))
      return this.addTo(other);
    if (operator === '-' && reflected && (other instanceof PyDate || other instanceof PyDateTime))
      return this.scaled(-1).addTo(other);
    const delta = other instanceof PyTimedelta ? fromTimedelta(other) : other;
    if (delta instanceof PyRelativedelta) {
      const [first, second] = reflected ? [delta, this] : [this, delta];
      if (operator === '+') return combined(first, second, 1);
      return operator === '-' ? combined(first, second, -1) : undefined;
    }
    const factor = numberOf(other);
    if (factor === undefined) return undefined;
    if (operator === '*') return this.scaled(factor);
    return operator === '/' && !reflected && factor !== 0 ? this.scaled(1 / factor) : undefined;
  }

  scaled(factor: number): PyRelativedelta {
    const parts = RELATIVE.map((part) => [
      part,
      part === 'leapdays' ? this[part] : Math.trunc(this[part] * factor),
    ]);
    return new PyRelativedelta(Object.fromEntries(parts), this.absolute);
  }

  /** Applies the absolute parts and the months, then days and times, and finally the weekday. */
  addTo(start: PyDate | PyDateTime): PyDate | PyDateTime {
    const base = start instanceof PyDate && this.#hasTime() ? startOfDay(start, null) : start;
    const { moment } = base;
    const { weekday, ...replaced } = this.absolute;
    const monthIndex = (replaced.month ?? moment.month) - 1 + this.months;
    const year = (replaced.year ?? moment.year) + this.years + Math.floor(monthIndex / 12);
    const month = monthIndex - Math.floor(monthIndex / 12) * 12 + 1;
    const day = Math.min(daysInMonth(year, month), replaced.day ?? moment.day);
    const leap = this.leapdays && month > 2 && isLeap(year) ? this.leapdays : 0;
    const { hours, minutes, seconds, microseconds } = this;
    const delta = timedelta([], { days: this.days + leap, hours, minutes, seconds, microseconds });
    const moved =
      base instanceof PyDate
        ? PyDate.fromDays(new PyDate(year, month, day).days + delta.days)
        : PyDateTime.of({ ...moment, ...replaced, year, month, day }).plus(delta);
    return weekday ? jump(moved, weekday) : moved;
  }

  #hasTime(): boolean {
    return (
      Boolean(this.hours || this.minutes || this.seconds || this.microseconds) ||
      ['hour', 'minute', 'second', 'microsecond'].some((part) => part in this.absolute)
    );
  }
}

const ZERO: Relative = {
  years: 0,
  months: 0,
  days: 0,
  leapdays: 0,
  hours: 0,
  minutes: 0,
  seconds: 0,
  microseconds: 0,
};

const CARRIES: [keyof Relative, keyof Relative, number][] = [
  ['microseconds', 'seconds', 1_000_000],
  ['seconds', 'minutes', 60],
  ['minutes', 'hours', 60],
  ['hours', 'days', 24],
  ['months', 'years', 12],
];

function jump(moved: PyDate | PyDateTime, { day, nth }: { day: number; nth: number }): PyDate | PyDateTime {
  const today = weekdayOf(moved.days);
  const toward = nth > 0 ? (7 - today + day) % 7 : (today - day + 7) % 7;
  const days = ((Math.abs(nth) - 1) * 7 + toward) * Math.sign(nth);
  return moved instanceof PyDate
    ? PyDate.fromDays(moved.days + days)
    : moved.plus(new PyTimedelta(days * DAY_SECONDS));
}

function fromTimedelta({ days, total, micros }: PyTimedelta): PyRelativedelta {
  return new PyRelativedelta({ days, seconds: total - days * DAY_SECONDS, microseconds: micros });
}

/** Merges absolute parts as dateutil does: the first operand's win in a subtraction, the second's otherwise. */
function combined(a: PyRelativedelta, b: PyRelativedelta, sign: 1 | -1): PyRelativedelta {
  const parts = RELATIVE.map((part) => [
    part,
    part === 'leapdays' ? b[part] || a[part] : a[part] + sign * b[part],
  ]);
  const absolute = sign === 1 ? { ...a.absolute, ...b.absolute } : { ...b.absolute, ...a.absolute };
  return new PyRelativedelta(Object.fromEntries(parts), absolute);
}

/** `(a - b)` in years, months, days, and time: the difference that leads from b to a. */
export function difference(a: PyDate | PyDateTime, b: PyDate | PyDateTime): PyRelativedelta {
  const left = a instanceof PyDate && b instanceof PyDateTime ? startOfDay(a, b.offset) : a;
  const right = b instanceof PyDate && a instanceof PyDateTime ? startOfDay(b, a.offset) : b;
  const order = left.pyCompare(right as never) ?? 0;
  let months = (left.moment.year - right.moment.year) * 12 + left.moment.month - right.moment.month;
  let moved = new PyRelativedelta({ months }).addTo(right);
  while (order < 0 ? left.pyCompare(moved as never)! > 0 : left.pyCompare(moved as never)! < 0) {
    months += order < 0 ? 1 : -1;
    moved = new PyRelativedelta({ months }).addTo(right);
  }
  const rest = left.pyBinary('-', moved, false) as PyTimedelta;
  return new PyRelativedelta({ months, seconds: rest.total, microseconds: rest.micros });
}
