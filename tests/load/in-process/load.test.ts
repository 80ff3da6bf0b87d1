import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readJournal } from '../../../src/load/job/journal.ts';
import type { LoadReport } from '../../../src/load/report/report.ts';
import { seed } from '../../../src/practice-org/org.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { tableOf } from '../../export/tables.ts';
import { key, type NearStage, openNearStage } from './stage.ts';
import { pauses } from './timers.ts';

vi.mock('../../../src/org/sf.ts', () => import('./cli.ts'));
vi.mock('node:timers/promises', () => import('./timers.ts'));

let stage: NearStage;
beforeEach(async () => {
  stage = await openNearStage();
});
afterEach(() => stage.end());

const accounts = tableOf('Account', 'Name Phone', [key('A1'), 'One', '1'], [key('A2'), 'Two', '2']);
const contacts = tableOf(
  'Contact',
  'AccountId LastName ReportsToId',
  [key('C1'), key('A1'), 'Ng', ''],
  [key('C2'), key('A1'), 'Ito', key('C1')],
);
const opportunities = tableOf('Opportunity', 'AccountId Name StageName CloseDate', [
  ...[key('O1'), key('A1'), 'Deal', 'Prospecting', '2026-12-01'],
]);
const roles = tableOf('OpportunityContactRole', 'OpportunityId ContactId Role IsPrimary', [
  ...[key('R1'), key('O1'), key('C1'), 'Evaluator', 'true'],
]);
const cases = tableOf('Case', 'AccountId Subject', [key('S1'), key('A1'), 'Broken']);
const comments = tableOf(
  'CaseComment',
  'ParentId CommentBody',
  [key('M1'), key('S1'), 'Hello'],
  [key('M2'), key('S1'), 'Bye'],
);
const all = [accounts, contacts, opportunities, roles, cases, comments];

/** What is counted of an object, as far as it is not 0: `2 created, 2 in org`. */
function counted(report: LoadReport, sobject: string): string {
  const one = report.objects.find((object) => object.sobject === sobject)!;
  const words = ['created', 'updated', 'unchanged', 'failed', 'skipped', 'pending'] as const;
  return words.flatMap((word) => (one[word] > 0 ? `${one[word]} ${word}` : [])).join(', ');
}

/** The jobs that the org was sent, in order: `upsert Contact 2`. */
const jobs = () =>
  [...stage.running.org.jobs.values()].map(
    ({ request, rows }) => `${request.operation} ${request.object} ${rows.length}`,
  );

