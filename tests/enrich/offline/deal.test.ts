import { expect, test } from 'vitest';
import { dealt } from '../../../src/enrich/providers/offline/deal.ts';

const SIZES = [1, 2, 7, 24, 60];

test.each(SIZES)('accounts that follow one another go through all %i entries before one returns', (size) => {
  const indexes = Array.from({ length: size }, (_, n) =>
    dealt({ seed: 42, path: [size * 3 + n] }, 'need', size),
  );
  expect(new Set(indexes).size).toBe(size);
});

test.each(SIZES)('so do the children of an account and further picks of one record, of %i', (size) => {
  const children = Array.from({ length: size }, (_, n) => dealt({ seed: 42, path: [5, n] }, 'need', size));
  const turns = Array.from({ length: size }, (_, n) => dealt({ seed: 42, path: [5, 1] }, 'need', size, n));
  expect(new Set(children).size).toBe(size);
  expect(new Set(turns).size).toBe(size);
});

test('rows that meet in one list part in another of the same size', () => {
  const rows = Array.from({ length: 300 }, (_, n) => ({ seed: 42, path: [n, n % 3] }));
  const pairs = rows.map((row) => `${dealt(row, 'need', 20)} ${dealt(row, 'hurdle', 20)}`);
  expect(new Set(pairs).size).toBeGreaterThan(150);
});

test('seeds up to the largest safe integer give different orders', () => {
  const order = (seed: number) =>
    Array.from({ length: 30 }, (_, n) => dealt({ seed, path: [n] }, 'need', 30)).join();
  expect(new Set([0, 1, 42, 2 ** 32 + 42, Number.MAX_SAFE_INTEGER].map(order)).size).toBe(5);
});
