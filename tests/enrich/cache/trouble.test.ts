import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  besideOf,
  cacheCommand,
  DEFAULT_CACHE,
  importCommand,
  textExportOf,
} from '../../../src/enrich/cache/files.ts';
import { writeTextExport } from '../../../src/enrich/cache/text-export.ts';
import { cacheTrouble, DamagedCache } from '../../../src/enrich/cache/trouble.ts';
import { entryOf, exportOf, filled, withOpen } from './entries.ts';

let file: string;
beforeEach(async () => {
  file = await filled([entryOf('R1')]);
});
const troubleOf = (code: string, of = file) => {
  const error = new Database.SqliteError('why', code);
  const trouble = cacheTrouble(of, error)!;
  const [{ message, place, hint } = {} as never] = trouble.problems;
  expect([place, trouble.cause]).toEqual([{ file: of }, error]);
  return { kind: trouble.kind, message, hint, next: trouble.next };
};
const DAMAGED = () => ({
  ...{
    kind: 'damaged',
    message: 'The cache is damaged: why.',
    next: `sfdc-datagen cache repair --cache ${file}`,
  },
  hint: expect.stringMatching(/^`cache repair` keeps the damaged file/),
});

describe('an error of SQLite', () => {
  test.each([
    ...['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_ERROR', 'SQLITE_CONSTRAINT_NOTNULL'],
    ...['SQLITE_SCHEMA', 'SQLITE_MISMATCH', 'SQLITE_RANGE'],
  ])('%s is damage that a repair can help with', (code) => {
    expect(troubleOf(code)).toEqual(DAMAGED());
  });

  test.each([
    ['SQLITE_BUSY', 'Another process has locked the cache.', 'Wait for that process'],
    ['SQLITE_BUSY_SNAPSHOT', 'Another process has locked the cache.', 'Wait for that process'],
    ['SQLITE_LOCKED', 'Another process has locked the cache.', 'Wait for that process'],
    ['SQLITE_FULL', "The cache can't be written: why (SQLITE_FULL).", 'Check the disk'],
    ['SQLITE_IOERR_WRITE', "The cache can't be written: why (SQLITE_IOERR_WRITE).", 'Check the disk'],
    [
      'SQLITE_READONLY_DBMOVED',
      'The cache was moved or deleted while it was in use.',
      'Use the same command again: the texts of this run are in the text export',
    ],
  ])('%s is said with the way on', (code, message, hint) => {
    expect(troubleOf(code)).toEqual({
      ...{ kind: 'other', message, hint: expect.stringContaining(hint), next: undefined },
    });
  });

  test.each(['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'odd'])(
    '%s wants another file, filled from the export',
    (code) => {
      const trouble = {
        ...{ kind: 'other', message: `The cache can't be opened or written: why (${code}).` },
        hint: 'Use a file that you can write with `--cache`; `cache import` fills it from a text export.',
      };
      expect(troubleOf(code)).toEqual({ ...trouble, next: undefined });
      withOpen(file, (cache) => writeTextExport(cache));
      const next = `sfdc-datagen cache import ${exportOf(file)} --cache llm-new.sqlite`;
      expect(troubleOf(code)).toEqual({ ...trouble, next });
    },
  );

  test('SQLITE_NOTADB says what the file is instead', () => {
    expect(troubleOf('SQLITE_NOTADB')).toEqual({
      ...{ kind: 'not a cache', message: "The file isn't a cache (why).", next: undefined },
      hint: 'Use another file with `--cache`.',
    });
    withOpen(file, (cache) => writeTextExport(cache));
    expect(troubleOf('SQLITE_NOTADB')).toEqual({
      ...{ kind: 'not a cache', message: "The file isn't a cache (why)." },
      hint: expect.stringContaining(`rebuilds the cache from the text export ${exportOf(file)}`),
      next: `sfdc-datagen cache repair --cache ${file}`,
    });
    writeFileSync(exportOf(file), 'seed: 7\n');
    expect(troubleOf('SQLITE_NOTADB').next).toBeUndefined();
    rmSync(exportOf(file));
    const jsonl = join(dirname(file), 'a.jsonl.jsonl');
    expect(troubleOf('SQLITE_NOTADB', jsonl)).toEqual({
      ...{ kind: 'other', message: "A text export can't be used as a cache.", next: undefined },
      hint: `\`--cache ${join(dirname(file), 'a.jsonl.sqlite')}\` reads it.`,
    });
  });
});

test('damage that the tool itself sees is like that which SQLite sees; other errors are no trouble of the cache', () => {
  const { kind, problems, next } = cacheTrouble(file, new DamagedCache('why'))!;
  const [{ message, hint } = {} as never] = problems;
  expect({ kind, message, hint, next }).toEqual(DAMAGED());
  expect(cacheTrouble(file, new TypeError('why'))).toBeUndefined();
  expect(cacheTrouble(file, 'why')).toBeUndefined();
});

describe('the files beside a cache', () => {
  test.each([
    ['cache/llm.sqlite', 'cache/llm.jsonl', 'cache/llm-new.sqlite'],
    ['llm.sqlite3', 'llm.jsonl', 'llm-new.sqlite3'],
    ['my.db', 'my.jsonl', 'my-new.db'],
    ['my.db.old', 'my.db.old.jsonl', 'my.db.old-new.sqlite'],
    ['a.sqlite/b', 'a.sqlite/b.jsonl', 'a.sqlite/b-new.sqlite'],
  ])('%s are %s and %s', (cache, text, other) => {
    expect([textExportOf(cache), besideOf(cache)]).toEqual([text, other]);
  });
  test('are named in commands to paste, the default one not at all', () => {
    expect(cacheCommand('stats', DEFAULT_CACHE)).toBe('sfdc-datagen cache stats');
    expect(cacheCommand('stats', 'my cache.db')).toBe("sfdc-datagen cache stats --cache 'my cache.db'");
    expect(importCommand('a b.jsonl', 'my.db', ' --prefer export')).toBe(
      "sfdc-datagen cache import 'a b.jsonl' --prefer export --cache my.db",
    );
  });
});
