import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { releaseJobs } from '../../../src/practice-org/bulk/run-job.ts';
import { countRows, editRows, makeDataSet, OBJECTS } from '../../load/data-set.ts';
import { openStage, type TestStage, total } from '../../load/e2e/stage.ts';
import { notOnce } from '../../load/once.ts';
import { loginSf } from '../harness.ts';

/** The ways to load, and where one of them has two ways to send rows, each of these. */
const WAYS: { way: string; flags: string[] }[] = [
  { way: '`sf`', flags: [] },
  { way: 'calls of `--via api`', flags: ['--via', 'api'] },
  { way: 'jobs of `--via api`', flags: ['--via', 'api', '--config', 'jobs.yml'] },
];

describe.each(WAYS)('a load of 20 accounts by $way into an org that fails', ({ way, flags }) => {
  const byCalls = way.startsWith('calls');
  let stage: TestStage;
  let dir: string;
  let rows: number;
  const load = (...more: string[]) => stage.load(dir, ...flags, ...more);
  beforeAll(async () => {
    stage = await openStage();
    writeFileSync(join(stage.cwd, 'jobs.yml'), 'salesforce: {bulk_above: 0}\n');
    dir = await makeDataSet(20);
    rows = countRows(dir);
  });
  beforeEach(() => {
    stage.running.org.faults.clear();
    for (const sobject of OBJECTS)
      for (const record of stage.running.org.records.all(sobject)) record.IsDeleted = true;
  });
  afterAll(() => stage.end());

  const allOnce = (report: { exitCode: number }) => {
    expect(notOnce(dir, stage.records)).toEqual([]);
    expect(report.exitCode).toBe(0);
  };

  it('has all in at the end when 3 % of the rows are locked for a while', async () => {
    stage.running.org.faults.add({ kind: 'row_lock', fraction: 0.03, times: 2 });
    const { report, run } = await load();
    expect(run.stderr).toContain('locked; retrying');
    allOnce(report);
    expect(total(report, 'created')).toBe(rows);
  });

  it('gives a row up that stays locked, after as many attempts as the configuration says', async () => {
    stage.running.org.faults.add({ kind: 'row_lock', object: 'Case', fraction: 0.1, times: 99 });
    const { exitCode, report } = await load();
    expect(exitCode).toBe(1);
    expect(report.failed.every(({ code }) => code === 'UNABLE_TO_LOCK_ROW')).toBe(true);
    stage.running.org.faults.clear();
    allOnce((await load('--resume')).report);
  });

  it('says what to run when the session has expired, and goes on after the login', async () => {
    stage.running.org.faults.add({ kind: 'expire_session', after: byCalls ? 30 : 60 });
    const { exitCode, run } = await load();
    expect(exitCode).toBe(4);
    expect(run.json.error.next).toBe('sf org login web --alias qa');
    stage.running.org.faults.clear();
    await loginSf(stage.sf, stage.running, 'qa', 'another');
    allOnce((await load('--resume')).report);
  });

  it('leaves a job that takes too long to the org and picks it up', async () => {
    // Calls end at once; only what is inserted goes by a job, and nothing depends on that.
    const object = byCalls ? 'OpportunityContactRole' : 'Contact';
    stage.running.org.faults.add({ kind: 'job', outcome: 'hang', object });
    const { exitCode, report } = await load('--wait', '0.05');
    expect(exitCode).toBe(1);
    expect(report.pending).toHaveLength(1);
    expect(report.skipped.length > 0).toBe(!byCalls);
    releaseJobs(stage.running.org);
    const resumed = await load('--resume');
    allOnce(resumed.report);
    expect(total(resumed.report, 'created')).toBe(rows);
  });

  it('does not send a comment twice when its job takes too long', async () => {
    stage.running.org.faults.add({ kind: 'job', outcome: 'hang', object: 'CaseComment' });
    const first = await load('--wait', '0.05');
    expect(first.exitCode).toBe(1);
    const early = await load('--wait', '0.05');
    expect(early.exitCode).toBe(1);
    releaseJobs(stage.running.org);
    allOnce((await load()).report);
  });

  it.each([
    ['a job is made', 'POST .*/jobs/ingest$'],
    ['rows are uploaded', 'PUT .*/batches'],
    ['a job is closed', 'PATCH .*/jobs/ingest/'],
    ['records are sent', 'PATCH .*/composite/sobjects/'],
    ['a job is asked for', 'GET .*/jobs/ingest/\\w+$'],
    ['results are read', 'GET .*/successfulResults'],
    ['records are read back', 'GET .*/query'],
  ])(
    'goes on when the connection drops while %s, before and after the org has done its part',
    async (_, path) => {
      stage.running.org.faults.add({ kind: 'drop', path, times: 1, when: 'after' });
      stage.running.org.faults.add({ kind: 'drop', path, times: 1, when: 'before' });
      allOnce((await load()).report);
    },
  );

  it('does not insert a role or a comment twice when each close of a job loses its answer', async () => {
    stage.running.org.faults.add({ kind: 'drop', path: 'PATCH .*/jobs/ingest/', times: 30, when: 'after' });
    const { report } = await load();
    allOnce(report);
  });

  it('tries again what is answered with 503', async () => {
    stage.running.org.faults.add({
      kind: 'http',
      status: 503,
      path: 'GET .*/(query|jobs|sobjects)',
      times: 6,
    });
    allOnce((await load()).report);
  });

  it('tells a failed job, holds back what hangs on it, and finishes it after the cure', async () => {
    const object = 'Opportunity';
    stage.running.org.faults.add(
      byCalls ? { kind: 'reject', object } : { kind: 'job', outcome: 'fail', object },
    );
    const { exitCode, report } = await load();
    expect(exitCode).toBe(1);
    expect(report.failed.length).toBeGreaterThan(0);
    expect(report.failed.every(({ sobject }) => sobject === 'Opportunity')).toBe(true);
    expect(readFileSync(join(report.folder, 'failed.csv'), 'utf8')).toContain('Opportunity');
    stage.running.org.faults.clear();
    allOnce((await load('--resume')).report);
  });

  it('says that the storage is full', async () => {
    stage.running.org.faults.add({ kind: 'storage_full' });
    const { exitCode, report } = await load();
    expect(exitCode).toBe(1);
    expect(report.failed[0]!.cause).toContain('storage');
  });

  it('loads a data set with an object that has no rows', async () => {
    const other = await makeDataSet(4);
    editRows(other, 'CaseComment', () => []);
    const { exitCode, report } = await stage.load(other, ...flags);
    expect(exitCode).toBe(0);
    expect(report.objects.find(({ sobject }) => sobject === 'CaseComment')).toMatchObject({
      records: 0,
      in_org: 0,
    });
  });
});

describe('an org whose picklists differ', () => {
  it('maps "On Hold" where the org lacks it, refuses where a restricted picklist lacks it and nothing maps', async () => {
    const stage = await openStage({
      fields: { 'Case.Priority': { values: ['Urgent', 'Normal'], restricted: true } as never },
    });
    try {
      const dir = await makeDataSet(8);
      const { exitCode, json } = await stage.run(['validate', dir, '--org', 'qa', '--json']);
      expect(exitCode).toBe(5);
      const texts = json.orgs[0].findings.map(
        (one: { problem: { message: string; hint?: string } }) =>
          `${one.problem.message} ${one.problem.hint ?? ''}`,
      );
      expect(texts.find((text: string) => text.includes('Case.Priority'))).toContain(
        'picklists: {Case.Priority:',
      );
    } finally {
      await stage.end();
    }
  });
});