describe('a load', () => {
  it('brings in what the org lacks, parents first, and nothing the second time', async () => {
    const report = await stage.load(all);
    expect(report.exitCode).toBe(0);
    expect(report.objects.map(({ sobject }) => counted(report, sobject))).toEqual([
      ...['2 created', '2 created', '1 created', '1 created', '1 created', '2 created'],
    ]);
    expect(report.objects.every(({ records, sent, in_org }) => records === sent && sent === in_org)).toBe(
      true,
    );
    expect(jobs().slice(0, 1)).toEqual(['upsert Account 2']);
    expect(jobs().toSorted()).toEqual([
      'insert CaseComment 2',
      'insert OpportunityContactRole 1',
      'upsert Account 2',
      'upsert Case 1',
      'upsert Contact 1',
      'upsert Contact 2',
      'upsert Opportunity 1',
    ]);
    const [first, second] = stage.records('Contact');
    expect(second!.ReportsToId).toBe(first!.Id);
    const again = await stage.load(all);
    expect(again.objects.map(({ sobject }) => counted(again, sobject))).toEqual([
      ...['2 unchanged', '2 unchanged', '1 unchanged', '1 unchanged', '1 unchanged', '2 unchanged'],
    ]);
    expect(again.objects.map(({ in_org }) => in_org)).toEqual([2, 2, 1, 1, 1, 2]);
    expect(jobs()).toHaveLength(7);
    expect(again.calls.sf).toBe(2);
  });

  it('sends what an edit changed, and empties what lost its value', async () => {
    await stage.load(all);
    const edited = tableOf('Account', 'Name Phone', [key('A1'), 'Uno', ''], [key('A2'), 'Two', '2']);
    const report = await stage.load([edited, ...all.slice(1)]);
    expect(counted(report, 'Account')).toBe('1 updated, 1 unchanged');
    expect(stage.records('Account').map(({ Name, Phone }) => [Name, Phone ?? ''])).toEqual([
      ['Uno', ''],
      ['Two', '2'],
    ]);
    expect(jobs().at(-1)).toBe('upsert Account 1');
  });

  it('changes roles and comments by their id, and deletes those that no row has any more', async () => {
    await stage.load(all);
    const [role] = stage.records('OpportunityContactRole');
    const others = seed(stage.running.org, 'CaseComment', {
      ...{ ParentId: stage.records('Case')[0]!.Id, CommentBody: 'Of others', IsPublished: false },
    });
    const report = await stage.load([
      ...all.slice(0, 3),
      tableOf('OpportunityContactRole', 'OpportunityId ContactId Role IsPrimary', [
        ...[key('R1'), key('O1'), key('C1'), 'Decision Maker', 'true'],
      ]),
      cases,
      tableOf('CaseComment', 'ParentId CommentBody', [key('M1'), key('S1'), 'Hello again']),
    ]);
    expect([report.exitCode, report.deleted]).toEqual([0, 1]);
    expect(counted(report, 'OpportunityContactRole')).toBe('1 updated');
    expect(stage.records('OpportunityContactRole')).toMatchObject([{ Id: role!.Id, Role: 'Decision Maker' }]);
    expect(stage.records('CaseComment').map(({ CommentBody }) => CommentBody)).toEqual([
      'Hello again',
      'Of others',
    ]);
    expect(stage.records('CaseComment')[1]!.Id).toBe(others);
    // What was changed by its id is remembered as sent, as what came in by a job is.
    expect((await stage.load([...all.slice(0, 4), cases, comments])).exitCode).toBe(0);
  });

  it('leaves what the data set no longer has, and says how many and what to do', async () => {
    await stage.load([accounts, contacts]);
    const report = await stage.load([
      accounts,
      tableOf('Contact', 'AccountId LastName ReportsToId', [key('C1'), key('A1'), 'Ng', '']),
    ]);
    expect([report.exitCode, report.left, counted(report, 'Contact')]).toEqual([
      0,
      { Contact: 1 },
      '1 unchanged',
    ]);
    expect(report.next.map((command) => command.split(' ').slice(0, 2).join(' '))).toEqual([
      'sfdc-datagen cleanup',
      'sfdc-datagen load',
    ]);
    expect(stage.records('Contact')).toHaveLength(2);
  });

  it('is told of what is there under its prefix that nothing accounts for', async () => {
    await stage.load([accounts]);
    seed(stage.running.org, 'Account', { Name: 'Strange', Datagen_Key__c: key('A9') });
    const report = await stage.load([accounts]);
    expect([report.exitCode, report.extra.map(({ sobject, kind, count }) => [sobject, kind, count])]).toEqual(
      [1, [['Account', 'unaccounted', 1]]],
    );
  });

  it('takes the objects alone that are named', async () => {
    const report = await stage.load(all, { only: ['Account'] });
    expect(report.objects.map(({ sobject }) => sobject)).toEqual(['Account']);
    expect(jobs()).toEqual(['upsert Account 2']);
  });

  it('moves its dates where a day is named', async () => {
    await stage.load(all, { asOf: '2026-11-16' });
    expect(stage.records('Opportunity')[0]!.CloseDate).toBe('2026-12-15');
  });

  it('only plans in a dry run, which leaves no journal', async () => {
    const done = await stage.tryLoad(all, { dryRun: true });
    expect(done.kind === 'planned' && done.plan.steps.map(({ name }) => name)[0]).toBe('Account');
    expect(jobs()).toEqual([]);
    const folder = done.kind === 'planned' ? done.plan.folder : '';
    expect(folder).toMatch(/-dry-run$/);
    expect(existsSync(join(folder, 'journal.jsonl'))).toBe(false);
  });

  it('writes its report, its calls and its journal into the folder of the run', async () => {
    const report = await stage.load([accounts]);
    expect(readdirSync(report.folder).sort()).toEqual([
      ...[
        'calls.jsonl',
        'failed.csv',
        'failed.json',
        'files',
        'journal.jsonl',
        'report.json',
        'report.txt',
        'sf',
      ],
    ]);
    const entries = readJournal(join(report.folder, 'journal.jsonl')).map(({ event }) => event);
    expect(entries).toEqual(['begin', 'submit', 'process', 'job', 'results', 'end']);
    expect(readFileSync(join(report.folder, 'files/Account.csv'), 'utf8')).toBe(
      `Datagen_Key__c,Name,Phone\n${key('A1')},One,1\n${key('A2')},Two,2\n`,
    );
  });
});

