import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseProvider } from '../../src/enrich/providers/choose.ts';
import { EXIT } from '../../src/shared/errors.ts';
import { scratch, smallTables, writeGenerated } from '../enrich/fixture.ts';
import { startCli, withServer } from './cli.ts';
import { collected, errorOf, KEY, run, summaryFrom } from './run.ts';
import { answerFor, type ModelServer, type Scripted, startModelServer } from './server.ts';

let server: ModelServer;
let folder: ReturnType<typeof scratch>;
let dataset: string;
beforeEach(async () => {
  server = await startModelServer();
  folder = scratch();
  dataset = writeGenerated(folder.path, smallTables(1));
});
afterEach(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

const one = { openai: { concurrency: 1 } };
const at = async (url: string, more: Record<string, string> = {}) =>
  run(null, {
    dataset,
    provider: await chooseProvider('openai', { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: url, ...more }),
  });

describe('a mistake that stays is reported at once and not tried again', () => {
  test.each([
    [
      'a password',
      'http://user:abcdef0123456789@127.0.0.1:1/v1',
      'OPENAI_BASE_URL: The address must not hold a username or password',
    ],
    [
      'no scheme',
      'localhost:11434/v1',
      'OPENAI_BASE_URL: The address must begin with http:// or https://; got "localhost:"',
    ],
    [
      'another scheme',
      'ftp://user:abcdef0123456789@example.com',
      'must begin with http:// or https://; got "ftp:"',
    ],
    ['no address', 'my server', "OPENAI_BASE_URL: The address can't be read as a URL"],
    ['a port that is not used', 'http://127.0.0.1:1/v1', "127.0.0.1:1 can't be reached: bad port"],
  ])('an address with %s', async (_, url, words) => {
    const error = await errorOf(at(url));
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('abcdef');
  });

  test.each([
    ['a line break', `${KEY}\nsecond`, 'OPENAI_API_KEY: The key contains a line break.'],
    ['a blank at its end', `${KEY} `, 'The key begins or ends with a space.'],
    ['a letter that no header holds', 'sk-prüf-0123456789', "Character 6 of the key isn't printable ASCII."],
  ])('a key with %s', async (_, key, words) => {
    const error = await errorOf(at(server.url, { OPENAI_API_KEY: key }));
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('0123456789');
    expect(server.calls).toHaveLength(0);
  });

  test('a server that speaks no TLS', async () => {
    const error = await errorOf(at(server.url.replace('http:', 'https:')));
    expect(error.message).toMatch(/^No secure connection to 127\.0\.0\.1:\d+: E\w+\. Use http:/);
  });

  const redirect = (location: string): Scripted => ({
    serve: (response) => response.writeHead(307, { location }).end(),
  });
  test('a redirect, in a circle or to a login page', async () => {
    server.script = () => redirect('/v1/chat/completions');
    expect((await errorOf(run(server.url, { dataset, ...one }))).message).toMatch(
      /redirects to 127\.0\.0\.1:\d+\/v1\/chat\/completions\. Check the address/,
    );
    server.script = () => redirect(`https://login.example.com/start?token=${KEY}`);
    const error = await errorOf(run(server.url, { dataset, ...one }));
    expect(error.message).toContain('redirects to login.example.com/start. ');
    expect(server.calls).toHaveLength(2);
  });

  const fill = Buffer.alloc(8_000_000, ' ');
  const endless: Scripted = {
    serve(response) {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && response.write(fill));
      };
      response.on('drain', more);
      more();
    },
  };
  const bomb: Scripted = {
    serve(response) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(100_000_000)));
    },
  };
  test.each([
    ['endless', endless],
    ['packed beyond measure', bomb],
  ])('an answer that is %s', async (_, answer) => {
    server.script = () => answer;
    const error = await errorOf(run(server.url, { dataset, ...one }));
    expect(error.message).toMatch(/127\.0\.0\.1:\d+ responded with more than 64 MB\. Check the address/);
    expect(server.calls).toHaveLength(1);
  });
});

describe('a server that takes its time', () => {
  const dripping: Scripted = {
    serve(response) {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    },
  };
  test.each<[string, Scripted]>([
    ['never answers', 'hang'],
    ['drips', dripping],
  ])('and %s is given up after two tries', async (_, answer) => {
    server.script = () => answer;
    const error = await errorOf(run(server.url, { dataset, ...one, timeoutMs: 300 }));
    expect(error.exitCode).toBe(EXIT.noOrg);
    expect(error.message).toMatch(
      /127\.0\.0\.1:\d+ didn't finish its response within 1 s\. .*the same command to continue/,
    );
    expect(server.calls).toHaveLength(2);
  });

  test('and then answers costs no text', async () => {
    server.script = (_call, number) => (number === 1 ? dripping : undefined);
    expect((await summaryFrom(run(server.url, { dataset, ...one, timeoutMs: 400 }))).failed).toEqual([]);
  });
});

const throttled = (after: string): Scripted => ({
  status: 429,
  error: { message: 'Slow down' },
  headers: { 'retry-after': after },
});

