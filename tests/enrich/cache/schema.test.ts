import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { cacheFile, entryOf, errorOf, exportOf, filled, stateOf, withOpen } from './entries.ts';

let file: string;
beforeEach(() => {
  file = cacheFile();
});
const sql = (text: string) => {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  db.exec(text);
  db.close();
};
const tablesOf = () =>
  withOpen(file, ({ db }) =>
    db.prepare(`SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name`).pluck().all(),
  );
const TO_1 =
  'DROP INDEX entry_own; ALTER TABLE entry DROP COLUMN own; ALTER TABLE entry DROP COLUMN base; PRAGMA user_version = 1;';

describe('the tables of a cache', () => {
  test('are made in a new file, with their version, and left alone in an old one', async () => {
    await filled([entryOf('R1')], file);
    expect(tablesOf()).toEqual([
      ...['batch', 'call', 'entry', 'entry_by_record', 'entry_own', 'failure', 'note', 'system'],
    ]);
    withOpen(file, ({ db }) => expect(db.pragma('user_version', { simple: true })).toBe(2));
    const bytes = readFileSync(file);
    withOpen(file, () => {});
    expect(readFileSync(file)).toEqual(bytes);
  });

  test.each([
    ['all of it in the text export', '', 0],
    ['a note that some is not there', `INSERT INTO note VALUES ('entries not in the text export', '1')`, 1],
  ])('of the first format are brought up to date: %s', async (_, more, own) => {
    await filled([entryOf('R1', 'Kept.')], file);
    sql(TO_1 + more);
    expect(stateOf(file)).toEqual({ R1: ['Kept.', own, null] });
    expect(tablesOf()).toContain('entry_own');
    withOpen(file, ({ db }) => {
      expect(db.pragma('user_version', { simple: true })).toBe(2);
      expect(db.prepare('SELECT count(*) FROM note').pluck().get()).toBe(0);
    });
  });

  test('of a later format are refused, with the way to fill another cache', () => {
    withOpen(file, () => {});
    sql('PRAGMA user_version = 3');
    const { problems, next } = errorOf(() => Cache.open(file));
    expect(problems).toEqual([
      {
        message: 'The cache has format 3; this version of the tool knows format 2.',
        ...{ place: { file }, hint: expect.stringContaining('Update sfdc-datagen') },
      },
    ]);
    expect(next).toBe(
      `sfdc-datagen cache import ${exportOf(file)} --cache ${file.replace('.sqlite', '-new.sqlite')}`,
    );
  });

  test('of something else are refused and stay', () => {
    sql('CREATE TABLE person (name TEXT)');
    const bytes = readFileSync(file);
    expect(errorOf(() => Cache.open(file)).problems).toEqual([
      {
        message: 'The file is a database, but not a cache (it has the table `person`).',
        ...{ place: { file }, hint: 'Use another file with `--cache`.' },
      },
    ]);
    expect(readFileSync(file)).toEqual(bytes);
  });

  const columns = withOpen(':memory:', ({ db }) =>
    db
      .prepare<[], { at: string; name: string }>(
        `SELECT m.name AS at, t.name FROM sqlite_master m, pragma_table_info(m.name) t WHERE m.type = 'table'`,
      )
      .all(),
  );
  test('are all there: a table that has gone is damage', () => {
    for (const table of new Set(columns.map(({ at }) => at))) {
      file = cacheFile();
      withOpen(file, () => {});
      sql(`DROP TABLE ${table}`);
      expect(errorOf(() => Cache.open(file)).message).toContain(
        `The cache is damaged: the table \`${table}\` is missing.`,
      );
    }
  });
  test('have all their columns: one that has gone is damage', () => {
    // Those of the first format were added later, and are looked at when they are used.
    const looked = columns.filter(({ name }) => name !== 'own' && name !== 'base');
    withOpen(file, () => {});
    sql('DROP INDEX entry_by_record');
    for (const { at, name } of looked) {
      sql(`ALTER TABLE ${at} RENAME COLUMN ${name} TO other`);
      expect(errorOf(() => Cache.open(file)).message).toContain(
        `The cache is damaged: the column \`${name}\` of \`${at}\` is missing.`,
      );
      sql(`ALTER TABLE ${at} RENAME COLUMN other TO ${name}`);
    }
    withOpen(file, () => {});
  });
});
