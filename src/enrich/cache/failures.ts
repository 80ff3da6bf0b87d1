import type { Cache } from './cache.ts';
import type { Failure } from './entry.ts';

/** What is remembered of a text that could not be had. */
export type Remembered = Pick<Failure, 'kind' | 'reason' | 'tries'>;

export function rememberedFailure(cache: Cache, key: string): Remembered | undefined {
  return cache
    .statement('SELECT kind, reason, tries FROM failure WHERE key = ?')
    .get(Buffer.from(key, 'hex')) as Remembered | undefined;
}

/** Remembers a failure inside a transaction of the caller's. */
export function putFailure(cache: Cache, failure: Failure): void {
  const { key, kind, reason, tries, record, object, field, model } = failure;
  cache
    .statement(
      `INSERT OR REPLACE INTO failure (key, kind, reason, tries, record, object, field, model)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(Buffer.from(key, 'hex'), kind, reason, tries, record, object, field, model);
}

export function forgetFailure(cache: Cache, key: Buffer): void {
  cache.statement('DELETE FROM failure WHERE key = ?').run(key);
}

/** Forgets what could not be written, so that it is asked for again. */
export function forgetFailures(cache: Cache): void {
  cache.write(() => cache.statement('DELETE FROM failure').run());
}