describe('a load into an org that is not ready', () => {
  const errorOf = async (work: Promise<unknown>) => {
    const error = await work.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  };

  it('is refused where it is production, unless its host is named', async () => {
    stage.running.org.records.all('Organization')[0]!.OrganizationType = 'Enterprise Edition';
    expect((await errorOf(stage.load([accounts]))).exitCode).toBe(6);
    const { host } = new URL(stage.running.url);
    expect((await stage.load([accounts], { allowProduction: host })).exitCode).toBe(0);
    expect((await stage.tryLoad([accounts], { dryRun: true })).kind).toBe('planned');
  });

  it('is refused while the External ID fields lack', async () => {
    await stage.end();
    stage = await openNearStage({ externalId: undefined });
    const error = await errorOf(stage.load([accounts]));
    expect([error.exitCode, error.next]).toEqual([5, 'sfdc-datagen setup --target-org qa']);
    expect(jobs()).toEqual([]);
  });

  it('is refused where the storage is too small', async () => {
    await stage.end();
    stage = await openNearStage({ storageMb: 1 });
    const many = Array.from({ length: 1_100 }, (_, at) => [key(`A${at}`), `Account ${at}`]);
    expect((await errorOf(stage.load([tableOf('Account', 'Name', ...many)]))).exitCode).toBe(5);
    expect(jobs()).toEqual([]);
  });
});

