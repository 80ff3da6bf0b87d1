import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/dataset/csv.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { run, summaryFrom } from './run.ts';
import {
  answerFor,
  type ModelServer,
  type Scripted,
  type SeenCall,
  startModelServer,
  textFor,
} from './server.ts';

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

const column = (dataset: string, object: string, name: string) => {
  const file = join(dataset, 'enriched', `${object}.csv`);
  const { columns, rows } = parseCsv(readFileSync(file, 'utf8'), file);
  return rows.map((row) => row[columns.indexOf(name)]!);
};
const everyCell = (dataset: string) =>
  ['Account', 'Opportunity', 'Case', 'CaseComment', 'Task', 'Event']
    .map((object) => readFileSync(join(dataset, 'enriched', `${object}.csv`), 'utf8'))
    .join('');

/** The same misbehaviour in the first call only. */
const once = (answer: (call: SeenCall) => Scripted) => (call: SeenCall, number: number) =>
  number === 1 ? answer(call) : undefined;
const records = (call: SeenCall) => call.records.map((record) => ({ id: record.id, text: textFor(record) }));
const asJson = (list: unknown) => JSON.stringify({ records: list });

const misbehaviours: Record<string, (call: SeenCall) => Scripted> = {
  'a missing id': (call) => ({ content: asJson(records(call).slice(1)) }),
  'an unknown id': (call) => ({
    content: asJson([...records(call).slice(1), { id: 'r99', text: 'Stray.' }]),
  }),
  'an id that comes twice with different texts': (call) => ({
    content: asJson([...records(call), { id: 'r1', text: 'Another text altogether.' }]),
  }),
  'JSON that is cut off': (call) => ({ content: answerFor(call.records).slice(0, -60), finish: 'length' }),
  'an answer that is no JSON': () => ({ content: 'Of course! Which records do you mean?' }),
  'an empty answer': () => ({ content: '' }),
  'an empty text': (call) => ({ content: asJson(records(call).with(0, { id: 'r1', text: ' \n ' })) }),
  'a text that is not a string': (call) => ({
    content: asJson([{ id: 'r1', text: 42 }, ...records(call).slice(1)]),
  }),
  'a placeholder': (call) => ({
    content: asJson(records(call).with(0, { id: 'r1', text: 'Dear [Your Name], hello.' })),
  }),
  'the cell that empties a field': (call) => ({
    content: asJson(records(call).with(0, { id: 'r1', text: '#N/A' })),
  }),
  'a refusal of the whole call': () => ({ content: '', refusal: 'I cannot help with that.' }),
  'a content filter': () => ({ content: '', finish: 'content_filter' }),
  'a content filter of the server': () => ({
    status: 400,
    error: { code: 'content_filter', message: 'The response was filtered' },
  }),
  'a prompt that is too long': () => ({
    status: 400,
    error: { code: 'context_length_exceeded', message: 'maximum context length is 100 tokens' },
  }),
  'a body with no choices': () => ({ raw: '{}', type: 'application/json' }),
  'a page instead of an answer': () => ({ raw: '<html>Sign in</html>' }),
};

describe.each(Object.entries(misbehaviours))('%s', (_, answer) => {
  test('is asked for again in smaller calls, and every text comes out as in an undisturbed run', async () => {
    const calm = writeGenerated(join(folder.path, 'calm'), smallTables(2));
    await run(server.url, { dataset: calm });
    server.calls.length = 0;
    server.script = once(answer);
    const dataset = writeGenerated(join(folder.path, 'disturbed'), smallTables(2));
    const summary = await summaryFrom(run(server.url, { dataset, openai: { concurrency: 1 } }));
    expect(summary.failed).toEqual([]);
    expect(everyCell(dataset)).toBe(everyCell(calm));
    expect(server.calls[1]!.records.length).toBeLessThanOrEqual(5);
  });
});

const harmless: Record<string, (call: SeenCall) => Scripted> = {
  'records in another order': (call) => ({ content: asJson(records(call).reverse()) }),
  'JSON in a code fence': (call) => ({ content: `\`\`\`json\n${answerFor(call.records)}\n\`\`\`` }),
  'JSON in prose': (call) => ({ content: `Here you are:\n${answerFor(call.records)}\nAnything else?` }),
  'a bare list': (call) => ({ content: JSON.stringify(records(call)) }),
  'a map of ids': (call) => ({
    content: JSON.stringify(Object.fromEntries(records(call).map(({ id, text }) => [id, text]))),
  }),
  'a label and quotes around the texts': (call) => ({
    content: asJson(records(call).map(({ id, text }) => ({ id, text: `**Description:** "${text}"` }))),
  }),
  'control characters and mixed line ends': (call) => ({
    content: asJson(records(call).map(({ id, text }) => ({ id, text: `\u0007\ufeff${text}\u0000\r\n\r` }))),
  }),
  'a text that a spreadsheet would run': (call) => ({
    content: asJson(records(call).map(({ id, text }) => ({ id, text: `=${text}` }))),
  }),
};

describe.each(Object.entries(harmless))('%s', (_, answer) => {
  test('is read as it is meant, without another call', async () => {
    const calm = writeGenerated(join(folder.path, 'calm'), smallTables(2));
    const { calls } = await summaryFrom(run(server.url, { dataset: calm }));
    server.script = answer;
    const dataset = writeGenerated(join(folder.path, 'other'), smallTables(2));
    const summary = await summaryFrom(run(server.url, { dataset }));
    expect(summary).toMatchObject({ failed: [], calls });
    expect(everyCell(dataset)).toBe(everyCell(calm));
  });
});

