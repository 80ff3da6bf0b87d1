import { describe, expect, test } from 'vitest';
import { math } from '../../src/plugins/math/math.ts';
import { float, numberOf } from '../../src/python/numbers/float.ts';
import { int } from '../../src/python/numbers/int.ts';
import { repr } from '../../src/python/text.ts';
import type { Value } from '../../src/python/value.ts';
import { aCall, called, made } from './call.ts';

/** A function of Python's math, its arguments and Python's repr() of the result. */
/** A whole number that a double does not hold. */
const LARGE = int(8992005822220861440001n);

const ROWS: [name: string, given: Value[], repr: string][] = [
  ['acos', [0.5], '1.0471975511965979'],
  ['acos', [0.1], '1.4706289056333368'],
  ['acos', [0.99], '0.1415394733244273'],
  ['asin', [0.5], '0.5235987755982989'],
  ['asin', [0.1], '0.1001674211615598'],
  ['asin', [0.99], '1.4292568534704693'],
  ['atan', [0.5], '0.4636476090008061'],
  ['atan', [0.1], '0.09966865249116204'],
  ['atan', [0.99], '0.7803730800666359'],
  ['atanh', [0.5], '0.5493061443340548'],
  ['atanh', [0.1], '0.10033534773107558'],
  ['atanh', [0.99], '2.6466524123622457'],
  ['cbrt', [0.5], '0.7937005259840998'],
  ['cbrt', [0.1], '0.46415888336127786'],
  ['cbrt', [0.99], '0.9966554934125964'],
  ['cos', [0.5], '0.8775825618903728'],
  ['cos', [0.1], '0.9950041652780258'],
  ['cos', [0.99], '0.5486898605815875'],
  ['cosh', [0.5], '1.1276259652063807'],
  ['cosh', [0.1], '1.0050041680558035'],
  ['cosh', [0.99], '1.5314055816856538'],
  ['degrees', [0.5], '28.64788975654116'],
  ['degrees', [0.1], '5.729577951308233'],
  ['degrees', [0.99], '56.7228217179515'],
  ['erf', [0.5], '0.5204998778130465'],
  ['erf', [0.1], '0.1124629160182849'],
  ['erf', [0.99], '0.8385080695553698'],
  ['erfc', [0.5], '0.4795001221869535'],
  ['erfc', [0.1], '0.8875370839817152'],
  ['erfc', [0.99], '0.1614919304446302'],
  ['exp', [0.5], '1.6487212707001282'],
  ['exp', [0.1], '1.1051709180756477'],
  ['exp', [0.99], '2.691234472349262'],
  ['exp2', [0.5], '1.4142135623730951'],
  ['exp2', [0.1], '1.0717734625362931'],
  ['exp2', [0.99], '1.9861849908740719'],
  ['expm1', [0.5], '0.6487212707001282'],
  ['expm1', [0.1], '0.10517091807564763'],
  ['expm1', [0.99], '1.6912344723492623'],
  ['fabs', [0.5], '0.5'],
  ['fabs', [0.1], '0.1'],
  ['fabs', [0.99], '0.99'],
  ['gamma', [0.5], '1.7724538509055159'],
  ['gamma', [0.1], '9.513507698668732'],
  ['gamma', [0.99], '1.0058719796441076'],
  ['lgamma', [0.5], '0.5723649429247004'],
  ['lgamma', [0.1], '2.2527126517342055'],
  ['lgamma', [0.99], '0.005854806764709897'],
  ['log10', [0.5], '-0.3010299956639812'],
  ['log10', [0.1], '-1.0'],
  ['log10', [0.99], '-0.004364805402450088'],
  ['log1p', [0.5], '0.4054651081081644'],
  ['log1p', [0.1], '0.09531017980432487'],
  ['log1p', [0.99], '0.688134638736401'],
  ['log2', [0.5], '-1.0'],
  ['log2', [0.1], '-3.321928094887362'],
  ['log2', [0.99], '-0.014499569695115089'],
  ['radians', [0.5], '0.008726646259971648'],
  ['radians', [0.1], '0.0017453292519943296'],
  ['radians', [0.99], '0.017278759594743863'],
  ['sin', [0.5], '0.479425538604203'],
  ['sin', [0.1], '0.09983341664682815'],
  ['sin', [0.99], '0.8360259786005205'],
  ['sinh', [0.5], '0.5210953054937474'],
  ['sinh', [0.1], '0.10016675001984403'],
  ['sinh', [0.99], '1.1598288906636083'],
  ['sqrt', [0.5], '0.7071067811865476'],
  ['sqrt', [0.1], '0.31622776601683794'],
  ['sqrt', [0.99], '0.99498743710662'],
  ['tan', [0.5], '0.5463024898437905'],
  ['tan', [0.1], '0.10033467208545055'],
  ['tan', [0.99], '1.5236767410179022'],
  ['tanh', [0.5], '0.46211715726000974'],
  ['tanh', [0.1], '0.09966799462495582'],
  ['tanh', [0.99], '0.7573623242165262'],
  ['asinh', [0.5], '0.48121182505960347'],
  ['asinh', [0.1], '0.09983407889920758'],
  ['asinh', [0.99], '0.8742848121872949'],
  ['gamma', [float(1)], '1.0'],
  ['lgamma', [float(1)], '0.0'],
  ['gamma', [2.5], '1.3293403881791372'],
  ['lgamma', [2.5], '0.2846828704729196'],
  ['gamma', [float(5)], '24.0'],
  ['lgamma', [float(5)], '3.178053830347945'],
  ['gamma', [20.5], '5.406242982335075e+17'],
  ['lgamma', [20.5], '40.8315009745308'],
  ['gamma', [-0.5], '-3.544907701811032'],
  ['lgamma', [-0.5], '1.265512123484645'],
  ['gamma', [-2.5], '-0.9453087204829417'],
  ['lgamma', [-2.5], '-0.05624371649767457'],
  ['erf', [float(0)], '0.0'],
  ['erfc', [float(0)], '1.0'],
  ['erf', [float(1)], '0.8427007929497149'],
  ['erfc', [float(1)], '0.15729920705028513'],
  ['erf', [1.49], '0.9648978648432042'],
  ['erfc', [1.49], '0.03510213515679579'],
  ['erf', [1.5], '0.9661051464753108'],
  ['erfc', [1.5], '0.033894853524689274'],
  ['erf', [float(2)], '0.9953222650189527'],
  ['erfc', [float(2)], '0.004677734981047265'],
  ['erf', [float(3)], '0.9999779095030014'],
  ['erfc', [float(3)], '2.2090496998585438e-05'],
  ['erf', [float(-2)], '-0.9953222650189527'],
  ['erfc', [float(-2)], '1.9953222650189528'],
  ['erf', [float(6)], '1.0'],
  ['erfc', [float(6)], '2.1519736712498916e-17'],
  ['acosh', [float(2)], '1.3169578969248166'],
  ['atan2', [1, 2], '0.4636476090008061'],
  ['copysign', [3, float(-0)], '-3.0'],
  ['fmod', [-7, 3], '-1.0'],
  ['pow', [2, 10], '1024.0'],
  ['remainder', [7, 4], '-1.0'],
  ['log', [8, 2], '3.0'],
  ['log', [10], '2.302585092994046'],
  ['log', [100, 10], '2.0'],
  ['hypot', [3, 4], '5.0'],
  [
    'dist',
    [
      [1, 2],
      [4, 6],
    ],
    '5.0',
  ],
  ['ceil', [2.1], '3'],
  ['ceil', [-2.1], '-2'],
  ['ceil', [float(3)], '3'],
  ['ceil', [5], '5'],
  ['floor', [2.1], '2'],
  ['floor', [-2.1], '-3'],
  ['floor', [float(3)], '3'],
  ['floor', [5], '5'],
  ['trunc', [2.1], '2'],
  ['trunc', [-2.1], '-2'],
  ['trunc', [float(3)], '3'],
  ['trunc', [5], '5'],
  ['fsum', [[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], '1.0'],
  ['prod', [[1, 2, 3]], '6'],
  ['prod', [[1.5, 2]], '3.0'],
  ['factorial', [0], '1'],
  ['factorial', [1], '1'],
  ['factorial', [5], '120'],
  ['factorial', [10], '3628800'],
  ['factorial', [18], '6402373705728000'],
  ['comb', [5, 2], '10'],
  ['comb', [50, 10], '10272278170'],
  ['comb', [2, 5], '0'],
  ['perm', [5, 2], '20'],
  ['perm', [5], '120'],
  ['isqrt', [24], '4'],
  ['isqrt', [25], '5'],
  ['gcd', [12, 18], '6'],
  ['gcd', [12, 18, 27], '3'],
  ['gcd', [], '0'],
  ['lcm', [4, 6], '12'],
  ['lcm', [4, 6, 10], '60'],
  ['frexp', [float(8)], '(0.5, 4)'],
  ['frexp', [-0.3], '(-0.6, -1)'],
  ['modf', [3.25], '(0.25, 3.0)'],
  ['modf', [-3.25], '(-0.25, -3.0)'],
  ['ldexp', [0.5, 4], '8.0'],
  ['isclose', [float(1), 1.0000000001], 'True'],
  ['isclose', [float(1), 1.1], 'False'],
  ['isfinite', [float(1)], 'True'],
  ['isnan', [float(1)], 'False'],
  ['isinf', [float(1)], 'False'],
  ['round', [0.5], '0'],
  ['round', [1.5], '2'],
  ['round', [2.5], '2'],
  ['round', [-0.5], '0'],
  ['round', [-1.5], '-2'],
  ['round', [2.675], '3'],
  ['round', [7], '7'],
  ['round', [2.675, 2], '2.67'],
  ['round', [1.005, 2], '1.0'],
  ['round', [0.125, 2], '0.12'],
  ['round', [5, 2], '5'],
  ['round', [1234.5, 2], '1234.5'],
  ['round', [1234, -2], '1200'],
  ['round', [1250, -2], '1200'],
  ['round', [1350, -2], '1400'],
  ['round', [float(25), -1], '20.0'],
  ['round', [2.5, 0], '2.0'],
  ['min', [3, 1, 2], '1'],
  ['max', [3, 1, 2], '3'],
  ['min', [[3, 1, 2]], '1'],
  ['max', ['a', 'b'], "'b'"],
  ['max', [1, 2.5], '2.5'],
  ['min', [float(1), 1], '1.0'],
  ['factorial', [30], '265252859812191058636308480000000'],
  ['comb', [100, 50], '100891344545564193334812497256'],
  ['perm', [30, 20], '73096577329197271449600000'],
  ['gcd', [LARGE, 24], '1'],
  ['lcm', [LARGE, 7], '62944040755546030080007'],
  ['isqrt', [LARGE], '94826187428'],
  ['isqrt', [24], '4'],
  ['isqrt', [25], '5'],
  ['floor', [LARGE], '8992005822220861440001'],
  ['floor', [float(1e20)], '100000000000000000000'],
  ['sqrt', [LARGE], '94826187428.47812'],
  ['prod', [[LARGE, LARGE]], '80856168706853870392737371147323315322880001'],
  ['round', [LARGE, -3], '8992005822220861440000'],
  ['max', [1, LARGE], '8992005822220861440001'],
];

describe('Math', () => {
  test.each(ROWS)('%s(%s) is %s', (name, given, expected) => {
    const value = called(math, name, given);
    const number = numberOf(value);
    // Transcendental functions may differ from C's in the last digit.
    if (number !== undefined && repr(value) !== expected) {
      expect(repr(value).includes('.')).toBe(expected.includes('.'));
      expect(Math.abs(number - Number(expected))).toBeLessThanOrEqual(
        4e-15 * Math.max(0.5, Math.abs(Number(expected))),
      );
    } else expect(repr(value)).toBe(expected);
  });

  test.each<[name: string, given: Value[], message: string]>([
    ['sqrt', [-1], 'sqrt(-1): math domain error.'],
    ['log', [0], 'log(0): math domain error.'],
    ['exp', [1000], 'exp(1000): math range error.'],
    ['acos', [2], 'acos(2): math domain error.'],
    ['sqrt', ['4'], 'sqrt() takes numbers; got str.'],
    ['factorial', [2000], 'A whole number would have more than 4,300 digits.'],
    ['factorial', [1e15], 'A whole number would have more than 4,300 digits.'],
    ['factorial', [-1], 'factorial() not defined for negative values.'],
    ['min', [], 'min() takes at least one value.'],
    ['max', [1, 'a'], "max() can't compare str and int."],
    ['floor', [], 'floor() needs x.'],
  ])('%s(%s) is refused', (name, given, message) => {
    expect(() => called(math, name, given)).toThrow(message);
  });

  test('constants are there too', () => {
    expect(math.attributes.get('pi')?.(aCall())).toBe(Math.PI);
    expect(repr(math.attributes.get('tau')?.(aCall()) ?? null)).toBe('6.283185307179586');
  });

  test.each<[given: Record<string, Value>, least: number, most: number, total: number]>([
    [{ total: 28 }, 1, 28, 28],
    [{ total: 100, min: 10, max: 50, step: 0.01 }, 10, 50, 100],
    [{ total: 100, min: 10, step: 5 }, 10, 100, 100],
    [{ total: 7, min: 3, max: 4 }, 3, 4, 7],
    [{ total: 5, min: 0.25, step: 0.25 }, 0.25, 5, 5],
    [{ total: 63, step: 5 }, 3, 60, 63],
    [{ total: 3, step: 5 }, 3, 3, 3],
  ])('random_partition(%o) adds up within its bounds', (given, least, most, total) => {
    for (let key = 1; key <= 50; key++) {
      const call = aCall();
      for (let i = 0; i < key; i++) call.draw.next();
      const parts = [...made(math, 'random_partition', given, call).values()].map((part) => numberOf(part)!);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 9);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(least);
      expect(Math.max(...parts)).toBeLessThanOrEqual(most);
    }
  });

  test.each<[given: Record<string, Value>, message: string]>([
    [{}, 'random_partition() needs total.'],
    [{ total: 28, step: 0.3 }, 'total must be a multiple of step.'],
    [{ total: 5, min: 3, max: 4 }, "5 isn't a sum of numbers from 3 to 4."],
    [{ total: 5, min: 0 }, 'min must be at least step.'],
  ])('random_partition(%o) is refused', (given, message) => {
    expect(() => made(math, 'random_partition', given)).toThrow(message);
  });
});