test.each(['0', '-5', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
  'a Retry-After of "%s" is a wait like any other',
  async (after) => {
    server.script = (_call, number) => (number === 1 ? throttled(after) : undefined);
    expect((await summaryFrom(run(server.url, { dataset, ...one }))).failed).toEqual([]);
  },
);

test('a wait that makes no sense or is longer than --max-wait is an error that says so', async () => {
  server.script = () => throttled('1e12');
  const absurd = await errorOf(run(server.url, { dataset, ...one }));
  expect(absurd.message).toMatch(
    /asks to wait for years, longer than seven days\. Finished texts are in the cache/,
  );
  expect(absurd.exitCode).toBe(EXIT.noOrg);
  server.script = () => throttled('600');
  const long = await errorOf(run(server.url, { dataset, ...one, maxWaitMs: 300_000 }));
  expect(long.message).toMatch(/asks to wait until [\d: -]+, longer than --max-wait/);
});

/** Runs the command line until it has said something, sends a signal, and gives its end. */
async function stoppedAfter(words: RegExp, signal: NodeJS.Signals, args: string[] = []) {
  const { child, done } = startCli(
    ['enrich', dataset, '--cache', join(dataset, 'llm.sqlite'), '--batch-size', '2', ...args],
    withServer(server.url),
  );
  let said = '';
  await new Promise<void>((heard) =>
    child.stderr!.on('data', (text) => {
      said += text;
      if (words.test(said)) heard();
    }),
  );
  child.kill(signal);
  return done;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a wait of a day is told with its end, and %s ends it with every finished call kept',
  async (signal) => {
    server.script = (call, number) =>
      number === 1 ? { content: answerFor(call.records) } : throttled('86400');
    const { code, stderr } = await stoppedAfter(/Waiting/, signal, ['--concurrency', '1']);
    expect(code).toBe(EXIT.interrupted);
    expect(stderr).toMatch(
      /^Waiting 24 h, until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: 127\.0\.0\.1:\d+ asks to wait \(429 Slow down\)\. Press Ctrl-C to stop/m,
    );
    expect(stderr).toContain('Interrupted with 2 of 11 texts written and kept in the cache');
    expect(readFileSync(join(dataset, 'llm.jsonl'), 'utf8').trim().split('\n')).toHaveLength(3);
  },
  60_000,
);

test('a mute server is reported while it is waited for, and Ctrl-C ends it, for batches too', async () => {
  const mute = createServer(() => {});
  await new Promise<void>((ready) => mute.listen(0, '127.0.0.1', ready));
  const { port } = mute.address() as { port: number };
  for (const args of [[], ['--batch']]) {
    const { child, done } = startCli(
      ['enrich', dataset, '--cache', join(dataset, 'llm.sqlite'), ...args],
      withServer(`http://127.0.0.1:${port}/v1`),
    );
    let said = '';
    child.stderr!.on('data', (text) => {
      said += text;
    });
    const heard = (words: RegExp) =>
      new Promise<void>((ready) => child.stderr!.on('data', () => words.test(said) && ready()));
    await heard(/waiting for 127\.0\.0\.1:\d+ to answer, \d+ of at most 300 s/);
    const stopping = heard(/again to stop now/);
    child.kill('SIGINT');
    // A batch has no calls under way, and ends at the first one.
    if (args.length === 0) {
      await stopping;
      child.kill('SIGINT');
    }
    const { code, stderr } = await done;
    expect(code).toBe(EXIT.interrupted);
    expect(stderr).toContain('Interrupted with 0 of 11 texts written');
    expect(stderr).not.toMatch(/^\s+at /m);
  }
  mute.close();
}, 60_000);

test('a server that echoes the key has it nowhere, in whatever coding', async () => {
  const base64 = Buffer.from(`Bearer ${KEY}`).toString('base64');
  const split = `${KEY.slice(0, 11)}</b>\n<b>${KEY.slice(11)}`;
  server.script = (call, number) => {
    if (number === 1) return { status: 500, error: { message: `upstream: ${base64}` } };
    if (number === 2) return { raw: `<html><b>${split}</b> ${encodeURIComponent(KEY)}`, status: 502 };
    const content = answerFor(call.records);
    if (number === 3) return { content: content.replaceAll('"text":"', `"text":"${KEY.toUpperCase()} `) };
    return { content, model: `gpt-4o ${KEY}`, finish: `stop ${base64}` };
  };
  const progress = collected();
  await summaryFrom(run(server.url, { dataset, ...one, progress }));
  server.script = () => ({ content: '', refusal: `I refuse ${split}` });
  writeGenerated(dataset, smallTables(2));
  const summary = await summaryFrom(run(server.url, { dataset, ...one, progress }));
  expect(summary.failed.length).toBeGreaterThan(0);
  const files = [
    'llm.sqlite',
    'llm.jsonl',
    'enriched/manifest.json',
    'enriched/Account.csv',
    'enriched/Task.csv',
  ];
  const all = [
    progress.lines.join('\n'),
    JSON.stringify(summary),
    ...files.map((name) => readFileSync(join(dataset, name), 'latin1')),
  ].join('\n');
  const letters = all.replaceAll(/<[^<>]*>|[^a-z0-9]/gi, '').toLowerCase();
  for (const form of [KEY, base64, Buffer.from(KEY).toString('hex')])
    expect(letters).not.toContain(
      form
        .replaceAll(/[^a-z0-9]/gi, '')
        .toLowerCase()
        .slice(9, 24),
    );
});

test.each([
  [
    'a title',
    `<html><head><title>502 Bad Gateway</title></head><body>${'x'.repeat(5_000)}`,
    '502 Bad Gateway (a page)',
  ],
  ['none', `<!DOCTYPE html><body>${'x'.repeat(5_000)}`, '502 (a page)'],
])('the page of a proxy with %s is reported by its title', async (_, raw, words) => {
  server.script = (_call, number) => (number === 1 ? { raw, status: 502 } : undefined);
  const progress = collected();
  await run(server.url, { dataset, progress, ...one });
  const told = progress.lines.join('\n');
  expect(told).toContain(`responded ${words}`);
  expect(told).not.toContain('xxx');
});
