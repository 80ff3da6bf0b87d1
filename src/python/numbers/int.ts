import { counted } from '../../shared/counted.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { type PyType, pyType } from '../type.ts';
import type { PyObject, Value } from '../value.ts';

/**
 * A whole number beyond 2^53, which a JavaScript number can't represent exactly. All others are JavaScript numbers,
 * so that ordinary arithmetic stays fast.
 */
export class PyInt implements PyObject {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }

  get pyType(): PyType {
    return INT;
  }

  pyText(): string {
    return this.value.toString();
  }
}

/** The maximum digits of a whole number, as in Python's conversion to text and back. */
export const MOST_DIGITS = 4300;

const LIMIT = 10n ** BigInt(MOST_DIGITS);
const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** Converts a whole number to its normal form: a JavaScript number if that is exact. */
export function int(value: bigint): number | PyInt {
  if (value <= MOST && value >= -MOST) return Number(value);
  if (value >= LIMIT || value <= -LIMIT) throw tooLong();
  return new PyInt(value);
}

export function tooLong(): FormulaError {
  return new FormulaError(`A whole number would have more than ${counted(MOST_DIGITS)} digits.`);
}

/** Parses a text of digits in the base of its prefix; undefined if it is too long. */
export function intOf(digits: string): number | PyInt | undefined {
  if (digits.length < 15) return Number(digits);
  if (digits.length > MOST_DIGITS) return undefined;
  return int(BigInt(digits));
}

/** Parses a whole number with or without a sign; undefined for any other text. */
export function wholeOf(text: string): number | PyInt | undefined {
  const digits = text.trim();
  return /^[-+]?\d+$/.test(digits) && digits.length <= MOST_DIGITS ? int(BigInt(digits)) : undefined;
}

/** Returns the exact value of a whole number, where True is 1; undefined for floats and other values. */
export function bigOf(value: Value): bigint | undefined {
  if (value instanceof PyInt) return value.value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'boolean' ? BigInt(value) : undefined;
}

/** Returns the nearest float; the largest whole numbers have none. */
export function nearestFloat({ value }: PyInt): number {
  const float = Number(value);
  if (!Number.isFinite(float)) throw new FormulaError('int too large to convert to float.');
  return float;
}

/** `a / b`, rounded once, as Python divides whole numbers of any size. */
export function quotient(a: bigint, b: bigint): number {
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  // More bits than a double holds; the last one represents all that are cut off.
  const shift = Math.max(0, 70 + bits(y) - bits(x));
  const wide = x << BigInt(shift);
  const whole = wide / y;
  const sticky = wide % y === 0n ? whole : whole | 1n;
  const size = Number(sticky) / 2 ** Math.min(shift, 1000) / 2 ** Math.max(0, shift - 1000);
  if (!Number.isFinite(size)) throw new FormulaError('integer division result too large for a float.');
  return a < 0n === b < 0n ? size : -size;
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

/** Compares two numbers exactly: negative, zero, or positive; undefined if one isn't a number. */
export function compareExactly(a: bigint | number | undefined, b: bigint | number | undefined) {
  if (a === undefined || b === undefined) return undefined;
  return a < b ? -1 : a > b ? 1 : Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
}

const part = (self: number | boolean | PyInt) => (typeof self === 'boolean' ? Number(self) : self);

/** Python's `int`; `bool` is a subclass. */
export const INT: PyType = pyType<number | boolean | PyInt>(
  'int',
  { real: part, imag: () => 0, numerator: part, denominator: () => 1 },
  {
    bit_length: (self) => {
      const value = bigOf(self) ?? 0n;
      return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
    },
  },
);
