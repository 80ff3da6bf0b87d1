/**
 * Lanczos' approximation of the gamma function (g = 7, 9 terms; coefficients by P. Godfrey, "A note on the
 * computation of the convergent Lanczos complex Gamma approximation", 2001), exact to about 15 digits.
 */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The logarithm of the absolute value of the gamma function. */
export function logGamma(x: number): number {
  if (Number.isInteger(x) && x <= 0) return Number.POSITIVE_INFINITY;
  if (x === 1 || x === 2) return 0;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(lanczosSum(x - 1));
}

export function gamma(x: number): number {
  if (Number.isInteger(x)) {
    if (x <= 0) return Number.NaN;
    if (x <= 23) return Array.from({ length: x - 1 }, (_, i) => i + 1).reduce((all, i) => all * i, 1);
  }
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  const t = x + 6.5;
  // Multiplied in two halves, because the whole power may overflow even if the result doesn't.
  const half = t ** ((x - 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * half * Math.exp(-t) * half * lanczosSum(x - 1);
}

function lanczosSum(x: number): number {
  return LANCZOS.reduce((sum, coefficient, i) => sum + (i === 0 ? coefficient : coefficient / (x + i)), 0);
}

/** The error function: its series near zero, otherwise one minus `erfc`, as in CPython's mathmodule.c. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size >= 1.5) return (1 - erfcTail(size)) * Math.sign(x);
  return Number.isNaN(x) ? x : (x * series(size * size)) / SQRT_PI;
}

export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 1.5) return 1 - erf(x);
  return x > 0 ? erfcTail(size) : 2 - erfcTail(size);
}

const SQRT_PI = Math.sqrt(Math.PI);

/** 2 e^-x² Σ (2x²)^n / (1·3·5…(2n+1)), by which erf(x) = x · this / √π. */
function series(square: number): number {
  let term = 2;
  let sum = 0;
  for (let n = 0; n < 60; n++) {
    sum += term;
    term *= (2 * square) / (2 * n + 3);
  }
  return sum * Math.exp(-square);
}

/** The continued fraction of erfc for large arguments. */
function erfcTail(x: number): number {
  if (x >= 30) return 0;
  const square = x * x;
  let a = 0;
  let da = 0.5;
  let [p, pLast] = [1, 0];
  let [q, qLast] = [da + square, 1];
  for (let i = 0; i < 50; i++) {
    a += da;
    da += 2;
    const b = da + square;
    [p, pLast] = [b * p - a * pLast, p];
    [q, qLast] = [b * q - a * qLast, q];
  }
  return ((p / q) * x * Math.exp(-square)) / SQRT_PI;
}
