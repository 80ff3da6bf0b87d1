import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseProvider } from '../../src/enrich/providers/choose.ts';
import { EXIT } from '../../src/shared/errors.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { startCli, withServer } from './cli.ts';
import { collected, errorOf, KEY, run, summaryFrom } from './run.ts';
import { type ModelServer, startModelServer } from './server.ts';

const TEXTS = 2 * TEXTS_PER_ACCOUNT;

let server: ModelServer;
let folder: ReturnType<typeof scratch>;
let dataset: string;
beforeEach(async () => {
  server = await startModelServer();
  folder = scratch();
  dataset = writeGenerated(folder.path, smallTables(2));
});
afterEach(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

const bytes = () =>
  readdirSync(join(dataset, 'enriched')).map((name) => readFileSync(join(dataset, 'enriched', name), 'utf8'));
const byName = { provider: await chooseProvider('offline', {}) };

test('a full cache writes the texts, and the run says whose they are', async () => {
  await run(server.url, { dataset });
  const before = bytes();
  const { code, stdout, stderr } = await startCli(['enrich', dataset, '--cache', join(dataset, 'llm.sqlite')])
    .done;
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `No API key is set: using texts by openai gpt-4o from the cache ${dataset}/llm.sqlite.\n`,
  });
  expect(stdout).toContain(`${TEXTS} from the cache, 0 written by openai gpt-4o.`);
  expect(bytes()).toEqual(before);
});

test('so does its text export alone', async () => {
  await run(server.url, { dataset });
  rmSync(join(dataset, 'llm.sqlite'));
  expect(await summaryFrom(run(null, { dataset }))).toMatchObject({ provider: 'openai', hits: TEXTS });
});

test.each<[string, { model?: string; temperature?: number }]>([
  ['another model than the default', { model: 'gpt-4.1' }],
  ['another temperature', { temperature: 0.2 }],
])('answers of %s are found where none was named', async (_, openai) => {
  await run(server.url, { dataset, openai });
  const model = openai.model ?? 'gpt-4o';
  expect(await summaryFrom(run(null, { dataset }))).toMatchObject({ model, hits: TEXTS });
});

test('answers of Azure are found, and those of the model that is configured come first', async () => {
  const azure = await chooseProvider('azure', {
    ...{ AZURE_OPENAI_ENDPOINT: server.url.replace('/v1', ''), AZURE_OPENAI_API_KEY: 'azure-key' },
  });
  await run(null, { dataset, provider: azure, openai: { model: 'deployed' } });
  expect(await summaryFrom(run(null, { dataset }))).toMatchObject({ provider: 'azure', model: 'deployed' });
  await run(server.url, { dataset });
  expect(await summaryFrom(run(null, { dataset }))).toMatchObject({ provider: 'openai', model: 'gpt-4o' });
});

test("a model that was named isn't replaced by another", async () => {
  await run(server.url, { dataset });
  const before = bytes();
  const error = await errorOf(run(null, { dataset, openai: { model: 'gpt-4.1' } }));
  expect(error.message).toContain('were written by openai gpt-4o');
  expect(bytes()).toEqual(before);
});

test('a miss is an error that names --provider offline, and changes nothing', async () => {
  await run(server.url, { dataset });
  const before = bytes();
  writeGenerated(dataset, smallTables(3));
  const error = await errorOf(run(null, { dataset }));
  expect(error.exitCode).toBe(EXIT.usage);
  expect(error.message).toMatch(
    /^11 of 33 texts are missing from the cache, and `OPENAI_API_KEY` isn't set\. .*`--provider offline`/,
  );
  expect(error.message).toContain(
    "Account.csv:4 (TESTDATA_42_A0000003): Account.Description isn't in the cache",
  );
  expect(error.next).toBe(`sfdc-datagen enrich ${dataset} --provider openai --estimate`);
  expect(bytes()).toEqual(before);
});

test('without answers the offline provider writes, but not over texts of a model unless it is named', async () => {
  const progress = collected();
  const offline = await summaryFrom(run(null, { dataset, progress }));
  expect(offline).toMatchObject({ provider: 'offline', written: TEXTS });
  expect(progress.lines).toContain('No API key is set: using the offline provider.');
  expect(existsSync(join(dataset, 'llm.sqlite'))).toBe(false);
  expect(await summaryFrom(run(null, { dataset }))).toMatchObject({ provider: 'offline' });

  await run(server.url, { dataset, cache: null });
  const before = bytes();
  for (const cache of [join(dataset, 'llm.sqlite'), null]) {
    const error = await errorOf(run(null, { dataset, cache }));
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toMatch(
      /enriched were written by openai gpt-4o, no API key is set.*`--provider offline`/,
    );
    expect(error.next).toBe(`sfdc-datagen enrich ${dataset} --provider openai --estimate`);
  }
  expect(bytes()).toEqual(before);
  expect(await summaryFrom(run(null, { dataset, ...byName }))).toMatchObject({ provider: 'offline' });
});

test('the offline provider reports how far it is, by object', async () => {
  writeGenerated(dataset, smallTables(20));
  const progress = collected();
  await run(null, { dataset, progress, ...byName });
  expect(progress.lines).toEqual([
    'Writing texts 100/220 · Account 20/20 · Opportunity 20/40 · Case 20/40 · CaseComment 0/40 · Task 20/40 · Event 20/40',
    expect.stringMatching(/^Writing texts 200\/220 · Account 20\/20 · /),
  ]);
});

test('--frozen is from the cache or ends with 3, whatever the provider', async () => {
  const offline = { provider: await chooseProvider('offline', { OPENAI_API_KEY: KEY }) };
  const frozen = { dataset, frozen: true };
  for (const options of [{}, byName, offline]) {
    const refused = await errorOf(run(null, { ...frozen, ...options }));
    expect(refused.exitCode).toBe(EXIT.frozenMiss);
    expect(refused.problems.at(-1)!.message).toBe(`${TEXTS - 10} more texts aren't in the cache.`);
  }
  expect(existsSync(join(dataset, 'enriched'))).toBe(false);
  await run(server.url, { dataset });
  const before = bytes();
  for (const options of [{}, byName, offline]) {
    expect(await summaryFrom(run(null, { ...frozen, ...options }))).toMatchObject({ hits: TEXTS });
  }
  expect(bytes()).toEqual(before);
  writeGenerated(dataset, smallTables(3));
  for (const options of [{}, byName, offline]) {
    expect((await errorOf(run(null, { ...frozen, ...options }))).exitCode).toBe(EXIT.frozenMiss);
  }
});

test('an estimate without a key reports the cache', async () => {
  await run(server.url, { dataset });
  expect(await run(null, { dataset, estimate: true })).toMatchObject({
    estimate: { hits: TEXTS, misses: 0 },
  });
});

test('`generate` that goes on to texts follows the same rules', async () => {
  const cwd = folder.path;
  const small = ['generate', '--accounts', '2', '--quiet'];
  expect((await startCli([...small, '--output', 'set'], {}, cwd).done).code).toBe(0);
  expect((await startCli(['enrich', 'set', '--quiet'], withServer(server.url), cwd).done).code).toBe(0);
  const { code, stderr } = await startCli(['generate', '--accounts', '2', '--output', 'set.json'], {}, cwd)
    .done;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain('using texts by openai gpt-4o from the cache cache/llm.sqlite.');
  const [account] =
    readFileSync(join(cwd, 'set/enriched/Account.csv'), 'utf8').match(/The team at [^"\n]*weeks\./) ?? [];
  expect(readFileSync(join(cwd, 'set.json'), 'utf8')).toContain(account);
}, 60_000);
