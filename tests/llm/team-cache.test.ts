import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Cache } from '../../src/enrich/cache/cache.ts';
import { replaceText } from '../../src/enrich/cache/entries.ts';
import { chooseProvider } from '../../src/enrich/providers/choose.ts';
import { EXIT } from '../../src/shared/errors.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { startCli, withServer } from './cli.ts';
import { collected, errorOf, run, summaryFrom } from './run.ts';
import { answerFor, type ModelServer, startModelServer } from './server.ts';

let server: ModelServer;
let folder: ReturnType<typeof scratch>;
beforeEach(async () => {
  server = await startModelServer();
  folder = scratch();
});
afterEach(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

/** From now on every text ends with these words. */
const sign = (words: string) => {
  server.script = (call) => ({
    content: answerFor(call.records).replaceAll('"}', ` ${words}"}`),
  });
};
const account = (dataset: string) => readFileSync(join(dataset, 'enriched/Account.csv'), 'utf8');
const exportOf = (dataset: string) => join(dataset, 'llm.jsonl');
const linesOf = (dataset: string) => readFileSync(exportOf(dataset), 'utf8').trimEnd().split('\n');
const write = (dataset: string, lines: readonly string[]) =>
  writeFileSync(exportOf(dataset), `${lines.join('\n')}\n`);
const cacheEntryOf = (dataset: string, object: string) => {
  const lines = linesOf(dataset);
  const index = lines.findIndex((line) => line.includes(`"object":"${object}"`));
  return { index, lines, entry: JSON.parse(lines[index]!) as { key: string; text: string } };
};
const withText = (line: string, text: string) => {
  const entry = JSON.parse(line);
  return line.replace(JSON.stringify(entry.text), JSON.stringify(text));
};

test('what one clone has written anew and pushed is what another clone with a cache of its own gets', async () => {
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd,
      stdio: 'pipe',
    });
  const [one, two] = ['one', 'two'].map((name) => join(folder.path, name)) as [string, string];
  writeGenerated(one, smallTables(2));
  git(one, 'init', '-q', '-b', 'main');
  writeFileSync(join(one, '.gitignore'), '*.sqlite*\nenriched/\n');
  const enrich = (dataset: string, ...more: string[]) =>
    startCli(['enrich', dataset, '--cache', join(dataset, 'llm.sqlite'), ...more], withServer(server.url))
      .done;
  expect((await enrich(one)).code).toBe(0);
  git(one, 'add', '.');
  git(one, 'commit', '-qm', 'Texts');
  git(folder.path, 'clone', '-q', one, two);
  expect((await enrich(two, '--frozen')).code).toBe(0);

  sign('Refreshed.');
  expect((await enrich(one, '--refresh')).code).toBe(0);
  git(one, 'commit', '-qam', 'Refresh');
  git(two, 'pull', '-q');
  const pulled = readFileSync(exportOf(two), 'utf8');
  const frozen = await enrich(two, '--frozen');
  expect(frozen.code).toBe(0);
  expect(frozen.stderr).toMatch(/llm\.jsonl changed: replaced \d+ texts of the cache\./);
  expect(account(two)).toBe(account(one));
  expect(account(two)).toContain('Refreshed.');

  // A run that adds entries of its own reverts nothing.
  writeGenerated(two, smallTables(3));
  expect((await enrich(two)).code).toBe(0);
  const after = readFileSync(exportOf(two), 'utf8');
  expect(pulled.split('\n').filter((line) => !after.includes(line))).toEqual([]);

  // The checkout of an older commit gives its texts, and the way back the newer ones.
  git(two, 'commit', '-qam', 'Third account');
  git(two, 'checkout', '-q', 'HEAD~2');
  writeGenerated(two, smallTables(2));
  await summaryFrom(run(null, { dataset: two, frozen: true, provider: await openai() }));
  expect(account(two)).not.toContain('Refreshed.');
  git(two, 'checkout', '-q', '.');
  git(two, 'checkout', '-q', 'main');
  writeGenerated(two, smallTables(2));
  await summaryFrom(run(null, { dataset: two, frozen: true, provider: await openai() }));
  expect(account(two)).toBe(account(one));
}, 60_000);

const openai = () => chooseProvider('openai', { OPENAI_BASE_URL: server.url });

