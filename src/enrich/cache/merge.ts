import { type Problem, UserError } from '../../errors.ts';
import type { Cache } from './cache.ts';
import type { EntryRow } from './entry.ts';
import { NAMED, readExport } from './export-lines.ts';
import { importCommand } from './files.ts';

/** Whose text stays where a file and the cache have two for one key, and the rules do not tell. */
export type Preference = 'export' | 'cache';

/** What a file has brought. */
export interface Merged {
  added: number;
  /** Texts of the cache that the file's have replaced. */
  replaced: number;
  /** Keys whose text the cache kept, though the file has another. */
  kept: string[];
}

/** What the cache has for a key. */
interface Standing {
  text: string;
  record: string;
  own: 0 | 1;
  base: string | null;
}

/**
 * Takes in the cache's own text export, inside a transaction of the caller's. A text that the export has changed wins
 * over one that the cache had from it before; one that the cache wrote since stays where the export has not changed.
 * Where both have changed, it is an error unless `prefer` tells whose stays.
 */
export function mergeOwnExport(cache: Cache, file: string, prefer?: Preference): Merged {
  const merged: Merged = { added: 0, replaced: 0, kept: [] };
  const conflicts: Problem[] = [];
  let count = 0;
  const settled = cache.statement('UPDATE entry SET own = 0, base = NULL, record = ? WHERE key = ?');
  const newer = cache.statement('UPDATE entry SET own = 1, base = ? WHERE key = ?');
  readExport(file, (line, number) => {
    if ('system' in line) return cache.putSystem(line.system);
    const { row } = line;
    const standing = standingOf(cache, row);
    if (!standing) {
      cache.putRow(row, null);
      merged.added++;
    } else if (standing.text === row.text) {
      if (standing.own || standing.record !== row.record) settled.run(row.record, row.key);
    } else if (!standing.own || prefer === 'export') {
      cache.replaceText(row, null, false);
      merged.replaced++;
    } else if (standing.base === row.text || prefer === 'cache') {
      newer.run(row.text, row.key);
      merged.kept.push(row.key.toString('hex'));
    } else if (++count <= NAMED) conflicts.push(conflict(file, number, row));
  });
  if (count > 0) throw conflictError(cache, file, conflicts, count);
  return merged;
}

/** Takes in a file from elsewhere: a text that the cache has stays, unless the file's are preferred. */
export function mergeOther(cache: Cache, file: string, prefer?: Preference): Merged {
  const merged: Merged = { added: 0, replaced: 0, kept: [] };
  readExport(file, (line) => {
    if ('system' in line) return cache.putSystem(line.system);
    const { row } = line;
    const standing = standingOf(cache, row);
    if (!standing) {
      cache.putRow(row, null, true);
      merged.added++;
    } else if (standing.text !== row.text) {
      if (prefer === 'export') {
        cache.replaceText(row, null, true);
        merged.replaced++;
      } else merged.kept.push(row.key.toString('hex'));
    }
  });
  return merged;
}

function standingOf(cache: Cache, { key }: EntryRow): Standing | undefined {
  return cache.statement('SELECT text, record, own, base FROM entry WHERE key = ?').get(key) as
    | Standing
    | undefined;
}

function conflict(file: string, line: number, { object, field, record, key }: EntryRow): Problem {
  return {
    message: `${object}.${field} of ${record} has one text here and another in the cache, both new since the cache last read this file.`,
    place: { file, line, key: key.toString('hex') },
  };
}

function conflictError(cache: Cache, file: string, conflicts: Problem[], count: number): UserError {
  if (count > conflicts.length)
    conflicts.push({ message: `… and ${count - conflicts.length} more.`, place: { file } });
  conflicts.at(-1)!.hint =
    'Use `cache import` with `--prefer export` to take the texts of this file, or with `--prefer cache` to keep those of the cache.';
  return new UserError(conflicts, {
    outcome: 'neither file was changed',
    next: importCommand(file, cache.file, ' --prefer export'),
  });
}
