import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database, { type Database as Db, type Statement } from 'better-sqlite3';
import { UserError } from '../../shared/errors.ts';
import { makeFolder } from '../../shared/files/make-folder.ts';
import { timeText } from '../../shared/time-text.ts';
import { prepareSchema } from './schema.ts';
import { cacheTrouble } from './trouble.ts';

/** How long SQLite itself waits for a lock: this process does nothing else meanwhile. */
const BUSY_MS = 2_000;

/** How long a run waits for a process that writes. */
const LOCKED_MS = 60_000;

/** The cache of responses: a SQLite file, in WAL mode from the first write until it is closed, and a single file otherwise. */
export class Cache {
  readonly file: string;
  readonly db: Db;
  #wal = false;
  readonly #say: (line: string) => void;
  readonly #prepared = new Map<string, Statement<unknown[]>>();
  readonly #text: Statement<[Buffer], string>;

  private constructor(file: string, db: Db, say: (line: string) => void) {
    this.file = file;
    this.db = db;
    this.#say = say;
    this.#text = db.prepare<[Buffer], string>('SELECT text FROM entry WHERE key = ?').pluck();
  }

  /** Opens or creates the cache; `:memory:` is one that is gone when closed. Throws a UserError if the file isn't a cache. */
  static open(file: string, say: (line: string) => void = () => {}): Cache {
    if (file !== ':memory:') {
      makeFolder(dirname(file));
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
        throw new UserError({
          message: 'The cache must be a file, not a folder.',
          place: { file },
          hint: 'Name a file with `--cache`.',
        });
      }
    }
    let db: Db | undefined;
    try {
      const opened = new Database(file, { timeout: BUSY_MS });
      db = opened;
      return whenFree(file, say, () => {
        // The keys of a million entries fit in 64 MB, so a lookup reads one page from the file.
        opened.pragma('cache_size = -65536');
        prepareSchema(opened, file);
        return new Cache(file, opened, say);
      });
    } catch (cause) {
      db?.close();
      throw cacheTrouble(file, cause) ?? cause;
    }
  }

  /** Returns the raw text of a key, or undefined. */
  text(key: string): string | undefined {
    return this.#text.get(Buffer.from(key, 'hex'));
  }

  /** Runs lookups as one transaction: alone, each would lock the file and look for a journal again. */
  read<T>(work: () => T): T {
    return whenFree(this.file, this.#say, () =>
      this.db
        .transaction(() => {
          // The first lookup takes the lock; it can't be one of `work`, which must run only once.
          this.statement('SELECT 1 FROM note').get();
          return work();
        })
        .deferred(),
    );
  }

  /** Runs writes as one transaction that holds the write lock from its start. */
  write<T>(work: () => T): T {
    return whenFree(this.file, this.#say, () => this.#write(work));
  }

  /** Throws if nothing can be written, before the run pays for responses that it couldn't keep. */
  refuseReadOnly(): void {
    const name = 'a write that proves that the cache can be written';
    this.write(() => {
      this.statement('INSERT OR REPLACE INTO note VALUES (?, ?)').run(name, '');
      this.statement('DELETE FROM note WHERE name = ?').run(name);
    });
  }

  /** Writes while calls are running: other work and Ctrl-C aren't blocked while another process holds the lock. */
  async writeSoon(work: () => void): Promise<void> {
    const end = Date.now() + LOCKED_MS;
    for (let told = false; ; told = true) {
      try {
        return this.#write(work);
      } catch (error) {
        if (!isBusy(error) || Date.now() > end) throw cacheTrouble(this.file, error) ?? error;
        if (!told) this.#say(lockedLine(this.file, end));
        await sleep(200);
      }
    }
  }

  #write<T>(work: () => T): T {
    if (!this.#wal && this.file !== ':memory:') {
      this.db.pragma('journal_mode = WAL');
      this.db.pragma('synchronous = FULL');
      this.#wal = true;
    }
    return this.db.transaction(work).immediate();
  }

  /** Returns a statement, prepared only once. */
  statement(sql: string): Statement<unknown[]> {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** Closes the cache; it is a single file again unless another run still has it open. */
  close(): void {
    if (this.#wal || existsSync(`${this.file}-wal`)) {
      try {
        this.db.pragma('journal_mode = DELETE');
      } catch (error) {
        if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
      }
    }
    this.db.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code);
}

/** Works with the database as soon as no other process has locked it, and says so while it waits. */
function whenFree<T>(file: string, say: (line: string) => void, work: () => T): T {
  const end = Date.now() + LOCKED_MS;
  for (let told = false; ; told = true) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw cacheTrouble(file, error) ?? error;
      if (!told) say(lockedLine(file, end));
    }
  }
}

function lockedLine(file: string, end: number): string {
  return `Waiting for the process that locked ${file}, until ${timeText(end)}.`;
}
