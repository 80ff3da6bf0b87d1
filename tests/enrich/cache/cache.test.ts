import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { CacheTrouble } from '../../../src/enrich/cache/trouble.ts';
import { withCache } from '../../../src/enrich/cache/with-cache.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { cacheFile, entryOf, errorOf, filled, withOpen } from './entries.ts';

let file: string;
beforeEach(() => {
  file = cacheFile();
});
const beside = () => readdirSync(dirname(file)).sort();
const count = (cache: Cache, table = 'note') =>
  cache.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const addNote = (cache: Cache, name: string) =>
  cache.db.prepare('INSERT INTO note VALUES (?, ?)').run(name, '');

describe('a cache', () => {
  test('is made where there is none, with its folder', () => {
    const deep = join(dirname(file), 'a', 'b', 'llm.sqlite');
    withOpen(deep, (cache) => expect(cache.text('00'.repeat(32))).toBeUndefined());
    expect(existsSync(deep)).toBe(true);
  });

  test('in memory touches no disk', () => {
    const cache = Cache.open(':memory:');
    cache.write(() => addNote(cache, 'a'));
    expect(count(cache)).toBe(1);
    cache.close();
    expect(existsSync(':memory:')).toBe(false);
    expect(existsSync(':memory:-wal')).toBe(false);
  });

  test('is not a folder', () => {
    mkdirSync(file);
    expect(errorOf(() => Cache.open(file)).problems).toEqual([
      {
        ...{ message: 'The cache must be a file, not a folder.', place: { file } },
        hint: 'Name a file with `--cache`.',
      },
    ]);
  });

  test('gives the text of a key, and nothing for another', async () => {
    const [one, two] = [entryOf('R1', 'One'), entryOf('R2', 'Two')];
    await filled([one, two], file);
    withOpen(file, (cache) => {
      expect([cache.text(one.key), cache.text(two.key)]).toEqual(['One', 'Two']);
      expect(cache.text(entryOf('R3').key)).toBeUndefined();
    });
  });

  test('is a single file when closed, and has a log beside it while something is written', () => {
    const cache = Cache.open(file);
    expect(beside()).toEqual(['llm.sqlite']);
    cache.write(() => addNote(cache, 'a'));
    expect(cache.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(cache.db.pragma('synchronous', { simple: true })).toBe(2);
    expect(beside()).toContain('llm.sqlite-wal');
    cache.close();
    expect(beside()).toEqual(['llm.sqlite']);
    withOpen(file, (again) => {
      expect(again.db.pragma('journal_mode', { simple: true })).toBe('delete');
      expect(count(again)).toBe(1);
    });
  });

  test('that another run has open stays as it is; the last one leaves a single file', () => {
    const [one, two] = [Cache.open(file), Cache.open(file)];
    one.write(() => addNote(one, 'a'));
    two.write(() => addNote(two, 'b'));
    one.close();
    expect(beside()).toContain('llm.sqlite-wal');
    expect(count(two)).toBe(2);
    two.close();
    expect(beside()).toEqual(['llm.sqlite']);
  });

  test('that a killed run has left with a log is a single file after the next run, which wrote nothing', () => {
    const killed = new Database(file);
    withOpen(file, () => {});
    killed.pragma('journal_mode = WAL');
    killed.exec(`INSERT INTO note VALUES ('a', '')`);
    const next = Cache.open(file);
    expect(count(next)).toBe(1);
    killed.close();
    next.close();
    expect(beside()).toEqual(['llm.sqlite']);
    withOpen(file, (cache) => expect(cache.db.pragma('journal_mode', { simple: true })).toBe('delete'));
  });
});

describe('work in a cache', () => {
  test('is written whole or not at all', () => {
    withOpen(file, (cache) => {
      const broken = () =>
        cache.write(() => {
          addNote(cache, 'a');
          throw new Error('Stop.');
        });
      expect(broken).toThrow('Stop.');
      expect(count(cache)).toBe(0);
      expect(cache.write(() => addNote(cache, 'a').changes)).toBe(1);
      expect(count(cache)).toBe(1);
    });
  });

  test('that reads sees one state, whatever another run writes meanwhile', () => {
    withOpen(file, (cache) => {
      cache.write(() => addNote(cache, 'a'));
      withOpen(file, (other) => {
        const seen = cache.read(() => {
          const before = count(cache);
          other.write(() => addNote(other, 'b'));
          return [before, count(cache)];
        });
        expect(seen).toEqual([1, 1]);
        expect(cache.read(() => count(cache))).toBe(2);
      });
    });
  });

  test('proves that it can write, and leaves nothing behind', () => {
    withOpen(file, (cache) => {
      let notes = 0;
      cache.db.function('noticed', () => ++notes);
      cache.db.exec('CREATE TEMP TRIGGER noticing AFTER INSERT ON note BEGIN SELECT noticed(); END');
      cache.refuseReadOnly();
      expect([notes, count(cache)]).toEqual([1, 0]);
      cache.db.pragma('query_only = ON');
      expect(errorOf(() => cache.refuseReadOnly())).toBeInstanceOf(CacheTrouble);
    });
  });

  test('prepares a statement once', () => {
    withOpen(file, (cache) => {
      const sql = 'SELECT 1 FROM note';
      expect(cache.statement(sql)).toBe(cache.statement(sql));
      expect(cache.statement('SELECT 2 FROM note')).not.toBe(cache.statement(sql));
    });
  });

  /** Another process's lock, which is given up when the cache says that it waits. */
  const held = () => {
    const holder = new Database(file);
    holder.exec('BEGIN EXCLUSIVE');
    return () => {
      holder.exec('COMMIT');
      holder.close();
    };
  };
  test('waits for the lock of another process, and says so: opening, and writing while calls are running', async () => {
    withOpen(file, () => {});
    const said: string[] = [];
    let release = held();
    const cache = Cache.open(file, (line) => {
      said.push(line);
      release();
    });
    release = held();
    await cache.writeSoon(() => addNote(cache, 'a'));
    expect(count(cache)).toBe(1);
    cache.close();
    const waiting = /^Waiting for the process that locked \S+llm\.sqlite, until [-\d: ]+\.$/;
    expect(said).toEqual([expect.stringMatching(waiting), expect.stringMatching(waiting)]);
  });

  test('that fails for another reason says so at once', async () => {
    const cache = Cache.open(file);
    const work = () => cache.db.exec('INSERT INTO nowhere VALUES (1)');
    expect(errorOf(() => cache.write(work)).message).toMatch(/The cache is damaged: no such table: nowhere/);
    await expect(cache.writeSoon(work)).rejects.toThrow(CacheTrouble);
    await expect(
      cache.writeSoon(() => {
        throw new TypeError('Ours.');
      }),
    ).rejects.toThrow(TypeError);
    cache.close();
  });
});

describe('work with a cache', () => {
  const nothing = () => {};
  test('gives its result, and closes the cache', async () => {
    let open: Cache | undefined;
    const result = await withCache(file, nothing, (cache) => {
      open = cache;
      return 7;
    });
    expect(result).toBe(7);
    expect(open!.db.open).toBe(false);
  });

  test('that fails closes the cache and keeps its error', async () => {
    let open: Cache | undefined;
    const failing = (error: Error) =>
      withCache(file, nothing, (cache) => {
        open = cache;
        throw error;
      });
    await expect(failing(new UserError('Mine.'))).rejects.toThrow('Mine.');
    expect(open!.db.open).toBe(false);
    await expect(failing(new TypeError('Ours.'))).rejects.toThrow(TypeError);
    expect(open!.db.open).toBe(false);
    await expect(failing(new Database.SqliteError('x', 'SQLITE_FULL'))).rejects.toThrow(CacheTrouble);
  });

  test('that fails keeps its error, though closing fails as well', async () => {
    const work = (cache: Cache) => {
      cache.close = () => {
        throw new Error('Second.');
      };
      throw new UserError('First.');
    };
    await expect(withCache(file, nothing, work)).rejects.toThrow('First.');
  });

  test('that ends well fails where closing does', async () => {
    const work = (cache: Cache) => {
      const { close } = cache;
      cache.close = () => {
        close.call(cache);
        throw new Database.SqliteError('gone', 'SQLITE_IOERR_WRITE');
      };
    };
    await expect(withCache(file, nothing, work)).rejects.toThrow("The cache can't be written: gone");
  });

  test('fails of the damage where a row of the file is none that it expects', async () => {
    await filled(
      Array.from({ length: 40 }, (_, n) => entryOf(`R${n}`)),
      file,
    );
    const bytes = new Database(file).serialize();
    bytes.fill(0xff, 4_096, 4_096 * 3);
    writeFileSync(file, bytes);
    const work = () => {
      throw new TypeError('A row without a key.');
    };
    await expect(withCache(file, nothing, work)).rejects.toThrow(/The cache is damaged/);
  });
});
