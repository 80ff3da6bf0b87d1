import { bind } from '../../python/function.ts';
import { float, numberOf } from '../../python/numbers/float.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { type Draw, KeyedDraw } from '../../random/draw.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { type PluginCall, type PluginFunction, plugin } from '../plugin.ts';
import { binomial, exponential, gammaVariate, normal, poisson } from './distributions.ts';

/**
 * Snowfakery's `StatisticalDistributions`, with numpy's parameters and defaults. Every result is a float, even a
 * count. `seed` selects another stream; in Snowfakery, it made all rows the same.
 */
export const statisticalDistributions = plugin('StatisticalDistributions', {
  normal: distribution(
    'normal',
    { loc: 0, scale: 1 },
    (draw, { loc, scale }) => loc + notNegative('scale', scale) * normal(draw),
  ),
  lognormal: distribution('lognormal', { mean: 0, sigma: 1 }, (draw, { mean, sigma }) =>
    Math.exp(mean + notNegative('sigma', sigma) * normal(draw)),
  ),
  binomial: distribution('binomial', { n: undefined, p: undefined }, (draw, { n, p }) => {
    if (!Number.isInteger(n) || n < 0) throw new FormulaError('n must be a whole number from 0.');
    if (!(p >= 0 && p <= 1)) throw new FormulaError('p must be between 0 and 1.');
    return binomial(draw, n, p);
  }),
  exponential: distribution(
    'exponential',
    { scale: 1 },
    (draw, { scale }) => notNegative('scale', scale) * exponential(draw),
  ),
  poisson: distribution('poisson', { lam: 1 }, (draw, { lam }) => poisson(draw, notNegative('lam', lam))),
  gamma: distribution(
    'gamma',
    { shape: undefined, scale: 1 },
    (draw, { shape, scale }) => notNegative('scale', scale) * gammaVariate(draw, notNegative('shape', shape)),
  ),
});

/** A distribution with its parameters and their defaults; undefined for those that are required. */
function distribution<P extends string>(
  name: string,
  defaults: Record<P, number | undefined>,
  sample: (draw: Draw, parameters: Record<P, number>) => number,
): PluginFunction {
  const names = Object.keys(defaults) as P[];
  const required = names.filter((parameter) => defaults[parameter] === undefined).length;
  return {
    kind: 'value',
    call({ positional, keyword }, call) {
      const bound = bind(name, [...names, 'seed'], positional, keyword, required);
      const parameters = Object.fromEntries(
        names.map((parameter, i) => [
          parameter,
          bound[i] === undefined ? defaults[parameter]! : toNumber(bound[i], parameter),
        ]),
      ) as Record<P, number>;
      return float(sample(drawOf(bound[names.length] ?? null, call), parameters));
    },
  };
}

function drawOf(seed: Value, { draw, rowNumber }: PluginCall): Draw {
  if (seed === null) return draw;
  const own = new KeyedDraw();
  own.rekey(((Math.trunc(toNumber(seed, 'seed')) >>> 0) % 0x20_0000) * 0x1_0000_0000 + (rowNumber >>> 0));
  return own;
}

function toNumber(value: Value, name: string): number {
  const number = numberOf(value);
  if (number === undefined || !Number.isFinite(number))
    throw new FormulaError(`${name} must be a number; got ${typeName(value)}.`);
  return number;
}

function notNegative(name: string, value: number): number {
  if (value < 0) throw new FormulaError(`${name} must not be negative.`);
  return value;
}
