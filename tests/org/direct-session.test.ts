import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CallLog } from '../../src/org/call-log.ts';
import { openSession } from '../../src/org/open-session.ts';
import { query } from '../../src/org/query.ts';
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
        undefined,
      ],
      [
        'an app without the rest',
        { SF_CLIENT_ID: 'x', SF_LOGIN_URL: 'localhost' },
        [
          'SF_CLIENT_ID is set without SF_JWT_KEY_FILE.',
          'SF_CLIENT_ID is set without SF_USERNAME.',
          'SF_LOGIN_URL must be an address such as https://example.my.salesforce.com; http is for this machine only.',
        ],
        undefined,
      ],
      [
        'a key file that is not there',
        { ...JWT, SF_JWT_KEY_FILE: '$HOME/no.pem' },
        ['No such file.'],
        undefined,
      ],
      [
        'a file without a key',
        { ...JWT, SF_JWT_KEY_FILE: '$HOME/odd.pem' },
        ["The file isn't a private key in PEM format."],
        undefined,
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
        'sf org auth show-access-token',
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
