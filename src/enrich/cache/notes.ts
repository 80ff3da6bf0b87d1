import type { Cache } from './cache.ts';

/** The note that stands while the text export lacks entries: a run that was killed leaves it to the next. */
export const UNEXPORTED = 'entries not in the text export';

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

export function dropNote(cache: Cache, name: string): void {
  cache.statement('DELETE FROM note WHERE name = ?').run(name);
}
