import type { KeyFacts } from '../key.ts';
import type { Cache } from './cache.ts';

/** A call inside a batch: which records it asks for, in the order of their ids. */
export interface BatchCall {
  customId: string;
  records: BatchRecord[];
}

/** A record of a batch's call, with all that it takes to keep its answer when the dataset has changed meanwhile. */
export interface BatchRecord {
  key: string;
  record: string;
  level: number;
  facts: KeyFacts;
}

/** A batch that is with a server. */
export interface OpenBatch {
  id: string;
  provider: string;
  model: string;
  calls: BatchCall[];
}

/** A batch that a run was about to submit: if the run was killed, the server may have it. */
export interface BatchIntent extends OpenBatch {
  /** Which process submits it, `host pid`. */
  by: string;
  /** When, in ms. */
  at: number;
}

const SUBMITTING = 'submitting by ';

/** Remembers a batch before the server hears of it, under a token that goes with it. */
export function intendBatch(cache: Cache, intent: Omit<BatchIntent, 'at'>): void {
  const { id, provider, model, calls, by } = intent;
  cache.write(() => {
    cache.db
      .prepare('INSERT INTO batch (id, provider, model, submitted, state, calls) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, provider, model, new Date().toISOString(), SUBMITTING + by, JSON.stringify(calls));
  });
}

/** Gives a batch that the server has taken its name there. */
export function openBatch(cache: Cache, token: string, id: string): void {
  cache.write(() => {
    cache.db.prepare(`UPDATE OR REPLACE batch SET id = ?, state = 'open' WHERE id = ?`).run(id, token);
  });
}

/** Forgets a batch that the server never had. */
export function forgetBatch(cache: Cache, token: string): void {
  cache.write(() => {
    cache.db.prepare('DELETE FROM batch WHERE id = ?').run(token);
  });
}

/** Batches whose submission did not come to an end. */
export function intendedBatches(cache: Cache, provider: string): BatchIntent[] {
  return cache.db
    .prepare<[string, string], BatchRow & { state: string; submitted: string }>(
      'SELECT * FROM batch WHERE provider = ? AND state LIKE ? ORDER BY submitted, id',
    )
    .all(provider, `${SUBMITTING}%`)
    .map(({ id, provider: kind, model, calls, state, submitted }) => ({
      ...{ id, provider: kind, model, calls: JSON.parse(calls), by: state.slice(SUBMITTING.length) },
      at: Date.parse(submitted),
    }));
}

type BatchRow = { id: string; provider: string; model: string; calls: string };

/** The batches of a provider that were not collected yet, the oldest first. */
export function openBatches(cache: Cache, provider: string): OpenBatch[] {
  return cache.db
    .prepare<[string], BatchRow>(
      `SELECT id, provider, model, calls FROM batch WHERE provider = ? AND state = 'open' ORDER BY submitted, id`,
    )
    .all(provider)
    .map((row) => ({ ...row, calls: JSON.parse(row.calls) }));
}

/** A batch that has come back leaves its name, not its prompts. */
export function closeBatch(cache: Cache, id: string, state: string): void {
  cache.write(() => {
    cache.db.prepare(`UPDATE batch SET state = ?, calls = '[]' WHERE id = ?`).run(state, id);
  });
}

/** How the state of a batch begins that returned no text; the reason follows. */
export const EMPTY = 'empty: ';

/** Why the last batches of a provider came back without a text, the newest first, as far as they all did. */
export function emptyBatches(cache: Cache, provider: string, most: number): string[] {
  const states = cache.db
    .prepare<[string, string, number], string>(
      `SELECT state FROM batch WHERE provider = ? AND state <> 'open' AND state NOT LIKE ?
       ORDER BY submitted DESC, id DESC LIMIT ?`,
    )
    .pluck()
    .all(provider, `${SUBMITTING}%`, most);
  const other = states.findIndex((state) => !state.startsWith(EMPTY));
  return states.slice(0, other < 0 ? most : other).map((state) => state.slice(EMPTY.length));
}

/** Lets them not count any more. */
export function forgetEmptyBatches(cache: Cache, provider: string): void {
  cache.write(() => {
    cache.db
      .prepare(`UPDATE batch SET state = 'collected' WHERE provider = ? AND state LIKE ?`)
      .run(provider, `${EMPTY}%`);
  });
}
