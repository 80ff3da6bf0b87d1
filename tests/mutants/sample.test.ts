import { expect, it } from 'vitest';
import { sampleOf } from './sample.ts';

it('a sample has one of so many parts of each folder, the same each time, and all of them together are the whole', () => {
  const all = sampleOf('load', ['load/loaders/api'], 1);
  expect(all).toContain('src/load/load.ts:1-8');
  expect(all.filter((part) => part.startsWith('src/load/loaders/api/'))).toEqual([]);
  const tenth = sampleOf('load', ['load/loaders/api'], 10);
  expect(tenth).toEqual(all.filter((_, at) => at % 10 === 0));
});
