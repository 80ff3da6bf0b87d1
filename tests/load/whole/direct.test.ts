import { afterEach, describe, expect, it, vi } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { planText } from '../../../src/load/plan-text.ts';
import { SMALL, type Tables } from '../in-process/small-set.ts';
import { openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const configWith = (value: object) =>
  resolveConfig({ settings: [{ path: ['salesforce'], value, source: 'test' }], env: {} }).config;

/** The ways in which a direct load sends rows: by calls of one record, by large calls, and by jobs alone. */
const WAYS = [
  { way: 'calls of one record', config: configWith({ batch_size: 1 }) },
  { way: 'calls', config: configWith({}) },
  { way: 'jobs', config: configWith({ bulk_above: 0 }) },
];

const total = (
  report: Awaited<ReturnType<Stage['load']>>,
  column: 'created' | 'updated' | 'sent' | 'failed',
) => report.objects.reduce((sum, one) => sum + one[column], 0);

const RECORDS = 17;

describe.each(WAYS)('a direct load by $way', ({ config }) => {
  it('brings the dataset into an empty org without `sf`, and a second one sends nothing', async () => {
    stage = openStage();
    const first = await stage.loadDirectly({ config });
    expect([first.exitCode, total(first, 'created')]).toEqual([0, RECORDS]);
    expect(stage.differences()).toEqual([]);
    expect(total(await stage.loadDirectly({ config }), 'sent')).toBe(0);
    expect(total(await stage.load({ config }), 'sent')).toBe(0);
    expect(stage.sf.starts.map(({ line }) => line.split(' --')[0])).toEqual([
      'org display',
      'org auth show-access-token',
    ]);
  });

  it('has each record once, and counts it as created, whichever request loses its answer', async () => {
    stage = openStage();
    await stage.loadDirectly({ config });
    const count = stage.requests().length;
    stage.close();
    for (let lost = 1; lost < count; lost += 3) {
      stage = openStage();
      let made = 0;
      stage.afterRequest = () => {
        if (++made === lost) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
      };
      const report = await stage.loadDirectly({ config });
      expect([lost, report.exitCode, stage.differences()]).toEqual([lost, 0, []]);
      expect([lost, total(report, 'created')]).toEqual([lost, RECORDS]);
      stage.close();
    }
    stage = openStage();
  });

  it('has each record once after a kill at a request and a resume', async () => {
    stage = openStage();
    await stage.loadDirectly({ config });
    const count = stage.requests().length;
    stage.close();
    for (const when of ['beforeRequest', 'afterRequest'] as const) {
      // Every fifth one: each takes two loads.
      for (let last = when === 'beforeRequest' ? 1 : 2; last < count; last += 5) {
        stage = openStage();
        let made = 0;
        await stage.killed(
          () => stage.loadDirectly({ config }),
          (moment) => moment === when && ++made >= last,
        );
        const report = await stage.loadDirectly({ config, resume: true });
        expect([when, last, report.exitCode, stage.differences()]).toEqual([when, last, 0, []]);
        stage.close();
      }
    }
    stage = openStage();
  });
});

describe('the requests of a direct load', () => {
  it('retries a locked row alone', async () => {
    stage = openStage();
    stage.fail({ kind: 'row_lock', object: 'Contact', field: 'LastName', equals: 'Ng', times: 1 });
    const report = await stage.loadDirectly();
    expect([report.exitCode, total(report, 'failed'), stage.differences()]).toEqual([0, 0, []]);
    expect(stage.said).toContain('Contact: 1 row locked; retrying');
  });

  it('splits a call when a cell in it has the wrong type, and reports that row alone', async () => {
    stage = openStage();
    stage.answer(/^PATCH composite\/sobjects\/Opportunity\//, {
      status: 400,
      body: JSON.stringify([{ errorCode: 'JSON_PARSER_ERROR', message: 'Unexpected value' }]),
    });
    const report = await stage.loadDirectly();
    expect([report.exitCode, stage.differences()]).toEqual([0, []]);
  });

  it('goes past a duplicate rule that allows it only when the user says so', async () => {
    stage = openStage();
    stage.fail({ kind: 'duplicate', object: 'Contact', field: 'LastName', equals: 'Ng' });
    const refused = await stage.loadDirectly();
    expect([refused.exitCode, refused.failed.map(({ code }) => code)]).toEqual([1, ['DUPLICATES_DETECTED']]);
    const allowed = await stage.loadDirectly({ allowDuplicates: true });
    expect([allowed.exitCode, stage.differences()]).toEqual([0, []]);
  });

  it('never takes a second pass for done that an outage swallowed', async () => {
    stage = openStage();
    let isOut = false;
    stage.beforeRequest = (line) => {
      isOut ||= /^PATCH composite\/sobjects\/Account/.test(line) && stage.records('Account').length > 0;
      if (isOut) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    };
    await expect(stage.loadDirectly()).rejects.toThrow("couldn't be reached");
    stage.beforeRequest = () => {};
    const report = await stage.loadDirectly({ resume: true });
    expect([report.exitCode, stage.differences()]).toEqual([0, []]);
  });

  it('fails the rows of a refused call alone', async () => {
    stage = openStage();
    const config = configWith({ batch_size: 1 });
    const body = JSON.stringify([{ errorCode: 'INSUFFICIENT_ACCESS', message: 'No.' }]);
    stage.answer(/^PATCH composite\/sobjects\/Opportunity\//, { status: 403, body });
    const report = await stage.loadDirectly({ config });
    expect(report.failed.map(({ sobject, code }) => [sobject, code])).toEqual([
      ['Opportunity', 'INSUFFICIENT_ACCESS'],
    ]);
    expect(stage.records('Opportunity')).toHaveLength(1);
    expect((await stage.loadDirectly({ config })).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });

  it('reports an upload that the org refuses as its answer says, and sends it once', async () => {
    stage = openStage();
    const config = configWith({ bulk_above: 0 });
    const body = JSON.stringify([{ errorCode: 'InvalidBatch', message: 'Too large.' }]);
    stage.answer(/^PUT jobs\/ingest/, { status: 400, body });
    const report = await stage.loadDirectly({ config });
    expect(new Set(report.failed.map(({ code }) => code))).toEqual(new Set(['InvalidBatch']));
  });

  it('finds out what calls did whose answers a kill has lost', async () => {
    stage = openStage();
    await stage.killed(
      () => stage.loadDirectly(),
      (when, line) => when === 'afterRequest' && /^PATCH composite\/sobjects\/Account/.test(line),
    );
    expect(total(await stage.loadDirectly({ resume: true }), 'created')).toBe(RECORDS);
    const [columns, ...rows] = SMALL.Account!;
    stage.write({ ...SMALL, Account: [columns, ...rows.map((row) => row.with(3, ''))] });
    expect(total(await stage.loadDirectly(), 'updated')).toBe(2);
    expect(stage.differences()).toEqual([]);
  });

  it('ends an open job of a killed run, so that its rows can not come in later', async () => {
    stage = openStage();
    const config = configWith({ bulk_above: 0 });
    await stage.killed(
      () => stage.loadDirectly({ config }),
      (when, line) => when === 'beforeRequest' && /^PATCH jobs\/ingest/.test(line),
    );
    await stage.loadDirectly({ config, resume: true });
    expect([...stage.org.jobs.values()].map(({ state }) => state)).not.toContain('Open');
    expect(stage.differences()).toEqual([]);
  });

  it('goes on where the org no longer has a job of the killed run', async () => {
    stage = openStage();
    const config = configWith({ bulk_above: 0 });
    await stage.killed(
      () => stage.loadDirectly({ config }),
      (when, line) => when === 'beforeRequest' && /^PATCH jobs\/ingest/.test(line),
    );
    stage.org.jobs.clear();
    expect((await stage.loadDirectly({ config, resume: true })).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });
});

describe('duplicate rules of the org', () => {
  const accounts: Tables = { Account: ['Name', ['A1', 'One'], ['A2', 'Two']] };
  const UNIQUE = 'PATCH composite/sobjects/Account/Datagen_Key__c (2 rows)';
  const JOB = 'POST jobs/ingest (upsert of 2 Account records)';

  it.each<[string, { isUnique: boolean; bulkAbove: number; allowDuplicates: boolean }, string, RegExp]>([
    [
      'name the flag that gets past them',
      { isUnique: true, bulkAbove: 2_000, allowDuplicates: false },
      UNIQUE,
      /is active, and a bulk job can't override it\. If it rejects records, use `--via api --allow-duplicates`, or deactivate/,
    ],
    [
      'do not name the flag that is used',
      { isUnique: true, bulkAbove: 2_000, allowDuplicates: true },
      UNIQUE,
      /is active; `--allow-duplicates` saves what it only warns about\. If it blocks records, deactivate it/,
    ],
    [
      'are gone past by calls, however many rows there are',
      { isUnique: true, bulkAbove: 0, allowDuplicates: true },
      UNIQUE,
      /`--allow-duplicates` saves/,
    ],
    [
      'apply to a job',
      { isUnique: true, bulkAbove: 0, allowDuplicates: false },
      JOB,
      /use `--via api --allow-duplicates`/,
    ],
    [
      'apply where the key is not unique, whatever flag is used',
      { isUnique: false, bulkAbove: 2_000, allowDuplicates: true },
      JOB,
      /is active, and `--allow-duplicates` doesn't apply to it: Account\.Datagen_Key__c isn't unique, so the rows are sent as a bulk job, which can't override it\. If it rejects records, deactivate it/,
    ],
    [
      'suggest no flag that would not help',
      { isUnique: false, bulkAbove: 2_000, allowDuplicates: false },
      JOB,
      /is active: Account\.Datagen_Key__c isn't unique, .* If it rejects records, deactivate it/,
    ],
  ])('%s', async (_, { isUnique, bulkAbove, allowDuplicates }, command, finding) => {
    stage = openStage({ duplicateRules: ['Account'] }, accounts);
    Object.assign(stage.org.schema.get('account')!.fields.get('datagen_key__c')!, { unique: isUnique });
    const plan = await stage.plan({
      ...{ via: 'api', allowDuplicates },
      ...withSettings({ bulk_above: bulkAbove }),
    });
    expect(planText(plan)).toContain(command);
    const found = plan.findings.map(({ problem }) => `${problem.message} ${problem.hint}`);
    expect(found.filter((line) => line.includes('duplicate rule'))).toEqual([expect.stringMatching(finding)]);
  });
});
