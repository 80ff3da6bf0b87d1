import { beforeEach, describe, expect, test } from 'vitest';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { finishCall, putEntry, replaceText, writtenFor } from '../../../src/enrich/cache/entries.ts';
import { hashOfText } from '../../../src/enrich/cache/entry.ts';
import { forgetFailures, rememberedFailure } from '../../../src/enrich/cache/failures.ts';
import { cacheFile, call, entryOf, failureOf, rowsOf, SYSTEM } from './entries.ts';

let cache: Cache;
beforeEach(() => {
  cache = Cache.open(cacheFile());
  return () => cache.close();
});
const states = () => rowsOf(cache).map(({ text, own, base, call: by }) => ({ text, own, base, call: by }));

describe('a finished call', () => {
  test('is kept with its texts and what they were made from', async () => {
    const entry = entryOf('R1');
    await finishCall(cache, call, [entry], []);
    const { at, ...stored } = cache.db.prepare('SELECT * FROM call').get() as { at: string };
    expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000);
    expect(stored).toEqual({
      ...{ id: 1, provider: 'openai', model: 'small', answered_by: 'small-2026', request_id: 'req-1' },
      ...{ finish_reason: 'stop', records: 3, accepted: 1 },
      ...{ input_tokens: 100, cached_tokens: 40, output_tokens: 20, cost_usd: 0.5 },
    });
    expect(rowsOf(cache)).toEqual([
      {
        ...{ key: Buffer.from(entry.key, 'hex'), text: 'Text of R1.', version: 1 },
        ...{ provider: 'openai', model: 'small', temperature: 0.7, object: 'Case', field: 'Subject' },
        ...{ max_length: 80, unit: 'characters', system: hashOfText(SYSTEM), record: 'R1', call: 1 },
        ...{ prompt: 'Write about R1.', own: 1, base: null },
      },
    ]);
    expect(cache.db.prepare('SELECT text FROM system').pluck().all()).toEqual([SYSTEM]);
  });

  test('leaves the first text of a key, unless it is to replace it', async () => {
    await finishCall(cache, call, [entryOf('R1', 'First.')], []);
    await finishCall(cache, call, [entryOf('R1', 'Second.')], []);
    expect(states()).toEqual([{ text: 'First.', own: 1, base: null, call: 1 }]);
    putEntry(cache, entryOf('R1', 'From a batch.'), null);
    expect(states()).toEqual([{ text: 'First.', own: 1, base: null, call: 1 }]);
    await finishCall(cache, call, [entryOf('R1', 'Third.')], [], true);
    expect(states()).toEqual([{ text: 'Third.', own: 1, base: null, call: 3 }]);
  });

  test('remembers its failures until their text is there', async () => {
    await finishCall(cache, call, [], [failureOf('R1'), failureOf('R2', 'bad')]);
    const remembered = (record: string) => rememberedFailure(cache, entryOf(record).key);
    expect(remembered('R1')).toEqual({ kind: 'refused', reason: 'no', tries: 2 });
    expect(cache.db.prepare('SELECT record, object, field, model FROM failure').all()).toEqual([
      { record: 'R1', object: 'Case', field: 'Subject', model: 'small' },
      { record: 'R2', object: 'Case', field: 'Subject', model: 'small' },
    ]);
    await finishCall(cache, call, [entryOf('R1')], [{ ...failureOf('R2'), tries: 3 }]);
    expect(remembered('R1')).toBeUndefined();
    expect(remembered('R2')).toEqual({ kind: 'refused', reason: 'no', tries: 3 });
    forgetFailures(cache);
    expect(remembered('R2')).toBeUndefined();
  });

  test('whose text cannot be kept keeps nothing', async () => {
    const broken = { ...entryOf('R2'), text: null as unknown as string };
    await expect(finishCall(cache, call, [entryOf('R1'), broken], [])).resolves.toBeUndefined();
    // SQLite ignores a row that breaks a rule where a key may be there already.
    expect(rowsOf(cache).map(({ record }) => record)).toEqual(['R1']);
    await expect(
      finishCall(cache, { ...call, model: null as unknown as string }, [entryOf('R3')], []),
    ).rejects.toThrow('The cache is damaged');
    expect(rowsOf(cache)).toHaveLength(1);
  });
});

test('a text that is replaced remembers what the text export has', async () => {
  await finishCall(cache, call, [entryOf('R1', 'Exported.')], []);
  cache.db.exec('UPDATE entry SET own = 0');
  const replaced = (text: string, own: boolean) => {
    replaceText(cache, { ...rowsOf(cache)[0]!, text, record: 'R9' }, 7, own);
    const { record } = rowsOf(cache)[0]!;
    return [record, ...states().map((state) => Object.values(state))[0]!];
  };
  expect(replaced('Exported.', true)).toEqual(['R1', 'Exported.', 0, null, 1]);
  expect(replaced('Mine.', true)).toEqual(['R9', 'Mine.', 1, 'Exported.', 7]);
  expect(replaced('Newer.', true)).toEqual(['R9', 'Newer.', 1, 'Exported.', 7]);
  expect(replaced('Theirs.', false)).toEqual(['R9', 'Theirs.', 0, null, 7]);
});

test('what was written for a field of a record comes in the order in which it was written', async () => {
  const other = entryOf('R1', 'Other.', { field: 'Description' });
  const entries = ['b', 'a', 'c'].map((prompt) => entryOf('R1', `Text ${prompt}.`, { prompt }));
  await finishCall(cache, call, [...entries, other, entryOf('R2')], []);
  expect(writtenFor(cache, 'R1', 'Subject').map(({ text }) => text)).toEqual([
    ...['Text b.', 'Text a.', 'Text c.'],
  ]);
});
