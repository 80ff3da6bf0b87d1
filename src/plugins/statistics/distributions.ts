import type { Draw } from '../../random/draw.ts';
import { logGamma } from '../math/special-functions.ts';

/** A uniform number above 0 and up to 1, whose logarithm is finite. */
function positive(draw: Draw): number {
  return 1 - draw.next();
}

/** The standard normal distribution. Source: Box and Muller, 1958. */
export function normal(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(positive(draw))) * Math.cos(2 * Math.PI * draw.next());
}

/** The exponential distribution with mean 1, by inversion. */
export function exponential(draw: Draw): number {
  return -Math.log(positive(draw));
}

/**
 * The gamma distribution with scale 1. Source: Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables",
 * 2000; a shape below 1 is raised by one and brought back by a power of a uniform number, as they propose.
 */
export function gammaVariate(draw: Draw, shape: number): number {
  if (shape === 0) return 0;
  if (shape < 1) return gammaVariate(draw, shape + 1) * positive(draw) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(draw);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(positive(draw)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * The Poisson distribution: Knuth's product of uniform numbers for small means, else Hörmann's PTRS ("The Transformed
 * Rejection Method for Generating Poisson Random Variables", 1993).
 */
export function poisson(draw: Draw, mean: number): number {
  if (mean < 10) return poissonByProduct(draw, mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = draw.next() - 0.5;
    const v = positive(draw);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const bound = -mean + k * Math.log(mean) - logGamma(k + 1);
    if (Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b) <= bound) return k;
  }
}

function poissonByProduct(draw: Draw, mean: number): number {
  const limit = Math.exp(-mean);
  let product = draw.next();
  let count = 0;
  while (product > limit) {
    product *= draw.next();
    count++;
  }
  return count;
}

/**
 * The binomial distribution: inversion where few successes are expected, else Hörmann's BTRS ("The Generation of
 * Binomial Random Variates", 1993); p above one half is counted from the other side.
 */
export function binomial(draw: Draw, n: number, p: number): number {
  if (p > 0.5) return n - binomial(draw, n, 1 - p);
  if (n * p < 10) return binomialByInversion(draw, n, p);
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const vr = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const odds = Math.log(p / (1 - p));
  const mode = Math.floor((n + 1) * p);
  const height = logGamma(mode + 1) + logGamma(n - mode + 1);
  for (;;) {
    const u = draw.next() - 0.5;
    const v = positive(draw);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= vr) return k;
    const logV = Math.log((v * alpha) / (a / (us * us) + b));
    if (logV <= height - logGamma(k + 1) - logGamma(n - k + 1) + (k - mode) * odds) return k;
  }
}

/** Waits from success to success are geometric (Devroye, "Non-Uniform Random Variate Generation", 1986, X.4.3). */
function binomialByInversion(draw: Draw, n: number, p: number): number {
  if (p === 0) return 0;
  const step = Math.log1p(-p);
  let tried = 0;
  for (let successes = 0; ; successes++) {
    tried += Math.floor(Math.log(positive(draw)) / step) + 1;
    if (tried > n) return successes;
  }
}
