import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Cache } from './cache.ts';
import type { EntryRow } from './entry.ts';
import { entryLine, parseLine, systemLine } from './entry-line.ts';
import { textExportOf } from './files.ts';
import { chunksOf, linesOf } from './lines.ts';
import { dropNote, noteOf, setNote, UNEXPORTED } from './notes.ts';

const NOTE = 'text export';

/** Takes in the text export where it is not the one that this cache last read or wrote; answers the entries added. */
export function takeInTextExport(cache: Cache): number {
  if (cache.file === ':memory:') return 0;
  const file = textExportOf(cache.file);
  const stamp = stampOf(file);
  if (stamp === undefined || stamp === noteOf(cache, NOTE)) return 0;
  return importText(cache, file, stamp);
}

/** Brings the text export up to date where entries were added, by this run or by one that was killed. */
export function bringTextExportUpToDate(cache: Cache): void {
  if (cache.file !== ':memory:' && noteOf(cache, UNEXPORTED) !== undefined) writeTextExport(cache);
}

/**
 * Adds the entries of a text export; those that the cache has already stay as they are. What comes from elsewhere is
 * not in the cache's own export yet.
 */
export function importText(cache: Cache, file: string, stamp?: string, elsewhere = false): number {
  return cache.write(() => {
    let added = 0;
    let number = 0;
    for (const line of linesOf(file)) {
      number++;
      if (line.trim() === '') continue;
      added += importLine(cache, line, file, number);
    }
    if (stamp !== undefined) setNote(cache, NOTE, stamp);
    if (elsewhere && added > 0) setNote(cache, UNEXPORTED, 'yes');
    return added;
  });
}

/**
 * Writes all entries, one canonical JSON object per line, sorted by key. The write lock is held until the file is in
 * its place, so that of two runs the later one writes what both have added.
 */
export function writeTextExport(cache: Cache, file: string = textExportOf(cache.file)): number {
  takeInTextExport(cache);
  return cache.write(() => {
    mkdirSync(dirname(file), { recursive: true });
    const pending = `${file}.${process.pid}.tmp`;
    const out = openSync(pending, 'w');
    let count = 0;
    try {
      for (const chunk of chunksOf(exportLines(cache))) {
        count += chunk.length;
        writeSync(out, `${chunk.join('\n')}\n`);
      }
      closeSync(out);
      renameSync(pending, file);
    } catch (error) {
      rmSync(pending, { force: true });
      throw error;
    }
    if (file === textExportOf(cache.file)) {
      setNote(cache, NOTE, stampOf(file)!);
      dropNote(cache, UNEXPORTED);
    }
    return count;
  });
}

function* exportLines(cache: Cache): Generator<string> {
  const rows = cache.db
    .prepare<[], { key: Buffer; kind: 'entry' | 'system' }>(
      `SELECT key, 'entry' AS kind FROM entry UNION ALL SELECT hash, 'system' FROM system ORDER BY 1`,
    )
    .iterate();
  const entry = cache.db.prepare<[Buffer], EntryRow>('SELECT * FROM entry WHERE key = ?');
  const system = cache.db.prepare<[Buffer], string>('SELECT text FROM system WHERE hash = ?').pluck();
  for (const { key, kind } of rows) {
    yield kind === 'entry' ? entryLine(entry.get(key)!) : systemLine(key, system.get(key)!);
  }
}

function importLine(cache: Cache, line: string, file: string, number: number): number {
  const value = parseLine(line);
  if (!value) {
    throw new UserError({
      message: 'The line is not an entry of a cache.',
      place: { file, line: number },
      hint: /^(?:<{7}|={7}|>{7})/.test(line)
        ? 'A git merge was left open: keep the lines of both sides, in any order.'
        : 'Restore the file from git.',
    });
  }
  if ('text' in value) return cache.putRow(value, null);
  cache.putSystem(value.system);
  return 0;
}

function stampOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const { size, mtimeMs } = statSync(file);
  return `${size} bytes, ${mtimeMs}`;
}
