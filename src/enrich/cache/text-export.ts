import {
  type BigIntStats,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { countText, textsText } from '../../shared/counted.ts';
import { UserError } from '../../shared/errors.ts';
import { makeFolder } from '../../shared/files/make-folder.ts';
import { pendingOf, writeAll } from '../../shared/files/write-file.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Cache } from './cache.ts';
import type { EntryRow } from './entry.ts';
import { entryLine, isTextExport, systemLine } from './entry-line.ts';
import { textExportOf } from './files.ts';
import { chunksOf } from './lines.ts';
import { forgetAbsent, type Merged, mergeOwnExport, type Preference } from './merge.ts';
import { noteOf, setNote } from './notes.ts';

const NOTE = 'text export';

/** Takes in the text export where it is not the one that this cache last read or wrote. */
export function takeInTextExport(cache: Cache, prefer?: Preference): Merged | undefined {
  if (cache.file === ':memory:') return undefined;
  const file = textExportOf(cache.file);
  const stamp = stampOf(file);
  if (stamp === undefined || (stamp === noteOf(cache, NOTE) && !prefer)) return undefined;
  return cache.write(() => {
    const merged = mergeOwnExport(cache, file, prefer);
    setNote(cache, NOTE, stamp);
    return merged;
  });
}

/** The same, with what a person should hear of it. */
export function takeInAloud(cache: Cache, { say, detail }: Pick<Progress, 'say' | 'detail'>): void {
  const { added, replaced } = takeInTextExport(cache) ?? { added: 0, replaced: 0 };
  const file = textExportOf(cache.file);
  if (replaced > 0) {
    say(`${file} changed: replaced ${textsText(replaced)} of the cache.`);
  }
  if (added > 0) detail(`Imported ${countText(added, 'entry', 'entries')} from ${file}.`);
}

/**
 * Brings the text export up to date where the cache has answers that it lacks, from this run or from one that was
 * killed, and where it has gone. Tells whether it was gone.
 */
export function bringTextExportUpToDate(cache: Cache): { restored: boolean } {
  if (cache.file === ':memory:') return { restored: false };
  const own = cache.statement('SELECT 1 FROM entry WHERE own = 1 LIMIT 1').get() !== undefined;
  const file = textExportOf(cache.file);
  const gone = noteOf(cache, NOTE) !== undefined && !(statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const restored = gone && cache.statement('SELECT 1 FROM entry LIMIT 1').get() !== undefined;
  if (own || restored) writeTextExport(cache);
  return { restored };
}

/**
 * Writes all entries, one canonical JSON object per line, sorted by key. Of the cache's own export the write lock is held
 * until the file is in its place, so that of two runs the later one writes what both have added; what others changed in
 * it is taken in. Any other file needs no more of the cache than that it can be read.
 */
export function writeTextExport(cache: Cache, file: string = textExportOf(cache.file)): number {
  const target = existsSync(file) ? realpathSync(file) : file;
  if (file !== textExportOf(cache.file)) {
    refuseOthers(file);
    return cache.read(() => writeLines(cache, target).count);
  }
  return cache.write(() => {
    takeInTextExport(cache);
    const { count, stamp } = writeLines(cache, target);
    cache.statement('UPDATE entry SET own = 0, base = NULL WHERE own = 1').run();
    forgetAbsent(cache);
    setNote(cache, NOTE, stamp);
    return count;
  });
}

function writeLines(cache: Cache, file: string): { count: number; stamp: string } {
  makeFolder(dirname(file));
  const pending = pendingOf(file);
  let out: number | undefined;
  let count = 0;
  try {
    out = openSync(pending, 'w');
    for (const chunk of chunksOf(exportLines(cache))) {
      count += chunk.length;
      writeAll(out, Buffer.from(`${chunk.join('\n')}\n`));
    }
    fsyncSync(out);
    renameSync(pending, file);
    return { count, stamp: stampText(fstatSync(out, { bigint: true })) };
  } catch (error) {
    if (out !== undefined) rmSync(pending, { force: true });
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (!syscall) throw error;
    throw new UserError(
      {
        message: `The text export can't be written: ${message}.`,
        place: { file },
        hint: `All its entries are in ${cache.file}: the next run writes it.`,
      },
      { cause: error },
    );
  } finally {
    if (out !== undefined) closeSync(out);
  }
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

/** An export goes where nothing stands, or another export: never over a file of another kind. */
function refuseOthers(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats || (stats.isFile() && stats.size === 0)) return;
  if (isTextExport(file)) return;
  throw new UserError({
    message: stats.isFile()
      ? "The file isn't a text export and was left unchanged."
      : 'The text export must be a file.',
    place: { file },
    hint: 'Name another file.',
  });
}

/** What tells that a file is another one than before, without reading it. */
function stampOf(file: string): string | undefined {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isFile()) throw new UserError({ message: 'The text export must be a file.', place: { file } });
  return stampText(stats);
}

function stampText({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino].join(' ');
}
