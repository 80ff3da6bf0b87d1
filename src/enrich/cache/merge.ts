import { basename, dirname } from 'node:path';
import { firstProblems, furtherProblems, type Problem, UserError } from '../../shared/errors.ts';
import { gitCommand } from '../../shared/files/git.ts';
import { cacheKey } from '../key.ts';
import type { Cache } from './cache.ts';
import { putRow, putSystem, replaceText } from './entries.ts';
import { type EntryRow, keyFactsOf } from './entry.ts';
import { NAMED, readExport } from './export-lines.ts';
import { importCommand } from './files.ts';
import { noteOf, setNote } from './notes.ts';

/** Whose text stays if a file and the cache have two texts for one key, and the rules don't decide. */
export type Preference = 'export' | 'cache';

/** What was imported from a file. */
export interface Merged {
  added: number;
  /** Texts of the cache that were replaced by those of the file. */
  replaced: number;
  /** Keys whose text the cache kept although the file has another. */
  kept: string[];
}

/** What the text export has of an entry, as the column `own` says it. */
const OWN = {
  /** The text of the cache. */
  exported: 0,
  /** Another text, or none: this one is new in the cache. */
  unexported: 1,
  /** No text anymore, and no run has used the entry since. */
  absent: 2,
} as const;

/** What the cache has for a key. */
interface Standing {
  text: string;
  record: string;
  own: (typeof OWN)[keyof typeof OWN];
  base: string | null;
  prompt: string;
}

/**
 * Merges the cache's own text export, within the caller's transaction. A text that changed in the export replaces the
 * one that the cache had from it; a text that is new in the cache stays if the export hasn't changed. If both have
 * changed, it is an error unless `prefer` says whose stays.
 */
export function mergeOwnExport(cache: Cache, file: string, prefer?: Preference): Merged {
  const merged: Merged = { added: 0, replaced: 0, kept: [] };
  const conflicts: Problem[] = [];
  const added: Added[] = [];
  const edited: Problem[] = [];
  let count = 0;
  let lines = 0;
  let last = 0;
  const settled = cache.statement(
    `UPDATE entry SET own = ${OWN.exported}, base = NULL, record = ? WHERE key = ?`,
  );
  const newer = cache.statement(`UPDATE entry SET own = ${OWN.unexported}, base = ? WHERE key = ?`);
  readExport(file, (line, number) => {
    if ('system' in line) return putSystem(cache, line.system);
    const { row } = line;
    const standing = standingOf(cache, row);
    // A file that isn't sorted is read a second time.
    lines = number > last ? lines + 1 : 1;
    last = number;
    if (standing && standing.prompt !== row.prompt) edited.push(editedEntry(file, number, row));
    if (!standing) {
      putRow(cache, row, null);
      added.push({ key: row.key, line: number });
    } else if (standing.text === row.text) {
      if (standing.own !== OWN.exported || standing.record !== row.record) settled.run(row.record, row.key);
    } else if (standing.own !== OWN.unexported || prefer === 'export') {
      replaceText(cache, row, null, false);
      merged.replaced++;
    } else if (standing.base === row.text || prefer === 'cache') {
      newer.run(row.text, row.key);
      merged.kept.push(row.key.toString('hex'));
    } else if (++count <= NAMED) conflicts.push(conflict(file, number, row));
  });
  refuseEdited(cache, file, added, edited);
  if (count > 0) throw conflictError(cache, file, conflicts, count);
  merged.added = added.length;
  markAbsent(cache, file, lines);
  return merged;
}

/** Name of the note that the cache has `absent` entries. */
const ABSENT_NOTE = 'entries that the text export has no more';

export function hasAbsent(cache: Cache): boolean {
  return noteOf(cache, ABSENT_NOTE) !== undefined;
}

/** Marks entries that were in the export and aren't anymore: a run that uses one puts it back. */
function markAbsent(cache: Cache, file: string, lines: number): void {
  const all = cache.statement('SELECT count(*) AS n FROM entry').get() as { n: number };
  const own = cache
    .statement(`SELECT count(*) AS n FROM entry WHERE own = ${OWN.unexported} AND base IS NULL`)
    .get() as typeof all;
  forgetAbsent(cache);
  if (all.n - own.n <= lines) return;
  cache.db.exec('CREATE TEMP TABLE exported (key BLOB PRIMARY KEY) WITHOUT ROWID');
  const insert = cache.db.prepare('INSERT OR IGNORE INTO exported VALUES (?)');
  readExport(file, (line) => 'row' in line && insert.run(line.row.key));
  const { changes } = cache.db
    .prepare(
      `UPDATE entry SET own = ${OWN.absent}, base = NULL
       WHERE own = ${OWN.exported} AND key NOT IN (SELECT key FROM exported)`,
    )
    .run();
  cache.db.exec('DROP TABLE exported');
  if (changes > 0) setNote(cache, ABSENT_NOTE, String(changes));
}

