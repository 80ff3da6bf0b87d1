import { beforeEach, describe, expect, test } from 'vitest';
import {
  closeBatch,
  EMPTY,
  emptyBatches,
  forgetBatch,
  forgetEmptyBatches,
  intendBatch,
  intendedBatches,
  openBatch,
  openBatches,
} from '../../../src/enrich/cache/batches.ts';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { cacheFile, entryOf } from './entries.ts';

let cache: Cache;
beforeEach(() => {
  cache = Cache.open(cacheFile());
  return () => cache.close();
});

const { key, record, facts } = entryOf('R1');
const calls = [{ customId: 'c1', records: [{ key, record, level: 0, facts }] }];
const intent = (id: string, provider = 'openai') => ({
  id,
  provider,
  model: 'small',
  calls,
  by: `host ${id}`,
});
/** A batch that came back at a time, so that their order is known. */
const returned = (id: string, state: string, submitted: string, provider = 'openai') =>
  cache.db
    .prepare('INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, provider, 'small', submitted, state, '[]');

describe('a batch', () => {
  test('is intended, then open, then closed, and each is told apart', () => {
    intendBatch(cache, intent('t1'));
    intendBatch(cache, intent('t2'));
    intendBatch(cache, intent('t3', 'azure'));
    const [first] = intendedBatches(cache, 'openai');
    expect(first).toEqual({ ...intent('t1'), at: expect.any(Number) });
    expect(Math.abs(Date.now() - first!.at)).toBeLessThan(60_000);
    expect(openBatches(cache, 'openai')).toEqual([]);

    openBatch(cache, 't1', 'batch-1');
    expect(intendedBatches(cache, 'openai').map(({ id }) => id)).toEqual(['t2']);
    expect(openBatches(cache, 'openai')).toEqual([
      { id: 'batch-1', provider: 'openai', model: 'small', calls },
    ]);
    expect(openBatches(cache, 'azure')).toEqual([]);

    closeBatch(cache, 'batch-1', 'collected');
    expect(openBatches(cache, 'openai')).toEqual([]);
    const stored = cache.db.prepare(`SELECT id, state, calls FROM batch WHERE id = 'batch-1'`).get();
    expect(stored).toEqual({ id: 'batch-1', state: 'collected', calls: '[]' });

    forgetBatch(cache, 't2');
    expect(intendedBatches(cache, 'openai')).toEqual([]);
    expect(intendedBatches(cache, 'azure')).toHaveLength(1);
  });

  test('whose name is known already takes its place', () => {
    for (const token of ['t1', 't2']) {
      intendBatch(cache, intent(token));
      openBatch(cache, token, 'batch-1');
    }
    expect(openBatches(cache, 'openai')).toHaveLength(1);
  });

  test('of several comes in the order in which they were submitted', () => {
    returned('b2', 'open', '2026-01-02');
    returned('b3', 'open', '2026-01-01');
    returned('b1', 'open', '2026-01-02');
    expect(openBatches(cache, 'openai').map(({ id }) => id)).toEqual(['b3', 'b1', 'b2']);
    returned('i2', 'submitting by b', '2026-01-02');
    returned('i1', 'submitting by a', '2026-01-03');
    expect(intendedBatches(cache, 'openai').map(({ id, by }) => [id, by])).toEqual([
      ['i2', 'b'],
      ['i1', 'a'],
    ]);
  });
});

describe('batches that came back empty', () => {
  const add = (...states: string[]) =>
    states.forEach((state, at) => void returned(`b${at}`, state, `2026-01-0${at + 1}`));
  test.each([
    ['none where there is no batch', [], []],
    ['all, the newest first', [`${EMPTY}a`, `${EMPTY}b`], ['b', 'a']],
    ['as many as are asked for', [`${EMPTY}a`, `${EMPTY}b`, `${EMPTY}c`, `${EMPTY}d`], ['d', 'c', 'b']],
    ['those after one that had a text', [`${EMPTY}a`, 'collected', `${EMPTY}c`], ['c']],
    ['none where the last had a text', [`${EMPTY}a`, 'collected'], []],
    ['those beside open and intended ones', [`${EMPTY}a`, 'open', 'submitting by a'], ['a']],
  ])('are %s', (_, states, reasons) => {
    add(...states);
    returned('x', `${EMPTY}other`, '2026-02-01', 'azure');
    expect(emptyBatches(cache, 'openai', 3)).toEqual(reasons);
  });

  test('do not count any more once they are forgotten, of their provider', () => {
    add(`${EMPTY}a`, 'open');
    returned('x', `${EMPTY}other`, '2026-02-01', 'azure');
    forgetEmptyBatches(cache, 'openai');
    expect(emptyBatches(cache, 'openai', 3)).toEqual([]);
    expect(emptyBatches(cache, 'azure', 3)).toEqual(['other']);
    expect(openBatches(cache, 'openai')).toHaveLength(1);
  });
});
