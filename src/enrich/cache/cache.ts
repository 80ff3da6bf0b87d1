import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database, { type Database as Db, type Statement } from 'better-sqlite3';
import { UserError } from '../../errors.ts';
import { type CallRecord, type Entry, type EntryRow, type Failure, hashOf } from './entry.ts';
import { forgetFailure, putFailure } from './failures.ts';
import { textExportOf } from './files.ts';
import { setNote, UNEXPORTED } from './notes.ts';
import { prepareSchema } from './schema.ts';

/** How long a statement waits for another run that writes. */
const BUSY_MS = 60_000;

/** The cache of answers: a SQLite file while open, in WAL mode once something is written, and a single file again when closed. */
export class Cache {
  readonly file: string;
  readonly db: Db;
  #wal = false;
  readonly #prepared = new Map<string, Statement<unknown[]>>();
  readonly #text: Statement<[Buffer], string>;

  private constructor(file: string, db: Db) {
    this.file = file;
    this.db = db;
    this.#text = db.prepare<[Buffer], string>('SELECT text FROM entry WHERE key = ?').pluck();
  }

  /** Opens or makes the cache; `:memory:` is one that is gone when closed. A UserError where the file is not a cache. */
  static open(file: string): Cache {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    let db: Db | undefined;
    try {
      db = new Database(file, { timeout: BUSY_MS });
      // The keys of a million entries fit in 64 MB, so that a look-up reads one page from the file.
      db.pragma('cache_size = -65536');
      prepareSchema(db, file);
      return new Cache(file, db);
    } catch (cause) {
      db?.close();
      if (cause instanceof UserError) throw cause;
      throw new UserError(
        {
          message: `The cache cannot be read: ${(cause as Error).message}.`,
          place: { file },
          hint: 'Name another file with --cache; `cache import` fills it from a text export.',
        },
        {
          cause,
          next: `sfdc-datagen cache import ${textExportOf(file)} --cache cache/other.sqlite`,
        },
      );
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
    entries: readonly Entry[],
    failures: readonly Failure[],
    replace = false,
  ): void {
    this.write(() => {
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
  put(entry: Entry, call: number | null, replace = false): void {
    const { facts } = entry;
    const key = Buffer.from(entry.key, 'hex');
    const system = hashOf(facts.system);
    this.putSystem(facts.system);
    const added = this.putRow(
      {
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
      },
      call,
      replace,
    );
    if (added > 0) setNote(this, UNEXPORTED, 'yes');
    forgetFailure(this, key);
  }

  /** Adds a stored form as it is; answers how many rows changed. */
  putRow(row: EntryRow, call: number | null, replace = false): number {
    return this.statement(
      `INSERT OR ${replace ? 'REPLACE' : 'IGNORE'} INTO entry (key, text, version, provider, model, temperature,
           object, field, max_length, unit, system, record, call, prompt)
         VALUES (@key, @text, @version, @provider, @model, @temperature, @object, @field, @max_length, @unit,
           @system, @record, @call, @prompt)`,
    ).run({ ...row, call }).changes;
  }

  putSystem(text: string): void {
    this.statement('INSERT OR IGNORE INTO system VALUES (?, ?)').run(hashOf(text), text);
  }

  /** Runs look-ups as one transaction: alone, each would lock the file and look for a journal anew. */
  read<T>(work: () => T): T {
    return this.db.transaction(work).deferred();
  }

  /** Runs writes as one transaction that holds the write lock from its start. */
  write<T>(work: () => T): T {
    try {
      if (!this.#wal && this.file !== ':memory:') {
        this.db.pragma('journal_mode = WAL');
        this.db.pragma('synchronous = FULL');
        this.#wal = true;
      }
      return this.db.transaction(work).immediate();
    } catch (cause) {
      if (!(cause instanceof Database.SqliteError)) throw cause;
      throw new UserError(
        { message: `The cache cannot be written: ${cause.message}.`, place: { file: this.file } },
        { cause },
      );
    }
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
