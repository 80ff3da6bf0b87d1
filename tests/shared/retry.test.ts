import { describe, expect, test } from 'vitest';
import { PriorityQueue, slots } from '../../src/shared/queue.ts';
import { backoff, retry } from '../../src/shared/retry.ts';

describe('a wait', () => {
  const policy = { attempts: 5, firstMs: 100, longestMs: 500, jitter: 0.25 };
  test.each([
    [1, 0, 100],
    [2, 0, 200],
    [3, 0, 400],
    [4, 0, 500],
    [1, 1, 75],
    [4, 0.5, 437.5],
    [5, 0, undefined],
  ])('after %i failed tries, where chance is %d, is %d ms', (tries, chance, ms) => {
    expect(backoff(policy, tries, () => chance)).toBe(ms);
  });

  test('has no longest one and no chance in it unless the policy says so', () => {
    expect(backoff({ attempts: 99, firstMs: 1 }, 21)).toBe(2 ** 20);
  });
});

test('work is done until it succeeds, with the waits between', async () => {
  const waits: number[] = [];
  let left = 3;
  const done = await retry(
    async () => {
      if (left-- > 0) throw new Error('busy');
      return 'done';
    },
    (_, tries) => (tries === 2 ? 0 : tries * 10),
    async (ms) => void waits.push(ms),
  );
  expect([done, ...waits]).toEqual(['done', 10, 30]);
});

test('work ends with what is thrown instead of a wait', async () => {
  const failing = retry(
    () => Promise.reject(new Error('gone')),
    (error, tries) => {
      throw new Error(`${(error as Error).message} after ${tries}`);
    },
    async () => {},
  );
  await expect(failing).rejects.toThrow('gone after 1');
});

test('a queue gives items of the highest priority, in the order in which they came', () => {
  const queue = new PriorityQueue<string>();
  for (const [item, priority] of [
    ['a', 0],
    ['b', 2],
    ['c', 0],
    ['d', 2],
    ['e', 2],
  ] as const)
    queue.add(item, priority);
  expect(queue.size).toBe(5);
  const take = () => queue.take((priority) => (priority === 2 ? 2 : 5));
  expect([take(), take(), take(), take()]).toEqual([['b', 'd'], ['e'], ['a', 'c'], []]);
});

test('slots run no more than their limit at once, and what waits by priority', async () => {
  const { use } = slots(1);
  const order: string[] = [];
  const run = (name: string, priority: number) =>
    use(priority, async () => {
      order.push(`${name} starts`);
      await Promise.resolve();
      order.push(`${name} ends`);
    });
  await Promise.all([run('a', 0), run('b', 0), run('c', 1), run('d', 0).catch(() => {})]);
  expect(order.filter((line) => line.endsWith('starts'))).toEqual([
    'a starts',
    'c starts',
    'b starts',
    'd starts',
  ]);
  expect(order.filter((_, at) => at % 2 === 1).every((line) => line.endsWith('ends'))).toBe(true);
});
