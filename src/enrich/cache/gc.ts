import type { Writer } from '../key.ts';
import type { TextSource } from '../source.ts';
import { textJobOf } from '../text-job.ts';
import { TextStatus } from '../text-status.ts';
import { settleText } from '../write/settle.ts';
import type { Cache } from './cache.ts';

/**
 * The keys that datasets use: each is followed from text to text for every provider, model and temperature that the
 * cache holds.
 */
export function usedKeys(cache: Cache, sources: readonly TextSource[]): Set<string> {
  const writers = cache.db
    .prepare<[], Writer>('SELECT DISTINCT provider, model, temperature FROM entry')
    .all();
  const used = new Set<string>();
  for (const source of sources) {
    for (const writer of writers) {
      const status = new TextStatus(source.texts);
      for (let ready = status.takeReady(); ready.length > 0; ready = status.takeReady()) {
        for (const planned of ready) {
          const job = textJobOf(planned, source.requestFor(planned, status.textOf), writer);
          const raw = cache.text(job.key);
          if (raw === undefined) continue;
          used.add(job.key);
          settleText(status, job, raw);
        }
      }
    }
  }
  return used;
}

/** Removes the entries that are not used; `dryRun` only counts them. */
export function collectGarbage(cache: Cache, used: ReadonlySet<string>, dryRun: boolean): number {
  const unused = cache.db
    .prepare<[], Buffer>('SELECT key FROM entry')
    .pluck()
    .all()
    .filter((key) => !used.has(key.toString('hex')));
  if (dryRun || unused.length === 0) return unused.length;
  cache.write(() => {
    const remove = cache.db.prepare('DELETE FROM entry WHERE key = ?');
    for (const key of unused) remove.run(key);
    cache.db.exec('DELETE FROM system WHERE hash NOT IN (SELECT system FROM entry)');
  });
  return unused.length;
}
