import type { Database } from 'better-sqlite3';
import { UserError } from '../../errors.ts';

/** The version of the tables below; a later one migrates what an earlier one wrote. */
const SCHEMA_VERSION = 1;

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
    prompt TEXT NOT NULL
  );
  CREATE INDEX entry_by_record ON entry (record, field);
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

/** Makes the tables of a new cache; one that a later version of the tool wrote is refused, not harmed. */
export function prepareSchema(db: Database, file: string): void {
  const version = () => db.pragma('user_version', { simple: true }) as number;
  if (version() === SCHEMA_VERSION) return;
  if (version() > SCHEMA_VERSION) {
    throw new UserError(
      {
        message: `The cache has format ${version()}; this version of the tool knows format ${SCHEMA_VERSION}.`,
        place: { file },
        hint: 'Update sfdc-datagen, or name another file with --cache: its entries come from the text export.',
      },
      { next: 'sfdc-datagen enrich --cache cache/other.sqlite' },
    );
  }
  db.transaction(() => {
    if (version() !== 0) return;
    db.exec(TABLES);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}
