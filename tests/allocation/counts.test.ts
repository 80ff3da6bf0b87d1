import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsThatAddUp, fitToCapacity, stratifyCounts } from '../../src/allocation/counts.ts';
import { columnKey } from '../../src/random/key.ts';

const column = columnKey(42, 'Contact', 'count');

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

const request = fc
  .record({
    parents: fc.integer({ min: 1, max: 120 }),
    min: fc.integer({ min: 0, max: 5 }),
    width: fc.integer({ min: 0, max: 20 }),
    where: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ parents, min, width, where }) => ({
    parents,
    min,
    max: min + width,
    total: parents * min + Math.round(parents * width * where),
  }));

describe('countsThatAddUp', () => {
  it('adds up to the total, between the bounds, sorted upwards', () => {
    fc.assert(
      fc.property(request, ({ parents, total, min, max }) => {
        const counts = countsThatAddUp(parents, total, min, max);
        expect(counts).toHaveLength(parents);
        expect(sum(counts)).toBe(total);
        expect(counts[0]).toBeGreaterThanOrEqual(min);
        expect(counts.at(-1)).toBeLessThanOrEqual(max);
        expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      }),
    );
  });

  it.each([
    ['contacts', 100, 400, 1, 8, 8],
    ['deals', 100, 250, 0, 6, 7],
    ['comments', 200, 400, 0, 8, 7],
  ])('varies: %s come in many numbers', (_, parents, total, min, max, different) => {
    const counts = countsThatAddUp(parents, total, min, max);
    expect(new Set(counts).size).toBeGreaterThanOrEqual(different);
  });

  it('counts nothing where there are no parents', () => expect(countsThatAddUp(0, 0, 0, 8)).toEqual([]));
});

describe('stratifyCounts', () => {
  it('gives every count once', () => {
    fc.assert(
      fc.property(request, fc.nat(), ({ parents, total, min, max }, hash) => {
        const sorted = countsThatAddUp(parents, total, min, max);
        expect(stratifyCounts(sorted, column, hash).toSorted((a, b) => a - b)).toEqual(sorted);
      }),
    );
  });

  it('has about the same sum in each stratum of five parents', () => {
    const sorted = countsThatAddUp(100, 400, 1, 8);
    const spread = stratifyCounts(sorted, column, 3);
    for (let start = 0; start < 100; start += 5)
      expect(Math.abs(sum(spread.slice(start, start + 5)) - 20)).toBeLessThanOrEqual(2);
  });
});

describe('fitToCapacity', () => {
  const given = fc
    .array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 40 })
    .chain((slots) => fc.tuple(fc.constant(slots), fc.nat(30)));

  it('keeps to every capacity, places all that there is room for and answers the rest', () => {
    fc.assert(
      fc.property(given, fc.nat(), ([slots, extra], hash) => {
        const counts = slots.map(([count]) => count);
        const wanted = sum(counts) + extra;
        const room = sum(slots.map(([, capacity]) => capacity));
        const left = fitToCapacity(counts, extra, (i) => slots[i]![1], column, hash);
        expect(counts.every((count, i) => count <= slots[i]![1])).toBe(true);
        expect(sum(counts) + left).toBe(wanted);
        expect(left).toBe(Math.max(0, wanted - room));
      }),
    );
  });

  it('leaves alone what fits', () => {
    const counts = [1, 2, 3];
    expect(fitToCapacity(counts, 0, () => 3, column, 1)).toBe(0);
    expect(counts).toEqual([1, 2, 3]);
  });
});
