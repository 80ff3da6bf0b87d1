import { describe, expect, test } from 'vitest';
import { statisticalDistributions } from '../../src/plugins/statistics/statistics.ts';
import { numberOf } from '../../src/python/numbers/float.ts';
import { typeName } from '../../src/python/type.ts';
import type { Value } from '../../src/python/value.ts';
import { KeyedDraw } from '../../src/random/draw.ts';
import { aCall, called } from './call.ts';

function sample(name: string, given: Record<string, Value>, key: number): Value {
  const draw = new KeyedDraw();
  draw.rekey(key);
  return called(statisticalDistributions, name, [], given, aCall({ draw, rowNumber: key }));
}

const TIMES = 20_000;

describe('StatisticalDistributions', () => {
  test.each<[name: string, given: Record<string, Value>, mean: number, deviation: number]>([
    ['normal', {}, 0, 1],
    ['normal', { loc: 50, scale: 7 }, 50, 7],
    [
      'lognormal',
      { mean: 1, sigma: 0.25 },
      Math.exp(1 + 0.03125),
      Math.sqrt(Math.expm1(0.0625) * Math.exp(2.0625)),
    ],
    ['exponential', { scale: 4 }, 4, 4],
    ['gamma', { shape: 2, scale: 3 }, 6, Math.sqrt(18)],
    ['gamma', { shape: 0.5, scale: 2 }, 1, Math.sqrt(2)],
    ['poisson', { lam: 3 }, 3, Math.sqrt(3)],
    ['poisson', { lam: 60 }, 60, Math.sqrt(60)],
    ['binomial', { n: 10, p: 0.3 }, 3, Math.sqrt(2.1)],
    ['binomial', { n: 100, p: 0.4 }, 40, Math.sqrt(24)],
    ['binomial', { n: 100, p: 0.9 }, 90, 3],
    ['binomial', { n: 5, p: 1 }, 5, 0],
    ['normal', { loc: 50, scale: 7, seed: 3 }, 50, 7],
  ])('%s(%o) has its mean and deviation', (name, given, mean, deviation) => {
    const values = Array.from({ length: TIMES }, (_, i) => numberOf(sample(name, given, i + 1))!);
    const average = values.reduce((sum, value) => sum + value, 0) / TIMES;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / TIMES);
    expect(Math.abs(average - mean)).toBeLessThanOrEqual((5 * deviation) / Math.sqrt(TIMES));
    expect(Math.abs(spread - deviation)).toBeLessThanOrEqual(0.05 * deviation);
  });

  test.each(['poisson', 'binomial'])('%s counts, and its counts are floats as in Snowfakery', (name) => {
    const value = sample(name, name === 'poisson' ? { lam: 30 } : { n: 50, p: 0.5 }, 5);
    expect([Number.isInteger(numberOf(value)), typeName(value)]).toEqual([true, 'float']);
  });

  test('the shares of counts follow the distribution', () => {
    const counts = new Map<number, number>();
    for (let key = 1; key <= TIMES; key++) {
      const count = numberOf(sample('poisson', { lam: 12 }, key))!;
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    // 12^12 e^-12 / 12! and 12^20 e^-12 / 20!
    expect(counts.get(12)! / TIMES).toBeCloseTo(0.1144, 2);
    expect(counts.get(20)! / TIMES).toBeCloseTo(0.0097, 2);
  });

  test('the same key gives the same value', () =>
    expect(sample('normal', {}, 9)).toBe(sample('normal', {}, 9)));

  test.each<[string, Record<string, Value>, string]>([
    ['binomial', { n: 3 }, 'binomial() needs p.'],
    ['binomial', { n: 3, p: 2 }, 'p must be between 0 and 1.'],
    ['binomial', { n: 2.5, p: 0.5 }, 'n must be a whole number from 0.'],
    ['normal', { scale: -1 }, 'scale must not be negative.'],
    ['poisson', { lam: 'x' }, 'lam must be a number; got str.'],
    ['gamma', {}, 'gamma() needs shape.'],
    ['normal', { mean: 1 }, 'normal() has no argument mean. It takes loc, scale, seed.'],
  ])('%s(%o) is refused', (name, given, message) => {
    expect(() => sample(name, given, 1)).toThrow(message);
  });
});
