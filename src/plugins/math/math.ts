import { compare } from '../../python/compare.ts';
import { bind } from '../../python/function.ts';
import { whole } from '../../python/numbers/arithmetic.ts';
import { roundHalfEven } from '../../python/numbers/decimal.ts';
import { float } from '../../python/numbers/float.ts';
import { int, PyInt } from '../../python/numbers/int.ts';
import { integer, itemsOf } from '../../python/sequence.ts';
import { truthy } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { type PluginFunction, plugin } from '../plugin.ts';
import {
  distances,
  exactSum,
  isClose,
  isNegative,
  logarithm,
  mantissa,
  number,
  product,
  real,
  round,
  sumOfProducts,
} from './float-math.ts';
import { randomPartition } from './random-partition.ts';
import { erf, erfc, gamma, logGamma } from './special-functions.ts';
import { comb, factorial, gcd, isqrt, lcm, perm } from './whole-math.ts';

/** Python's `math` with `min`, `max`, and `round`, as in Snowfakery's `Math`. */
export const math = plugin(
  'Math',
  {
    ...Object.fromEntries(
      Object.entries({
        acos: Math.acos,
        acosh: Math.acosh,
        asin: Math.asin,
        asinh: Math.asinh,
        atan: Math.atan,
        atanh: Math.atanh,
        cbrt: Math.cbrt,
        cos: Math.cos,
        cosh: Math.cosh,
        degrees: (x: number) => x * (180 / Math.PI),
        erf,
        erfc,
        exp: Math.exp,
        exp2: (x: number) => 2 ** x,
        expm1: Math.expm1,
        fabs: Math.abs,
        gamma,
        lgamma: logGamma,
        log10: Math.log10,
        log1p: Math.log1p,
        log2: Math.log2,
        radians: (x: number) => x * (Math.PI / 180),
        sin: Math.sin,
        sinh: Math.sinh,
        sqrt: Math.sqrt,
        tan: Math.tan,
        tanh: Math.tanh,
      }).map(([name, apply]) => [name, ofFloats(name, 1, (x) => real(name, apply(x!), x!))]),
    ),
    atan2: ofFloats('atan2', 2, (y, x) => Math.atan2(y!, x!)),
    copysign: ofFloats('copysign', 2, (x, y) => (isNegative(y!) ? -Math.abs(x!) : Math.abs(x!))),
    fmod: ofFloats('fmod', 2, (x, y) => real('fmod', x! % y!, x!, y!)),
    pow: ofFloats('pow', 2, (x, y) => real('pow', x! ** y!, x!, y!)),
    remainder: ofFloats('remainder', 2, (x, y) =>
      real('remainder', x! - roundHalfEven(x! / y!, 0) * y!, x!, y!),
    ),
    log: simple('log', ['x', 'base'], 1, ([x, base]) => float(logarithm(x!, base))),
    hypot: many((values) => float(Math.hypot(...values.map((value) => number('hypot', value))))),
    dist: simple('dist', ['p', 'q'], 2, ([p, q]) => float(Math.hypot(...distances(p!, q!)))),
    ceil: toWhole('ceil', Math.ceil),
    floor: toWhole('floor', Math.floor),
    trunc: toWhole('trunc', Math.trunc),
    fsum: simple('fsum', ['seq'], 1, ([items]) =>
      float(exactSum(itemsOf(items!).map((item) => number('fsum', item)))),
    ),
    prod: simple('prod', ['iterable', 'start'], 1, ([items, start = 1]) =>
      product([start, ...itemsOf(items!)]),
    ),
    sumprod: simple('sumprod', ['p', 'q'], 2, ([p, q]) => sumOfProducts(itemsOf(p!), itemsOf(q!))),
    factorial: ofWholes('factorial', 1, (n) => factorial(n!)),
    comb: ofWholes('comb', 2, (n, k) => comb(n!, k!)),
    perm: simple('perm', ['n', 'k'], 1, ([n, k]) => int(perm(big(n, 'perm'), big(k ?? n, 'perm')))),
    isqrt: ofWholes('isqrt', 1, (n) => isqrt(n!)),
    gcd: many((values) => int(values.map((value) => big(value, 'gcd')).reduce(gcd, 0n))),
    lcm: many((values) => int(values.map((value) => big(value, 'lcm')).reduce(lcm, 1n))),
    frexp: simple('frexp', ['x'], 1, ([x]) => mantissa(number('frexp', x!))),
    modf: simple('modf', ['x'], 1, ([x]) => {
      const value = number('modf', x!);
      return new PyTuple([float(value % 1), float(Math.trunc(value))]);
    }),
    ldexp: simple('ldexp', ['x', 'i'], 2, ([x, i]) =>
      float(number('ldexp', x!) * 2 ** integer(i, 'ldexp()')),
    ),
    isclose: simple('isclose', ['a', 'b', 'rel_tol', 'abs_tol'], 2, ([a, b, relative = 1e-9, absolute = 0]) =>
      isClose(
        ...([a!, b!, relative, absolute].map((value) => number('isclose', value)) as [
          number,
          number,
          number,
          number,
        ]),
      ),
    ),
    isfinite: simple('isfinite', ['x'], 1, ([x]) => Number.isFinite(number('isfinite', x!))),
    isinf: simple('isinf', ['x'], 1, ([x]) => Math.abs(number('isinf', x!)) === Number.POSITIVE_INFINITY),
    isnan: simple('isnan', ['x'], 1, ([x]) => Number.isNaN(number('isnan', x!))),
    round: simple('round', ['number', 'ndigits'], 1, ([value, digits]) => round(value!, digits ?? null)),
    min: extreme('min', -1),
    max: extreme('max', 1),
    random_partition: { kind: 'series', make: randomPartition },
  },
  {
    pi: () => Math.PI,
    e: () => Math.E,
    tau: () => 2 * Math.PI,
    inf: () => Number.POSITIVE_INFINITY,
    nan: () => Number.NaN,
  },
);

