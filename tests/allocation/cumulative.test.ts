import { describe, expect, it } from 'vitest';
import { Cumulative } from '../../src/allocation/cumulative.ts';

/** Asks for the states before some blocks, one after the other; the state is the sum of the blocks' numbers. */
function asked(blocks: readonly number[]): { states: number[]; steps: number[] } {
  const steps: number[] = [];
  const sums = new Cumulative(0);
  const states = blocks.map((block) =>
    sums.upTo(block, (one, before) => {
      steps.push(one);
      return before + one;
    }),
  );
  return { states, steps };
}

describe('what has added up before a block', () => {
  it.each<[string, number[], number[], number[]]>([
    ['is the start before the first', [0], [0], []],
    ['is walked up to', [4], [6], [0, 1, 2, 3]],
    ['is walked on from the last one', [2, 4], [1, 6], [0, 1, 2, 3]],
    ['is remembered', [4, 4, 3, 2], [6, 6, 3, 1], [0, 1, 2, 3]],
    ['is walked up to from the start for one that is forgotten', [4, 1, 2], [6, 0, 1], [0, 1, 2, 3, 0, 1]],
    ['is walked up to anew after that', [5, 0, 5], [10, 0, 10], [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]],
  ])('%s', (_, blocks, states, steps) => {
    // The sum of 0 before the second block is no state to be remembered: it is 0 as well.
    expect(asked(blocks).states).toEqual(states);
    expect(asked(blocks).steps).toEqual(steps);
  });
});