describe('rows that the org does not take', () => {
  it('are told, and what hangs on them is held back and goes in with the next load', async () => {
    stage.running.fail({ kind: 'reject', object: 'Contact', field: 'LastName', equals: 'Ng' });
    const report = await stage.load(all);
    expect(report.exitCode).toBe(1);
    expect(counted(report, 'Contact')).toBe('1 created, 1 failed');
    expect(report.failed).toMatchObject([
      { sobject: 'Contact', key: key('C1'), line: 2, code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' },
    ]);
    expect(report.causes).toMatchObject([{ sobject: 'Contact', rows: 1 }]);
    expect(report.skipped).toEqual([
      {
        ...{ parent: key('C1'), sobject: 'Contact' },
        rows: { 'Contact links': 1, OpportunityContactRole: 1 },
        keys: expect.arrayContaining([key('C2'), key('R1')]),
      },
    ]);
    expect(jobs()).not.toContain('insert OpportunityContactRole 1');
    stage.running.heal();
    const healed = await stage.load(all);
    expect(healed.exitCode).toBe(0);
    expect(counted(healed, 'OpportunityContactRole')).toBe('1 created');
  });

  it('get no link either: one is not sent without its own record', async () => {
    stage.running.fail({ kind: 'reject', object: 'Contact', field: 'LastName', equals: 'Ito' });
    const report = await stage.load([accounts, contacts]);
    expect(report.failed.map(({ key: one }) => one)).toEqual([key('C2')]);
    // The contact that it reports to is there, and an upsert of the link would be an insert of a contact with nothing else.
    expect(stage.records('Contact').map(({ Datagen_Key__c }) => Datagen_Key__c)).toEqual([key('C1')]);
    expect(jobs()).toEqual(['upsert Account 2', 'upsert Contact 2']);
    expect(report.skipped).toMatchObject([{ parent: key('C2'), rows: { 'Contact links': 1 } }]);
  });

  it('are tried again where they were locked, the pauses doubling, up to the number of attempts', async () => {
    stage.running.fail({ kind: 'row_lock', object: 'Account', field: 'Name', equals: 'Two', times: 3 });
    const report = await stage.load([accounts]);
    expect([report.exitCode, counted(report, 'Account')]).toEqual([0, '2 created']);
    expect(jobs()).toEqual(['upsert Account 2', ...Array(3).fill('upsert Account 1')]);
    expect(pauses()).toEqual([1_000, 2_000, 4_000]);
    expect(readdirSync(join(report.folder, 'files')).sort()).toEqual([
      ...['Account.2.csv', 'Account.3.csv', 'Account.4.csv', 'Account.csv'],
    ]);
  });

  it('have failed when they are locked to the last attempt', async () => {
    stage.running.fail({ kind: 'row_lock', object: 'Account', field: 'Name', equals: 'Two', times: 4 });
    const report = await stage.load([accounts]);
    expect([report.exitCode, counted(report, 'Account')]).toEqual([1, '1 created, 1 failed']);
    expect(report.failed).toMatchObject([{ code: 'UNABLE_TO_LOCK_ROW', key: key('A2') }]);
    expect(jobs()).toHaveLength(4);
  });

  it('have failed with their job', async () => {
    stage.running.fail({
      kind: 'job',
      outcome: 'fail',
      object: 'Account',
      afterRows: 1,
      message: 'Gone : x',
    });
    const report = await stage.load([accounts, contacts]);
    expect(counted(report, 'Account')).toBe('1 created, 1 failed');
    expect(report.failed[0]).toMatchObject({ code: 'Gone' });
  });

  it('are told where the org refuses the job', async () => {
    stage.running.fail({ kind: 'http', status: 400, path: 'POST .*/jobs/ingest$', message: 'No such job.' });
    const report = await stage.load([accounts]);
    expect([report.exitCode, counted(report, 'Account')]).toEqual([1, '2 failed']);
    expect(report.failed[0]!.message).toBe('No such job.');
    expect(pauses()).toEqual([]);
  });
});

describe('a connection that breaks', () => {
  const brokenUpload = (method: string, when: 'before' | 'after', times = 1) =>
    stage.running.fail({ kind: 'drop', path: `^${method} .*/jobs/ingest(/\\w+)?$`, when, times });

  it('before a job is there: the rows are sent again after a pause that doubles', async () => {
    brokenUpload('POST', 'before', 3);
    const report = await stage.load([accounts]);
    expect([report.exitCode, counted(report, 'Account')]).toEqual([0, '2 created']);
    expect([jobs(), pauses()]).toEqual([['upsert Account 2'], [1_000, 2_000, 4_000]]);
  });

  it('once more than there are attempts: the load ends, and can be gone on with', async () => {
    brokenUpload('POST', 'before', 4);
    const error = (await stage.load([accounts]).catch((thrown: unknown) => thrown)) as UserError;
    expect([error.exitCode, error.next]).toEqual([4, 'sf org display --target-org qa']);
    const report = await stage.load([accounts], { resume: true });
    expect([report.exitCode, counted(report, 'Account')]).toEqual([0, '2 created']);
  });

  it.each([
    ['an upsert', [accounts], 'upsert Account 2'],
    ['an insert', all, 'insert CaseComment 2'],
  ])('when the job of %s has its rows: it is found, and nothing is sent twice', async (_, tables, job) => {
    await stage.load(tables.filter((table) => table !== tables.at(-1)));
    brokenUpload('PATCH', 'after');
    const report = await stage.load(tables);
    expect(report.exitCode).toBe(0);
    expect(jobs().filter((one) => one === job)).toEqual([job]);
    expect(pauses()).toEqual([]);
    expect(stage.records('CaseComment')).toHaveLength(tables === all ? 2 : 0);
  });

  it('while the job of an insert fails halfway: only what the org lacks is sent again', async () => {
    await stage.load(all.slice(0, 5));
    // A failed job is nobody's: which of its rows are in is asked of the org.
    stage.running.fail({ kind: 'job', outcome: 'fail', object: 'CaseComment', afterRows: 1 });
    brokenUpload('PATCH', 'after');
    const report = await stage.load(all);
    expect(report.exitCode).toBe(0);
    expect(jobs().slice(-2)).toEqual(['insert CaseComment 2', 'insert CaseComment 1']);
    expect(
      stage
        .records('CaseComment')
        .map(({ CommentBody }) => CommentBody)
        .sort(),
    ).toEqual(['Bye', 'Hello']);
  });
});

describe('a job that goes on after the wait', () => {
  it('is left to a resume, which picks it up and goes on in the same folder', async () => {
    stage.running.fail({ kind: 'job', outcome: 'hang', object: 'Account' });
    const left = await stage.load([accounts, contacts]);
    expect([left.exitCode, counted(left, 'Account'), counted(left, 'Contact')]).toEqual([
      ...[1, '2 pending', '2 skipped'],
    ]);
    expect(left.pending).toMatchObject([{ sobject: 'Account', rows: 2 }]);
    expect(left.next).toEqual([expect.stringMatching(/--resume$/)]);
    stage.running.heal();
    const resumed = await stage.load([accounts, contacts], { resume: true });
    expect([resumed.exitCode, resumed.folder]).toEqual([0, left.folder]);
    expect([counted(resumed, 'Account'), counted(resumed, 'Contact')]).toEqual(['2 created', '2 created']);
    expect(jobs().filter((one) => one.includes('Account'))).toHaveLength(1);
  });

  it('is waited for by the next load, which ends where it goes on', async () => {
    stage.running.fail({ kind: 'job', outcome: 'hang', object: 'Account' });
    await stage.load([accounts]);
    const error = (await stage.load([accounts]).catch((thrown) => thrown)) as UserError;
    expect(error.exitCode).toBe(1);
    stage.running.heal();
    const report = await stage.load([accounts]);
    expect([report.exitCode, counted(report, 'Account')]).toEqual([0, '2 unchanged']);
  });

  it('of which nobody here knows is waited for, too', async () => {
    stage.running.fail({ kind: 'job', outcome: 'hang', object: 'Account' });
    await stage.load([accounts]);
    const other = { ...stage, dir: `${stage.dir}-copy` };
    const error = await stage.load([accounts], { dir: other.dir, waitMinutes: 0 }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UserError);
  });
});
