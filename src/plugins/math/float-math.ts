import { binary, roundWhole, whole } from '../../python/numbers/arithmetic.ts';
import { roundHalfEven } from '../../python/numbers/decimal.ts';
import { float, isFloat, numberOf } from '../../python/numbers/float.ts';
import { nearestFloat, PyInt } from '../../python/numbers/int.ts';
import { integer, itemsOf } from '../../python/sequence.ts';
import { PyTuple } from '../../python/tuple.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';

export function number(name: string, value: Value): number {
  const result = value instanceof PyInt ? nearestFloat(value) : numberOf(value);
  if (result === undefined) throw new FormulaError(`${name}() takes numbers; got ${typeName(value)}.`);
  return result;
}

/** Python raises an error where JavaScript returns NaN or an infinity for finite arguments. */
export function real(name: string, result: number, ...given: number[]): number {
  if (Number.isFinite(result) || !given.every(Number.isFinite)) return result;
  throw new FormulaError(
    `${name}(${given.join(', ')}): math ${Number.isNaN(result) ? 'domain' : 'range'} error.`,
  );
}

export function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

export function logarithm(x: Value, base: Value | undefined): number {
  const value = number('log', x);
  if (value <= 0) throw new FormulaError(`log(${value}): math domain error.`);
  if (base === undefined) return Math.log(value);
  const by = number('log', base);
  if (by <= 0 || by === 1) throw new FormulaError(`log(${value}, ${by}): math domain error.`);
  return Math.log(value) / Math.log(by);
}

export function distances(p: Value, q: Value): number[] {
  const [from, to] = [itemsOf(p), itemsOf(q)];
  if (from.length !== to.length)
    throw new FormulaError('both points must have the same number of dimensions.');
  return from.map((value, i) => number('dist', value) - number('dist', to[i]!));
}

/** Neumaier's compensated sum, exact to the last digit of a float for sums of this size. */
export function exactSum(values: number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

export function product(values: readonly Value[]): Value {
  for (const value of values) number('prod', value);
  return values.reduce<Value>((all, value) => binary('*', all, value), 1);
}

export function sumOfProducts(p: readonly Value[], q: readonly Value[]): Value {
  if (p.length !== q.length) throw new FormulaError('sumprod() takes two lists of the same length.');
  for (const value of [...p, ...q]) number('sumprod', value);
  return p.reduce<Value>((all, value, i) => binary('+', all, binary('*', value, q[i]!)), 0);
}

export function mantissa(value: number): Value {
  if (value === 0 || !Number.isFinite(value)) return new PyTuple([float(value), 0]);
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(value))) + 1);
  let rest = value * 2 ** -exponent;
  while (Math.abs(rest) < 0.5) {
    rest *= 2;
    exponent--;
  }
  while (Math.abs(rest) >= 1) {
    rest /= 2;
    exponent++;
  }
  return new PyTuple([float(rest), exponent]);
}

export function isClose(a: number, b: number, relative: number, absolute: number): boolean {
  return a === b || Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute);
}

/** Without digits, returns a whole number; with digits, a number of the same type; rounds half to even. */
export function round(value: Value, digits: Value): Value {
  const given = number('round', value);
  const decimals = digits === null ? 0 : integer(digits, 'ndigits');
  if (!isFloat(value)) return roundWhole(value, decimals);
  const rounded = roundHalfEven(given, decimals);
  return digits === null ? whole(rounded) : float(rounded);
}
