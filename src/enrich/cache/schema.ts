import type { Database } from 'better-sqlite3';
import { UserError } from '../../shared/errors.ts';
import { besideOf, importCommand, textExportOf } from './files.ts';
import { DamagedCache } from './trouble.ts';

/** The version of the tables below; a later one migrates what an earlier one wrote. */
const SCHEMA_VERSION = 2;

const TABLES = `
  CREATE TABLE entry (
    key BLOB PRIMARY KEY,
    text TEXT NOT NULL,
    version INTEGER NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    temperature REAL,
    object TEXT NOT NULL,
    field TEXT NOT NULL,
    max_length INTEGER NOT NULL,
    unit TEXT NOT NULL,
    system BLOB NOT NULL,
    record TEXT NOT NULL,
    call INTEGER,
    prompt TEXT NOT NULL,
    -- 1 while the text export lacks this text; base is what it has instead, NULL for nothing.
    own INTEGER NOT NULL DEFAULT 0,
    base TEXT
  );
  CREATE INDEX entry_by_record ON entry (record, field);
  CREATE INDEX entry_own ON entry (own) WHERE own = 1;
  CREATE TABLE system (hash BLOB PRIMARY KEY, text TEXT NOT NULL);
  CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    request_id TEXT,
    finish_reason TEXT NOT NULL,
    records INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_usd REAL
  );
  CREATE TABLE failure (
    key BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    tries INTEGER NOT NULL,
    record TEXT NOT NULL,
    object TEXT NOT NULL,
    field TEXT NOT NULL,
    model TEXT NOT NULL
  );
  CREATE TABLE batch (
    id TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    submitted TEXT NOT NULL,
    state TEXT NOT NULL,
    calls TEXT NOT NULL
  );
  CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

/** From format 1, which did not tell what is not in the text export: all of it, where a run was killed before its end. */
const MIGRATION_2 = `
  ALTER TABLE entry ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE entry ADD COLUMN base TEXT;
  CREATE INDEX entry_own ON entry (own) WHERE own = 1;
  UPDATE entry SET own = 1 WHERE EXISTS (SELECT 1 FROM note WHERE name = 'entries not in the text export');
  DELETE FROM note WHERE name = 'entries not in the text export';
`;

/** The columns of each table, to tell a cache from a database of something else. */
const COLUMNS: Readonly<Record<string, string>> = {
  entry: 'key text version provider model temperature object field max_length unit system record call prompt',
  system: 'hash text',
  call: 'id at provider model answered_by request_id finish_reason records accepted input_tokens cached_tokens output_tokens cost_usd',
  failure: 'key kind reason tries record object field model',
  batch: 'id provider model submitted state calls',
  note: 'name value',
};

/** Makes the tables of a new cache, and brings an older one up to date; any other file is refused, not harmed. */
export function prepareSchema(db: Database, file: string): void {
  const version = () => db.pragma('user_version', { simple: true }) as number;
  if (version() > SCHEMA_VERSION) {
    throw new UserError(
      {
        message: `The cache has format ${version()}; this version of the tool knows format ${SCHEMA_VERSION}.`,
        place: { file },
        hint: 'Update sfdc-datagen, or fill another cache from the text export.',
      },
      { next: importCommand(textExportOf(file), besideOf(file)) },
    );
  }
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
  if (version() === 0 && tables.length > 0) {
    throw new UserError({
      message: `The file is a database, but not a cache (it has the table \`${tables[0]}\`).`,
      place: { file },
      hint: 'Use another file with `--cache`.',
    });
  }
  if (version() > 0) checkTables(db, tables);
  if (version() === SCHEMA_VERSION) return;
  db.transaction(() => {
    if (version() === SCHEMA_VERSION) return;
    db.exec(version() === 1 ? MIGRATION_2 : TABLES);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}

/** A table or column that has gone is damage: a cache that was made whole again by nobody's hand would look empty. */
function checkTables(db: Database, tables: readonly string[]): void {
  for (const [table, columns] of Object.entries(COLUMNS)) {
    if (!tables.includes(table)) throw new DamagedCache(`the table \`${table}\` is missing`);
    const present = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    const missing = columns.split(' ').find((column) => !present.includes(column));
    if (missing) throw new DamagedCache(`the column \`${missing}\` of \`${table}\` is missing`);
  }
}
