import type { Cache } from './cache.ts';

export function noteOf(cache: Cache, name: string): string | undefined {
  const row = cache.statement('SELECT value FROM note WHERE name = ?').get(name) as
    | { value: string }
    | undefined;
  return row?.value;
}

/** Leaves a note inside a transaction of the caller's. */
export function setNote(cache: Cache, name: string, value: string): void {
  cache.statement('INSERT OR REPLACE INTO note VALUES (?, ?)').run(name, value);
}
