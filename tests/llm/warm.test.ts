import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseCsv } from '../../src/dataset/csv.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { run, summaryFrom } from './run.ts';
import { type ModelServer, startModelServer } from './server.ts';

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
  Object.fromEntries(
    readdirSync(join(dataset, 'enriched'))
      .sort()
      .map((file) => [file, readFileSync(join(dataset, 'enriched', file), 'utf8')]),
  );
const keysIn = (cache: string) =>
  readFileSync(cache.replace('.sqlite', '.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).key);

test('a cold run asks for every text once and leaves no placeholder', async () => {
  const dataset = writeGenerated(folder.path, smallTables(3));
  const summary = await summaryFrom(run(server.url, { dataset }));
  expect(summary).toMatchObject({
    texts: 3 * TEXTS_PER_ACCOUNT,
    written: 3 * TEXTS_PER_ACCOUNT,
    hits: 0,
    failed: [],
  });
  expect(server.answered).toHaveLength(3 * TEXTS_PER_ACCOUNT);
  expect(new Set(server.answered).size).toBe(3 * TEXTS_PER_ACCOUNT);
  const files = bytesOf(dataset);
  expect(Object.keys(files)).toHaveLength(9);
  expect(Object.values(files).join('')).not.toContain('__LLM_PLACEHOLDER__');
  expect(JSON.parse(files['manifest.json']!)).toMatchObject({
    stage: 'enriched',
    texts: {
      'Account.Description': { 'openai gpt-4o': 3 },
      'CaseComment.CommentBody': { 'openai gpt-4o': 6 },
    },
  });
});

test('a warm run makes no call and gives the same bytes, from the text export alone too', async () => {
  const dataset = writeGenerated(folder.path, smallTables(3));
  await run(server.url, { dataset });
  const cold = bytesOf(dataset);
  const calls = server.calls.length;
  await server.close();
  const warm = await summaryFrom(run(server.url, { dataset, frozen: true }));
  expect(warm).toMatchObject({ hits: 3 * TEXTS_PER_ACCOUNT, written: 0, calls: 0 });
  expect(bytesOf(dataset)).toEqual(cold);
  rmSync(join(dataset, 'llm.sqlite'));
  await run(server.url, { dataset, frozen: true });
  expect(bytesOf(dataset)).toEqual(cold);
  expect(server.calls).toHaveLength(calls);
});

test('a record whose facts change has its text and those that depend on it asked for, and nothing else', async () => {
  const tables = smallTables(3);
  const dataset = writeGenerated(folder.path, tables);
  await run(server.url, { dataset });
  const before = bytesOf(dataset);
  server.calls.length = 0;
  server.answered.length = 0;
  tables.Case!.rows[1]![4] = 'Escalated';
  writeGenerated(dataset, tables);
  await run(server.url, { dataset });
  // The status stands in the prompt of the description, and in those of the two comments.
  expect(
    server.calls.flatMap(({ records }) => records.map(({ object, field }) => `${object}.${field}`)).sort(),
  ).toEqual(['Case.Description', 'CaseComment.CommentBody', 'CaseComment.CommentBody']);
  const after = bytesOf(dataset);
  for (const file of ['Account.csv', 'Opportunity.csv', 'Task.csv', 'Event.csv'])
    expect(after[file]).toBe(before[file]);
  const changed = (file: string) => {
    const [old, now] = [before, after].map((files) => parseCsv(files[file]!, file).rows.map(String));
    return now!.flatMap((row, index) => (row === old![index] ? [] : index));
  };
  expect(changed('Case.csv')).toEqual([1]);
  expect(changed('CaseComment.csv')).toEqual([2, 3]);
});

test('batch size, concurrency and the order of rows leave the cache keys as they are', async () => {
  const keys: string[][] = [];
  const shapes = [
    { batch_size: 10, concurrency: 1 },
    { batch_size: 20, concurrency: 8 },
    { batch_size: 1, concurrency: 4 },
  ];
  for (const [index, openai] of shapes.entries()) {
    const dataset = writeGenerated(join(folder.path, String(index)), smallTables(4));
    await run(server.url, { dataset, openai });
    keys.push(keysIn(join(dataset, 'llm.sqlite')));
  }
  const reversed = smallTables(4);
  for (const table of Object.values(reversed)) table.rows.reverse();
  const dataset = writeGenerated(join(folder.path, 'reversed'), reversed);
  await run(server.url, { dataset });
  keys.push(keysIn(join(dataset, 'llm.sqlite')));
  for (const other of keys.slice(1)) expect(other).toEqual(keys[0]);
});

test('--refresh has every text written anew, --no-cache keeps nothing', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset });
  const again = await summaryFrom(run(server.url, { dataset, refresh: true }));
  expect(again).toMatchObject({ hits: 0, written: TEXTS_PER_ACCOUNT });
  const bare = writeGenerated(join(folder.path, 'bare'), smallTables(1));
  await run(server.url, { dataset: bare, cache: null });
  expect(readdirSync(bare).sort()).toEqual(['enriched', 'generated']);
});

test('two records that come to the same prompt by equal texts share one answer, also when written anew', async () => {
  const tables = smallTables(2);
  // The same facts in two cases of other accounts, told by nothing but a subject that is the same for both.
  for (const name of [
    'Account',
    'Contact',
    'Opportunity',
    'OpportunityContactRole',
    'CaseComment',
    'Task',
    'Event',
  ]) {
    if (name !== 'Account') delete tables[name];
  }
  tables.Account!.rows = tables.Account!.rows.map((row) =>
    row.with(1, 'Same Name').with(2, 'X').with(4, '').with(7, 'insurance'),
  );
  tables.Case!.rows = tables.Case!.rows.map((row) => row.with(2, ''));
  server.script = (call) => ({
    content: JSON.stringify({ records: call.records.map(({ id }) => ({ id, text: 'All alike.' })) }),
  });
  const dataset = writeGenerated(folder.path, tables);
  const options = { dataset, openai: { batch_size: 1 } };
  await run(server.url, options);
  await run(server.url, { ...options, refresh: true });
  const refreshed = bytesOf(dataset);
  await run(server.url, { ...options, frozen: true });
  expect(bytesOf(dataset)).toEqual(refreshed);
});

test('records with one and the same prompt are distinguished by their number in row order', async () => {
  const tables = smallTables(1);
  const [task] = tables.Task!.rows;
  tables.Task!.rows.push(task!.with(0, `${task![0]}x2`), task!.with(0, `${task![0]}x3`));
  const dataset = writeGenerated(folder.path, tables);
  await run(server.url, { dataset, openai: { batch_size: 2 } });
  const tasks = parseCsv(bytesOf(dataset)['Task.csv']!, 'Task.csv').rows;
  expect(new Set(tasks.map((row) => row[1])).size).toBe(3);
  expect(new Set(tasks.map((row) => row[7])).size).toBe(3);
});
