import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { finishCall } from '../../../src/enrich/cache/entries.ts';
import { repairCache } from '../../../src/enrich/cache/repair.ts';
import { writeTextExport } from '../../../src/enrich/cache/text-export.ts';
import { call, entryOf, exportOf, failureOf, filled, stateOf, withOpen } from './entries.ts';

const records = Array.from({ length: 60 }, (_, n) => `R${n}`);
let file: string;
beforeEach(async () => {
  file = await filled(records.map((record) => entryOf(record)));
});
const sql = (text: string) => {
  const db = new Database(file);
  db.exec(text);
  db.close();
};
const exported = () => withOpen(file, (cache) => writeTextExport(cache));
const beside = () => readdirSync(dirname(file)).sort();

describe('a cache that is sound', () => {
  test('is not touched', async () => {
    const bytes = readFileSync(file);
    expect(await repairCache(file)).toBeUndefined();
    expect(readFileSync(file)).toEqual(bytes);
    expect(beside()).toEqual(['llm.sqlite']);
  });
  test.each<[string, () => void, string]>([
    ['that is not there', () => rmSync(file), 'Cache not found.'],
    ['of a later format', () => sql('PRAGMA user_version = 9'), 'format 9'],
    [
      'that is a folder',
      () => {
        rmSync(file);
        mkdirSync(file);
      },
      'The cache must be a file, not a folder.',
    ],
  ])('or none at all is refused: %s', async (_, make, words) => {
    make();
    const error = await repairCache(file).catch((thrown) => thrown);
    expect(error.problems).toMatchObject([{ message: expect.stringContaining(words), place: { file } }]);
    expect(beside()).toEqual(existsSync(file) ? ['llm.sqlite'] : []);
  });
});

describe('a damaged cache', () => {
  test('is kept beside, and made anew of what can be read: entries, calls, failures, batches', async () => {
    const cache = Cache.open(file);
    await finishCall(cache, call, [], [failureOf('F1')]);
    cache.db.exec(`INSERT INTO batch VALUES ('b', 'openai', 'small', '', 'open', '[]');
      UPDATE entry SET own = 0 WHERE record = 'R1'; UPDATE entry SET base = 'Before.' WHERE record = 'R2';
      DROP TABLE note`);
    cache.close();
    const before = readFileSync(file);
    expect(await repairCache(file)).toEqual({
      ...{ kept: `${file}.damaged`, read: 60, exported: 0, entries: 61 },
    });
    expect(readFileSync(`${file}.damaged`)).toEqual(before);
    expect(beside()).toEqual(['llm.jsonl', 'llm.sqlite', 'llm.sqlite.damaged']);
    expect(await repairCache(file)).toBeUndefined();
    withOpen(file, ({ db }) => {
      const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      expect(['entry', 'call', 'failure', 'batch', 'system'].map(count)).toEqual([60, 2, 1, 1, 1]);
      expect(db.prepare('SELECT * FROM failure').get()).toMatchObject({ reason: 'no', record: 'F1' });
    });
  });

  test('gives back whose texts the export lacks', async () => {
    exported();
    sql(`UPDATE entry SET own = 1, base = text, text = 'Mine.' WHERE record = 'R1'; DROP TABLE note`);
    expect(await repairCache(file)).toMatchObject({ read: 60, exported: 0 });
    expect(stateOf(file)).toMatchObject({ R1: ['Mine.', 0, null], R2: ['Text of R2.', 0, null] });
    expect(readFileSync(exportOf(file), 'utf8')).toContain('"text":"Mine."');
  });

  test('takes what a colleague changed in the export, where nothing was changed here', async () => {
    exported();
    const text = readFileSync(exportOf(file), 'utf8');
    writeFileSync(exportOf(file), text.replace('Text of R2.', 'Theirs.'));
    sql('DROP TABLE note');
    await repairCache(file);
    expect(stateOf(file)).toMatchObject({ R2: ['Theirs.', 0, null] });
  });

  test('gets from the text export what cannot be read', async () => {
    exported();
    sql(`DELETE FROM entry WHERE record IN ('R1', 'R2'); DROP TABLE failure`);
    expect(await repairCache(file)).toEqual({
      ...{ kept: `${file}.damaged`, read: 58, exported: 2, entries: 61 },
    });
    expect(Object.keys(stateOf(file))).toHaveLength(60);
  });

  test('gives only entries that are what their key says', async () => {
    sql(`UPDATE entry SET prompt = 'x' WHERE record = 'R1'; UPDATE entry SET text = char(65533) WHERE record = 'R2';
         UPDATE entry SET system = x'00' WHERE record = 'R3'; INSERT INTO system VALUES (x'01', 'Write!');
         DROP TABLE note`);
    expect(await repairCache(file)).toMatchObject({ read: 57 });
    const state = stateOf(file);
    expect(['R1', 'R2', 'R3', 'R4'].map((record) => record in state)).toEqual([false, false, false, true]);
    withOpen(file, ({ db }) =>
      expect(db.prepare('SELECT text FROM system').pluck().all()).toEqual(['Write texts.']),
    );
  });

  test('is read past what cannot be read', async () => {
    exported();
    const bytes = readFileSync(file);
    const pages = bytes.length / 4_096;
    bytes.fill(0xff, 4_096 * Math.floor(pages / 2), 4_096 * Math.floor(pages / 2 + 1));
    writeFileSync(file, bytes);
    const { read, exported: fromExport, entries } = (await repairCache(file))!;
    expect(read).toBeGreaterThan(0);
    expect(read + fromExport).toBe(60);
    expect(entries).toBe(61);
  });

  test('of which nothing can be read is made of the text export', async () => {
    exported();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, 4_096));
    expect(await repairCache(file)).toMatchObject({ read: 0, exported: 60 });
    writeFileSync(file, 'no database'.repeat(100));
    expect(await repairCache(file)).toMatchObject({ read: 0, exported: 60, kept: `${file}.damaged-2` });
    writeFileSync(file, 'no database'.repeat(100));
    expect(await repairCache(file)).toMatchObject({ kept: `${file}.damaged-3` });
  });

  test('that is no cache is left alone where no text export says that one was here', async () => {
    writeFileSync(file, 'seed: 7\n'.repeat(100));
    await expect(repairCache(file)).rejects.toThrow("The file isn't a cache");
    writeFileSync(exportOf(file), 'seed: 7\n');
    await expect(repairCache(file)).rejects.toThrow("The file isn't a cache");
    expect(beside()).toEqual(['llm.jsonl', 'llm.sqlite']);
  });
});
