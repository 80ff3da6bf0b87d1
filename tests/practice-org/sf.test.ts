import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { logIn } from '../../src/practice-org/cli-login.ts';
import type { RunningOrg } from '../../src/practice-org/server.ts';
import { loginSf, runSf, type Sf, type SfRun, sfBin, sfHome, startOrg } from './harness.ts';

// The real CLI against the practice org. It takes 1.3 s to start and polls every 5 s, so there are few calls here.

let sf: Sf;
let org: RunningOrg;

beforeAll(async () => {
  await sfBin();
  sf = await sfHome();
  org = await startOrg();
  await loginSf(sf, org, 'local');
}, 300_000);
afterAll(async () => {
  await org.stop();
  await sf.remove();
});

const go = (command: string, ...more: string[]): Promise<SfRun> =>
  runSf(sf, [...command.split(' '), ...more, '--target-org', 'local']);

function write(file: string, text: string): string {
  const path = join(sf.home, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const upsert = 'data upsert bulk --external-id Key__c --line-ending LF --column-delimiter COMMA';
const METADATA = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function writeProject(): void {
  write(
    'sfdx-project.json',
    '{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"62.0"}',
  );
  const field = `<CustomField ${METADATA}><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>80</length><externalId>true</externalId><unique>true</unique><caseSensitive>true</caseSensitive></CustomField>`;
  for (const sobject of ['Account', 'Contact', 'Activity'])
    write(`force-app/main/default/objects/${sobject}/fields/Key__c.field-meta.xml`, field);
  const grants = ['Account', 'Contact', 'Task', 'Event'].map(
    (sobject) =>
      `<fieldPermissions><editable>true</editable><field>${sobject}.Key__c</field><readable>true</readable></fieldPermissions>`,
  );
  write(
    'force-app/main/default/permissionsets/Data.permissionset-meta.xml',
    `<PermissionSet ${METADATA}><label>Data</label>${grants.join('')}</PermissionSet>`,
  );
}

describe('the real sf CLI', () => {
  test('is logged in and connected', async () => {
    const { json } = await go('org display');
    expect(json?.result).toMatchObject({ connectedStatus: 'Connected', alias: 'local' });
  });

  test('deploys fields and a permission set, and assigns it once', async () => {
    writeProject();
    const deployed = await go('project deploy start --source-dir force-app');
    expect(deployed.json?.result).toMatchObject({ status: 'Succeeded', numberComponentsDeployed: 4 });
    expect((await go('org assign permset --name Data')).exitCode).toBe(0);
    const again = await go('org assign permset --name Data');
    expect(again.exitCode).toBe(1);
    expect(again.json?.result.failures[0].message).toContain('Duplicate PermissionSetAssignment');
  });

  test('says what is wrong with a deploy that the org refuses', async () => {
    const file = write(
      'bad/objects/CaseComment/fields/Key__c.field-meta.xml',
      `<CustomField ${METADATA}><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>80</length></CustomField>`,
    );
    write(
      'sfdx-project.json',
      '{"packageDirectories":[{"path":"force-app","default":true},{"path":"bad"}],"sourceApiVersion":"62.0"}',
    );
    const { exitCode, json } = await go('project deploy start', '--source-dir', file);
    expect(exitCode).toBe(1);
    expect(json?.result.details.componentFailures).toMatchObject([
      { problem: expect.stringContaining('CaseComment') },
    ]);
  });

  test('upserts in bulk, waits, and gets the rows with parents and texts as they left', async () => {
    const accounts = write('a.csv', 'Key__c,Name\nA1,"Zoë ""Z"", née\nO’Neil 🚀"\nA2,Two\n');
    const { exitCode, json } = await go(`${upsert} --sobject Account --wait 1`, '--file', accounts);
    expect(exitCode).toBe(0);
    expect(json?.result.records.successfulResults).toHaveLength(2);
    expect(org.records('Account').map(({ Name }) => Name)).toContain('Zoë "Z", née\nO’Neil 🚀');
  });

  test('upserts without waiting, and fetches failed rows into files', async () => {
    const contacts = write('c.csv', 'Key__c,LastName,Account.Key__c\nC1,X,A1\nC2,Y,A9\n');
    const started = await go(`${upsert} --sobject Contact`, '--file', contacts);
    const id: string = started.json?.result.jobInfo.id;
    expect(started.exitCode).toBe(0);
    const resumed = await runSf(sf, ['data', 'upsert', 'resume', '--job-id', id, '--wait', '1']);
    // Exit 0 although a row failed: the CLI's own way, which a load must not trust.
    expect(resumed).toMatchObject({ exitCode: 0, json: { result: { jobInfo: { numberRecordsFailed: 1 } } } });
    await go('data bulk results', '--job-id', id);
    const failed = readFileSync(join(sf.home, `${id}-failed-records.csv`), 'utf8');
    expect(failed).toContain('Foreign key external ID: A9 not found for field Key__c in entity Account');
  });

  test('queries with parents, counts, and exports in bulk', async () => {
    const { json } = await go(
      'data query',
      '--query',
      "SELECT LastName, Account.Key__c FROM Contact WHERE Key__c LIKE 'C_'",
    );
    expect(json?.result.records).toMatchObject([{ LastName: 'X', Account: { Key__c: 'A1' } }]);
    const counted = await go('data query', '--query', 'SELECT COUNT() FROM Account');
    expect(counted.json?.result.totalSize).toBe(2);
    const file = join(sf.home, 'out.csv');
    const query = ['--query', 'SELECT Key__c FROM Account ORDER BY Key__c', '--output-file', file];
    await go('data export bulk --wait 1 --result-format csv', ...query);
    expect(readFileSync(file, 'utf8').replaceAll('"', '')).toBe('Key__c\nA1\nA2\n');
  });

  test('describes, lists limits, imports and deletes in bulk', async () => {
    const file = write('i.csv', 'Company,LastName\nCo,L\n');
    const described = go('sobject describe --sobject Task');
    const limits = go('org list limits');
    const imported = go('data import bulk --sobject Lead --line-ending LF --wait 1', '--file', file);
    const ids = org.records('Contact').map(({ Id }) => Id);
    const gone = write('d.csv', `Id\n${ids.join('\n')}\n`);
    const deleted = go('data delete bulk --sobject Contact --line-ending LF --wait 1', '--file', gone);
    expect((await described).json?.result.fields).toContainEqual(
      expect.objectContaining({ name: 'Key__c', externalId: true }),
    );
    expect((await limits).json?.result).toContainEqual({ name: 'DataStorageMB', max: 200, remaining: 199 });
    expect((await imported).json?.result).toMatchObject({ processedRecords: 1, failedRecords: 0 });
    expect((await deleted).exitCode).toBe(0);
    expect(org.records('Contact')).toEqual([]);
    const all = await go('data query --all-rows', '--query', 'SELECT IsDeleted FROM Contact');
    expect(all.json?.result.records).toMatchObject([{ IsDeleted: true }]);
  });

  test('reports what goes wrong in the ways that salesforce.md lists', async () => {
    const bad = write('u.csv', 'Key__c,Name,Nope\n1,a,1\n');
    const failed = await go(`${upsert} --sobject Account --wait 1`, '--file', bad);
    expect(failed.json).toMatchObject({
      name: 'JobFailedError',
      message: expect.stringContaining('InvalidBatch : Field name not found : Nope'),
    });
    const good = write('g.csv', 'Key__c,Name\nA3,n\n');
    org.fail({ kind: 'drop', path: 'PUT .*/batches$' });
    const dropped = await go(`${upsert} --sobject Account`, '--file', good);
    expect(dropped).toMatchObject({ exitCode: 10, json: { message: 'fetch failed' } });
    org.fail({ kind: 'expire_session' });
    const expired = await go(`${upsert} --sobject Account`, '--file', good);
    expect(expired.json).toMatchObject({ name: 'INVALID_SESSION_ID', message: 'Session expired or invalid' });
    const display = await go('org display');
    expect(display).toMatchObject({
      exitCode: 0,
      json: { result: { connectedStatus: 'Session expired or invalid' } },
    });
    await loginSf(sf, org, 'local', 'another');
    expect((await go('org display')).json?.result.connectedStatus).toBe('Connected');
  });
});

describe('the practice org as a program', () => {
  const serve = [join(import.meta.dirname, '../../src/cli.ts'), 'org', '--port', '0'];

  test('logs sf in, says what to type next, and stops on Ctrl-C', async () => {
    const running = execa(process.execPath, [...serve, '--alias', 'own_one', '--edition', 'production'], {
      env: sf.env,
      extendEnv: false,
    });
    onTestFinished(() => void running.kill('SIGKILL'));
    let said = '';
    running.stderr.on('data', (text) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 20_000 }).toContain('sf data query');
    expect(said).toContain('logged in as own_one');
    expect(said).toContain('sfdc-datagen load --target-org own_one');
    const query = ['data', 'query', '--query', 'SELECT OrganizationType FROM Organization'];
    const { json } = await runSf(sf, [...query, '--target-org', 'own_one']);
    expect(json?.result.records).toMatchObject([{ OrganizationType: 'Enterprise Edition' }]);
    // Two orgs of one username would be one to sf, which then deletes in the other.
    const usernames = await Promise.all(
      ['own_one', 'local'].map((alias) => runSf(sf, ['org', 'display', '--target-org', alias])),
    );
    expect(usernames.map((display) => display.json?.result.username)).toEqual([
      'admin@own-one.practice.example.com',
      'admin@practice.example.com',
    ]);
    running.kill('SIGINT');
    expect((await running).exitCode).toBe(0);
    // What it added is gone, and nothing else.
    const { json: aliases } = await runSf(sf, ['alias', 'list']);
    expect(aliases?.result.map((one: { alias: string }) => one.alias)).toEqual(['local']);
    expect(readdirSync(join(sf.home, '.sfdx'))).not.toContain('admin@own-one.practice.example.com.json');
  });

  test.each<[title: string, signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', before: string | undefined]>([
    ['of an alias that was another org', 'SIGTERM', 'me@example.com'],
    ['of an alias that was none', 'SIGHUP', undefined],
  ])('leaves the CLI as it was: at the end %s', async (_, signal, before) => {
    const own = await sfHome();
    onTestFinished(() => own.remove());
    const folder = join(own.home, '.sfdx');
    mkdirSync(folder);
    const kept = {
      'alias.json': JSON.stringify({ orgs: before ? { mine: before } : {} }),
      'other@a.b.json': '{}',
    };
    for (const [name, text] of Object.entries(kept)) writeFileSync(join(folder, name), text);
    const running = execa(process.execPath, [...serve, '--alias', 'mine', '--json'], {
      env: own.env,
      extendEnv: false,
    });
    onTestFinished(() => void running.kill('SIGKILL'));
    let said = '';
    running.stdout.on('data', (text) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 20_000 }).toContain('mine');
    const login = 'admin@mine.practice.example.com.json';
    expect(readdirSync(folder)).toContain(login);
    running.kill(signal);
    expect((await running).exitCode).toBe(0);
    const files = readdirSync(folder);
    expect([files.includes(login), files.includes('other@a.b.json')]).toEqual([false, true]);
    expect(JSON.parse(readFileSync(join(folder, 'alias.json'), 'utf8')).orgs).toEqual(
      before ? { mine: before } : {},
    );
  });

  test('leaves a login that another practice org took over', async () => {
    const login = { alias: 'twice', username: 'admin@twice.practice.example.com' };
    const { username } = login;
    const [first, second] = await Promise.all([startOrg({ username }), startOrg({ username })]);
    onTestFinished(async () => void (await Promise.all([first.stop(), second.stop()])));
    const env = { ...process.env };
    onTestFinished(() => {
      process.env = env;
    });
    Object.assign(process.env, sf.env);
    const kept = (name: string) => JSON.parse(readFileSync(join(sf.home, '.sfdx', name), 'utf8'));
    const logOutFirst = await logIn(first, login);
    const logOutSecond = await logIn(second, login);
    await logOutFirst();
    expect(kept(`${login.username}.json`).instanceUrl).toBe(`${second.url}/`);
    expect(kept('alias.json').orgs).toMatchObject({ twice: login.username });
    await logOutSecond();
    expect(Object.keys(kept('alias.json').orgs)).toEqual(['local']);
  });

  test('has what a file says of it, with the objects of a configuration', async () => {
    const file = (name: string, text: string) => {
      writeFileSync(join(sf.home, name), text);
      return join(sf.home, name);
    };
    const described = file('my-org.yml', 'queues: {Tier_1: [Case]}\n');
    const config = file('own.yml', 'objects: {Trip__c: {fields: {Name: {type: string, length: 80}}}}\n');
    const args = [...serve, '--no-login', '--json', '--with', described, '--config', config];
    const running = execa(process.execPath, args, { reject: false });
    onTestFinished(() => void running.kill('SIGKILL'));
    let said = '';
    running.stdout.on('data', (text) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 20_000 }).toContain('url');
    const { url } = JSON.parse(said);
    const records = async (sobject: string) => (await fetch(`${url}/__practice/records/${sobject}`)).json();
    expect(await records('Group')).toMatchObject([{ DeveloperName: 'Tier_1' }]);
    expect(await records('Trip__c')).toEqual([]);
    const wrong = [...serve, '--no-login', '--with', file('wrong.yml', '\nqueues: {Tier_1: [Kase]}\n')];
    const { exitCode, stderr } = await execa(process.execPath, wrong, { reject: false });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('wrong.yml:2:9: `queues`')]);
  });

  test('without sf says how to get it', async () => {
    const env = { PATH: dirname(process.execPath), HOME: sf.home };
    const { exitCode, stderr } = await execa(process.execPath, serve, {
      env,
      extendEnv: false,
      reject: false,
    });
    expect(exitCode).toBe(4);
    expect(stderr).toContain('Error: `sf` not found on the PATH.');
    expect(stderr).toContain('Next: npm install --global @salesforce/cli');
  });

  test('on a taken port says so', async () => {
    const args = [...serve.slice(0, 2), '--no-login', '--port', String(org.port)];
    const { exitCode, stderr } = await execa(process.execPath, args, { reject: false });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Port ${org.port} is taken`);
  });
});
