import { MOST_DIGITS, tooLong } from '../../python/numbers/int.ts';
import { FormulaError } from '../../shared/formula-error.ts';

/** Python's `math` functions of whole numbers, exact at any size. */

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return a === 0n || b === 0n ? 0n : magnitude(a / gcd(a, b)) * magnitude(b);
}

export function factorial(n: bigint): bigint {
  if (n < 0n) throw new FormulaError('factorial() not defined for negative values.');
  return perm(n, n);
}

/** The number of permutations of k of n items. */
export function perm(n: bigint, k: bigint): bigint {
  if (n < 0n || k < 0n) throw new FormulaError('n and k must be non-negative integers.');
  if (k > n) return 0n;
  let result = 1n;
  for (let i = 0n; i < k; i++) result = bounded(result * (n - i));
  return result;
}

/** The number of combinations of k of n items. */
export function comb(n: bigint, k: bigint): bigint {
  if (n < 0n || k < 0n) throw new FormulaError('n and k must be non-negative integers.');
  if (k > n) return 0n;
  const few = k < n - k ? k : n - k;
  let result = 1n;
  for (let i = 1n; i <= few; i++) result = bounded((result * (n - few + i)) / i);
  return result;
}

/** The integer square root. */
export function isqrt(n: bigint): bigint {
  if (n < 0n) throw new FormulaError('isqrt() argument must be nonnegative.');
  if (n < 2n) return n;
  // Newton's steps descend from above the root until they pass it.
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

const LIMIT = 10n ** BigInt(MOST_DIGITS);

/** Stops before a product takes too long. */
function bounded(value: bigint): bigint {
  if (value >= LIMIT) throw tooLong();
  return value;
}
