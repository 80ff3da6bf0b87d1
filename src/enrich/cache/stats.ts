import { statSync } from 'node:fs';
import type { Cache } from './cache.ts';

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
