import { UserError } from '../../shared/errors.ts';
import type { Cache } from './cache.ts';
import type { EntryRow } from './entry.ts';

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
        hint: 'Name a record (TESTDATA_42_A0000017_C03) or the start of a cache key.',
      },
      { next: 'sfdc-datagen cache stats' },
    );
  }
  return rows.map(({ key, record, object, field, provider, model, answered_by, prompt, text }) => ({
    ...{ key: key.toString('hex'), record, object, field, provider, model, answered_by, prompt, text },
  }));
}
