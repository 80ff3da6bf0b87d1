import { existsSync, renameSync, statSync } from 'node:fs';
import Database, { type Database as Db } from 'better-sqlite3';
import { UserError } from '../../shared/errors.ts';
import { cacheKey } from '../key.ts';
import { Cache } from './cache.ts';
import { putRow, putSystem } from './entries.ts';
import { type EntryRow, hashOfText, keyFactsOf } from './entry.ts';
import { isTextExport } from './entry-line.ts';
import { textExportOf } from './files.ts';
import { takeInTextExport, writeTextExport } from './text-export.ts';
import { CacheTrouble, cacheTrouble } from './trouble.ts';
import { withCache } from './with-cache.ts';

/** What a repair has kept and made. */
export interface Repaired {
  /** The damaged file under its new name. */
  kept: string;
  /** Entries that could be read of it. */
  read: number;
  /** Entries that only the text export had. */
  exported: number;
  entries: number;
}

/**
 * Sets a damaged cache aside and makes a new one of all that is sound in it and of the text export. A file of another kind
 * stays as it is, unless the text export beside it says that a cache was here.
 */
export async function repairCache(file: string): Promise<Repaired | undefined> {
  if (!existsSync(file)) throw new UserError({ message: 'Cache not found.', place: { file } });
  const trouble = troubleOf(file);
  if (!trouble) return undefined;
  if (trouble !== 'damaged' && !isTextExport(textExportOf(file))) throw trouble;
  const kept = freeName(file);
  for (const part of ['', '-wal', '-shm', '-journal'])
    if (existsSync(file + part)) renameSync(file + part, kept + part);
  return withCache(
    file,
    () => {},
    (cache) => {
      const read = cache.write(() => salvage(cache, kept));
      const exported = takeInTextExport(cache)?.added ?? 0;
      return { kept, read, exported, entries: writeTextExport(cache) };
    },
  );
}

/** What is wrong with a file: damage, or that it is not a cache; nothing where it is sound. */
function troubleOf(file: string): 'damaged' | UserError | undefined {
  try {
    const cache = Cache.open(file);
    try {
      return cache.db.pragma('integrity_check', { simple: true }) === 'ok' ? undefined : 'damaged';
    } finally {
      cache.close();
    }
  } catch (error) {
    const trouble = error instanceof UserError ? error : cacheTrouble(file, error);
    const kind = trouble instanceof CacheTrouble ? trouble.kind : 'other';
    if (!trouble || kind === 'damaged') return 'damaged';
    if (kind === 'not a cache') return trouble;
    // A newer format, a lock or a folder is no damage.
    throw trouble;
  }
}

function freeName(file: string): string {
  for (let n = 1; ; n++) {
    const name = `${file}.damaged${n === 1 ? '' : `-${n}`}`;
    if (!existsSync(name)) return name;
  }
}

/** Copies what can be read, entries only where their key is the hash of what they say; returns how many entries. */
function salvage(cache: Cache, file: string): number {
  let damaged: Db;
  try {
    damaged = new Database(file);
  } catch {
    return 0;
  }
  try {
    const systems = new Map<string, string>();
    for (const { hash, text } of rowsOf<{ hash: Buffer; text: string }>(damaged, 'system')) {
      if (hashOfText(text).equals(hash)) systems.set(hash.toString('hex'), text);
    }
    for (const text of systems.values()) putSystem(cache, text);
    let entries = 0;
    for (const row of rowsOf<EntryRow & { own?: number; base?: string | null }>(damaged, 'entry')) {
      const system = systems.get(row.system.toString('hex'));
      if (system === undefined || row.text.includes('\ufffd')) continue;
      if (cacheKey(keyFactsOf(row, system)) !== row.key.toString('hex')) continue;
      if (!putRow(cache, row, null, row.own !== 0)) continue;
      cache.statement('UPDATE entry SET base = ? WHERE key = ?').run(row.base ?? null, row.key);
      entries++;
    }
    for (const table of ['call', 'failure', 'batch']) copyRows(cache, damaged, table);
    return entries;
  } finally {
    damaged.close();
  }
}

function copyRows(cache: Cache, from: Db, table: string): void {
  for (const row of rowsOf<Record<string, unknown>>(from, table)) {
    const columns = Object.keys(row);
    try {
      cache
        .statement(
          `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        )
        .run(...Object.values(row));
    } catch {
      // A row that the table does not take is as unreadable as one that SQLite does not give.
    }
  }
}

/** Unreadable rows in a row that end a table: more than an inner page can refer to. */
const GAP = 20_000;
/** No row takes less than this. */
const SMALLEST_ROW = 100;

/** The rows of a table that SQLite can still read. */
function* rowsOf<T>(db: Db, table: string): Generator<T> {
  let next: (after: number) => (T & { row_number: number }) | undefined;
  try {
    const statement = db.prepare<[number], T & { row_number: number }>(
      `SELECT rowid AS row_number, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT 1`,
    );
    next = (after) => statement.get(after);
  } catch {
    return;
  }
  const most = Math.min(GAP, statSync(db.name).size / SMALLEST_ROW);
  for (let at = 0, gap = 0; gap < most; ) {
    try {
      const found = next(at);
      if (!found) return;
      const { row_number: number, ...row } = found;
      at = number;
      gap = 0;
      yield row as T;
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      at++;
      gap++;
    }
  }
}
