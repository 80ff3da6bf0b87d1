import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database, { type Database as Db, type Statement } from 'better-sqlite3';
import { UserError } from '../../shared/errors.ts';
import { makeFolder } from '../../shared/files/make-folder.ts';
import { isBusy, LOCKED_MS, lockedLine, whenFree } from './lock-wait.ts';
import { prepareSchema } from './schema.ts';
import { cacheTrouble } from './trouble.ts';

/** How long SQLite itself waits for a lock: this process does nothing else meanwhile. */
const BUSY_MS = 2_000;

/** The cache of answers: a SQLite file while open, in WAL mode once something is written, and a single file again when closed. */
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

  /** Opens or makes the cache; `:memory:` is one that is gone when closed. A UserError where the file is not a cache. */
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
        // The keys of a million entries fit in 64 MB, so that a look-up reads one page from the file.
        opened.pragma('cache_size = -65536');
        prepareSchema(opened, file);
        return new Cache(file, opened, say);
      });
    } catch (cause) {
      db?.close();
      throw cacheTrouble(file, cause) ?? cause;
    }
  }

  /** The raw answer of a key, or undefined. */
  text(key: string): string | undefined {
    return this.#text.get(Buffer.from(key, 'hex'));
  }

  /** Runs look-ups as one transaction: alone, each would lock the file and look for a journal again. */
  read<T>(work: () => T): T {
    return whenFree(this.file, this.#say, () =>
      this.db
        .transaction(() => {
          // The lock is had by the first look-up: it must not be one of the work's, which is done once.
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

  /** Throws where nothing can be written, before answers are paid for that could not be kept. */
  refuseReadOnly(): void {
    const name = 'a write that proves that the cache can be written';
    this.write(() => {
      this.statement('INSERT OR REPLACE INTO note VALUES (?, ?)').run(name, '');
      this.statement('DELETE FROM note WHERE name = ?').run(name);
    });
  }

  /** The same while calls are under way: other work and Ctrl-C go on while another process holds the lock. */
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

  /** A statement that is prepared once. */
  statement(sql: string): Statement<unknown[]> {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** Closes into a single file, unless another run still has it open. */
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