describe('an export and a cache that both have changed', () => {
  let dataset: string;
  let key: string;
  /** Leaves the cache with an answer that the export never had, and the export with another's. */
  beforeEach(async () => {
    dataset = writeGenerated(folder.path, smallTables(1));
    await run(server.url, { dataset });
    const { index, lines, entry } = cacheEntryOf(dataset, 'Account');
    key = entry.key;
    const cache = Cache.open(join(dataset, 'llm.sqlite'));
    const row = cache.db.prepare('SELECT * FROM entry WHERE key = ?').get(Buffer.from(key, 'hex'));
    replaceText(cache, { ...(row as Parameters<typeof replaceText>[1]), text: 'Mine.' }, null, true);
    cache.close();
    write(dataset, lines.with(index, withText(lines[index]!, 'Theirs.')));
  });

  test('are an error that names the keys and the ways on, and change nothing', async () => {
    const before = readFileSync(exportOf(dataset));
    for (const options of [{ frozen: true }, {}]) {
      const error = await errorOf(run(server.url, { dataset, ...options }));
      expect(error.exitCode).toBe(EXIT.usage);
      expect(error.message).toContain(key);
      expect(error.message).toMatch(
        /llm\.jsonl:\d+ .*Account\.Description of TESTDATA_42_A0000001.*--prefer cache/,
      );
      expect(error.next).toMatch(
        /^sfdc-datagen cache import \S+llm\.jsonl --prefer export --cache \S+llm\.sqlite$/,
      );
    }
    expect(readFileSync(exportOf(dataset))).toEqual(before);
  });

  test.each([
    ['export', 'Theirs.'],
    ['cache', 'Mine.'],
  ])('are settled by cache import --prefer %s', async (prefer, text) => {
    const args = ['cache', 'import', exportOf(dataset), '--cache', join(dataset, 'llm.sqlite')];
    const { code, stderr } = await startCli([...args, '--prefer', prefer]).done;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    await summaryFrom(run(null, { dataset, frozen: true, provider: await openai() }));
    expect(account(dataset)).toContain(text);
    expect(cacheEntryOf(dataset, 'Account').entry.text).toBe(text);
  });

  test('are none where both have come to the same', async () => {
    const { index, lines } = cacheEntryOf(dataset, 'Account');
    write(dataset, lines.with(index, withText(lines[index]!, 'Mine.')));
    await summaryFrom(run(null, { dataset, frozen: true, provider: await openai() }));
    expect(account(dataset)).toContain('Mine.');
  });
});

test('an answer of a run that was killed before its export stays, where the export has not changed', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset });
  const before = readFileSync(exportOf(dataset));
  sign('Newer.');
  await run(server.url, { dataset, refresh: true });
  // As if the kill had come before the export was written.
  const cache = Cache.open(join(dataset, 'llm.sqlite'));
  cache.db.exec(`UPDATE entry SET own = 1, base = replace(text, ' Newer.', '')`);
  cache.close();
  writeFileSync(exportOf(dataset), before);
  await summaryFrom(run(server.url, { dataset }));
  expect(account(dataset)).toContain('Newer.');
  expect(cacheEntryOf(dataset, 'Account').entry.text).toContain('Newer.');
});

