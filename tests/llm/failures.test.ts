import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseProvider } from '../../src/enrich/providers/choose.ts';
import { EXIT, UserError } from '../../src/shared/errors.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { collected, KEY, run, summaryFrom } from './run.ts';
import { type ModelServer, type Scripted, startModelServer } from './server.ts';

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

/** The error of a run, as the user would have it. */
async function failureOf(result: Promise<unknown>): Promise<UserError> {
  try {
    await result;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('The run did not fail.');
}

describe('what stops a run at once, in one sentence', () => {
  const fatal: [string, Exclude<Scripted, undefined>, RegExp][] = [
    [
      'no credit',
      { status: 429, error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } },
      /has no credit left/,
    ],
    [
      'a bad key',
      { status: 401, error: { code: 'invalid_api_key', message: `Incorrect API key provided: ${KEY}.` } },
      /rejected the API key/,
    ],
    [
      'an unknown model',
      { status: 404, error: { code: 'model_not_found', message: 'The model `gpt-4o` does not exist' } },
      /Model "gpt-4o" not found at .*Use another one with `--model`/,
    ],
    [
      'a model without access',
      { status: 403, error: { code: 'model_not_found', message: 'Project has no access to model `gpt-4o`' } },
      /Model "gpt-4o" not found/,
    ],
  ];
  test.each(fatal)('%s', async (_, answer, words) => {
    server.script = () => answer;
    const error = await failureOf(run(server.url, { dataset, openai: { batch_size: 2 } }));
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain(KEY);
    expect(error.exitCode).toBe(EXIT.usage);
    expect(server.calls.length).toBeLessThanOrEqual(4);
    expect(existsSync(join(dataset, 'enriched'))).toBe(false);
  });
});

