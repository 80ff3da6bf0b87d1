import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../../src/shared/errors.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { startCli, withServer } from './cli.ts';
import { KEY } from './run.ts';
import { type ModelServer, type SeenCall, startModelServer } from './server.ts';

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

const bytesOf = (dataset: string) =>
  readdirSync(join(dataset, 'enriched'))
    .sort()
    .map((file) => readFileSync(join(dataset, 'enriched', file), 'utf8'));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const seen = async (calls: number) => {
  for (let waited = 0; server.calls.length < calls && waited < 10_000; waited += 5) await sleep(5);
};

/** Numbers from 0 up to 1 that are the same in every run of the test. */
function chance(): () => number {
  let state = 20261102;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

test('killed at twenty random moments, it asks again only for what was under way, and ends as if undisturbed', async () => {
  const accounts = 20;
  const calm = writeGenerated(join(folder.path, 'calm'), smallTables(accounts));
  const options = ['--batch-size', '2', '--concurrency', '3', '--quiet'];
  const cacheOf = (dataset: string) => ['--cache', join(dataset, 'llm.sqlite')];
  expect(
    (await startCli(['enrich', calm, ...cacheOf(calm), ...options], withServer(server.url)).done).code,
  ).toBe(0);

  server.calls.length = 0;
  server.delayMs = 25;
  const dataset = writeGenerated(join(folder.path, 'killed'), smallTables(accounts));
  const underWay = new Set<string>();
  const random = chance();
  let kills = 0;
  for (; kills < 20; kills++) {
    const before = server.calls.length;
    const { child, done } = startCli(
      ['enrich', dataset, ...cacheOf(dataset), ...options],
      withServer(server.url),
    );
    await seen(before + 1 + Math.floor(random() * 4));
    await sleep(random() * 40);
    child.kill('SIGKILL');
    const at = performance.now();
    expect((await done).signal).toBe('SIGKILL');
    // An answer may have left the server and not have come in yet.
    const unfinished = (call: SeenCall) => call.finishedAt === undefined || call.finishedAt > at - 100;
    for (const call of server.calls.slice(before).filter(unfinished)) {
      for (const { prompt } of call.records) underWay.add(prompt);
    }
  }
  const last = await startCli(['enrich', dataset, ...cacheOf(dataset), ...options], withServer(server.url))
    .done;
  expect(last).toMatchObject({ code: 0 });
  expect(bytesOf(dataset)).toEqual(bytesOf(calm));

  const asked = new Map<string, number>();
  for (const { records } of server.calls) {
    for (const { prompt } of records) asked.set(prompt, (asked.get(prompt) ?? 0) + 1);
  }
  expect(asked.size).toBe(accounts * TEXTS_PER_ACCOUNT);
  const again = [...asked].filter(([, times]) => times > 1).map(([prompt]) => prompt);
  expect(again.filter((prompt) => !underWay.has(prompt))).toEqual([]);
  expect(again.length).toBeGreaterThan(0);
  expect(readFileSync(join(dataset, 'llm.jsonl'), 'utf8').trim().split('\n')).toHaveLength(asked.size + 1);
}, 90_000);

test('Ctrl-C waits for the calls under way, keeps them, and ends with 130', async () => {
  server.delayMs = 400;
  const dataset = writeGenerated(folder.path, smallTables(8));
  const args = ['enrich', dataset, '--cache', join(dataset, 'llm.sqlite'), '--concurrency', '2'];
  const { child, done } = startCli(args, withServer(server.url));
  await seen(2);
  child.kill('SIGINT');
  const { code, stderr } = await done;
  expect(code).toBe(EXIT.interrupted);
  expect(stderr).toContain('Waiting for 2 calls, at most');
  expect(stderr).toMatch(
    /Interrupted with 20 of 88 texts written and kept in the cache\. Use the same command to continue\.\nNext: .* --concurrency 2$/m,
  );
  expect(stderr).not.toMatch(/\n\s+at /);
  server.delayMs = 0;
  const rest = await startCli([...args, '--json'], withServer(server.url)).done;
  expect(JSON.parse(rest.stdout)).toMatchObject({ hits: 20, written: 68 });
});

test('Ctrl-C of a run without a model says that nothing changed and how to go on, and leaves no file', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1_500));
  const { child, done } = startCli(['enrich', dataset, '--provider', 'offline', '--no-cache']);
  child.stderr!.on('data', (text) => String(text).includes('Writing texts') && child.kill('SIGINT'));
  const { code, stderr } = await done;
  expect(code).toBe(EXIT.interrupted);
  expect(stderr).toMatch(
    /^Interrupted; the dataset is unchanged\. Next: \S+ .*enrich \S+ --provider offline --no-cache$/m,
  );
  expect(readdirSync(dataset).sort()).toEqual(['generated']);
});