describe("a text export that isn't whole", () => {
  let dataset: string;
  beforeEach(async () => {
    dataset = writeGenerated(folder.path, smallTables(1));
    await run(server.url, { dataset });
  });

  const broken: [string, (lines: string[]) => string, RegExp][] = [
    [
      'two texts for one key',
      (lines) =>
        `${[...lines, withText(lines.find((line) => line.includes('"text"'))!, 'Other.')].join('\n')}\n`,
      /llm\.jsonl:13 \([0-9a-f]{64}\): The key has two texts, in lines \d+ and 13/,
    ],
    [
      'two texts for one key side by side',
      (lines) => {
        const at = lines.findIndex((line) => line.includes('"text"'));
        return `${lines.toSpliced(at, 0, withText(lines[at]!, 'Other.')).join('\n')}\n`;
      },
      /The key has two texts, in lines (\d+) and \d+/,
    ],
    [
      'the marks of a merge',
      (lines) => `<<<<<<< ours\n${lines.join('\n')}\n||||||| base\n=======\n>>>>>>> theirs\n`,
      /llm\.jsonl:1: Unresolved git merge\. .*llm\.jsonl:14: .*llm\.jsonl:15: .*llm\.jsonl:16: /s,
    ],
    ['a cut last line', (lines) => lines.join('\n').slice(0, -40), /llm\.jsonl:12: The last line is cut off/],
    [
      'a line of something else',
      (lines) => `${lines.join('\n')}\n{"a":1}\n`,
      /llm\.jsonl:13: The line isn't an entry/,
    ],
    ['another encoding', () => '\ufeffx', /llm\.jsonl:1: /],
  ];
  test.each(broken)(
    '%s is an error with its line, and the cache keeps what it has',
    async (_, change, words) => {
      const whole = readFileSync(exportOf(dataset), 'utf8');
      writeFileSync(exportOf(dataset), change(whole.trimEnd().split('\n')));
      const damaged = readFileSync(exportOf(dataset));
      const error = await errorOf(run(server.url, { dataset }));
      expect(error.message).toMatch(words);
      expect(error.exitCode).toBe(EXIT.usage);
      expect(readFileSync(exportOf(dataset))).toEqual(damaged);
      writeFileSync(exportOf(dataset), whole);
      expect((await summaryFrom(run(server.url, { dataset }))).hits).toBe(TEXTS_PER_ACCOUNT);
    },
  );

  test('lines that a run uses and that have gone are written again, also after a merge that sorted nothing', async () => {
    const whole = readFileSync(exportOf(dataset), 'utf8');
    for (const order of [(lines: string[]) => lines, (lines: string[]) => lines.reverse()]) {
      write(dataset, order(linesOf(dataset).slice(0, 6)));
      const progress = collected();
      await run(server.url, { dataset, frozen: true });
      expect(linesOf(dataset)).toHaveLength(6);
      await run(server.url, { dataset, progress });
      expect(progress.lines.join('\n')).toMatch(/llm\.jsonl lacked [56] texts of this dataset; rewriting it/);
      expect(readFileSync(exportOf(dataset), 'utf8')).toBe(whole);
    }
  });

  test('lines that nobody uses stay out of it', async () => {
    const cache = join(dataset, 'llm.sqlite');
    const other = writeGenerated(join(folder.path, 'other'), smallTables(1, 43));
    await run(server.url, { dataset: other, cache });
    const before = readFileSync(exportOf(dataset), 'utf8');
    const kept = linesOf(dataset).filter((line) => !line.includes('"record":"TESTDATA_43_'));
    write(dataset, kept);
    await run(server.url, { dataset });
    expect(linesOf(dataset)).toEqual(kept);
    await run(server.url, { dataset: other, cache });
    expect(readFileSync(exportOf(dataset), 'utf8')).toBe(before);
  });

  test('an entry whose prompt was edited is refused, by a cache that has it and by one that has not', async () => {
    const { index, lines } = cacheEntryOf(dataset, 'Case');
    const edited = lines.with(index, lines[index]!.replace('"prompt":"', '"prompt":"Please: '));
    write(dataset, edited);
    for (const lose of [false, true]) {
      if (lose) rmSync(join(dataset, 'llm.sqlite'));
      const error = await errorOf(run(server.url, { dataset }));
      expect(error.message).toMatch(
        new RegExp(
          `llm\\.jsonl:${index + 1} \\([0-9a-f]{64}\\): The entry of Case\\.\\w+ of \\S+ doesn't match its key`,
        ),
      );
    }
    expect(linesOf(dataset)).toEqual(edited);
  });

  test('is restored by git where git has it', async () => {
    writeFileSync(exportOf(dataset), '{"a":1}\n');
    expect((await errorOf(run(server.url, { dataset }))).next).toBeUndefined();
    mkdirSync(join(dataset, '.git'));
    const { next } = await errorOf(run(server.url, { dataset }));
    expect(next).toBe(`git -C ${dataset} restore -- llm.jsonl`);
  });

  const sound: [string, (text: string) => string][] = [
    ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    [
      'the same lines twice, in another order',
      (text) => text + text.trimEnd().split('\n').reverse().join('\n'),
    ],
    ['blank lines', (text) => text.replaceAll('\n', '\n\n')],
  ];
  test.each(sound)('%s: is read as it is meant', async (_, change) => {
    const whole = readFileSync(exportOf(dataset), 'utf8');
    writeFileSync(exportOf(dataset), change(whole));
    rmSync(join(dataset, 'llm.sqlite'));
    const summary = await summaryFrom(run(null, { dataset, frozen: true, provider: await openai() }));
    expect(summary.hits).toBe(TEXTS_PER_ACCOUNT);
  });

  test.each([
    ['gone', (file: string) => rmSync(file)],
    ['empty', (file: string) => writeFileSync(file, '')],
  ])('one that is %s is written again from the cache', async (_, lose) => {
    const whole = readFileSync(exportOf(dataset), 'utf8');
    lose(exportOf(dataset));
    const progress = collected();
    await run(server.url, { dataset, progress });
    expect(progress.lines.join('\n')).toContain('llm.jsonl was missing; rewrote it');
    expect(readFileSync(exportOf(dataset), 'utf8')).toBe(whole);
  });
});

