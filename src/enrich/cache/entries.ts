import type { Cache } from './cache.ts';
import { type CacheEntry, type CallRecord, type EntryRow, type Failure, hashOfText } from './entry.ts';
import { forgetFailure, putFailure } from './failures.ts';

/** What was written for a field of a record under other keys, the latest last. */
export function writtenFor(cache: Cache, record: string, field: string): EntryRow[] {
  return cache.db
    .prepare<[string, string], EntryRow>('SELECT * FROM entry WHERE record = ? AND field = ? ORDER BY rowid')
    .all(record, field);
}

/** Stores a finished call with its answers in one transaction; the first answer to a key stays unless `replace`. */
export function finishCall(
  cache: Cache,
  call: CallRecord,
  entries: readonly CacheEntry[],
  failures: readonly Failure[],
  replace = false,
): Promise<void> {
  return cache.writeSoon(() => {
    const { lastInsertRowid } = cache.db
      .prepare(
        `INSERT INTO call (at, provider, model, answered_by, request_id, finish_reason, records, accepted,
           input_tokens, cached_tokens, output_tokens, cost_usd)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        new Date().toISOString(),
        call.provider,
        call.model,
        call.answeredBy,
        call.requestId,
        call.finishReason,
        call.records,
        entries.length,
        call.inputTokens,
        call.cachedTokens,
        call.outputTokens,
        call.costUsd,
      );
    for (const entry of entries) putEntry(cache, entry, Number(lastInsertRowid), replace);
    for (const failure of failures) putFailure(cache, failure);
  });
}

/** Adds an entry inside a transaction of the caller's. */
export function putEntry(cache: Cache, entry: CacheEntry, call: number | null, replace = false): void {
  const { facts } = entry;
  const key = Buffer.from(entry.key, 'hex');
  const system = hashOfText(facts.system);
  putSystem(cache, facts.system);
  const row: EntryRow = {
    key,
    text: entry.text,
    version: facts.version,
    provider: facts.provider,
    model: facts.model,
    temperature: facts.sampling.temperature,
    object: facts.object,
    field: facts.field,
    max_length: facts.max_length,
    unit: facts.unit,
    system,
    record: entry.record,
    prompt: facts.prompt,
  };
  if (!putRow(cache, row, call, true) && replace) replaceText(cache, row, call, true);
  forgetFailure(cache, key);
}

/** Adds a stored form unless its key is there; `own` is what the text export does not have. Tells whether it was added. */
export function putRow(cache: Cache, row: EntryRow, call: number | null, own = false): boolean {
  const { changes } = cache
    .statement(
      `INSERT OR IGNORE INTO entry (key, text, version, provider, model, temperature,
         object, field, max_length, unit, system, record, call, prompt, own)
       VALUES (@key, @text, @version, @provider, @model, @temperature, @object, @field, @max_length, @unit,
         @system, @record, @call, @prompt, @own)`,
    )
    .run({ ...row, call, own: own ? 1 : 0 });
  return changes > 0;
}

/** Puts another text in the place of a key's; as an own one it remembers what the text export has. */
export function replaceText(
  cache: Cache,
  { key, text, record }: EntryRow,
  call: number | null,
  own: boolean,
): void {
  const base = own ? 'CASE WHEN own THEN base ELSE text END' : 'NULL';
  cache
    .statement(
      `UPDATE entry SET base = ${base}, own = ${own ? 1 : 0}, text = ?, record = ?, call = ?
     WHERE key = ? AND text <> ?`,
    )
    .run(text, record, call, key, text);
}

export function putSystem(cache: Cache, text: string): void {
  cache.statement('INSERT OR IGNORE INTO system VALUES (?, ?)').run(hashOfText(text), text);
}
