import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSf } from '../../practice-org/harness.ts';
import { countRows, makeDataSet } from '../data-set.ts';
import { openStage, type TestStage, total } from './stage.ts';

describe('what goes wrong in a load', () => {
  let stage: TestStage;
  let dir: string;
  beforeAll(async () => {
    stage = await openStage();
    dir = await makeDataSet(4);
  }, 120_000);
  beforeEach(() => stage.running.org.faults.clear());
  afterAll(() => stage.end());

  it('names the nearest org for an alias that the CLI does not know', async () => {
    const { exitCode, stderr } = await stage.run(['load', dir, '--org', 'qaa']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('knows no org "qaa"');
    expect(stderr).toContain('Did you mean qa?');
  });

  it('says what to install where there is no sf', async () => {
    const PATH = mkdtempSync(join(tmpdir(), 'no-sf-'));
    const { exitCode, stderr } = await stage.run(['load', dir, '--org', 'qa'], { PATH });
    expect(exitCode).toBe(4);
    expect(stderr).toContain('npm install --global @salesforce/cli');
  });

  it('asks for an org where none is named and the CLI has no default', async () => {
    const { exitCode, stderr } = await stage.run(['load', dir]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('No org is named');
  });

  it('refuses production, unless its host is named', async () => {
    const [organization] = stage.running.org.records.all('Organization');
    organization!.OrganizationType = 'Enterprise Edition';
    const refused = await stage.run(['load', dir, '--org', 'qa', '--json']);
    expect(refused.exitCode).toBe(6);
    expect(refused.json.error.next).toContain(`--allow-production localhost:${stage.running.port}`);
    const other = await stage.run(['load', dir, '--org', 'qa', '--allow-production', 'example.com']);
    expect(other.exitCode).toBe(6);
    organization!.OrganizationType = 'Developer Edition';
    expect(stage.records('Account')).toEqual([]);
  });

  it('holds back what hangs on a rejected contact, and finishes it after the cure', async () => {
    const rejected = 'TESTDATA_42_A0000001_C01';
    stage.running.org.faults.add({
      kind: 'reject',
      object: 'Contact',
      field: 'Datagen_Key__c',
      equals: rejected,
    });
    const { exitCode, report, run } = await stage.load(dir);
    expect(exitCode).toBe(1);
    expect(report.failed).toHaveLength(1);
    const [failed] = report.failed;
    expect(failed).toMatchObject({
      sobject: 'Contact',
      key: rejected,
      code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    });
    expect(failed!.file).toContain('enriched/Contact.csv');
    expect(failed!.cause).toContain('validation rule');
    expect(report.skipped).toHaveLength(1);
    expect(report.skipped[0]!.parent).toBe(rejected);
    expect(total(report, 'created') + total(report, 'skipped') + 1).toBe(countRows(dir));
    expect(run.stdout).not.toContain('undefined');
    expect(report.next).toEqual([`sfdc-datagen load ${dir} --target-org qa`]);

    stage.running.org.faults.clear();
    const resumed = await stage.load(dir, '--resume');
    expect(resumed.exitCode).toBe(0);
    expect(resumed.report.folder).toBe(report.folder);
    expect(total(resumed.report, 'created')).toBe(countRows(dir));
    expect(total(resumed.report, 'in_org')).toBe(countRows(dir));
  });

  it.each(['load', 'validate', 'setup', 'cleanup'])(
    '%s goes on with the next org where one cannot be reached, and ends with the worst',
    async (command) => {
      const more = { load: [dir], validate: [dir], cleanup: ['--dry-run'] }[command] ?? [];
      const done = await stage.run([command, ...more, '--org', 'nowhere,qa']);
      expect(done.stderr).toContain('nowhere: Error: The Salesforce CLI knows no org "nowhere".');
      expect(done.stdout).toContain('qa');
      expect(done.exitCode).toBe(4);
    },
  );

  it('tells in one document what became of each org', async () => {
    const { json, exitCode } = await stage.run(['load', dir, '--org', 'nowhere,qa', '--json']);
    expect([json.exitCode, exitCode]).toEqual([4, 4]);
    expect(json.orgs).toMatchObject([
      { org: 'nowhere', error: { exit_code: 4 } },
      { org: 'qa', exitCode: 0 },
    ]);
  });

  it('refuses to take records of others along, and says how many there are', async () => {
    const account = stage.records('Account')[0]!;
    const values = `LastName=Foreign AccountId=${account.Id}`;
    await runSf(stage.sf, [
      'data',
      'create',
      'record',
      '--sobject',
      'Contact',
      '--values',
      values,
      '--target-org',
      'qa',
    ]);
    const refused = await stage.run(['cleanup', '--org', 'qa']);
    expect(refused.exitCode).toBe(5);
    expect(refused.stderr).toContain('1 Contact');
    const taken = await stage.run(['cleanup', '--org', 'qa', '--take-foreign', '--json']);
    expect(taken.exitCode).toBe(0);
    expect(stage.records('Contact')).toEqual([]);
  });

  it('names a picklist value that the org lacks and the mapping for it', async () => {
    const { stdout } = await stage.run(['validate', dir, '--org', 'qa', '--json']);
    const texts = JSON.parse(stdout).orgs[0].findings.map(
      (one: { problem: { message: string } }) => one.problem.message,
    );
    expect(texts.some((text: string) => text.includes('loads as'))).toBe(true);
  });

  it('lets one load of a data set into an org at a time', async () => {
    const lock = join(dir, 'runs', stage.running.org.orgId, 'lock.json');
    stage.running.fail({ kind: 'job', outcome: 'hang', object: 'Account' });
    const first = stage.load(dir, '--only', 'Account');
    await expect.poll(() => existsSync(lock), { timeout: 60_000 }).toBe(true);
    const second = await stage.load(dir);
    expect(second.exitCode).toBe(5);
    expect(second.run.json.error.problems[0]).toMatchObject({
      message: expect.stringMatching(
        /^A load of this dataset in this org is already running from \S+ since \S+, in process \d+\.$/,
      ),
      place: lock,
    });
    stage.running.heal();
    expect((await first).exitCode).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });
});
