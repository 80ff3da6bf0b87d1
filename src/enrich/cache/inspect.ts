import { statSync } from 'node:fs';
import { type Problem, UserError } from '../../shared/errors.ts';
import { cacheKey } from '../key.ts';
import type { Cache } from './cache.ts';
import { type EntryRow, hashOfText, keyFactsOf } from './entry.ts';

/** What a cache holds, as `cache stats` prints it. */
export interface CacheStats {
  file: string;
  bytes: number;
  entries: number;
  /** Entries by who wrote them and for which field. */
  writers: { provider: string; model: string; object: string; field: string; entries: number }[];
  /** Calls by the model that was asked. */
  calls: {
    provider: string;
    model: string;
    calls: number;
    input_tokens: number;
    cached_tokens: number;
    output_tokens: number;
    cost_usd: number | null;
  }[];
  failures: number;
  open_batches: number;
}

export function cacheStats(cache: Cache): CacheStats {
  const count = (sql: string) => cache.db.prepare<[], number>(sql).pluck().get() ?? 0;
  return {
    file: cache.file,
    bytes: statSync(cache.file).size,
    entries: count('SELECT count(*) FROM entry'),
    writers: cache.db
      .prepare<[], CacheStats['writers'][number]>(
        `SELECT provider, model, object, field, count(*) AS entries FROM entry
         GROUP BY provider, model, object, field ORDER BY provider, model, object, field`,
      )
      .all(),
    calls: cache.db
      .prepare<[], CacheStats['calls'][number]>(
        `SELECT provider, model, count(*) AS calls, sum(input_tokens) AS input_tokens,
           sum(cached_tokens) AS cached_tokens, sum(output_tokens) AS output_tokens, sum(cost_usd) AS cost_usd
         FROM call GROUP BY provider, model ORDER BY provider, model`,
      )
      .all(),
    failures: count('SELECT count(*) FROM failure'),
    open_batches: count(`SELECT count(*) FROM batch WHERE state = 'open' OR state LIKE 'submitting %'`),
  };
}

/** An entry as `cache show` prints it. */
export interface ShownEntry {
  key: string;
  record: string;
  object: string;
  field: string;
  provider: string;
  model: string;
  answered_by: string | null;
  prompt: string;
  text: string;
}

/** The entries of a record, or of a cache key or the start of one. */
export function showEntries(cache: Cache, wanted: string): ShownEntry[] {
  type Found = EntryRow & { answered_by: string | null };
  const select = 'SELECT entry.*, call.answered_by FROM entry LEFT JOIN call ON call.id = entry.call';
  let rows = cache.db
    .prepare<[string], Found>(`${select} WHERE record = ? ORDER BY entry.object, entry.field, entry.rowid`)
    .all(wanted);
  if (rows.length === 0 && /^[0-9a-f]{4,64}$/i.test(wanted)) {
    const [low, high] = [wanted.padEnd(64, '0'), wanted.padEnd(64, 'f')];
    rows = cache.db
      .prepare<[Buffer, Buffer], Found>(`${select} WHERE key BETWEEN ? AND ? ORDER BY key`)
      .all(Buffer.from(low, 'hex'), Buffer.from(high, 'hex'));
  }
  if (rows.length === 0) {
    throw new UserError(
      {
        message: `The cache has no entry for "${wanted}".`,
        place: { file: cache.file },
        hint: 'Use a record key (TESTDATA_42_A0000017_C03) or the start of a cache key.',
      },
      { next: 'sfdc-datagen cache stats' },
    );
  }
  return rows.map(({ key, record, object, field, provider, model, answered_by, prompt, text }) => ({
    ...{ key: key.toString('hex'), record, object, field, provider, model, answered_by, prompt, text },
  }));
}

/** Checks that the file is sound and that every key is the hash of what its entry says it was made from. */
export function verifyCache(cache: Cache): { entries: number; problems: Problem[] } {
  const problems: Problem[] = [];
  const damage = cache.db.pragma('integrity_check', { simple: true });
  if (damage !== 'ok') problems.push({ message: `SQLite reports: ${damage}.`, place: { file: cache.file } });
  const systems = new Map(
    cache.db
      .prepare<[], { hash: Buffer; text: string }>('SELECT hash, text FROM system')
      .all()
      .map(({ hash, text }) => [hash.toString('hex'), text]),
  );
  for (const [hash, text] of systems) {
    if (hashOfText(text).toString('hex') !== hash) {
      problems.push({ message: "The instructions don't match their hash.", place: { key: hash } });
    }
  }
  let entries = 0;
  for (const row of cache.db.prepare<[], EntryRow>('SELECT * FROM entry').iterate()) {
    entries++;
    const key = row.key.toString('hex');
    const system = systems.get(row.system.toString('hex'));
    const what = `${row.object}.${row.field} of ${row.record}`;
    if (system === undefined) {
      problems.push({ message: `The instructions of ${what} aren't in the cache.`, place: { key } });
    } else if (cacheKey(keyFactsOf(row, system)) !== key) {
      problems.push({
        message: `The entry of ${what} doesn't match its key: it was edited.`,
        place: { key },
      });
    }
  }
  return { entries, problems };
}
