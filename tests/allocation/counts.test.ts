import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsThatAddUp, fitToCapacity, stratifyCounts, takeBack } from '../../src/allocation/counts.ts';
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

  // The same numbers on every machine: a dataset is made of them.
  it.each([
    [5, 8, 0, 6, [0, 1, 2, 2, 3]],
    [2, 2, 0, 2, [0, 2]],
    [2, 6, 2, 4, [3, 3]],
    [2, 7, 2, 8, [3, 4]],
    [3, 9, 1, 8, [2, 3, 4]],
    [3, 10, 2, 4, [2, 4, 4]],
    [4, 6, 0, 2, [0, 2, 2, 2]],
    [4, 10, 2, 4, [2, 2, 2, 4]],
    [6, 1, 0, 6, [0, 0, 0, 0, 0, 1]],
    [3, 7, 0, 9, [1, 3, 3]],
    [7, 19, 1, 5, [1, 2, 2, 2, 3, 4, 5]],
    [10, 25, 0, 9, [0, 1, 1, 2, 3, 3, 3, 3, 4, 5]],
    [8, 40, 0, 9, [2, 3, 4, 5, 5, 6, 7, 8]],
    [11, 30, 2, 4, [2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4]],
    [6, 23, 1, 5, [2, 3, 4, 4, 5, 5]],
    [5, 24, 0, 5, [4, 5, 5, 5, 5]],
    [4, 19, 2, 5, [4, 5, 5, 5]],
    [4, 20, 2, 5, [5, 5, 5, 5]],
    [4, 8, 2, 5, [2, 2, 2, 2]],
    [20, 31, 1, 4, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3]],
  ])('shares out, to %i parents, %i in all, from %i to %i each', (parents, total, min, max, counts) => {
    expect(countsThatAddUp(parents, total, min, max)).toEqual(counts);
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

  it('returns the same on every machine', () => {
    const sorted = [0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5];
    expect(stratifyCounts(sorted, column, 3)).toEqual([2, 5, 2, 0, 4, 2, 3, 0, 4, 1, 3, 1]);
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

  it.each([
    [[3, 0, 5, 1], 2, [2, 2, 4, 2], [2, 2, 4, 2], 1],
    [[1, 1, 1, 1], 5, [3, 3, 3, 1], [3, 3, 2, 1], 0],
    [[4, 4], 0, [1, 2], [1, 2], 5],
  ])('fits %j and %i more into %j', (given, extra, capacity, counts, left) => {
    const fitted = [...given];
    expect(fitToCapacity(fitted, extra, (i) => capacity[i]!, column, 5)).toBe(left);
    expect(fitted).toEqual(counts);
  });

  it('leaves alone what fits', () => {
    const counts = [1, 2, 3];
    expect(fitToCapacity(counts, 0, () => 3, column, 1)).toBe(0);
    expect(counts).toEqual([1, 2, 3]);
  });
});

describe('takeBack', () => {
  it.each([
    ['from all in turn', [3, 0, 5, 1], 4, 0, [1, 0, 4, 0], 0],
    ['no more than there is above the least, and answers the rest', [2, 2, 2], 9, 1, [1, 1, 1], 6],
    ['nothing where there is nothing to take', [2, 3], 0, 0, [2, 3], 0],
  ])('takes %s', (_, given, excess, min, counts, left) => {
    const taken = [...given];
    expect(takeBack(taken, excess, min, column, 5)).toBe(left);
    expect(taken).toEqual(counts);
  });

  it('takes one from each before it takes a second from any', () => {
    const counts = Array.from({ length: 12 }, () => 5);
    takeBack(counts, 17, 0, column, 1);
    expect(counts.toSorted((a, b) => a - b)).toEqual([3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4]);
  });
});
