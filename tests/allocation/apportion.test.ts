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

  it.each<[string, number, number[], number[] | undefined, number[] | undefined, number[]]>([
    [
      'takes what is over from the smallest remainders',
      10,
      [1, 1, 1, 1],
      [0, 0, 4, 4],
      undefined,
      [2, 0, 4, 4],
    ],
    ['gives back what a share has too much', 7, [3, 3, 1], [1, 4, 1], undefined, [2, 4, 1]],
    ['takes nothing back', 6, [1, 2, 3], [3, 2, 1], undefined, [3, 2, 1]],
    ['gives the rest to the one that it is owed to', 5, [1, 1, 1], undefined, [0, 0, 0.5], [2, 1, 2]],
    ['keeps the rest from the one that had too much', 4, [1, 1, 1], undefined, [-0.2, 0.1, 0.1], [1, 2, 1]],
    ['owes nobody a part of a whole share', 5, [4, 3, 3], undefined, [-0.8, 0, 0], [2, 2, 1]],
  ])('%s', (_, of, list, atLeast, owed, counts) => {
    expect(apportion(of, list, atLeast, owed)).toEqual(counts);
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

  it.each<[totals: number[], rows: number[][], before: number[][], counts: number[][]]>([
    [
      [4, 9],
      [
        [3, 8, 6, 3],
        [6, 1, 8, 3],
      ],
      [
        [0, 0, 0, 0],
        [2, 1, 3, 1],
      ],
      [
        [1, 1, 1, 1],
        [3, 1, 4, 1],
      ],
    ],
    [
      [23, 12],
      [
        [1, 8, 1],
        [9, 2, 4],
      ],
      [
        [2, 13, 2],
        [5, 2, 2],
      ],
      [
        [3, 18, 2],
        [7, 2, 3],
      ],
    ],
    [
      [12, 5, 13],
      [
        [7, 6],
        [2, 4],
        [5, 8],
      ],
      [
        [4, 3],
        [1, 4],
        [3, 3],
      ],
      [
        [7, 5],
        [1, 4],
        [5, 8],
      ],
    ],
    [
      [15, 12],
      [
        [7, 3, 2, 2],
        [6, 1, 8, 7],
      ],
      [
        [6, 3, 2, 2],
        [4, 1, 4, 3],
      ],
      [
        [7, 3, 2, 3],
        [4, 1, 4, 3],
      ],
    ],
    [
      [2, 6],
      [
        [3, 6, 4],
        [6, 4, 8],
      ],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      [
        [0, 1, 1],
        [2, 1, 3],
      ],
    ],
    [
      [9, 8],
      [
        [14, 20, 14, 48],
        [33, 43, 48, 5],
      ],
      [
        [1, 1, 1, 2],
        [1, 1, 1, 1],
      ],
      [
        [2, 2, 1, 4],
        [2, 2, 3, 1],
      ],
    ],
    [
      [20, 6],
      [
        [3, 7, 3, 1],
        [0, 8, 5, 1],
      ],
      [
        [3, 7, 3, 1],
        [0, 3, 1, 1],
      ],
      [
        [4, 10, 5, 1],
        [0, 3, 2, 1],
      ],
    ],
    [
      [6, 9, 6],
      [
        [1, 26, 0, 47],
        [12, 2, 11, 37],
        [47, 1, 7, 4],
      ],
      [
        [0, 1, 0, 3],
        [1, 1, 1, 2],
        [5, 0, 0, 1],
      ],
      [
        [0, 2, 0, 4],
        [1, 1, 2, 5],
        [5, 0, 0, 1],
      ],
    ],
    // A group without a weight has no part in it.
    [
      [4, 9, 3],
      [
        [3, 8, 6, 3],
        [6, 1, 8, 3],
        [0, 0, 0, 0],
      ],
      [
        [0, 0, 0, 0],
        [2, 1, 3, 1],
        [0, 0, 0, 0],
      ],
      [
        [1, 1, 1, 1],
        [3, 1, 4, 1],
        [0, 0, 0, 0],
      ],
    ],
  ])(
    'has an earlier group give back what a later one had to keep: %j by %j after %j',
    (totals, rows, before, counts) => {
      expect(apportionGroups(totals, (group) => rows[group]!, before)).toEqual(counts);
    },
  );

  it('stays within one of the share of each value over all groups as they grow, and takes nothing back', () => {
    // With weights that are far apart no change of two places may be allowed that would bring a value nearer.
    const growing = fc
      .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
      .chain(([values, groups]) =>
        fc.record({
          rows: fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: values, maxLength: values }), {
            minLength: groups,
            maxLength: groups,
          }),
          steps: fc.array(
            fc.array(fc.integer({ min: 0, max: 7 }), { minLength: groups, maxLength: groups }),
            { minLength: 1, maxLength: 5 },
          ),
        }),
      );
    fc.assert(
      fc.property(growing, ({ rows, steps }) => {
        let before = rows.map((row) => row.map(() => 0));
        const totals = rows.map(() => 0);
        for (const step of steps) {
          for (const [group, more] of step.entries()) totals[group]! += more;
          const counts = apportionGroups(totals, (group) => rows[group]!, before);
          expect(counts.map(sum)).toEqual(totals);
          expect(counts.every((row, group) => row.every((count, at) => count >= before[group]![at]!))).toBe(
            true,
          );
          const exact = rows.map((row, group) => shares(totals[group]!, row));
          const overAll = (list: readonly (readonly number[])[]) =>
            rows[0]!.map((__, at) => sum(list.map((row) => row[at]!)));
          expectWithinOne(overAll(counts), overAll(exact));
          before = counts;
        }
      }),
      { numRuns: 300, seed: 42 },
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
