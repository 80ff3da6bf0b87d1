import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { listObjects, readOrganization, readSchema } from '../../src/org/about-org.ts';
import { CallLog } from '../../src/org/call-log.ts';
import { query } from '../../src/org/query.ts';
import { openSession } from '../../src/org/session/open-session.ts';
import { type RunningOrg, startServer } from '../../src/practice-org/server.ts';
import { UserError } from '../../src/shared/errors.ts';

let running: RunningOrg;
let home: string;
/** An address where nobody listens. */
let nobody: string;
const key = generateKeyPairSync('rsa', { modulusLength: 2_048 });

beforeAll(async () => {
  const gone = await startServer();
  nobody = gone.url;
  await gone.stop();
  running = await startServer({ jobSeconds: 0 });
  home = mkdtempSync(join(tmpdir(), 'direct-'));
  writeFileSync(join(home, 'key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(home, 'odd.pem'), 'no key');
});
afterAll(async () => {
  await running.stop();
  rmSync(home, { recursive: true, force: true });
});
afterEach(() => {
  running.heal();
  vi.unstubAllEnvs();
});

const pem = { type: 'pkcs8', format: 'pem' } as const;

/** Files that a person may name as the private key, and what is said of each. */
const KEY_FILES: [name: string, content: string | Buffer | undefined, message: string, next: string][] = [
  ['no.pem', undefined, 'No such file.', 'ls -ld FILE'],
  ['key.pem/no.pem', undefined, 'No such file.', 'ls -ld FILE'],
  ['', undefined, 'This is a folder; it must be a file.', 'ls -ld FILE'],
  [`${'x'.repeat(300)}.pem`, undefined, "The file can't be read (ENAMETOOLONG).", 'ls -ld FILE'],
  ['empty.pem', '', "The file isn't a private key in PEM format.", 'openssl pkey -noout -in FILE'],
  ['odd.pem', 'no key', "The file isn't a private key in PEM format.", 'openssl pkey -noout -in FILE'],
  [
    'key.der',
    key.privateKey.export({ type: 'pkcs8', format: 'der' }),
    "The file isn't a private key in PEM format.",
    'openssl pkey -noout -in FILE',
  ],
  [
    'torn.pem',
    key.privateKey.export(pem).slice(0, 500),
    "The file isn't a private key in PEM format.",
    'openssl pkey -noout -in FILE',
  ],
  [
    'public.pem',
    key.publicKey.export({ type: 'spki', format: 'pem' }),
    'The file is a public key, and a login needs the private key that belongs to it.',
    'openssl pkey -noout -in FILE',
  ],
  [
    'server.crt',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    'The file is a certificate, and a login needs the private key that belongs to it.',
    'openssl pkey -noout -in FILE',
  ],
  [
    'locked.pem',
    key.privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'secret' }),
    'The private key has a passphrase.',
    'openssl pkey -in FILE -out FILE.plain',
  ],
  [
    'locked-old.pem',
    key.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' }),
    'The private key has a passphrase.',
    'openssl pkey -in FILE -out FILE.plain',
  ],
  [
    'curve.pem',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem),
    'The private key is of type ec, and Salesforce takes RSA keys.',
    'openssl req -x509 -newkey rsa:2048 -nodes -keyout server.key -out server.crt -days 365',
  ],
];

const said: string[] = [];
const log = () => new CallLog((line) => void said.push(line));

/** Opens a session with these variables, and no others that lead to an org; `$URL` and `$HOME` stand for those of the test. */
function open(env: Record<string, string>, org?: string) {
  for (const name of ['ACCESS_TOKEN', 'INSTANCE_URL', 'CLIENT_ID', 'JWT_KEY_FILE', 'USERNAME', 'LOGIN_URL'])
    vi.stubEnv(`SF_${name}`, undefined);
  for (const [name, value] of Object.entries(env))
    vi.stubEnv(name, value.replace('$URL', running.url).replace('$HOME', home).replace('$NOBODY', nobody));
  return openSession({ org, log: log(), retryAttempts: 0 }, 'api');
}

