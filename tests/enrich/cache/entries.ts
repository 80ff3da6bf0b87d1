import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { finishCall } from '../../../src/enrich/cache/entries.ts';
import type { CacheEntry, CallRecord, EntryRow, Failure } from '../../../src/enrich/cache/entry.ts';
import { cacheKey, type KeyFacts, keyFacts } from '../../../src/enrich/key.ts';
import { UserError } from '../../../src/shared/errors.ts';

/** A file for a cache in a folder of its own. */
export function cacheFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'cache-')), 'llm.sqlite');
}

export const exportOf = (file: string) => file.replace('.sqlite', '.jsonl');

export const SYSTEM = 'Write texts.';

/** An entry as a model writes it, its key made of its facts. */
export function entryOf(
  record: string,
  text = `Text of ${record}.`,
  changes: Partial<KeyFacts> = {},
): CacheEntry {
  const writer = { provider: 'openai', model: 'small', temperature: 0.7 };
  const request = { object: 'Case', field: 'Subject', maxLength: 80, unit: 'characters' as const };
  const facts = { ...keyFacts(writer, { ...request, prompt: `Write about ${record}.` }, SYSTEM), ...changes };
  return { key: cacheKey(facts), facts, text, record };
}

export const call: CallRecord = {
  ...{ provider: 'openai', model: 'small', answeredBy: 'small-2026', requestId: 'req-1' },
  ...{ finishReason: 'stop', records: 3, inputTokens: 100, cachedTokens: 40, outputTokens: 20, costUsd: 0.5 },
};

/** A text that a model would not write. */
export const failureOf = (record: string, kind: Failure['kind'] = 'refused'): Failure => ({
  ...{ key: entryOf(record).key, kind, reason: 'no', tries: 2, record },
  ...{ object: 'Case', field: 'Subject', model: 'small' },
});

/** Opens a cache for some work, and closes it. */
export function withOpen<T>(file: string, work: (cache: Cache) => T): T {
  const cache = Cache.open(file);
  try {
    return work(cache);
  } finally {
    cache.close();
  }
}

/** Makes a cache that holds entries of one call. */
export async function filled(entries: readonly CacheEntry[], file = cacheFile()): Promise<string> {
  const cache = Cache.open(file);
  await finishCall(cache, call, entries, []);
  cache.close();
  return file;
}

export type StoredRow = EntryRow & { own: number; base: string | null; call: number | null };

export const rowsOf = (cache: Cache) =>
  cache.db.prepare<[], StoredRow>('SELECT * FROM entry ORDER BY record, key').all();

/** Text, own, and base of each entry, by its record. */
export const stateOf = (file: string) =>
  withOpen(file, (cache) =>
    Object.fromEntries(rowsOf(cache).map(({ record, text, own, base }) => [record, [text, own, base]])),
  );

/** The UserError that work must throw. */
export function errorOf(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}
