import { FormulaError } from '../formula-error.ts';
import { whole } from '../values/arithmetic.ts';

/** Functions of whole numbers of Python's `math`; results beyond 2^53 are errors. */

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : whole(Math.abs(a / gcd(a, b)) * Math.abs(b));
}

export function factorial(n: number): number {
  if (n < 0) throw new FormulaError('factorial() not defined for negative values.');
  let result = 1;
  for (let i = 2; i <= n; i++) result = whole(result * i);
  return result;
}

/** In how many ways k of n things can be put in a row. */
export function perm(n: number, k: number): number {
  if (n < 0 || k < 0) throw new FormulaError('n and k must be non-negative integers.');
  if (k > n) return 0;
  let result = 1;
  for (let i = 0; i < k; i++) result = whole(result * (n - i));
  return result;
}

/** In how many ways k of n things can be chosen. */
export function comb(n: number, k: number): number {
  if (n < 0 || k < 0) throw new FormulaError('n and k must be non-negative integers.');
  if (k > n) return 0;
  let result = 1n;
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    result = (result * BigInt(n - Math.min(k, n - k) + i)) / BigInt(i);
    whole(Number(result));
  }
  return Number(result);
}

/** The whole part of the square root. */
export function isqrt(n: number): number {
  if (n < 0) throw new FormulaError('isqrt() argument must be nonnegative.');
  const root = Math.floor(Math.sqrt(n));
  return root * root > n ? root - 1 : (root + 1) * (root + 1) <= n ? root + 1 : root;
}