const TOKEN = { SF_ACCESS_TOKEN: '00DPRACTICE00001!practice', SF_INSTANCE_URL: '$URL' };
const JWT = {
  ...{ SF_CLIENT_ID: 'app', SF_JWT_KEY_FILE: '$HOME/key.pem', SF_LOGIN_URL: '$URL' },
  SF_USERNAME: 'admin@practice.example.com',
};

describe('a session of the environment', () => {
  it.each([
    ['a token', TOKEN],
    ['a token of an address that ends in a slash', { ...TOKEN, SF_INSTANCE_URL: '$URL/' }],
    ['a JWT login', JWT],
  ])('opens an org by %s', async (_, env) => {
    const { username, orgId, host, via, name } = await open(env);
    expect({ username, orgId, host, via, name }).toEqual({
      ...{ username: 'admin@practice.example.com', name: 'admin@practice.example.com' },
      ...{ orgId: running.org.orgId, host: `localhost:${running.port}`, via: 'api' },
    });
  });

  it('renews a token that has expired by another JWT login', async () => {
    const session = await open(JWT);
    running.fail({ kind: 'expire_session' });
    vi.setSystemTime(Date.now() + 1_000);
    const [organization] = await query(session.rest, 'SELECT Name FROM Organization');
    vi.useRealTimers();
    expect(organization!.Name).toBe('Practice Org');
  });

  it('keeps nothing on the disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nothing-'));
    vi.stubEnv('HOME', folder);
    await open(JWT);
    await open(TOKEN);
    expect(readdirSync(folder)).toEqual([]);
  });

  const refused: [what: string, env: Record<string, string>, messages: string[], next: string | undefined][] =
    [
      [
        'a token without an address',
        { SF_ACCESS_TOKEN: 'x' },
        ['SF_ACCESS_TOKEN is set without SF_INSTANCE_URL.'],
        'printenv SF_INSTANCE_URL',
      ],
      [
        'an app without the rest',
        { SF_CLIENT_ID: 'x', SF_LOGIN_URL: 'localhost' },
        [
          'SF_CLIENT_ID is set without SF_JWT_KEY_FILE.',
          'SF_CLIENT_ID is set without SF_USERNAME.',
          'SF_LOGIN_URL must be an address such as https://example.my.salesforce.com; http is for this machine only.',
        ],
        'printenv SF_CLIENT_ID SF_JWT_KEY_FILE SF_USERNAME SF_LOGIN_URL',
      ],
      [
        'a user who may not use the app',
        { ...JWT, SF_USERNAME: 'nobody@example.com' },
        ["The JWT login of nobody@example.com at $URL failed (user hasn't approved this consumer)."],
        'printenv SF_CLIENT_ID SF_JWT_KEY_FILE SF_USERNAME SF_LOGIN_URL',
      ],
      [
        'a token that is dead',
        { ...TOKEN, SF_ACCESS_TOKEN: '00Ddead' },
        ['The session of SF_ACCESS_TOKEN is no longer valid.'],
        'printenv SF_INSTANCE_URL',
      ],
      [
        'an address where nobody is',
        { ...TOKEN, SF_INSTANCE_URL: '$NOBODY' },
        ["$NOBODY can't be reached (ECONNREFUSED)."],
        'printenv SF_INSTANCE_URL',
      ],
    ];
  it.each(refused)('refuses %s', async (_, env, messages, next) => {
    const error = await open(env).then(
      () => undefined,
      (thrown: unknown) => thrown as UserError,
    );
    expect(error).toBeInstanceOf(UserError);
    expect(error!.problems.map(({ message }) => message)).toEqual(
      messages.map((message) =>
        message.replace('$URL', running.url).replace('$NOBODY', new URL(nobody).host),
      ),
    );
    expect([error!.next, error!.exitCode]).toEqual([next, 4]);
  });

  it.each(KEY_FILES)('refuses the key file %j with what to do', async (name, content, message, next) => {
    const file = join(home, name);
    if (content !== undefined) writeFileSync(file, content);
    const error = await open({ ...JWT, SF_JWT_KEY_FILE: file }).catch((thrown: UserError) => thrown);
    expect(error).toBeInstanceOf(UserError);
    const { problems, next: command, exitCode } = error as UserError;
    expect([problems[0]!.message, command, exitCode]).toEqual([message, next.replaceAll('FILE', file), 4]);
    expect(problems[0]!.place).toEqual({ file });
    const lines = content === undefined ? [] : content.toString('latin1').split('\n');
    for (const line of lines.filter((one) => one.length > 20 && !one.startsWith('---')))
      expect(String((error as UserError).message)).not.toContain(line);
  });

  it('never stands for an org that is named: that one must be known to the CLI', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nobody-'));
    vi.stubEnv('HOME', folder);
    await expect(open(TOKEN, 'qa')).rejects.toThrow('knows no org "qa"');
  });
});

