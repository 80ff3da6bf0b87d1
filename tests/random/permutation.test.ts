import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permute } from '../../src/random/permutation.ts';

const keys = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

function shuffled(size: number, key: number): number[] {
  return Array.from({ length: size }, (_, index) => permute(index, size, key));
}

/** Pearson's statistic in standard deviations from what it is when every cell is as likely as every other. */
function unevenness(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  return (statistic - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}

/** How many of `times` fractions fall into each fifth. */
function fifths(times: number, fraction: (n: number) => number): number[] {
  const counts = [0, 0, 0, 0, 0];
  for (let n = 0; n < times; n++) counts[Math.floor(fraction(n) * 5)]! += 1;
  return counts;
}

describe('permute', () => {
  it('sends every index to a place of its own, for any size and key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), keys, (size, key) => {
        expect(new Set(shuffled(size, key)).size).toBe(size);
        expect(shuffled(size, key).every((place) => place >= 0 && place < size)).toBe(true);
      }),
    );
  });

  it('does so at a million and above', () => {
    const size = 1_200_007;
    const seen = new Uint8Array(size);
    for (let index = 0; index < size; index++) seen[permute(index, size, 42)]! += 1;
    expect(seen.every((times) => times === 1)).toBe(true);
  });

  it.each([2, 3, 4, 5, 6])('reaches every order of %i things about equally often', (size) => {
    const orders = [1, 1, 2, 6, 24, 120, 720][size]!;
    const counts = new Map<string, number>();
    for (let key = 0; key < orders * 200; key++) {
      const order = shuffled(size, key).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(orders);
    expect(unevenness([...counts.values()])).toBeLessThan(7);
  });

  it.each([25, 100, 1000, 65_530])('spreads every index over %i places as the key changes', (size) => {
    for (const index of [0, 1, Math.floor(size / 2), size - 1]) {
      expect(unevenness(fifths(20_000, (n) => permute(index, size, n) / size))).toBeLessThan(7);
      expect(unevenness(fifths(20_000, (n) => permute(index, size, n * 2 ** 32) / size))).toBeLessThan(7);
    }
  });

  it.each([5000, 65_530])('sends neighbours to places of %i that say nothing of each other', (size) => {
    const gap = (n: number) => permute(n % (size - 1), size, n) - permute((n % (size - 1)) + 1, size, n);
    expect(unevenness(fifths(20_000, (n) => ((gap(n) + size) % size) / size))).toBeLessThan(7);
  });

  it('refuses an index that is none of its places', () => {
    expect(() => permute(5, 5, 1)).toThrow("5 isn't one of the 5 places");
    expect(() => permute(-1, 5, 1)).toThrow(RangeError);
    expect(() => permute(0, 0, 1)).toThrow(RangeError);
  });
});