test("two runs at once on one cache don't break each other", async () => {
  server.delayMs = 15;
  const cache = join(folder.path, 'llm.sqlite');
  const runs = ['one', 'two'].map((name) => {
    const dataset = writeGenerated(join(folder.path, name), smallTables(10));
    return {
      dataset,
      ...startCli(
        ['enrich', dataset, '--cache', cache, '--batch-size', '3', '--json'],
        withServer(server.url),
      ),
    };
  });
  const ends = await Promise.all(runs.map(({ done }) => done));
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  expect(bytesOf(runs[0]!.dataset)).toEqual(bytesOf(runs[1]!.dataset));
  expect(
    readdirSync(folder.path)
      .filter((name) => name.startsWith('llm'))
      .sort(),
  ).toEqual(['llm.jsonl', 'llm.sqlite']);
  const verified = await startCli(['cache', 'verify', '--cache', cache, '--json']).done;
  expect(JSON.parse(verified.stdout)).toEqual({ entries: 10 * TEXTS_PER_ACCOUNT, problems: [] });
});

test('a second run of one dataset at the same time is refused, and pays for nothing', async () => {
  let answer = () => {};
  const held = new Promise<undefined>((resolve) => {
    answer = () => resolve(undefined);
  });
  server.script = () => held;
  const dataset = writeGenerated(folder.path, smallTables(4));
  const args = ['enrich', dataset, '--cache', join(dataset, 'llm.sqlite')];
  const first = startCli(args, withServer(server.url));
  await seen(1);
  const second = await startCli(args, withServer(server.url)).done;
  expect(second.code).toBe(EXIT.usage);
  expect(second.stderr).toMatch(
    new RegExp(
      `^Error: ${dataset}: Another process is working in this dataset: \`enrich\` since \\S+Z, in process ${first.child.pid} on \\S+\\. Wait for it`,
      'm',
    ),
  );
  const estimate = await startCli([...args, '--estimate'], withServer(server.url)).done;
  expect(estimate.code).toBe(0);
  const rows = await startCli(['generate', '--accounts', '1', '--seed', '42', '--output', dataset]).done;
  expect(rows.stderr).toContain('Another process is working in this dataset');
  expect(rows.code).toBe(EXIT.usage);
  answer();
  expect((await first.done).code).toBe(0);
  const asked = server.calls.flatMap(({ records }) => records.map(({ prompt }) => prompt));
  expect(asked.length).toBe(new Set(asked).size);
  expect(readdirSync(dataset).filter((name) => name.startsWith('.tmp'))).toEqual([]);
});

test('a run that was killed holds up no other', async () => {
  server.delayMs = 300;
  const dataset = writeGenerated(folder.path, smallTables(1));
  const args = ['enrich', dataset, '--cache', join(dataset, 'llm.sqlite')];
  const killed = startCli(args, withServer(server.url));
  await seen(1);
  killed.child.kill('SIGKILL');
  await killed.done;
  expect(readdirSync(dataset)).toContain('.tmp-lock');
  expect((await startCli(args, withServer(server.url)).done).code).toBe(0);
  expect(readdirSync(dataset).filter((name) => name.startsWith('.tmp'))).toEqual([]);
});

test('without a key the offline provider writes, and the run says so', async () => {
  const dataset = writeGenerated(folder.path, smallTables(2));
  const { code, stderr } = await startCli(['enrich', dataset]).done;
  expect(stderr).toContain('No API key is set: using the offline provider.');
  expect(code).toBe(0);
  expect(readFileSync(join(dataset, 'enriched/manifest.json'), 'utf8')).toContain('"offline": 2');
  const named = await startCli(['enrich', dataset, '--provider', 'offline', '--quiet'], {
    OPENAI_API_KEY: KEY,
  }).done;
  expect(named).toMatchObject({ code: 0, stderr: '' });
});