it('connects directly, and says so, where `sf` is missing and the environment holds a session', async () => {
  for (const [name, value] of Object.entries(TOKEN)) vi.stubEnv(name, value.replace('$URL', running.url));
  vi.stubEnv('PATH', home);
  const request = { org: undefined, log: log(), retryAttempts: 0 };
  expect((await openSession(request)).via).toBe('api');
  expect(said).toContain('`sf` not found on the PATH; connecting with `--via api`.');
  await expect(openSession(request, 'sf')).rejects.toThrow('`sf` not found');
  vi.stubEnv('SF_ACCESS_TOKEN', undefined);
  await expect(openSession(request)).rejects.toThrow('`sf` not found');
});

/** What a session of the environment answers badly, by the path of a request. */
const ODD: [what: string, path: RegExp, status: number, body: string][] = [
  ['a page instead of who the user is', /userinfo/, 200, '<html>Sign in</html>'],
  ['who the user is in another form', /userinfo/, 200, '{"sub":"x"}'],
  [
    'a session that ended',
    /userinfo/,
    401,
    '[{"errorCode":"INVALID_SESSION_ID","message":"Session expired"}]',
  ],
  ['a dead token', /userinfo/, 403, 'Bad_OAuth_Token'],
  ['an outage', /query/, 503, '[{"errorCode":"SERVER_UNAVAILABLE","message":"no"}]'],
  ['a page of a proxy', /query/, 200, '<html>Blocked</html>'],
  ['nothing', /query/, 200, ''],
  ['a torn answer', /query/, 200, '{"totalSize":1,"records":['],
  ['records of another form', /query/, 200, '{"totalSize":"1"}'],
  ['no organization', /query/, 200, '{"totalSize":0,"done":true,"records":[]}'],
  ['no calls left', /query/, 403, '[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests"}]'],
  ['too many calls', /query/, 403, '[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"ConcurrentRequests"}]'],
  ['a refusal', /query/, 400, '[{"errorCode":"INSUFFICIENT_ACCESS","message":"no"}]'],
  ['a session that ends later', /query/, 401, '[{"errorCode":"INVALID_SESSION_ID","message":"no"}]'],
  ['a describe of another form', /describe/, 200, '{"name":5}'],
  ['a list of objects of another form', /sobjects$/, 200, '[]'],
];

const ORGANIZATION = { totalSize: 1, done: true, records: [{ IsSandbox: true }] };

it.each(ODD)('no error of a session of the environment leads to `sf`: %s', async (_, path, status, body) => {
  const server = createServer((request, response) => {
    const url = request.url!;
    const good = url.includes('userinfo')
      ? { organization_id: '00DPRACTICE00001', preferred_username: 'a@example.com' }
      : ORGANIZATION;
    if (path.test(url)) response.writeHead(status).end(body);
    else response.writeHead(200).end(JSON.stringify(good));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const work = open({ ...TOKEN, SF_INSTANCE_URL: url }).then(async (session) => {
      await readOrganization(session);
      await readSchema(session, ['Account']);
      await listObjects(session);
    });
    const error = (await work.catch((thrown: UserError) => thrown)) as UserError;
    expect(error).toBeInstanceOf(UserError);
    const words = [error.message, error.next, ...error.problems.map(({ hint }) => hint)].join(' ');
    expect(words).not.toMatch(/\bsf\b|Salesforce CLI/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
