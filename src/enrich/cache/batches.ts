import type { KeyFacts } from '../key.ts';
import type { Cache } from './cache.ts';

/** A call inside a batch: which records it asks for, in the order of their ids. */
export interface BatchCall {
  customId: string;
  records: BatchRecord[];
}

/** A record of a batch's call, with all that it takes to keep its answer when the data set has changed meanwhile. */
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

export function saveBatch(cache: Cache, batch: OpenBatch): void {
  const { id, provider, model, calls } = batch;
  cache.write(() => {
    cache.db
      .prepare('INSERT INTO batch (id, provider, model, submitted, state, calls) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, provider, model, new Date().toISOString(), 'open', JSON.stringify(calls));
  });
}

/** The batches of a provider that were not collected yet, the oldest first. */
export function openBatches(cache: Cache, provider: string): OpenBatch[] {
  return cache.db
    .prepare<[string], { id: string; provider: string; model: string; calls: string }>(
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