test('a named provider needs its key only at its first miss', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  const args = ['enrich', dataset, '--provider', 'openai', '--cache', join(dataset, 'llm.sqlite')];
  const cold = await startCli(args).done;
  expect(cold.stderr).toContain("`OPENAI_API_KEY` isn't set.");
  expect(cold.code).toBe(EXIT.usage);
  expect((await startCli(args, withServer(server.url)).done).code).toBe(0);
  expect((await startCli([...args, '--frozen']).done).code).toBe(0);
});

test('a file that was changed after it was made is refused', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  const file = join(dataset, 'generated/Case.csv');
  writeFileSync(file, readFileSync(file, 'utf8').replace('Working', 'Closed'));
  const { code, stderr } = await startCli(['enrich', dataset]).done;
  expect(code).toBe(EXIT.usage);
  expect(stderr).toContain('Case.csv: The file was edited after it was made.');
  expect(readdirSync(dataset)).toEqual(['generated']);
});

test('the cache is shown, checked, moved as text and cleared of what no dataset uses', async () => {
  const tables = smallTables(1);
  const dataset = writeGenerated(join(folder.path, 'set'), tables);
  const cache = join(folder.path, 'llm.sqlite');
  await startCli(['enrich', dataset, '--cache', cache], withServer(server.url)).done;
  tables.Account!.rows[0]![5] = 'Tulsa';
  writeGenerated(dataset, tables);
  await startCli(['enrich', dataset, '--cache', cache], withServer(server.url)).done;
  const cacheCommand = async (...args: string[]) =>
    (await startCli(['cache', ...args, '--cache', cache, '--json']).done).stdout;
  expect(JSON.parse(await cacheCommand('stats'))).toMatchObject({
    entries: TEXTS_PER_ACCOUNT + 1,
    calls: [{ model: 'gpt-4o' }],
  });
  expect(JSON.parse(await cacheCommand('show', 'TESTDATA_42_A0000001'))).toHaveLength(2);
  expect(JSON.parse(await cacheCommand('gc', dataset, '--dry-run'))).toEqual({ removed: 1, dry_run: true });
  expect(JSON.parse(await cacheCommand('gc', dataset))).toEqual({ removed: 1, dry_run: false });
  expect(JSON.parse(await cacheCommand('stats'))).toMatchObject({ entries: TEXTS_PER_ACCOUNT });
  const other = join(folder.path, 'other.sqlite');
  await startCli(['cache', 'import', cache.replace('.sqlite', '.jsonl'), '--cache', other]).done;
  expect(readFileSync(join(folder.path, 'other.jsonl'))).toEqual(
    readFileSync(join(folder.path, 'llm.jsonl')),
  );
  writeFileSync(join(folder.path, 'llm.jsonl'), '<<<<<<< ours\n');
  expect((await startCli(['cache', 'stats', '--cache', cache]).done).stderr).toMatch(
    /llm\.jsonl:1: .*Unresolved git merge/,
  );
});

test('a run with everything cached opens no socket and loads no SDK', async () => {
  const dataset = writeGenerated(folder.path, smallTables(2));
  const args = ['enrich', dataset, '--provider', 'openai', '--cache', join(dataset, 'llm.sqlite')];
  await startCli(args, withServer(server.url)).done;
  const guard = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module';
    import { Socket } from 'node:net';
    Socket.prototype.connect = () => { throw new Error('a socket was opened'); };
    registerHooks({ resolve(name, context, next) {
      if (name === 'openai') throw new Error('the SDK was loaded');
      return next(name, context);
    } });
  `)}`;
  const NODE_OPTIONS = `--import ${guard}`;
  expect(await startCli([...args, '--frozen'], { NODE_OPTIONS }).done).toMatchObject({ code: 0, stderr: '' });
  writeGenerated(dataset, smallTables(3));
  const miss = await startCli([...args, '--frozen'], { NODE_OPTIONS }).done;
  expect(miss.code).toBe(EXIT.frozenMiss);
  // The guard does guard.
  const open = await startCli(args, { NODE_OPTIONS, ...withServer(server.url) }).done;
  expect(open.stderr).toContain('the SDK was loaded');
});
