import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CallLog } from '../../src/org/call-log.ts';
import { type Rest, restClient } from '../../src/org/rest.ts';
import { cliLogin } from '../../src/org/session/login.ts';
import { UserError } from '../../src/shared/errors.ts';

/** A server that answers call after call by a script, the last for all that follow. */
async function withServer(
  script: readonly ((response: ServerResponse) => void)[],
  work: (rest: Rest, calls: () => number) => Promise<void>,
): Promise<void> {
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume();
    script[Math.min(calls++, script.length - 1)]!(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const instanceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rest = restClient({
    ...{
      login: cliLogin('qa'),
      instanceUrl,
      apiVersion: '65.0',
      log: new CallLog(() => {}),
      retryAttempts: 2,
      timeoutMs: 300,
    },
    token: () => Promise.resolve('00D!token'),
  });
  try {
    await work(rest, () => calls);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };
const busy = '[{"errorCode":"SERVER_UNAVAILABLE","message":"Too busy."}]';
const mute = () => {};
const dripping = (response: ServerResponse) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

describe("an org that doesn't answer as it should is reported in a sentence", () => {
  it.each([
    [
      '503 for all attempts',
      [answer(503, busy)],
      3,
      4,
      /\(GET limits\) answered 503: SERVER_UNAVAILABLE: Too busy\./,
    ],
    ['a page of a proxy', [answer(502, '<html>Bad gateway</html>')], 3, 4, /answered 502: <html>Bad gateway/],
    ['503 with an empty body', [answer(503, '')], 3, 4, /answered 503\./],
    [
      'a query that it refuses',
      [answer(400, '[{"errorCode":"MALFORMED_QUERY","message":"no"}]')],
      1,
      5,
      /answered 400: MALFORMED_QUERY: no/,
    ],
    [
      'no calls left today',
      [answer(403, '[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]')],
      1,
      4,
      /answered 403: REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded\. The org's limit of API calls in 24 hours is used up/,
    ],
    [
      'too many calls at once',
      [
        answer(
          403,
          '[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded."}]',
        ),
      ],
      1,
      4,
      /answered 403: REQUEST_LIMIT_EXCEEDED: Concurrent.* Too many requests are running in the org at once/,
    ],
    ['a day to wait', [answer(503, busy, { 'Retry-After': '86400' })], 1, 4, /asks to wait until \d{4}-/],
    [
      'a date to wait for',
      [answer(429, busy, { 'Retry-After': 'Fri, 31 Dec 2999 23:59:59 GMT' })],
      1,
      4,
      /asks to wait until 2999-12-31/,
    ],
    ['a pause that is no number', [answer(503, busy, { 'Retry-After': 'soon' })], 3, 4, /answered 503/],
    ['endless seconds', [answer(503, busy, { 'Retry-After': '9'.repeat(40) })], 1, 4, /asks to wait until/],
    ['no answer at all', [mute], 2, 4, /can't be reached \(no whole answer in 0\.3 s\)/],
    ['an answer that never ends', [dripping], 2, 4, /can't be reached \(no whole answer in 0\.3 s\)/],
  ] as const)('%s', async (_, script, calls, exitCode, words) => {
    await withServer(script, async (rest, count) => {
      const error = await rest.get('limits').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).exitCode).toBe(exitCode);
      expect((error as UserError).message).toMatch(words);
      // What the org refuses for good is mended elsewhere than by a look at it.
      if (exitCode === 4)
        expect((error as UserError).next).toMatch(/^sf org (display|list limits) --target-org qa$/);
      expect(count()).toBe(calls);
    });
  });

  it('continues after a pause that the org asked for', () =>
    withServer(
      [answer(503, busy, { 'Retry-After': '1' }), answer(200, '{"ok":true}')],
      async (rest, count) => {
        expect(await rest.get('limits')).toEqual({ ok: true });
        expect(count()).toBe(2);
      },
    ));

  it.each([3_600_000, -3_600_000])('knows that its clock is %i ms ahead of ours', (ms) => {
    const date = new Date(Date.now() + ms).toUTCString();
    return withServer([answer(200, '{}', { Date: date })], async (rest) => {
      expect(rest.clockAhead()).toBe(0);
      await rest.get('limits');
      expect(Math.abs(rest.clockAhead() - ms)).toBeLessThan(30_000);
    });
  });

  it('makes a change twice, a new record never', () =>
    withServer([answer(503, busy), answer(200, '[]')], async (rest, count) => {
      await expect(rest.send('POST', 'composite/sobjects', {})).rejects.toThrow('answered 503');
      expect(await rest.send('PATCH', 'composite/sobjects', {})).toEqual([]);
      expect(count()).toBe(2);
    }));
});
