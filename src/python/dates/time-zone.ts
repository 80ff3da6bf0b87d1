import { FormulaError } from '../../shared/formula-error.ts';
import { typeName } from '../type.ts';
import type { PyObject, Value } from '../value.ts';
import { DAY_SECONDS } from './calendar.ts';
import { offsetText } from './strftime.ts';

class PyTimeZone implements PyObject {
  readonly offset: number;

  constructor(offset: number) {
    this.offset = offset;
  }

  pyText(): string {
    return this.offset === 0 ? 'UTC' : `UTC${offsetText(this.offset, ':')}`;
  }

  pyOffset(): number {
    return this.offset;
  }

  pyEquals(other: Value): boolean {
    return other instanceof PyTimeZone && other.offset === this.offset;
  }
}

/** Returns the `tzinfo` of a datetime with this UTC offset; null without one. */
export function timeZone(offset: number | null): PyTimeZone | null {
  return offset === null ? null : new PyTimeZone(offset);
}

/**
 * Returns the UTC offset in seconds of a recipe's time zone: a relativedelta or timedelta, or the `tzinfo` of another
 * datetime. None and false mean no time zone.
 */
export function offsetOf(zone: Value): number | null {
  if (zone === null || zone === false) return null;
  const offset = typeof zone === 'object' && !Array.isArray(zone) ? zone.pyOffset?.() : undefined;
  if (offset === undefined)
    throw new FormulaError(
      `A time zone must be a relativedelta; got ${typeName(zone)}.`,
      'Write relativedelta(hours=8).',
    );
  if (Math.abs(offset) >= DAY_SECONDS)
    throw new FormulaError('A time zone must be less than a day from UTC.');
  return offset;
}
