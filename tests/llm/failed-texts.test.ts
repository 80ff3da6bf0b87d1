import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../../src/shared/errors.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { startCli, withServer } from './cli.ts';
import { type ModelServer, type SeenCall, startModelServer } from './server.ts';

const ACCOUNTS = 3;
const FILTERED = { status: 400, error: { code: 'content_filter', message: 'The response was filtered' } };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let server: ModelServer;
let folder: ReturnType<typeof scratch>;
let dataset: string;
let cache: string;
beforeEach(async () => {
  server = await startModelServer();
  folder = scratch();
  dataset = writeGenerated(join(folder.path, 'set'), smallTables(ACCOUNTS));
  cache = join(folder.path, 'llm.sqlite');
});
afterEach(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

const enrich = (...args: string[]) =>
  startCli(['enrich', dataset, '--cache', cache, ...args], withServer(server.url)).done;
const report = (...args: string[]) => startCli(['report', dataset, ...args]).done;

interface Failed {
  failed: { file: string; line: number; field: string }[];
  next?: string;
}
const places = (stdout: string) =>
  (JSON.parse(stdout) as Failed).failed.map(({ file, line, field }) => `${file}:${line} ${field}`);

test('where no text could be had, nothing is praised, and what failed comes in the order of the rows', async () => {
  // The first calls are answered last.
  server.script = async (_call, number) => {
    await sleep(Math.max(0, 60 - 10 * (number % 7)));
    return FILTERED;
  };
  const first = await enrich('--json', '--batch-size', '1', '--concurrency', '5');
  expect(first.code).toBe(EXIT.partial);
  const { failed, next } = JSON.parse(first.stdout) as Failed;
  expect(failed).toHaveLength(ACCOUNTS * TEXTS_PER_ACCOUNT);
  expect(next).toBe(
    `sfdc-datagen enrich ${dataset} --retry-failed --cache ${cache} --batch-size 1 --concurrency 5`,
  );
  for (const object of ['Account', 'Case', 'Task']) {
    const lines = failed.filter(({ file }) => file.endsWith(`${object}.csv`)).map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((one, other) => one - other));
  }

  const again = await enrich();
  expect(again.code).toBe(EXIT.partial);
  expect(again.stdout).toContain(`\nNext: ${next!.replace(/ --batch-size.*/, '')}\n`);
  expect(again.stdout).not.toMatch(/\bpass/);
  expect(places((await enrich('--json')).stdout)).toEqual(places(first.stdout));

  const { code, stdout } = await report();
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Account\\.Description +0 +failed ${ACCOUNTS}$`, 'm'));
  expect(stdout).toMatch(/^33 texts failed: their cells are blank\.\nNo text to measure\.$/m);
  expect(stdout).toContain(`\nNext: sfdc-datagen enrich ${dataset} --retry-failed\n`);
  expect(JSON.parse((await report('--json')).stdout)).toMatchObject({ passed: false, quality: [] });
});

test('where some failed, the report says so beside the measures of the others', async () => {
  const isSubject = ({ records }: SeenCall) => records.some(({ field }) => field === 'Subject');
  server.script = (call) => (isSubject(call) ? FILTERED : undefined);
  expect((await enrich('--batch-size', '1')).code).toBe(EXIT.partial);
  const { stdout } = await report();
  expect(stdout).toMatch(/^Account\.Description +3 +[\d.]+ +openai gpt-4o 3$/m);
  expect(stdout).toMatch(/^Event\.Subject +0 +failed 3$/m);
  expect(stdout).toMatch(/^\d+ texts failed: their cells are blank\.$/m);
  expect(stdout).not.toContain('All measures pass.');
});

test('a run that goes on from rows to a document says which texts it lacks', async () => {
  server.script = (call) => (call.records.some(({ field }) => field === 'Subject') ? FILTERED : undefined);
  const args = ['generate', '--accounts', '2', '--output', 'x.json'];
  const told = await startCli(args, withServer(server.url), folder.path).done;
  expect(told.code).toBe(EXIT.partial);
  expect(told.stderr).toMatch(/^\d+ texts failed:$/m);
  expect(told.stderr).toMatch(/\(TESTDATA_42_A\d+_\w+\): no Subject: /);
  const json = await startCli([...args, '--json'], withServer(server.url), folder.path).done;
  expect(JSON.parse(json.stdout).failed_texts.length).toBeGreaterThan(0);
  expect(json.code).toBe(EXIT.partial);
});