/** Must be called when the export has all entries, within the caller's transaction. */
export function forgetAbsent(cache: Cache): void {
  if (!hasAbsent(cache)) return;
  cache.statement(`UPDATE entry SET own = ${OWN.exported} WHERE own = ${OWN.absent}`).run();
  cache.statement('DELETE FROM note WHERE name = ?').run(ABSENT_NOTE);
}

/** Has the next export include entries that a run has used and the export lacks; returns their number. */
export function takeUpAbsent(cache: Cache, used: readonly string[]): number {
  return cache.write(() => {
    const take = cache.statement(
      `UPDATE entry SET own = ${OWN.unexported} WHERE key = ? AND own = ${OWN.absent}`,
    );
    return used.reduce((sum, key) => sum + take.run(Buffer.from(key, 'hex')).changes, 0);
  });
}

interface Added {
  key: Buffer;
  line: number;
}

/** Refuses entries whose prompt was edited: their text is the response to another prompt. */
function refuseEdited(cache: Cache, file: string, added: readonly Added[], edited: Problem[] = []): void {
  const system = cache.db.prepare<[Buffer], string>('SELECT text FROM system WHERE hash = ?').pluck();
  const entry = cache.db.prepare<[Buffer], EntryRow>('SELECT * FROM entry WHERE key = ?');
  const systems = new Map<string, string | undefined>();
  for (const { key, line } of added) {
    const row = entry.get(key)!;
    const hash = row.system.toString('hex');
    if (!systems.has(hash)) systems.set(hash, system.get(row.system));
    const text = systems.get(hash);
    if (text !== undefined && cacheKey(keyFactsOf(row, text)) !== key.toString('hex'))
      edited.push(editedEntry(file, line, row));
  }
  if (edited.length === 0) return;
  const next = gitCommand(dirname(file), 'restore', '--', basename(file));
  throw new UserError(firstProblems(edited, NAMED, file, ' of this kind'), {
    outcome: 'nothing was imported',
    ...(next ? { next } : {}),
  });
}

function editedEntry(file: string, line: number, { key, object, field, record }: EntryRow): Problem {
  return {
    message: `The entry of ${object}.${field} of ${record} doesn't match its key: its prompt or another fact was edited.`,
    place: { file, line, key: key.toString('hex') },
    hint: 'Restore the line from git; only the text of an entry can be edited.',
  };
}

/** Merges a file from elsewhere: a text that the cache has stays unless those of the file are preferred. */
export function mergeOther(cache: Cache, file: string, prefer?: Preference): Merged {
  const merged: Merged = { added: 0, replaced: 0, kept: [] };
  const added: Added[] = [];
  readExport(file, (line, number) => {
    if ('system' in line) return putSystem(cache, line.system);
    const { row } = line;
    const standing = standingOf(cache, row);
    if (!standing) {
      putRow(cache, row, null, true);
      added.push({ key: row.key, line: number });
    } else if (standing.text !== row.text) {
      if (prefer === 'export') {
        replaceText(cache, row, null, true);
        merged.replaced++;
      } else merged.kept.push(row.key.toString('hex'));
    }
  });
  refuseEdited(cache, file, added);
  merged.added = added.length;
  return merged;
}

function standingOf(cache: Cache, { key }: EntryRow): Standing | undefined {
  return cache.statement('SELECT text, record, own, base, prompt FROM entry WHERE key = ?').get(key) as
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
  if (count > conflicts.length) conflicts.push(furtherProblems(count - conflicts.length, file));
  conflicts.at(-1)!.hint =
    'Use `cache import` with `--prefer export` to take the texts of this file, or with `--prefer cache` to keep those of the cache.';
  return new UserError(conflicts, {
    outcome: 'neither file was changed',
    next: importCommand(file, cache.file, ' --prefer export'),
  });
}