test('two processes that refresh one cache at once leave it and its export alike', async () => {
  const dataset = writeGenerated(folder.path, smallTables(4));
  const copy = writeGenerated(join(folder.path, 'copy'), smallTables(4));
  await run(server.url, { dataset });
  let calls = 0;
  server.script = (call) => ({
    content: answerFor(call.records).replaceAll('"}', ` Draft ${Math.floor(calls++ / 4)}."}`),
  });
  const args = ['--cache', join(dataset, 'llm.sqlite'), '--refresh', '--batch-size', '3'];
  const ends = await Promise.all(
    [dataset, copy].map((one) => startCli(['enrich', one, ...args], withServer(server.url)).done),
  );
  expect(ends.map(({ code, stderr }) => ({ code, stderr }))).toMatchObject([{ code: 0 }, { code: 0 }]);
  const cache = Cache.open(join(dataset, 'llm.sqlite'));
  const texts = cache.db.prepare<[], string>('SELECT text FROM entry').pluck().all().sort();
  expect(cache.db.prepare('SELECT count(*) FROM entry WHERE own = 1').pluck().get()).toBe(0);
  cache.close();
  const exported = linesOf(dataset).flatMap((line) => JSON.parse(line).text ?? []);
  expect(exported.sort()).toEqual(texts);
}, 60_000);

test('a file from elsewhere keeps the texts of the cache and says which differ', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset });
  const { index, lines, entry } = cacheEntryOf(dataset, 'Account');
  const other = join(folder.path, 'other.jsonl');
  writeFileSync(other, `${lines.with(index, withText(lines[index]!, 'From elsewhere.')).join('\n')}\n`);
  const args = ['cache', 'import', other, '--cache', join(dataset, 'llm.sqlite')];
  const kept = await startCli(args).done;
  expect(kept.code).toBe(0);
  expect(kept.stderr).toMatch(new RegExp(`Kept the texts of the cache for 1 key: ${entry.key}`));
  expect(cacheEntryOf(dataset, 'Account').entry.text).toBe(entry.text);
  expect((await startCli([...args, '--prefer', 'export']).done).code).toBe(0);
  expect(cacheEntryOf(dataset, 'Account').entry.text).toBe('From elsewhere.');
});

test("an export isn't written over a file of another kind", async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset });
  const file = join(folder.path, 'config.yml');
  writeFileSync(file, 'seed: 7\n');
  const { code, stderr } = await startCli(['cache', 'export', file, '--cache', join(dataset, 'llm.sqlite')])
    .done;
  expect(code).toBe(EXIT.usage);
  expect(stderr).toContain("config.yml: The file isn't a text export and was left unchanged.");
  expect(readFileSync(file, 'utf8')).toBe('seed: 7\n');
});

test('a cache of the first format is brought up to date, and a changed export wins over it', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset });
  const cache = Cache.open(join(dataset, 'llm.sqlite'));
  cache.db.exec(
    'DROP INDEX entry_own; ALTER TABLE entry DROP COLUMN own; ALTER TABLE entry DROP COLUMN base; PRAGMA user_version = 1',
  );
  cache.close();
  const { index, lines } = cacheEntryOf(dataset, 'Account');
  write(dataset, lines.with(index, withText(lines[index]!, 'Pulled.')));
  await summaryFrom(run(null, { dataset, frozen: true, provider: await openai() }));
  expect(account(dataset)).toContain('Pulled.');
});
