import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, apportionGroups } from '../../src/allocation/apportion.ts';

const weights = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 })
  .filter((list) => list.some((weight) => weight > 0))
  .chain((list) =>
    fc.constantFrom(
      list,
      list.map((weight) => weight / 10),
    ),
  );
const total = fc.integer({ min: 0, max: 5000 });

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function shares(of: number, list: readonly number[]): number[] {
  return list.map((weight) => (of * weight) / sum(list));
}

function expectWithinOne(counts: readonly number[], exact: readonly number[]): void {
  for (const [i, count] of counts.entries()) expect(Math.abs(count - exact[i]!)).toBeLessThan(1 + 1e-9);
}

describe('apportion', () => {
  it.each([
    [250, [15, 15, 15, 10, 15, 10, 12, 8], [38, 38, 37, 25, 37, 25, 30, 20]],
    [10, [25, 50, 25], [3, 5, 2]],
    [100, [1, 1, 1], [34, 33, 33]],
    [3, [0.1, 0.2], [1, 2]],
    [30, [0.1, 0.9], [3, 27]],
    [7, [0, 1, 0], [0, 7, 0]],
    [0, [1, 2], [0, 0]],
    [5, [0, 0], [0, 0]],
    [5, [], []],
  ])('deals %i by %j as %j', (of, list, counts) => {
    expect(apportion(of, list)).toEqual(counts);
  });

  it('adds up to the total, within one of each share, and gives nothing to a weight of 0', () => {
    fc.assert(
      fc.property(total, weights, (of, list) => {
        const counts = apportion(of, list);
        expect(sum(counts)).toBe(of);
        expectWithinOne(counts, shares(of, list));
        for (const [i, weight] of list.entries()) if (weight === 0) expect(counts[i]).toBe(0);
      }),
    );
  });

  it('takes nothing back as the total grows, step by step', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(steps, weights, (increments, list) => {
        let before = list.map(() => 0);
        let of = 0;
        for (const increment of increments) {
          of += increment;
          const after = apportion(of, list, before);
          expect(sum(after)).toBe(of);
          expectWithinOne(after, shares(of, list));
          for (const [i, count] of after.entries()) expect(count).toBeGreaterThanOrEqual(before[i]!);
          before = after;
        }
      }),
    );
  });
});

describe('apportionGroups', () => {
  const table = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
    .chain(([values, groups]) =>
      fc.record({
        totals: fc.array(total, { minLength: groups, maxLength: groups }),
        rows: fc.array(
          fc
            .array(fc.integer({ min: 0, max: 100 }), { minLength: values, maxLength: values })
            .filter((list) => list.some((weight) => weight > 0)),
          { minLength: groups, maxLength: groups },
        ),
      }),
    );

  it('adds up in each group, within one of each share', () => {
    fc.assert(
      fc.property(table, ({ totals, rows }) => {
        const counts = apportionGroups(totals, (group) => rows[group]!, []);
        for (const [group, of] of totals.entries()) {
          expect(sum(counts[group]!)).toBe(of);
          expectWithinOne(counts[group]!, shares(of, rows[group]!));
        }
      }),
    );
  });

  it('is nearest to the share of two values over all groups', () => {
    const rates = fc.array(fc.tuple(total, fc.integer({ min: 0, max: 100 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rates, (groups) => {
        const counts = apportionGroups(
          groups.map(([of]) => of),
          (group) => [groups[group]![1], 100 - groups[group]![1]],
          [],
        );
        const present = sum(counts.map(([count]) => count!));
        const exact = sum(groups.map(([of, rate]) => (of * rate) / 100));
        expect(Math.abs(present - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });
});
