import { FormulaError } from '../../shared/formula-error.ts';
import { integer, lengthOf } from '../sequence.ts';
import { checkSize, limitedText } from '../size.ts';
import { percentFormat } from '../strings/percent-format.ts';
import { PyTuple } from '../tuple.ts';
import { typeName } from '../type.ts';
import type { Operator, PyObject, Value } from '../value.ts';
import { float, isFloat, numberOf } from './float.ts';
import { bigOf, int, MOST_DIGITS, nearestFloat, PyInt, quotient, tooLong } from './int.ts';

/** Applies a Python operator to two values: whole numbers stay whole, `/` yields a float, and dates can be added. */
export function binary(operator: Operator, a: Value, b: Value): Value {
  const left = numberOf(a);
  const right = left === undefined ? undefined : numberOf(b);
  if (left !== undefined && right !== undefined) {
    if (a instanceof PyInt || b instanceof PyInt) return withLarge(operator, a, b);
    return numbers(operator, left, right, isFloat(a) || isFloat(b));
  }
  const result = sequences(operator, a, b) ?? objects(operator, a, b);
  if (result !== undefined) return result;
  throw new FormulaError(
    `unsupported operand types for ${operator}: '${typeName(a)}' and '${typeName(b)}'.`,
    operator === '+' && (typeof a === 'string' || typeof b === 'string')
      ? 'Join strings with ~, which takes values of any type.'
      : undefined,
  );
}

/** `a + b`, the most frequent operator, with a fast path for numbers and texts. */
export function add(a: Value, b: Value): Value {
  if (typeof a === 'string' && typeof b === 'string') return limitedText(a + b);
  return binary('+', a, b);
}

function numbers(operator: Operator, a: number, b: number, isFloating: boolean): Value {
  if (operator === '/') {
    if (b === 0) throw new FormulaError('division by zero.');
    return float(a / b);
  }
  if (operator === '**') return power(a, b, isFloating);
  const result = wholeOrNot(operator, a, b);
  if (isFloating) return float(result);
  if (Number.isSafeInteger(result)) return result === 0 ? 0 : result;
  return exact(operator, BigInt(a), BigInt(b));
}

/** A number beyond 2^53 with another number: exact if both are whole, otherwise as floats. */
function withLarge(operator: Operator, a: Value, b: Value): Value {
  const left = bigOf(a);
  const right = bigOf(b);
  if (left !== undefined && right !== undefined) return exact(operator, left, right);
  const asFloat = (value: Value) => (value instanceof PyInt ? nearestFloat(value) : numberOf(value)!);
  return numbers(operator, asFloat(a), asFloat(b), true);
}

function exact(operator: Operator, a: bigint, b: bigint): Value {
  switch (operator) {
    case '+':
      return int(a + b);
    case '-':
      return int(a - b);
    case '*':
      return int(a * b);
    case '**':
      return exactPower(a, b);
    case '/':
      if (b === 0n) throw new FormulaError('division by zero.');
      return float(quotient(a, b));
    default: {
      if (b === 0n) throw new FormulaError('division or modulo by zero.');
      // The remainder has the sign of the divisor.
      const rest = a % b;
      const remainder = rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
      return int(operator === '%' ? remainder : (a - remainder) / b);
    }
  }
}

function exactPower(a: bigint, b: bigint): Value {
  if (b < 0n) return power(nearestFloat(new PyInt(a)), nearestFloat(new PyInt(b)), true);
  if (a === 0n || a === 1n) return b === 0n ? 1 : Number(a);
  if (a === -1n) return b % 2n === 0n ? 1 : -1;
  // Checked first: computing a number with too many digits takes long.
  const digits = (a < 0n ? -a : a).toString().length - 1;
  if (b > BigInt(MOST_DIGITS) * 4n || digits * Number(b) > MOST_DIGITS) throw tooLong();
  return int(a ** b);
}

function wholeOrNot(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    default:
      if (b === 0) throw new FormulaError('division or modulo by zero.');
      return operator === '%' ? modulo(a, b) : floorDivide(a, b);
  }
}

