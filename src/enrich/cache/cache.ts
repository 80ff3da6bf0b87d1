import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database, { type Database as Db, type Statement } from 'better-sqlite3';
import { UserError } from '../../shared/errors.ts';
import { makeFolder } from '../../shared/files/make-folder.ts';
import { timeText } from '../../shared/time-text.ts';
import { type CacheEntry, type CallRecord, type EntryRow, type Failure, hashOfText } from './entry.ts';
import { forgetFailure, putFailure } from './failures.ts';
import { prepareSchema } from './schema.ts';
import { cacheTrouble } from './trouble.ts';

/** How long SQLite itself waits for a lock: nothing else of this process goes on meanwhile. */
const BUSY_MS = 2_000;
/** How long a run waits for a process that writes. */
const LOCKED_MS = 60_000;

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
          message: 'The cache is a folder.',
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

  /** What was written for a field of a record under other keys, the latest last. */
  written(record: string, field: string): EntryRow[] {
    return this.db
      .prepare<[string, string], EntryRow>(
        'SELECT * FROM entry WHERE record = ? AND field = ? ORDER BY rowid',
      )
      .all(record, field);
  }

  /** Stores a finished call with its answers in one transaction; the first answer to a key stays unless `replace`. */
  finishCall(
    call: CallRecord,
    entries: readonly CacheEntry[],
    failures: readonly Failure[],
    replace = false,
  ): Promise<void> {
    return this.writeSoon(() => {
      const { lastInsertRowid } = this.db
        .prepare(
          `INSERT INTO call (at, provider, model, answered_by, request_id, finish_reason, records, accepted,
             input_tokens, cached_tokens, output_tokens, cost_usd)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          new Date().toISOString(),
          call.provider,
          call.model,
          call.answeredBy,
          call.requestId,
          call.finishReason,
          call.records,
          entries.length,
          call.inputTokens,
          call.cachedTokens,
          call.outputTokens,
          call.costUsd,
        );
      for (const entry of entries) this.put(entry, Number(lastInsertRowid), replace);
      for (const failure of failures) putFailure(this, failure);
    });
  }

  /** Adds an entry inside a transaction of the caller's. */
  put(entry: CacheEntry, call: number | null, replace = false): void {
    const { facts } = entry;
    const key = Buffer.from(entry.key, 'hex');
    const system = hashOfText(facts.system);
    this.putSystem(facts.system);
    const row: EntryRow = {
      key,
      text: entry.text,
      version: facts.version,
      provider: facts.provider,
      model: facts.model,
      temperature: facts.sampling.temperature,
      object: facts.object,
      field: facts.field,
      max_length: facts.max_length,
      unit: facts.unit,
      system,
      record: entry.record,
      prompt: facts.prompt,
    };
    if (!this.putRow(row, call, true) && replace) this.replaceText(row, call, true);
    forgetFailure(this, key);
  }

  /** Adds a stored form unless its key is there; `own` is what the text export does not have. Tells whether it was added. */
  putRow(row: EntryRow, call: number | null, own = false): boolean {
    const { changes } = this.statement(
      `INSERT OR IGNORE INTO entry (key, text, version, provider, model, temperature,
           object, field, max_length, unit, system, record, call, prompt, own)
         VALUES (@key, @text, @version, @provider, @model, @temperature, @object, @field, @max_length, @unit,
           @system, @record, @call, @prompt, @own)`,
    ).run({ ...row, call, own: own ? 1 : 0 });
    return changes > 0;
  }

  /** Puts another text in the place of a key's; as an own one it remembers what the text export has. */
  replaceText({ key, text, record }: EntryRow, call: number | null, own: boolean): void {
    const base = own ? 'CASE WHEN own THEN base ELSE text END' : 'NULL';
    this.statement(
      `UPDATE entry SET base = ${base}, own = ${own ? 1 : 0}, text = ?, record = ?, call = ?
       WHERE key = ? AND text <> ?`,
    ).run(text, record, call, key, text);
  }

  putSystem(text: string): void {
    this.statement('INSERT OR IGNORE INTO system VALUES (?, ?)').run(hashOfText(text), text);
  }

  /** Runs look-ups as one transaction: alone, each would lock the file and look for a journal anew. */
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

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code);
}

/** Does something with the database once no other process is in its way; that it waits is told. */
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
  return `Waiting for the process that has locked ${file}, until ${timeText(end)}.`;
}
