import type { Problem } from '../../shared/errors.ts';
import { cacheKey } from '../key.ts';
import type { Cache } from './cache.ts';
import { type EntryRow, hashOfText, keyFactsOf } from './entry.ts';

/** Checks that the file is sound and that every key is the hash of what its entry says it was made from. */
export function verifyCache(cache: Cache): { entries: number; problems: Problem[] } {
  const problems: Problem[] = [];
  const damage = cache.db.pragma('integrity_check', { simple: true });
  if (damage !== 'ok') problems.push({ message: `SQLite finds: ${damage}.`, place: { file: cache.file } });
  const systems = new Map(
    cache.db
      .prepare<[], { hash: Buffer; text: string }>('SELECT hash, text FROM system')
      .all()
      .map(({ hash, text }) => [hash.toString('hex'), text]),
  );
  for (const [hash, text] of systems) {
    if (hashOfText(text).toString('hex') !== hash) {
      problems.push({ message: 'The instructions are not those of their hash.', place: { key: hash } });
    }
  }
  let entries = 0;
  for (const row of cache.db.prepare<[], EntryRow>('SELECT * FROM entry').iterate()) {
    entries++;
    const key = row.key.toString('hex');
    const system = systems.get(row.system.toString('hex'));
    const what = `${row.object}.${row.field} of ${row.record}`;
    if (system === undefined) {
      problems.push({ message: `The instructions of ${what} are not in the cache.`, place: { key } });
    } else if (cacheKey(keyFactsOf(row, system)) !== key) {
      problems.push({
        message: `The entry of ${what} does not match its key: it was edited.`,
        place: { key },
      });
    }
  }
  return { entries, problems };
}