/** The remainder with the sign of the divisor. */
function modulo(a: number, b: number): number {
  const remainder = a % b;
  if (remainder === 0) return b < 0 ? -0 : 0;
  return remainder < 0 !== b < 0 ? remainder + b : remainder;
}

/** Uses the remainder, as CPython does, because `floor(a / b)` is off by one if the quotient was rounded up. */
function floorDivide(a: number, b: number): number {
  const quotient = (a - modulo(a, b)) / b;
  return Number.isFinite(quotient) ? Math.round(quotient) : Math.floor(a / b);
}

function power(a: number, b: number, isFloating: boolean): Value {
  if (a === 0 && b < 0) throw new FormulaError("0.0 can't be raised to a negative power.");
  if (a < 0 && !Number.isInteger(b))
    throw new FormulaError('A negative number has no real power of a fraction.');
  const result = a ** b;
  if (isFloating || b < 0) return float(result);
  return result < 2 ** 31 && result > -(2 ** 31) ? result : exactPower(BigInt(a), BigInt(b));
}

/** Converts a float without a fraction to a whole number. */
export function whole(value: number): number | PyInt {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  if (!Number.isFinite(value))
    throw new FormulaError(`cannot convert float ${Number.isNaN(value) ? 'NaN' : 'infinity'} to integer.`);
  return int(BigInt(value));
}

/** Rounds a whole number to tens, hundreds, and so on (negative digits), half to even. */
export function roundWhole(value: Value, digits: number): Value {
  const given = bigOf(value)!;
  if (digits >= 0) return int(given);
  if (-digits > MOST_DIGITS) return 0;
  const unit = 10n ** BigInt(-digits);
  const below = given - (((given % unit) + unit) % unit);
  const twice = (given - below) * 2n;
  const isUp = twice > unit || (twice === unit && (below / unit) % 2n !== 0n);
  return int(isUp ? below + unit : below);
}

function sequences(operator: Operator, a: Value, b: Value): Value | undefined {
  if (operator === '%' && typeof a === 'string') return percentFormat(a, b);
  if (operator === '+') {
    if (typeof a === 'string') return typeof b === 'string' ? limitedText(a + b) : undefined;
    if (Array.isArray(a) && Array.isArray(b)) return chained(a, b);
    if (a instanceof PyTuple && b instanceof PyTuple) return new PyTuple(chained(a.items, b.items));
  }
  if (operator === '*') {
    if (isSequence(a) && numberOf(b) !== undefined) return repeat(a, integer(b, 'The number of repetitions'));
    if (isSequence(b) && numberOf(a) !== undefined) return repeat(b, integer(a, 'The number of repetitions'));
  }
  return undefined;
}

function isSequence(value: Value): value is string | Value[] | PyTuple {
  return typeof value === 'string' || Array.isArray(value) || value instanceof PyTuple;
}

function repeat(value: string | Value[] | PyTuple, times: number): Value {
  const count = lengthOf(value) === 0 ? 0 : Math.max(0, times);
  checkSize(lengthOf(value) * count, typeof value === 'string' ? 'text' : 'list');
  if (typeof value === 'string') return value.repeat(count);
  const items = Array.isArray(value) ? value : value.items;
  const repeated = Array.from({ length: count }, () => items).flat();
  return Array.isArray(value) ? repeated : new PyTuple(repeated);
}

function chained(a: readonly Value[], b: readonly Value[]): Value[] {
  checkSize(a.length + b.length, 'list');
  return [...a, ...b];
}

function objects(operator: Operator, a: Value, b: Value): Value | undefined {
  return asObject(a)?.pyBinary?.(operator, b, false) ?? asObject(b)?.pyBinary?.(operator, a, true);
}

function asObject(value: Value): PyObject | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}

/** `-value`. */
export function negate(value: Value): Value {
  if (value instanceof PyInt) return int(-value.value);
  const number = numberOf(value);
  if (number !== undefined) return isFloat(value) ? float(-number) : whole(-number);
  const result = asObject(value)?.pyNegate?.();
  if (result === undefined) throw new FormulaError(`bad operand type for unary -: '${typeName(value)}'.`);
  return result;
}
