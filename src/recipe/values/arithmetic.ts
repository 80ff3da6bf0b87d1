import { FormulaError } from '../formula-error.ts';
import type { Operator, PyObject, Value } from '../value.ts';
import { float, isFloat, numberOf } from './float.ts';
import { typeName } from './kind.ts';
import { percentFormat } from './percent-format.ts';
import { integer, lengthOf, SIZE_LIMIT } from './sequence.ts';
import { PyTuple } from './tuple.ts';

/** The Python operator applied to two values: whole numbers stay whole, `/` yields a float, dates add up. */
export function binary(operator: Operator, a: Value, b: Value): Value {
  const left = numberOf(a);
  const right = left === undefined ? undefined : numberOf(b);
  if (left !== undefined && right !== undefined)
    return numbers(operator, left, right, isFloat(a) || isFloat(b));
  const result = sequences(operator, a, b) ?? objects(operator, a, b);
  if (result !== undefined) return result;
  throw new FormulaError(
    `unsupported operand types for ${operator}: '${typeName(a)}' and '${typeName(b)}'.`,
    operator === '+' && (typeof a === 'string' || typeof b === 'string')
      ? 'Join texts with ~, which takes values of any type.'
      : undefined,
  );
}

/** `a + b`, the operator that most formulas use, without a detour for numbers and texts. */
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
  return isFloating ? float(result) : whole(result);
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

/** From the remainder, as CPython does, because `floor(a / b)` is off by one where the quotient was rounded up. */
function floorDivide(a: number, b: number): number {
  const quotient = (a - modulo(a, b)) / b;
  return Number.isFinite(quotient) ? Math.round(quotient) : Math.floor(a / b);
}

function power(a: number, b: number, isFloating: boolean): Value {
  if (a === 0 && b < 0) throw new FormulaError('0.0 cannot be raised to a negative power.');
  if (a < 0 && !Number.isInteger(b))
    throw new FormulaError('A negative number has no real power of a fraction.');
  const result = a ** b;
  return isFloating || b < 0 ? float(result) : whole(result);
}

/** Guards whole numbers, which are exact up to 2^53 only. */
export function whole(value: number): number {
  if (!Number.isSafeInteger(value) && !Number.isNaN(value))
    throw new FormulaError('A whole number is beyond 9007199254740991, the largest that is exact here.');
  return value === 0 ? 0 : value;
}

function sequences(operator: Operator, a: Value, b: Value): Value | undefined {
  if (operator === '%' && typeof a === 'string') return percentFormat(a, b);
  if (operator === '+') {
    if (typeof a === 'string') return typeof b === 'string' ? limitedText(a + b) : undefined;
    if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
    if (a instanceof PyTuple && b instanceof PyTuple) return new PyTuple([...a.items, ...b.items]);
  }
  if (operator === '*') {
    if (isSequence(a) && numberOf(b) !== undefined) return repeat(a, integer(b, 'How often to repeat'));
    if (isSequence(b) && numberOf(a) !== undefined) return repeat(b, integer(a, 'How often to repeat'));
  }
  return undefined;
}

function isSequence(value: Value): value is string | Value[] | PyTuple {
  return typeof value === 'string' || Array.isArray(value) || value instanceof PyTuple;
}

function repeat(value: string | Value[] | PyTuple, times: number): Value {
  const count = Math.max(0, times);
  if (lengthOf(value) * count > SIZE_LIMIT)
    throw new FormulaError(`A repetition would be longer than ${SIZE_LIMIT} characters or items.`);
  if (typeof value === 'string') return value.repeat(count);
  const items = Array.isArray(value) ? value : value.items;
  const repeated = Array.from({ length: count }, () => items).flat();
  return Array.isArray(value) ? repeated : new PyTuple(repeated);
}

/** Guards against texts that grow without bound. */
export function limitedText(text: string): string {
  if (text.length > SIZE_LIMIT)
    throw new FormulaError(`A text would be longer than ${SIZE_LIMIT} characters.`);
  return text;
}

function objects(operator: Operator, a: Value, b: Value): Value | undefined {
  return asObject(a)?.pyBinary?.(operator, b, false) ?? asObject(b)?.pyBinary?.(operator, a, true);
}

function asObject(value: Value): PyObject | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}

/** `-value`. */
export function negate(value: Value): Value {
  const number = numberOf(value);
  if (number !== undefined) return isFloat(value) ? float(-number) : whole(-number);
  const result = asObject(value)?.pyNegate?.();
  if (result === undefined) throw new FormulaError(`bad operand type for unary -: '${typeName(value)}'.`);
  return result;
}
