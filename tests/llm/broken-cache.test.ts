import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheAction } from '../../src/enrich/cache/actions.ts';
import { repairCache } from '../../src/enrich/cache/repair.ts';
import { EXIT } from '../../src/shared/errors.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { startCli, withServer } from './cli.ts';
import { errorOf, run, summaryFrom } from './run.ts';
import { type ModelServer, startModelServer } from './server.ts';

const require = createRequire(import.meta.url);
const ACCOUNTS = 6;

let server: ModelServer;
let folder: ReturnType<typeof scratch>;
let dataset: string;
let file: string;
beforeEach(async () => {
  server = await startModelServer();
  folder = scratch();
  dataset = writeGenerated(folder.path, smallTables(ACCOUNTS));
  file = join(dataset, 'llm.sqlite');
  await run(server.url, { dataset });
});
afterEach(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

const bytes = (at: number, length: number) => {
  const out = openSync(file, 'r+');
  writeSync(out, Buffer.alloc(length, 0xff), 0, length, at);
  closeSync(out);
};
const sql = (text: string) => {
  const db = new Database(file);
  db.exec(text);
  db.close();
};
const nothing = { dryRun: false, sources: async () => [], say: () => {} };
const cli = (...args: string[]) => startCli([...args, '--cache', file], withServer(server.url)).done;

describe('a cache that is damaged', () => {
  const damages: [string, () => void][] = [
    ['a page', () => bytes(4_096, 64)],
    ['all pages but the first', () => bytes(4_096, statSync(file).size - 4_096)],
    ['a page in the middle', () => bytes(4_096 * Math.floor(statSync(file).size / 8_192), 4_096)],
    ['a table that has gone', () => sql('DROP TABLE note')],
    ['the table of entries that has gone', () => sql('DROP TABLE entry')],
    ['a column that has gone', () => sql('ALTER TABLE failure DROP COLUMN reason')],
  ];
  test.each(damages)(
    '%s: is reported with the way on, and `cache repair` makes it whole',
    async (_, damage) => {
      damage();
      writeGenerated(dataset, smallTables(ACCOUNTS + 1));
      const calls = server.calls.length;
      const told = await errorOf(run(server.url, { dataset }));
      expect(told.exitCode).toBe(EXIT.usage);
      expect(told.message).toMatch(/^\S+llm\.sqlite: The cache is damaged: .*`cache repair` keeps/);
      expect(told.next).toMatch(/^sfdc-datagen cache repair --cache \S+llm\.sqlite$/);
      expect(server.calls).toHaveLength(calls);
      await repairCache(file);
      expect(readdirSync(dataset)).toContain('llm.sqlite.damaged');
      writeGenerated(dataset, smallTables(ACCOUNTS));
      const { hits } = await summaryFrom(run(server.url, { dataset, frozen: true }));
      expect(hits).toBe(ACCOUNTS * TEXTS_PER_ACCOUNT);
    },
  );
});

test("a repair reads what the text export doesn't have", async () => {
  sql('UPDATE entry SET own = 1; DROP TABLE note');
  rmSync(join(dataset, 'llm.jsonl'));
  const { code, stderr } = await cli('cache', 'repair');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain(`${ACCOUNTS * TEXTS_PER_ACCOUNT} entries from the damaged file`);
  await summaryFrom(run(server.url, { dataset, frozen: true }));
  expect(await repairCache(file)).toBeUndefined();
});

describe("a file that isn't a cache", () => {
  const others: [string, () => void, RegExp][] = [
    ['text', () => writeFileSync(file, 'seed: 7\n'.repeat(200)), /The file isn't a cache .*cache import/],
    [
      'a database of something else',
      () => {
        rmSync(file);
        sql('CREATE TABLE person (name TEXT)');
      },
      /The file is a database, but not a cache \(it has the table `person`\)/,
    ],
    [
      'a later format',
      () => sql('PRAGMA user_version = 99'),
      /The cache has format 99; .*Update sfdc-datagen, or fill another/,
    ],
    [
      'a folder',
      () => {
        rmSync(file);
        mkdirSync(file);
      },
      /llm\.sqlite: The cache must be a file, not a folder\. Name a file with `--cache`/,
    ],
  ];
  test.each(others)('%s: is refused and stays as it is', async (_, make, words) => {
    make();
    const before = statSync(file).isFile() ? readFileSync(file) : undefined;
    const works = [() => run(server.url, { dataset }), () => cacheAction('verify', file, [], nothing)];
    for (const work of works) {
      const error = await errorOf(work());
      expect(error.exitCode).toBe(EXIT.usage);
      expect(error.message).toMatch(words);
    }
    if (before) expect(readFileSync(file)).toEqual(before);
  });

  test("isn't repaired, and where a text export is beside it, it is", async () => {
    const notes = 'seed: 7\n'.repeat(200);
    for (const name of ['my.yml', 'my.sqlite', 'llm.jsonl']) {
      const other = join(folder.path, name);
      if (name !== 'llm.jsonl') writeFileSync(other, notes);
      const before = readFileSync(other);
      const { code, stderr } = await startCli(['cache', 'repair', '--cache', other]).done;
      expect(code).toBe(EXIT.usage);
      expect(stderr).toMatch(
        /^Error: \S+: (?:The file isn't a cache|A text export can't be used as a cache)/,
      );
      expect(stderr).not.toContain('cache repair');
      expect(readFileSync(other)).toEqual(before);
      expect(readdirSync(folder.path).filter((one) => one.startsWith(`${name}.`))).toEqual([]);
    }
    writeFileSync(file, notes);
    const { next } = await errorOf(run(server.url, { dataset }));
    expect(next).toBe(`sfdc-datagen cache repair --cache ${file}`);
    expect((await cli('cache', 'repair')).code).toBe(0);
    expect((await summaryFrom(run(server.url, { dataset, frozen: true }))).failed).toEqual([]);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(notes);
  });

  test("isn't imported, and git isn't asked for what it never had", async () => {
    const notes = join(folder.path, 'notes.yml');
    writeFileSync(notes, 'seed: 7\n'.repeat(200));
    mkdirSync(join(folder.path, '.git'));
    const before = readFileSync(join(dataset, 'llm.jsonl'));
    const { code, stderr } = await cli('cache', 'import', notes);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toBe(
      `Error: ${notes}: The file isn't a text export of a cache. Use a file that \`cache export\` or \`enrich\` wrote, such as llm.jsonl.\nNext: sfdc-datagen cache --help\n`,
    );
    expect(readFileSync(join(dataset, 'llm.jsonl'))).toEqual(before);
  });

  test('a text export named as the cache is reported as one', async () => {
    const error = await errorOf(run(server.url, { dataset, cache: join(dataset, 'llm.jsonl') }));
    expect(error.message).toMatch(
      /llm\.jsonl: A text export can't be used as a cache\. `--cache \S+llm\.sqlite` reads it/,
    );
  });

  test('a text export that is a folder is reported', async () => {
    rmSync(join(dataset, 'llm.jsonl'));
    mkdirSync(join(dataset, 'llm.jsonl'));
    const error = await errorOf(run(server.url, { dataset }));
    expect(error.message).toContain('llm.jsonl: The text export must be a file.');
  });
});

describe('a cache that can be read and not written', () => {
  // Nothing can be written where SQLite's own file beside it cannot be: true for the superuser, too.
  const refuseWrites = () => mkdirSync(`${file}-shm`);

  test('is reported before a call is paid, and the answers that are there can be taken', async () => {
    refuseWrites();
    expect((await summaryFrom(run(server.url, { dataset }))).hits).toBe(ACCOUNTS * TEXTS_PER_ACCOUNT);
    const calls = server.calls.length;
    const told = await errorOf(run(server.url, { dataset, refresh: true, openai: { batch_size: 2 } }));
    expect(told.message).toMatch(/^\S+llm\.sqlite: The cache can't be opened or written: /);
    expect(told.exitCode).toBe(EXIT.usage);
    expect(server.calls).toHaveLength(calls);
    expect(await errorOf(run(server.url, { dataset, refresh: true, batch: true }))).toEqual(told);
    expect(server.batches.size).toBe(0);
  });

  test('is exported to another file', async () => {
    refuseWrites();
    const target = join(dataset, 'other.jsonl');
    await cacheAction('export', file, [target], nothing);
    expect(readFileSync(target)).toEqual(readFileSync(join(dataset, 'llm.jsonl')));
  });
});

test('a cache that is deleted while a run is under way loses no answer', async () => {
  const own = join(folder.path, 'own');
  const cache = join(own, 'llm.sqlite');
  let deleted = false;
  server.script = () => {
    if (!deleted && existsSync(`${cache}-wal`)) {
      rmSync(own, { recursive: true });
      deleted = true;
    }
    return undefined;
  };
  const enrich = () =>
    startCli(['enrich', dataset, '--cache', cache, '--batch-size', '2'], withServer(server.url)).done;
  const { code, stderr } = await enrich();
  expect(deleted).toBe(true);
  expect(code).toBe(EXIT.usage);
  expect(stderr).toMatch(
    /llm\.sqlite: The cache was moved or deleted while it was in use\. Use the same command again: .*llm\.jsonl\./,
  );
  expect(stderr).not.toContain('cache import');
  const calls = server.calls.length;
  expect((await enrich()).code).toBe(0);
  expect(server.calls).toHaveLength(calls);
});

test('a lock of another process is waited for, and that is reported', async () => {
  const holder = spawn(process.execPath, [
    '-e',
    `const Database = require(${JSON.stringify(require.resolve('better-sqlite3'))});
     const db = new Database(${JSON.stringify(file)});
     db.exec('BEGIN EXCLUSIVE');
     console.log('held');
     process.stdin.on('data', () => { db.exec('COMMIT'); process.exit(); });`,
  ]);
  await new Promise((held) => holder.stdout.once('data', held));
  const { child, done } = startCli(['enrich', dataset, '--cache', file], withServer(server.url));
  let told = '';
  await new Promise<void>((waiting) =>
    child.stderr!.on('data', (text) => {
      told += text;
      if (told.includes('Waiting for the process that locked')) waiting();
    }),
  );
  holder.stdin.write('go');
  expect((await done).code).toBe(0);
  expect(told).toMatch(/llm\.sqlite, until [-\d: ]+\./);
}, 60_000);
