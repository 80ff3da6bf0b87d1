import { describe, expect, test } from 'vitest';
import { costOf, usd } from '../../src/enrich/cost.ts';
import { cacheKey, keyFacts } from '../../src/enrich/key.ts';
import { type AskedProvider, chooseProvider } from '../../src/enrich/providers/choose.ts';
import { readAnswer } from '../../src/enrich/providers/openai/answer/read-answer.ts';
import { foreignName, judge } from '../../src/enrich/providers/openai/answer/verdict.ts';
import { callFailureOf } from '../../src/enrich/providers/openai/connection/failure.ts';
import { FIRST_MANNER, type Manner, stepDown } from '../../src/enrich/providers/openai/connection/manner.ts';
import type { TextRequest } from '../../src/enrich/request.ts';
import { retryAfter } from '../../src/shared/retry.ts';

describe('the provider that is meant', () => {
  test.each<[string, AskedProvider, Record<string, string>, object]>([
    ['no key', 'auto', {}, { is: 'local', name: 'offline' }],
    [
      'a key of OpenAI',
      'auto',
      { OPENAI_API_KEY: 'k' },
      { is: 'model', server: { kind: 'openai', where: 'api.openai.com', apiKey: 'k' } },
    ],
    ['offline, whatever is set', 'offline', { OPENAI_API_KEY: 'k' }, { is: 'local', name: 'offline' }],
    [
      'OPENAI_BASE_URL',
      'auto',
      { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://localhost:11434/v1' },
      {
        is: 'model',
        server: { kind: 'openai', baseUrl: 'http://localhost:11434/v1', where: 'localhost:11434' },
      },
    ],
    [
      'OPENAI_API_BASE is mapped',
      'auto',
      { OPENAI_API_KEY: 'k', OPENAI_API_BASE: 'http://localhost:8000/v1' },
      { is: 'model', server: { kind: 'openai', baseUrl: 'http://localhost:8000/v1' } },
    ],
    [
      'a named provider without a key',
      'openai',
      {},
      { is: 'model', server: { kind: 'openai', apiKey: undefined } },
    ],
    [
      'an endpoint and a key of Azure',
      'auto',
      { AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com/', AZURE_OPENAI_API_KEY: 'k' },
      {
        is: 'model',
        server: {
          kind: 'azure',
          baseUrl: 'https://x.openai.azure.com',
          apiVersion: '2024-10-21',
          apiKey: 'k',
        },
      },
    ],
    [
      'OPENAI_API_BASE with a version is Azure',
      'auto',
      { OPENAI_API_BASE: 'https://proxy.example.com', OPENAI_API_VERSION: '2025-01-01', OPENAI_API_KEY: 'k' },
      { is: 'model', server: { kind: 'azure', apiVersion: '2025-01-01', apiKey: 'k' } },
    ],
    [
      'a host of Azure is Azure',
      'auto',
      { OPENAI_BASE_URL: 'https://x.openai.azure.com/openai/v1/', OPENAI_API_KEY: 'k' },
      {
        is: 'model',
        server: { kind: 'azure', baseUrl: 'https://x.openai.azure.com/openai/v1', apiVersion: undefined },
      },
    ],
    [
      'an endpoint of Azure alone is not taken for OpenAI’s key',
      'auto',
      { AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com', OPENAI_API_KEY: 'k' },
      { is: 'model', server: { kind: 'openai' } },
    ],
    [
      'azure by name',
      'azure',
      { AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com', OPENAI_API_KEY: 'k' },
      { is: 'model', server: { kind: 'azure', apiKey: 'k' } },
    ],
  ])('%s', async (_, asked, env, choice) => {
    expect(await chooseProvider(asked, env)).toMatchObject(choice);
  });
});

describe('an answer', () => {
  const ids = new Set(['r1', 'r2']);
  const read = (content: string) => Object.fromEntries(readAnswer(content, ids).texts);
  test.each([
    ['as asked for', '{"records":[{"id":"r1","text":"A"},{"id":"r2","text":"B"}]}', { r1: 'A', r2: 'B' }],
    ['reordered', '{"records":[{"id":"r2","text":"B"},{"id":"r1","text":"A"}]}', { r1: 'A', r2: 'B' }],
    ['in a fence', '```json\n{"records":[{"id":"r1","text":"A"}]}\n```', { r1: 'A' }],
    ['in prose', 'Sure: {"records":[{"id":"r1","text":"A"}]} Done.', { r1: 'A' }],
    ['cut inside a text', '{"records":[{"id":"r1","text":"A"},{"id":"r2","text":"B is cu', { r1: 'A' }],
    [
      'cut inside a text that holds braces',
      '{"records":[{"id":"r1","text":"{A} \\"x\\""},{"id":"r2","te',
      { r1: '{A} "x"' },
    ],
    ['the same id and text twice', '[{"id":"r1","text":"A"},{"id":"r1","text":"A"}]', { r1: 'A' }],
    [
      'one id with two texts',
      '[{"id":"r1","text":"A"},{"id":"r1","text":"B"},{"id":"r2","text":"C"}]',
      { r2: 'C' },
    ],
    ['unknown ids', '[{"id":"r7","text":"A"}]', {}],
    ['one record alone', '{"id":"r1","text":"A"}', { r1: 'A' }],
    ['a map', '{"r1":"A","r2":"B","note":"x"}', { r1: 'A', r2: 'B' }],
    ['no list', '{"records":"none"}', {}],
    ['null', 'null', {}],
    ['nothing', '', {}],
    ['words', 'I have no idea [sic] {really}', {}],
  ])('%s', (_, content, texts) => {
    expect(read(content)).toEqual(texts);
  });
});

const request = (changes: Partial<TextRequest> = {}): TextRequest => ({
  ...{ key: 'k', object: 'Case', field: 'Description', template: 'case_description', industry: '' },
  ...{ maxLength: 100, unit: 'characters', slots: {}, prompt: 'A prompt.', path: [0], seed: 1 },
  ...changes,
});

describe('a text is', () => {
  test.each([
    ['The export fails since yesterday.', 'good'],
    ["I'm sorry to hear that the portal is down; we are looking into it.", 'good'],
    ['I cannot log in to the portal since this morning.', 'good'],
    ['  ', 'bad'],
    ['#N/A', 'bad'],
    ['"Description: =#N/A"', 'bad'],
    ['Our sheet shows #N/A in each cell.', 'good'],
    ['Dear [Your Name], it is done.', 'bad'],
    ['Hello {contact_name}.', 'bad'],
    ['A caf\ufffd in Duluth.', 'bad'],
    ['Half a \ud83d sign.', 'bad'],
    ['A whole \ud83d\ude00 sign.', 'good'],
    ['The key is [secret].', 'bad'],
    ['As an AI language model, I do not have cases.', 'refused'],
    ["I'm sorry, but I can't help with that request.", 'refused'],
    ['I cannot assist with this request.', 'refused'],
    ['x'.repeat(101), 'too long'],
    [`"${'x'.repeat(100)}"`, 'good'],
  ])('%s: %s', (raw, is) => {
    expect(judge(raw, request(), []).is).toBe(is);
  });

  test('not one that names another record’s company or people, unless its own prompt does', () => {
    const mates = [
      {
        slots: { company_name: 'Cedar Ridge Mutual', contact_name: 'Inés Nowak', type: 'Customer - Direct' },
      },
    ];
    const own = { prompt: 'For Harbor Point.', slots: {} };
    expect(foreignName('Ask CEDAR RIDGE MUTUAL about it.', own, mates)).toBe('Cedar Ridge Mutual');
    expect(foreignName('Ines Nowak will call.', own, mates)).toBe('Inés Nowak');
    expect(foreignName('A Customer - Direct of ours.', own, mates)).toBeUndefined();
    expect(foreignName('We met at Actuvelle.', own, [{ slots: { company_name: 'Actuvelle' } }])).toBe(
      'Actuvelle',
    );
    expect(foreignName('The summit is near.', own, [{ slots: { company_name: 'Summit' } }])).toBeUndefined();
    expect(foreignName('Cedar Ridge Mutuals differ.', own, mates)).toBeUndefined();
    expect(
      foreignName('Cedar Ridge Mutual.', { ...own, prompt: 'Cedar Ridge Mutual' }, mates),
    ).toBeUndefined();
  });
});

describe('a failure', () => {
  const sort = (error: object) => callFailureOf({ message: 'm', ...error }, 'gpt-4o', 'host', 0).is;
  test.each([
    [{ status: 429, code: 'insufficient_quota' }, 'fatal'],
    [{ status: 429 }, 'throttled'],
    [{ status: 401 }, 'fatal'],
    [{ status: 404, code: 'model_not_found' }, 'fatal'],
    [{ status: 404, code: 'DeploymentNotFound' }, 'fatal'],
    [{ status: 404, message: 'model "llama9" not found, try pulling it first' }, 'fatal'],
    [{ status: 400, code: 'content_filter' }, 'filtered'],
    [{ status: 400, code: 'context_length_exceeded' }, 'too much'],
    [{ status: 413 }, 'too much'],
    [{ status: 400, param: 'temperature' }, 'unsupported'],
    [{ status: 422 }, 'unsupported'],
    [{ status: 500 }, 'passing'],
    [{ status: 408 }, 'passing'],
    [{}, 'passing'],
    [{ message: 'ECONNREFUSED' }, 'passing'],
    [{ message: 'EAI_AGAIN' }, 'passing'],
    [{ message: 'bad port' }, 'fatal'],
    [{ message: 'redirect count exceeded' }, 'fatal'],
    [{ message: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'fatal'],
    [{ message: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'fatal'],
    [{ message: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'fatal'],
    [{ message: 'responded with more than 64 MB', permanent: true }, 'fatal'],
    [{ message: "didn't finish its response within 300 s", permanent: false }, 'passing'],
    [{ name: 'APIUserAbortError' }, 'aborted'],
    [{ status: 402 }, 'fatal'],
  ])('%j is %s', (error, is) => {
    expect(sort(error)).toBe(is);
  });

  test.each([
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': '86400' }, 86_400_000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:20 GMT' }, 20_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '0' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after-ms': '-1', 'retry-after': '2' }, 2_000],
    [{ 'retry-after': 'Wed, 31 Dec 1969 23:59:00 GMT' }, undefined],
    [{ 'retry-after': '1e12' }, 1e15],
    [{}, undefined],
  ])('%j asks to wait %s ms', (headers, ms) => {
    expect(retryAfter(new Headers(headers as Record<string, string>), 0)).toBe(ms);
  });
});

test("a host that isn't found is a mistake until it has answered once", () => {
  const gone = { message: 'ENOTFOUND' };
  expect(callFailureOf(gone, 'gpt-4o', 'host', 0, false).is).toBe('fatal');
  expect(callFailureOf(gone, 'gpt-4o', 'host', 0, true).is).toBe('passing');
});

test('every way of stepping down ends', () => {
  for (const parameter of [
    'response_format',
    'temperature',
    'max_completion_tokens',
    'max_tokens',
    'unknown',
  ] as const) {
    let manner: Manner | undefined = FIRST_MANNER;
    let steps = 0;
    for (; manner; steps++) manner = stepDown(manner, parameter);
    expect(steps).toBeLessThanOrEqual(6);
  }
});

test('a key depends on what makes the text, and on nothing else', () => {
  const writer = { provider: 'openai', model: 'gpt-4o', temperature: 0.7 } as const;
  const key = (changes: Partial<TextRequest> = {}, other = {}) =>
    cacheKey(keyFacts({ ...writer, ...other }, request(changes), 'system'));
  expect(key()).toBe('5d908d182ad56c9665f339b7768ba0200f9fe1b5ba55b3af064afd415883d876');
  for (const same of [
    { key: 'other' },
    { path: [7] },
    { seed: 9 },
    { slots: { a: 'b' } },
    { template: 'x' },
  ]) {
    expect(key(same)).toBe(key());
  }
  const others = [
    ...[
      { prompt: 'B' },
      { object: 'Task' },
      { field: 'Subject' },
      { maxLength: 99 },
      { unit: 'bytes' as const },
    ].map((one) => key(one)),
    ...[{ provider: 'azure' }, { model: 'gpt-4.1' }, { temperature: 0 }, { temperature: null }].map((one) =>
      key({}, one),
    ),
  ];
  expect(new Set([key(), ...others]).size).toBe(10);
});

test('prices: a snapshot costs what its model does, cached input less, an unknown model null', () => {
  const usage = { inputTokens: 1_000_000, cachedTokens: 400_000, outputTokens: 100_000 };
  expect(costOf('gpt-4o', usage)).toBeCloseTo(0.6 * 2.5 + 0.4 * 1.25 + 1);
  expect(costOf('gpt-4o-2024-11-20', usage)).toBe(costOf('gpt-4o', usage));
  expect(costOf('gpt-4o', usage, true)).toBe(costOf('gpt-4o', usage)! / 2);
  expect(costOf('llama3.2', usage)).toBeNull();
  expect([usd(0), usd(0.0123), usd(1.5)]).toEqual(['$0.00', '$0.0123', '$1.50']);
});