test('a text that is too long twice is cut at a sentence that fits, and counted', async () => {
  const long = `${'The renewal waits for the loss runs of the last three years. '.repeat(3)}${'More and more words follow '.repeat(20)}.`;
  server.script = (call) => ({
    content: asJson(
      records(call).map(({ id, text }, index) =>
        call.records[index]!.field === 'NextStep' ? { id, text: long } : { id, text },
      ),
    ),
  });
  const dataset = writeGenerated(folder.path, smallTables(1));
  const summary = await summaryFrom(run(server.url, { dataset }));
  expect(summary).toMatchObject({ cut: 1, failed: [] });
  const [nextStep] = column(dataset, 'Opportunity', 'NextStep');
  expect(nextStep!.length).toBeLessThanOrEqual(255);
  expect(nextStep).toMatch(/three years\.$/);
  const warm = await summaryFrom(run(server.url, { dataset, frozen: true }));
  expect(warm.cut).toBe(1);
});

test('a comment is measured in bytes', async () => {
  server.script = (call) => ({
    content: asJson(
      records(call).map(({ id, text }, index) =>
        call.records[index]!.object === 'CaseComment'
          ? { id, text: `${'Größe geändert. '.repeat(260)}` }
          : { id, text },
      ),
    ),
  });
  const dataset = writeGenerated(folder.path, smallTables(1));
  const summary = await summaryFrom(run(server.url, { dataset }));
  expect(summary.cut).toBe(2);
  for (const body of column(dataset, 'CaseComment', 'CommentBody')) {
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_000);
    expect(body).toMatch(/geändert\.$/);
  }
});

test('a record that the model refuses alone is asked twice, remembered, and asked again with --retry-failed', async () => {
  const refuses = (call: SeenCall) => call.records.some(({ object }) => object === 'Account');
  server.script = (call) => (refuses(call) ? { content: '', refusal: 'No.' } : undefined);
  const dataset = writeGenerated(folder.path, smallTables(2));
  const summary = await summaryFrom(run(server.url, { dataset }));
  expect(summary.failed.map(({ key, field }) => `${key} ${field}`).sort()).toEqual([
    'TESTDATA_42_A0000001 Description',
    'TESTDATA_42_A0000002 Description',
  ]);
  const alone = server.calls.filter((call) => refuses(call) && call.records.length === 1);
  expect(alone).toHaveLength(4);
  expect(column(dataset, 'Account', 'Description')).toEqual(['', '']);
  server.calls.length = 0;
  expect((await summaryFrom(run(server.url, { dataset }))).failed).toHaveLength(2);
  expect(server.calls).toHaveLength(0);
  server.script = () => undefined;
  expect((await summaryFrom(run(server.url, { dataset, retryFailed: true }))).failed).toEqual([]);
});

test('what depends on a text that failed is listed with it, and the rest is written', async () => {
  server.script = (call) =>
    call.records.some(({ object, field }) => object === 'Case' && field === 'Subject')
      ? {
          content: asJson(
            records(call).filter(
              (_, index) =>
                call.records[index]!.field !== 'Subject' || call.records[index]!.object !== 'Case',
            ),
          ),
        }
      : undefined;
  const dataset = writeGenerated(folder.path, smallTables(1));
  const summary = await summaryFrom(run(server.url, { dataset }));
  expect(summary.failed.map(({ field, reason }) => `${field}: ${reason}`)).toEqual([
    'Subject: the response omitted it',
    expect.stringContaining('Description: it needs the Case.Subject of TESTDATA_42_A0000001_S01'),
    expect.stringContaining('CommentBody: it needs'),
    expect.stringContaining('CommentBody: it needs'),
  ]);
  expect(summary.written).toBe(TEXTS_PER_ACCOUNT - 4);
  expect(column(dataset, 'Case', 'Subject')).toEqual(['']);
});

test('a text that names a company of another record is asked for again', async () => {
  const calm = writeGenerated(join(folder.path, 'calm'), smallTables(2));
  await run(server.url, { dataset: calm });
  server.script = once((call) => ({
    content: asJson(
      records(call).map(({ id, text }) => ({
        id,
        text: `${text} Harbor Point Mutual and Cedar Ridge Mutual agree.`,
      })),
    ),
  }));
  const dataset = writeGenerated(join(folder.path, 'leak'), smallTables(2));
  await run(server.url, { dataset, openai: { concurrency: 1 } });
  expect(everyCell(dataset)).toBe(everyCell(calm));
});

test('a server that never answers with a usable text is given up after a few calls', async () => {
  server.script = () => ({ content: 'What can I do for you?' });
  const dataset = writeGenerated(folder.path, smallTables(20));
  await expect(run(server.url, { dataset })).rejects.toThrow(/returned no usable text in 8 calls in a row/);
  expect(server.calls.length).toBeLessThan(16);
});

test('a reasoning model that thinks until its cap is reached gets more room', async () => {
  server.script = (call) =>
    Number(call.body.max_completion_tokens) < 12_000 ? { content: '', finish: 'length' } : undefined;
  const dataset = writeGenerated(folder.path, smallTables(1));
  const summary = await summaryFrom(run(server.url, { dataset, openai: { model: 'gpt-5.4-mini' } }));
  expect(summary.failed).toEqual([]);
});
