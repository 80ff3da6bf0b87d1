import { statSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { finishCall } from '../../../src/enrich/cache/entries.ts';
import { hashOfText } from '../../../src/enrich/cache/entry.ts';
import { cacheStats, showEntries, verifyCache } from '../../../src/enrich/cache/inspect.ts';
import { cacheFile, call, entryOf, errorOf, failureOf, SYSTEM } from './entries.ts';

let cache: Cache;
beforeEach(() => {
  cache = Cache.open(cacheFile());
  return () => cache.close();
});

describe('the numbers of a cache', () => {
  test('are zero where it is empty', () => {
    expect(cacheStats(cache)).toEqual({
      ...{ file: cache.file, bytes: statSync(cache.file).size, entries: 0, writers: [], calls: [] },
      ...{ failures: 0, open_batches: 0 },
    });
  });

  test('are those of its entries by writer and field, of its calls by model, of failures, and of batches', async () => {
    const other = entryOf('R3', 'x', { provider: 'azure', field: 'Description' });
    await finishCall(cache, call, [entryOf('R1'), entryOf('R2'), other], [failureOf('R4')]);
    await finishCall(cache, call, [], []);
    await finishCall(cache, { ...call, model: 'large', costUsd: null }, [], []);
    const batch = cache.db.prepare(`INSERT INTO batch VALUES (?, 'openai', 'small', '', ?, '[]')`);
    for (const state of ['open', 'submitting by a 1', 'collected', 'empty: a']) batch.run(state, state);
    const { entries, writers, calls, failures, open_batches } = cacheStats(cache);
    expect({ entries, failures, open_batches }).toEqual({ entries: 3, failures: 1, open_batches: 2 });
    expect(writers).toEqual([
      { provider: 'azure', model: 'small', object: 'Case', field: 'Description', entries: 1 },
      { provider: 'openai', model: 'small', object: 'Case', field: 'Subject', entries: 2 },
    ]);
    const tokens = { input_tokens: 100, cached_tokens: 40, output_tokens: 20 };
    expect(calls).toEqual([
      { provider: 'openai', model: 'large', calls: 1, ...tokens, cost_usd: null },
      {
        ...{ provider: 'openai', model: 'small', calls: 2 },
        ...{ input_tokens: 200, cached_tokens: 80, output_tokens: 40, cost_usd: 1 },
      },
    ]);
  });
});

describe('an entry is shown', () => {
  const entry = entryOf('R1');
  const shown = {
    ...{ key: entry.key, record: 'R1', object: 'Case', field: 'Subject', provider: 'openai', model: 'small' },
    ...{ answered_by: 'small-2026', prompt: 'Write about R1.', text: 'Text of R1.' },
  };
  beforeEach(() => finishCall(cache, call, [entry, entryOf('R2')], []));
  test.each([
    ['its record', 'R1'],
    ['its key', entry.key],
    ['the start of its key', entry.key.slice(0, 8)],
    ['the start of its key in capitals', entry.key.slice(0, 9).toUpperCase()],
  ])('by %s', (_, wanted) => {
    expect(showEntries(cache, wanted)).toEqual([shown]);
  });

  test('with others of its record, by object and field; also without its call', () => {
    const add = entryOf('R1', 'b', { field: 'Description' });
    const { facts } = add;
    cache.db
      .prepare(`INSERT INTO entry SELECT ?, 'Long.', version, provider, model, temperature, object, ?, max_length,
                  unit, system, record, NULL, prompt, own, base FROM entry WHERE record = 'R1'`)
      .run(Buffer.from(add.key, 'hex'), facts.field);
    expect(showEntries(cache, 'R1').map(({ field, answered_by }) => [field, answered_by])).toEqual([
      ['Description', null],
      ['Subject', 'small-2026'],
    ]);
  });

  test.each([
    ['a record that it has not', 'R9'],
    ['three digits of a key', entry.key.slice(0, 3)],
    ['a key that is too long', `${entry.key}0`],
    ['a key that it has not', `${entry.key.slice(0, 60)}zzzz`],
    ['an odd number of digits that a key begins with, and more', `${entry.key.slice(0, 5)}g`],
  ])('not by %s', (_, wanted) => {
    const { problems, next } = errorOf(() => showEntries(cache, wanted));
    expect(problems).toEqual([
      {
        ...{ message: `The cache has no entry for "${wanted}".`, place: { file: cache.file } },
        hint: 'Use a record key (TESTDATA_42_A0000017_C03) or the start of a cache key.',
      },
    ]);
    expect(next).toBe('sfdc-datagen cache stats');
  });
});

describe('a cache is checked', () => {
  beforeEach(() => finishCall(cache, call, [entryOf('R1'), entryOf('R2')], []));
  const problems = () => verifyCache(cache).problems;
  test('and is sound as it was written, whatever its texts', () => {
    cache.db.exec(`UPDATE entry SET text = 'Edited.'`);
    expect(verifyCache(cache)).toEqual({ entries: 2, problems: [] });
  });
  test.each([
    ['a prompt that was edited', `UPDATE entry SET prompt = 'x' WHERE record = 'R1'`],
    ['a temperature that was edited', `UPDATE entry SET temperature = 1 WHERE record = 'R1'`],
    ['a length that was edited', `UPDATE entry SET max_length = 7 WHERE record = 'R1'`],
  ])('and tells of %s', (_, edit) => {
    cache.db.exec(edit);
    expect(verifyCache(cache)).toEqual({
      entries: 2,
      problems: [
        {
          message: "The entry of Case.Subject of R1 doesn't match its key: it was edited.",
          place: { key: entryOf('R1').key },
        },
      ],
    });
  });
  test('and tells of instructions that were edited, or are gone', () => {
    cache.db.exec(`UPDATE system SET text = 'x'`);
    const edited = { message: expect.stringContaining("doesn't match its key") };
    expect(problems()).toMatchObject([
      {
        message: "The instructions don't match their hash.",
        place: { key: hashOfText(SYSTEM).toString('hex') },
      },
      edited,
      edited,
    ]);
    cache.db.exec('DELETE FROM system');
    expect(problems()).toContainEqual({
      message: "The instructions of Case.Subject of R1 aren't in the cache.",
      place: { key: entryOf('R1').key },
    });
  });
  test('and tells what SQLite finds', () => {
    cache.db.unsafeMode(true);
    cache.db.pragma('writable_schema = ON');
    cache.db.exec(`UPDATE sqlite_master SET sql = replace(sql, '(record, field)', '(field, record)')
                   WHERE name = 'entry_by_record'`);
    const { file } = cache;
    cache.close();
    cache = Cache.open(file);
    expect(verifyCache(cache).problems[0]).toMatchObject({
      message: expect.stringMatching(/^SQLite reports: /),
      place: { file },
    });
  });
});
