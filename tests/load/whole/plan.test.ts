import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { planDocument, planText, writePlan } from '../../../src/load/plan-text.ts';
import type { UserError } from '../../../src/shared/errors.ts';
import { keyOf, SMALL, type Tables } from '../in-process/small-set.ts';
import { openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const comments = (...texts: string[]): Tables => ({
  Account: ['Name ParentId', ['A1', 'One', 'A2'], ['A2', 'Two', '']],
  Case: ['AccountId Subject', ['A1_S01', 'A1', 'Broken']],
  CaseComment: [
    'ParentId CommentBody',
    ...texts.map((text, at) => [`A1_S01_M0${at + 1}`, 'A1_S01', text] as const),
  ],
});

describe('a plan', () => {
  it('has each step with its level and its command, and files for these', async () => {
    stage = openStage({}, comments('one', 'two'));
    const plan = await stage.plan();
    const folder = join(stage.dir, 'runs/qa/2026-11-02T08-00-00-dry-run');
    const csv = '--line-ending LF --column-delimiter COMMA --target-org qa --json';
    const upsert = (object: string, file: string) =>
      `    sf data upsert bulk --sobject ${object} --external-id Datagen_Key__c --file ${folder}/files/${file}.csv ${csv}`;
    expect(planText(plan).split('\n')).toEqual([
      `Plan for qa: nothing was sent. The files are in ${folder}/files.`,
      '',
      'Level 1',
      '  Account: upsert 2 rows',
      upsert('Account', 'Account'),
      '',
      'Level 2',
      '  Account-Parent: upsert 1 row',
      upsert('Account', 'Account-Parent'),
      '  Case: upsert 1 row',
      upsert('Case', 'Case'),
      '',
      'Level 3',
      '  CaseComment: insert 2 rows',
      `    sf data import bulk --sobject CaseComment --file ${folder}/files/CaseComment.csv ${csv}`,
    ]);
    writePlan(plan);
    expect(readdirSync(join(folder, 'files')).sort()).toEqual([
      ...['Account-Parent.csv', 'Account.csv', 'Case.csv', 'CaseComment.csv'],
    ]);
    expect(readFileSync(join(folder, 'files/Account-Parent.csv'), 'utf8')).toBe(
      `Datagen_Key__c,Parent.Datagen_Key__c\n${keyOf('A1')},${keyOf('A2')}\n`,
    );
    expect(planDocument(plan)).toEqual({
      ...{ org: 'qa', dryRun: true, folder, adopted: [], prunes: [], findings: [] },
      steps: [
        expect.objectContaining({
          name: 'Account',
          sobject: 'Account',
          level: 1,
          needs: [],
          kind: 'upsert',
          rows: 2,
        }),
        expect.objectContaining({ name: 'Account-Parent', level: 2, needs: ['Account'], rows: 1 }),
        expect.objectContaining({ name: 'Case', needs: ['Account'], command: upsert('Case', 'Case').trim() }),
        expect.objectContaining({ name: 'CaseComment', level: 3, needs: ['Case'], kind: 'insert', rows: 2 }),
      ],
    });
    expect([stage.records('Account'), stage.org.jobs.size]).toEqual([[], 0]);
    // A dry run leaves no lock and no journal, and is nothing that could be resumed.
    expect(readdirSync(folder).sort()).toEqual(['calls.jsonl', 'files', 'sf']);
    expect(existsSync(join(stage.dir, 'runs', stage.org.orgId, 'lock.json'))).toBe(false);
  });

  it('has the requests that change and delete records by their id', async () => {
    stage = openStage({}, comments('one', 'two', 'three'));
    await stage.load();
    stage.write(comments('one again'));
    const plan = await stage.plan();
    expect(planText(plan).split('\n').slice(1)).toEqual([
      '',
      'Level 1',
      '  CaseComment-delete: delete 2 records',
      '    DELETE composite/sobjects (2 CaseComment records)',
      '',
      'Level 2',
      '  CaseComment-update: update 1 record',
      '    PATCH composite/sobjects (1 CaseComment record)',
    ]);
    const before = readdirSync(join(stage.dir, 'runs', stage.org.orgId, '2026-11-02T08-00-00/files'));
    writePlan(plan);
    expect(readdirSync(join(stage.dir, 'runs', stage.org.orgId, '2026-11-02T08-00-00/files'))).toEqual(
      before,
    );
  });

  it('of what is all there has no step', async () => {
    stage = openStage({}, comments('one'));
    await stage.load();
    expect(planText(await stage.plan()).split('\n')[1]).toBe('The org already has the whole dataset.');
  });
});

describe('an org that is not to be changed', () => {
  it('is refused, with the command that allows it; a dry run only looks', async () => {
    stage = openStage({ edition: 'production' }, comments('one'));
    const error = (await stage.load().catch((thrown) => thrown)) as UserError;
    expect([error.exitCode, error.next]).toEqual([
      6,
      `sfdc-datagen load ${stage.dir} --target-org qa --allow-production qa.practice.example.com`,
    ]);
    expect((await stage.plan()).steps).toHaveLength(4);
    expect((await stage.load({ allowProduction: 'qa.practice.example.com' })).exitCode).toBe(0);
  });

  it('as it lacks the keys is refused before anything is read of it', async () => {
    stage = openStage({ externalId: undefined }, comments('one'));
    const error = (await stage.load({ source: ['--file', 'x.json'] }).catch((thrown) => thrown)) as UserError;
    expect([error.exitCode, error.next]).toEqual([5, 'sfdc-datagen setup --target-org qa']);
    expect(stage.requests().filter((line) => line === 'GET jobs/ingest')).toEqual([]);
  });
});

describe('a load that is over', () => {
  it('leaves its report, its calls, and what failed', async () => {
    stage = openStage();
    stage.fail({ kind: 'reject', object: 'Event' });
    const report = await stage.load({ source: ['--file', 'x.json'], ...withSettings({ retry_attempts: 0 }) });
    expect(report.next).toEqual(['sfdc-datagen load --file x.json --target-org qa']);
    const folder = join(stage.dir, 'runs', stage.org.orgId, '2026-11-02T08-00-00');
    expect(report.folder).toBe(join(stage.dir, 'runs/qa/2026-11-02T08-00-00'));
    expect(readdirSync(folder).sort()).toEqual([
      ...['calls.jsonl', 'failed.csv', 'failed.json', 'files', 'journal.jsonl'],
      ...['report.json', 'report.txt', 'sf'],
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toEqual(report);
    const calls = readFileSync(join(folder, 'calls.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(calls.filter(({ command }) => command === 'job of sf data upsert bulk')).toHaveLength(8);
    expect(
      calls.filter(({ job, outcome, count }) => job && outcome === 'submitted' && count > 0),
    ).toHaveLength(10);
    expect(report.calls.sf).toBe(2 + 10);
    expect(report.seconds).toBeGreaterThan(0);
    expect(report.seconds).toBeLessThan(60);
    expect(existsSync(join(stage.dir, 'runs', stage.org.orgId, 'lock.json'))).toBe(false);
  });

  it('with rows in batches sends these side by side or one after the other, as the recipe says', async () => {
    stage = openStage({}, {});
    const { writeDataset } = await import('../in-process/small-set.ts');
    writeDataset(
      stage.dir,
      { Account: SMALL.Account! },
      { load: { Account: { batch_size: 2, bulk_mode: 'serial' } } },
    );
    expect((await stage.load()).exitCode).toBe(0);
    const files = stage.sf.starts.flatMap(({ line }) => /files\/(\S+)\.csv/.exec(line)?.[1] ?? []);
    expect(files).toEqual(['Account-part1', 'Account-part2', 'Account-Parent']);
  });

  it('asked for a job at 200 ms, then more and more rarely, but every 3 s', async () => {
    stage = openStage({ jobSeconds: 60 }, { Account: ['Name', ['A1', 'One']] });
    expect((await stage.load()).exitCode).toBe(0);
    const expected = [200];
    while (expected.length < stage.waits.length) expected.push(Math.min(expected.at(-1)! * 1.25, 3_000));
    expect(stage.waits).toEqual(expected);
    expect(stage.waits.at(-1)).toBe(3_000);
  });
});