describe('what passes', () => {
  const passing: [string, Scripted][] = [
    ['a 500', { status: 500 }],
    ['a 503', { status: 503 }],
    ['a 408', { status: 408 }],
    ['a broken connection', 'drop'],
    ['a 429 without a wait', { status: 429, error: { code: 'rate_limit_exceeded' } }],
    ['JSON that is none', { raw: '{"choices":[', type: 'application/json' }],
  ];
  test.each(passing)('%s is tried again and costs no text', async (_, answer) => {
    server.script = (_call, number) => (number <= 3 ? answer : undefined);
    const summary = await summaryFrom(run(server.url, { dataset }));
    expect(summary).toMatchObject({ failed: [], written: 2 * TEXTS_PER_ACCOUNT });
  });

  test('a server that stays broken is given up with what to do, and what was written stays', async () => {
    server.script = (_call, number) => (number === 1 ? undefined : { status: 500 });
    const error = await failureOf(run(server.url, { dataset, openai: { concurrency: 1 } }));
    expect(error.exitCode).toBe(EXIT.noOrg);
    expect(error.message).toMatch(/127\.0\.0\.1:\d+ responded 500.*same command to continue/s);
    server.script = () => undefined;
    const { hits } = await summaryFrom(run(server.url, { dataset }));
    expect(hits).toBe(10);
  });

  test("a server that can't be reached is named", async () => {
    await server.close();
    const error = await failureOf(run(server.url, { dataset }));
    expect(error.message).toMatch(/127\.0\.0\.1:\d+ can't be reached: ECONNREFUSED/);
    expect(error.exitCode).toBe(EXIT.noOrg);
    expect(readdirSync(dataset).filter((name) => name.includes('enriched'))).toEqual([]);
  });
});

test('all workers wait as long as a 429 says', async () => {
  let resume = 0;
  const early: number[] = [];
  server.script = (_call, number) => {
    if (number > 1 && Date.now() < resume) early.push(number);
    if (number !== 1) return undefined;
    resume = Date.now() + 900;
    return { status: 429, headers: { 'retry-after': '1' }, error: { message: 'Slow down' } };
  };
  const summary = await summaryFrom(run(server.url, { dataset, openai: { concurrency: 4, batch_size: 5 } }));
  // Calls that were under way when the 429 came are answered; from then on nobody starts one.
  expect(early.every((number) => number <= 4)).toBe(true);
  expect(Date.now()).toBeGreaterThanOrEqual(resume);
  expect(summary.failed).toEqual([]);
});

describe("what a server doesn't take is left out", () => {
  const picky: [string, string, (body: Record<string, unknown>) => boolean][] = [
    [
      'a JSON schema',
      'response_format',
      (body) => JSON.stringify(body.response_format ?? '').includes('json_schema'),
    ],
    ['any response format', 'response_format', (body) => 'response_format' in body],
    ['a temperature', 'temperature', (body) => 'temperature' in body],
    ['max_completion_tokens', 'max_completion_tokens', (body) => 'max_completion_tokens' in body],
  ];
  test.each(picky)('%s', async (_, parameter, refuses) => {
    server.script = (call) =>
      refuses(call.body)
        ? { status: 400, error: { param: parameter, message: `Unsupported parameter: '${parameter}'` } }
        : undefined;
    const summary = await summaryFrom(run(server.url, { dataset }));
    expect(summary.failed).toEqual([]);
    expect(server.calls.filter(({ body }) => refuses(body)).length).toBeLessThanOrEqual(8);
    // It is transport: the keys are those of any other server.
    expect(
      (await summaryFrom(run(null, { dataset, provider: await openai(server.url), frozen: true }))).hits,
    ).toBe(2 * TEXTS_PER_ACCOUNT);
  });

  test('a call that is refused in every manner is an error, not a loop', async () => {
    server.script = () => ({ status: 400, error: { message: 'No.' } });
    const error = await failureOf(run(server.url, { dataset, openai: { concurrency: 1 } }));
    expect(error.message).toMatch(/rejected the call \(400 No\)/);
    expect(server.calls.length).toBeLessThanOrEqual(8);
  });
});

const openai = (url: string) => chooseProvider('openai', { OPENAI_BASE_URL: url });

test('a frozen run names what is missing and why, and calls nobody', async () => {
  const cold = await failureOf(run(server.url, { dataset, frozen: true }));
  expect(cold.exitCode).toBe(EXIT.frozenMiss);
  expect(cold.message).toContain(
    "Account.csv:2 (TESTDATA_42_A0000001): Account.Description isn't in the cache: nothing was written for it yet.",
  );
  expect(cold.message).toContain(
    "Case.Description isn't in the cache: it waits for Case.Subject of TESTDATA_42_A0000001_S01.",
  );
  await run(server.url, { dataset });
  const calls = server.calls.length;
  const other = await failureOf(run(server.url, { dataset, frozen: true, openai: { model: 'gpt-4.1' } }));
  expect(other.message).toContain('it was written by openai gpt-4o, not openai gpt-4.1');
  const changed = smallTables(2);
  changed.Account!.rows[0]![5] = 'Tulsa';
  writeGenerated(dataset, changed);
  const moved = await failureOf(run(server.url, { dataset, frozen: true }));
  expect(moved.problems).toHaveLength(1);
  expect(moved.message).toContain('its prompt has changed');
  expect(server.calls).toHaveLength(calls);
});

test('an estimate spends nothing and is of the right order', async () => {
  const estimate = await run(server.url, { dataset, estimate: true });
  expect(server.calls).toHaveLength(0);
  expect(estimate).toMatchObject({ is: 'estimate', estimate: { texts: 22, hits: 0, misses: 22, calls: 3 } });
  if (estimate.is !== 'estimate') return;
  expect(estimate.estimate.cost_usd).toBeGreaterThan(0.01);
  expect(estimate.estimate.cost_usd).toBeLessThan(0.1);
  expect(existsSync(join(dataset, 'enriched'))).toBe(false);
});

test('--max-cost stops before it is passed, and a higher one goes on', async () => {
  writeGenerated(dataset, smallTables(6));
  const usage = { prompt_tokens: 3_000, completion_tokens: 1_500 };
  server.script = async (call) => {
    const { answerFor } = await import('./server.ts');
    return { content: answerFor(call.records), usage };
  };
  const error = await failureOf(run(server.url, { dataset, maxCost: 0.2 }));
  expect(error.message).toMatch(/Stopped before exceeding `--max-cost` \$0\.20, with \$0\.\d+ spent/);
  expect(error.exitCode).toBe(EXIT.partial);
  expect(server.calls.length * 0.0225).toBeLessThanOrEqual(0.2);
  expect(server.calls.length).toBeGreaterThan(0);
  const { hits } = await summaryFrom(run(server.url, { dataset, maxCost: 5 }));
  expect(hits).toBeGreaterThanOrEqual(10);
  await expect(
    run(server.url, {
      dataset: writeGenerated(join(folder.path, 'x'), smallTables(1)),
      maxCost: 1,
      openai: { model: 'my-own' },
    }),
  ).rejects.toThrow(/price of "my-own" is unknown/);
});

test('requests per minute hold calls back', async () => {
  const lines = collected();
  const started = run(server.url, {
    dataset,
    progress: lines,
    openai: { batch_size: 4, requests_per_minute: 2 },
  });
  const outcome = started.catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(server.calls).toHaveLength(2);
  process.emit('SIGINT', 'SIGINT');
  expect(await outcome).toMatchObject({ exitCode: EXIT.interrupted });
  expect((await summaryFrom(run(server.url, { dataset }))).hits).toBe(8);
});

test('a key stands in no message, file or header but its own', async () => {
  server.script = (_call, number) =>
    number < 3
      ? { status: 500, error: { message: `Upstream failed for ${KEY} and sk-proj-abcdefgh1234` } }
      : undefined;
  const progress = collected();
  await run(server.url, { dataset, progress, openai: { concurrency: 1 } });
  expect(progress.lines.join('\n')).toMatch(/Waiting \d+ s: .*Upstream failed for \*\*\* and \*\*\*/);
  expect(progress.lines.join('\n')).not.toContain(KEY);
  for (const name of ['llm.sqlite', 'llm.jsonl', 'enriched/manifest.json', 'enriched/Account.csv']) {
    expect(readFileSync(join(dataset, name)).includes(KEY)).toBe(false);
  }
  expect(server.calls[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
});

test('Azure’s older API is called by deployment, version and api-key, also with OPENAI_BASE_URL in the environment', async () => {
  const before = process.env.OPENAI_BASE_URL;
  process.env.OPENAI_BASE_URL = 'http://127.0.0.1:9/never';
  try {
    const endpoint = server.url.replace('/v1', '');
    const provider = await chooseProvider('azure', {
      AZURE_OPENAI_ENDPOINT: endpoint,
      AZURE_OPENAI_API_KEY: 'azure-key',
    });
    const summary = await summaryFrom(run(null, { dataset, provider, openai: { model: 'my-deployment' } }));
    expect(summary.fields['Account.Description']).toEqual({ 'azure my-deployment': 2 });
    expect(server.calls[0]).toMatchObject({
      path: '/openai/deployments/my-deployment/chat/completions',
      headers: { 'api-key': 'azure-key' },
    });
  } finally {
    if (before === undefined) delete process.env.OPENAI_BASE_URL;
    else process.env.OPENAI_BASE_URL = before;
  }
});