function simple(
  name: string,
  parameters: readonly string[],
  required: number,
  apply: (given: readonly (Value | undefined)[]) => Value,
): PluginFunction {
  return {
    kind: 'value',
    call: ({ positional, keyword }) => apply(bind(name, parameters, positional, keyword, required)),
  };
}

function many(apply: (values: Value[]) => Value): PluginFunction {
  return { kind: 'value', call: ({ positional }) => apply(positional) };
}

function ofFloats(name: string, count: number, apply: (...values: number[]) => number): PluginFunction {
  return simple(name, ['x', 'y'].slice(0, count), count, (given) =>
    float(apply(...given.map((value) => number(name, value!)))),
  );
}

function ofWholes(name: string, count: number, apply: (...values: bigint[]) => bigint): PluginFunction {
  return simple(name, ['n', 'k'].slice(0, count), count, (given) =>
    int(apply(...given.map((value) => big(value, name)))),
  );
}

function big(value: Value | undefined, name: string): bigint {
  return value instanceof PyInt ? value.value : BigInt(integer(value, `${name}()`));
}

function toWhole(name: string, apply: (value: number) => number): PluginFunction {
  return simple(name, ['x'], 1, ([value]) => {
    if (value instanceof PyInt) return value;
    const result = apply(number(name, value!));
    if (!Number.isFinite(result)) throw new FormulaError(`${name}() of ${result} isn't a whole number.`);
    return whole(result);
  });
}

function extreme(name: string, sign: 1 | -1): PluginFunction {
  return {
    kind: 'value',
    call({ positional, keyword }) {
      const items = positional.length === 1 ? itemsOf(positional[0]!) : positional;
      if (items.length === 0) {
        if (keyword.default !== undefined) return keyword.default;
        throw new FormulaError(`${name}() takes at least one value.`);
      }
      if (keyword.key !== undefined && truthy(keyword.key))
        throw new FormulaError(`${name}() takes no key here.`);
      return items.reduce((best, item) => {
        const order = compare(item, best);
        if (order === undefined)
          throw new FormulaError(`${name}() can't compare ${typeName(item)} and ${typeName(best)}.`);
        return order * sign > 0 ? item : best;
      });
    },
  };
}
