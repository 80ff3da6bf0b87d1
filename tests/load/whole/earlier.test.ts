import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userPlace } from '../../../src/load/receipts/user-place.ts';
import { Journal, readJournal } from '../../../src/load/run/journal.ts';
import type { JournalEntry } from '../../../src/load/run/journal-entry.ts';
import type { IngestJob, JobRequest } from '../../../src/practice-org/bulk/job.ts';
import { seed } from '../../../src/practice-org/org.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { FIRST_PID } from '../in-process/sf.ts';
import { keyOf, type Tables, writeDataset } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const TABLES: Tables = {
  Account: ['Name', ['A1', 'One'], ['A2', 'Two']],
  Case: ['AccountId Subject', ['A1_S01', 'A1', 'Broken']],
  CaseComment: ['ParentId CommentBody', ['A1_S01_M01', 'A1_S01', 'Again.']],
};

/** A job of comments, which have no key. */
const COMMENTS = { object: 'CaseComment', operation: 'insert' } as const;

const runs = (dir = stage.dir) => join(dir, 'runs', stage.org.orgId);
const lastRun = (dir = stage.dir) =>
  join(
    runs(dir),
    readdirSync(runs(dir))
      .filter((name) => /^\d{4}-/.test(name))
      .sort()
      .at(-1)!,
  );
const errorOf = (work: Promise<unknown>): Promise<UserError> =>
  work.then(
    () => Promise.reject(new Error('It came to its end.')),
    (error) => (error instanceof UserError ? error : Promise.reject(error)),
  );

/** Puts a job into the org, as somebody has sent it, which hangs. */
function addJob(request: Partial<JobRequest>, more: Partial<IngestJob> = {}): string {
  const id = `750PX0000000${String(stage.org.jobs.size).padStart(3, '0')}AAA`;
  const now = new Date().toISOString();
  stage.org.jobs.set(id, {
    ...{ id, state: 'InProgress', createdAt: now, modifiedAt: now, apiVersion: 62, data: 'Name\n' },
    ...{ header: [], rows: [], results: [], unprocessed: [], errorMessage: undefined, timer: undefined },
    hangs: true,
    ...more,
    request: { object: 'Account', operation: 'upsert', externalIdFieldName: 'Datagen_Key__c', ...request },
  });
  return id;
}

/** A load that gave up waiting for its job of accounts, which hangs in the org. */
async function leaveJob(): Promise<string> {
  stage.fail({ kind: 'job', outcome: 'hang', object: 'Account' });
  const { pending } = await stage.load({ waitMinutes: 0 });
  return pending[0]!.job;
}

/** Ends what hangs as soon as somebody asks for the job so many times more. */
function healAfter(times: number, job: string): void {
  let left = times;
  stage.beforeRequest = (line) => {
    if (line === `GET jobs/ingest/${job}` && left-- === 0) stage.heal();
  };
}

describe('a job that an interrupted load left', () => {
  it('is waited for where its journal is in this folder', async () => {
    stage = openStage({}, TABLES);
    const job = await leaveJob();
    healAfter(3, job);
    const report = await stage.load();
    expect([report.exitCode, stage.differences()]).toEqual([0, []]);
    expect(stage.said).toContain(
      `Account: waiting for job ${job} of the interrupted run (until 09:00:00 at the latest)`,
    );
    expect([...stage.org.jobs.values()].filter(({ request }) => request.object === 'Account')).toHaveLength(
      1,
    );
    expect(countsOf(report, 'unchanged')).toEqual({ Account: 2 });
  });

  it('is waited for where its journal is in another folder, whose receipts get its results', async () => {
    stage = openStage({}, TABLES);
    const job = await leaveJob();
    healAfter(3, job);
    const copy = join(stage.dir, '../copy');
    writeDataset(copy, TABLES);
    expect((await stage.load({ dir: copy })).exitCode).toBe(0);
    expect(stage.said).toContain(
      `Account: waiting for job ${job} of the interrupted run (until 09:00:00 at the latest)`,
    );
    expect(existsSync(join(runs(), 'receipts.jsonl'))).toBe(true);
    expect([...readJournal(join(lastRun(), 'journal.jsonl'))].at(-1)).toMatchObject({
      event: 'results',
      job,
    });
    expect(stage.differences()).toEqual([]);
  });

  it('in another folder is left to a process that works there on other keys', async () => {
    stage = openStage({}, TABLES);
    const job = await leaveJob();
    // The process that works there watches what its journal has.
    writeFileSync(join(userPlace(stage.org.orgId)!, 'OTHER_.lock.json'), JSON.stringify(workerIn(stage.dir)));
    writeFileSync(join(runs(), 'lock.json'), JSON.stringify(workerIn(stage.dir)));
    const copy = join(stage.dir, '../copy');
    writeDataset(copy, TABLES);
    expect((await stage.load({ dir: copy })).exitCode).toBe(0);
    expect(stage.said.filter((line) => line.includes(job) && line.includes('interrupted'))).toEqual([]);
  });

  it('is waited for where only the org knows it', async () => {
    stage = openStage({}, TABLES);
    const job = await leaveJob();
    rmSync(join(stage.dir, 'runs'), { recursive: true });
    healAfter(3, job);
    const report = await stage.load();
    expect([report.exitCode, stage.differences(), countsOf(report, 'unchanged')]).toEqual([
      0,
      [],
      { Account: 2 },
    ]);
    expect(stage.said).toContain(
      `Waiting for job ${job} (upsert of Account), which an interrupted load or cleanup may have left (until 09:00:00 at the latest)`,
    );
  });

  it.each([
    ['this folder knows', false],
    ['only the org knows', true],
  ])('is waited for that %s and that a last request closes, and no row comes twice', async (_, isGone) => {
    stage = openStage({}, TABLES);
    const close = await stage.killedInFlight(() => stage.loadDirectly(), /^PATCH jobs\/ingest/);
    if (isGone) rmSync(join(stage.dir, 'runs'), { recursive: true });
    setTimeout(close, 12_000);
    expect((await stage.loadDirectly({ resume: !isGone })).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
    expect(stage.records('CaseComment')).toHaveLength(1);
  });

  it('is not waited for where it stays open: nothing comes of it', async () => {
    stage = openStage({}, TABLES);
    addJob({ object: 'CaseComment', operation: 'insert' }, { state: 'Open' });
    const began = Date.now();
    expect((await stage.load()).exitCode).toBe(0);
    expect(Date.now() - began).toBeGreaterThan(119_000);
    expect(stage.said[0]).toContain(
      'which an interrupted load or cleanup may have left (until 08:02:00 at the latest)',
    );
    expect([stage.differences(), stage.records('CaseComment').length]).toEqual([[], 1]);
  });

  it('is not waited for longer than the load may', async () => {
    stage = openStage({}, TABLES);
    const job = addJob({});
    const began = Date.now();
    const error = await errorOf(stage.load({ waitMinutes: 3 }));
    expect(Math.round((Date.now() - began) / 60_000)).toBe(3);
    expect(error.problems).toEqual([
      {
        message: `Job ${job} (upsert of Account), which an interrupted load or cleanup may have left, is still running.`,
        hint: 'Wait until it ends; otherwise, this command would miss what it writes or deletes.',
      },
    ]);
    expect([error.exitCode, error.next]).toEqual([
      1,
      `sfdc-datagen load ${stage.dir} --target-org qa --resume`,
    ]);
  });

  it('shares the wait with the others', async () => {
    stage = openStage({}, TABLES);
    const jobs = [addJob({}), addJob({ object: 'Case' })];
    const began = Date.now();
    let first: string | undefined;
    stage.beforeRequest = (line) => {
      const job = jobs.find((one) => line === `GET jobs/ingest/${one}`);
      if (!job || Date.now() - began < 60_000) return;
      first ??= job;
      stage.org.jobs.get(first)!.state = 'JobComplete';
    };
    await errorOf(stage.load({ waitMinutes: 3 }));
    expect(Math.round((Date.now() - began) / 60_000)).toBe(3);
  });

  it('is told by a dry run, which waits for nothing', async () => {
    stage = openStage({}, TABLES);
    await stage.plan();
    expect(stage.said).toEqual([]);
    const jobs = [addJob({}), addJob({ object: 'Case' })];
    const began = Date.now();
    expect((await stage.plan()).steps.map(({ name }) => name)).toEqual(['Account', 'Case', 'CaseComment']);
    expect(Date.now() - began).toBeLessThan(1_000);
    const named = (order: number[]) =>
      order.map((at) => `${jobs[at]} (upsert of ${['Account', 'Case'][at]})`).join(', ');
    expect(
      [named([0, 1]), named([1, 0])].map(
        (names) =>
          `Still running in the org, so the counts may change: job ${names}, which an interrupted load or cleanup may have left.`,
      ),
    ).toContain(stage.said[0]);
  });
});

/** A lock of another process at work. */
const workerIn = (dir: string) => ({
  ...{ pid: process.ppid, host: hostname(), since: '2026-11-02T07:00:00.000Z', what: 'load' },
  ...{ prefix: 'OTHER_7_', dir },
});

describe('a job of the org', () => {
  it.each<[string, boolean, Partial<JobRequest>, Partial<IngestJob>]>([
    ['an upsert by the key', true, {}, {}],
    ['an upsert whose rows are up', true, {}, { state: 'UploadComplete' }],
    ['an upsert of any object', true, { object: 'Opportunity' }, {}],
    ['an upsert by another field', false, { externalIdFieldName: 'Id' }, {}],
    ['an insert of what has no key', true, COMMENTS, {}],
    ['an insert of what has a key', false, { operation: 'insert' }, {}],
    ['an insert of an object that no dataset has', false, { object: 'Contract', operation: 'insert' }, {}],
    ['a delete', true, { operation: 'delete' }, {}],
    ['a delete past the recycle bin', true, { operation: 'hardDelete' }, {}],
    ['a delete of an object that no dataset has', false, { object: 'Contract', operation: 'delete' }, {}],
    ['an update', false, { operation: 'update' }, {}],
    ['one that is over', false, {}, { state: 'JobComplete' }],
    ['one that failed', false, {}, { state: 'Failed' }],
    ['one that was called off', false, {}, { state: 'Aborted' }],
    ['one that was never closed', false, COMMENTS, { state: 'Open', createdAt: '2026-11-02T07:58:00.000Z' }],
    ['one that may be closed yet', true, COMMENTS, { state: 'Open', createdAt: '2026-11-02T07:58:01.000Z' }],
    [
      'one that may be closed yet, and be repeated',
      false,
      {},
      { state: 'Open', createdAt: '2026-11-02T07:58:01.000Z' },
    ],
  ])('%s: may be one that was left: %j', async (_, waits, request, more) => {
    stage = openStage({}, TABLES);
    addJob(request, more);
    await stage.plan();
    expect(stage.said).toHaveLength(waits ? 1 : 0);
  });

  it('of another user is none of ours', async () => {
    stage = openStage({}, TABLES);
    addJob({});
    for (const user of stage.org.records.all('User')) user.Username = 'other@practice.example.com';
    seed(stage.org, 'User', { Username: stage.org.options.username });
    await stage.plan();
    expect(stage.said).toEqual([]);
  });

  it('that another process at work watches is left to it', async () => {
    stage = openStage({}, TABLES);
    const [own, watched] = [addJob({}), addJob({})];
    const dir = join(stage.dir, '../other');
    mkdirSync(join(runs(dir), 'one'), { recursive: true });
    new Journal(join(runs(dir), 'one/journal.jsonl')).write({
      event: 'job',
      step: 'Account',
      attempt: 1,
      job: watched,
    });
    writeFileSync(join(userPlace(stage.org.orgId)!, 'OTHER_.lock.json'), JSON.stringify(workerIn(dir)));
    await stage.plan();
    expect(stage.said).toEqual([expect.stringContaining(`job ${own} (upsert of Account), which`)]);
  });

  it('can only be seen by those who may see jobs; for others there is none', async () => {
    stage = openStage({}, TABLES);
    addJob({});
    const answer = (status: number, errorCode: string) =>
      stage.answer(/^GET jobs\/ingest\?/, { status, body: JSON.stringify([{ errorCode, message: 'no' }]) });
    answer(403, 'API_DISABLED_FOR_ORG');
    await stage.plan();
    expect(stage.said).toEqual([]);
    answer(403, 'REQUEST_LIMIT_EXCEEDED');
    await expect(stage.plan()).rejects.toThrow('REQUEST_LIMIT_EXCEEDED');
  });
});

describe('a submission that a journal has open', () => {
  const submit = {
    ...{ event: 'submit', step: 'Account', attempt: 1, sobject: 'Account', operation: 'upsert' },
    ...{ pass: 'records', keyHeader: 'Datagen_Key__c' },
    rows: [
      [keyOf('A1'), 2],
      [keyOf('A2'), 3],
    ],
  } as const satisfies JournalEntry;
  const CSV = `Datagen_Key__c,Name\n${keyOf('A1')},One\n${keyOf('A2')},Two\n`;
  const PID = FIRST_PID + 1_000;

  /** A run that was killed after these entries. */
  function leaveRun(...entries: JournalEntry[]): { journal: string; folder: string } {
    const folder = join(runs(), '2026-11-02T07-00-00');
    for (const part of ['files', 'sf']) mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, 'files/Account.csv'), CSV);
    const journal = new Journal(join(folder, 'journal.jsonl'));
    for (const entry of [submit, ...entries]) journal.write(entry);
    return { journal: join(folder, 'journal.jsonl'), folder };
  }
  const settled = (journal: string) => [...readJournal(journal)].at(-1);
  const ofProcess = { event: 'process', step: 'Account', attempt: 1, pid: PID } as const;

  it('waits for its `sf`, and takes the job that this has made', async () => {
    stage = openStage({}, TABLES);
    const { journal, folder } = leaveRun({ ...ofProcess, started: '1' });
    stage.sf.alive.add(PID);
    const job = addJob({}, { data: CSV, hangs: false });
    setTimeout(() => {
      writeFileSync(
        join(folder, 'sf/Account.json'),
        JSON.stringify({ status: 0, result: { jobInfo: { id: job } } }),
      );
      stage.sf.alive.delete(PID);
      Object.assign(stage.org.jobs.get(job)!, { hangs: true });
      stage.heal();
    }, 300_000);
    const began = Date.now();
    expect((await stage.load()).exitCode).toBe(0);
    expect(stage.said.slice(0, 2)).toEqual([
      `Account: waiting for the \`sf\` of the interrupted run (process ${PID}; until 09:00:00 at the latest)`,
      `Account: waiting for job ${job} of the interrupted run (until 09:05:00 at the latest)`,
    ]);
    expect(Math.round((Date.now() - began) / 1_000)).toBeLessThan(310);
    expect(settled(journal)).toMatchObject({ event: 'results', job });
    expect([...readJournal(journal)].at(-2)).toMatchObject({ event: 'job', job });
    expect([stage.differences(), stage.org.jobs.size]).toEqual([[], 3]);
  });

  it('is refused while its `sf` runs, which may make its job at any time', async () => {
    stage = openStage({}, TABLES);
    const { journal } = leaveRun({ ...ofProcess, started: '1' });
    stage.sf.alive.add(PID);
    const before = [...readJournal(journal)];
    for (const resume of [false, true])
      await expect(stage.load({ waitMinutes: 2, resume })).rejects.toMatchObject({
        message: expect.stringContaining(`The \`sf\` (process ${PID}) of Account, which an interrupted load`),
        exitCode: 1,
      });
    expect(stage.waits.filter((ms) => ms === 100)).toHaveLength(2 * 1_200);
    expect([[...readJournal(journal)], stage.org.jobs.size]).toEqual([before, 0]);
  });

  it('waits a minute at most for a process of which an earlier version did not note when it was started', async () => {
    stage = openStage({}, TABLES);
    const { journal } = leaveRun(ofProcess);
    stage.sf.alive.add(PID);
    const began = Date.now();
    expect((await stage.load()).exitCode).toBe(0);
    const waited = stage.waits.filter((ms) => ms === 100).length;
    expect([waited, Date.now() - began > 60_000]).toEqual([600, true]);
    expect(settled(journal)).toMatchObject({
      event: 'settled',
      why: 'The org has no job of this submission.',
    });
    expect(stage.differences()).toEqual([]);
  });

  it('waits for a moment where its `sf` may not have been started yet', async () => {
    stage = openStage({}, TABLES);
    leaveRun();
    await stage.load();
    expect(stage.waits.filter((ms) => ms === 100)).toHaveLength(50);
  });

  it('is settled where the org no longer has its job', async () => {
    stage = openStage({}, TABLES);
    const job = '750PX0000000999AAA';
    const { journal } = leaveRun({ event: 'job', step: 'Account', attempt: 1, job });
    expect((await stage.load()).exitCode).toBe(0);
    expect(settled(journal)).toMatchObject({ event: 'settled', why: `The org no longer has job ${job}.` });
    expect(stage.differences()).toEqual([]);
  });

  it('is settled when its job is over where its file is gone', async () => {
    stage = openStage({}, TABLES);
    const job = addJob({}, { data: CSV });
    const { journal, folder } = leaveRun({ event: 'job', step: 'Account', attempt: 1, job });
    rmSync(join(folder, 'files'), { recursive: true });
    const error = await errorOf(stage.load({ waitMinutes: 1 }));
    expect(error.problems).toMatchObject([
      {
        message: 'A job of Account, which an interrupted load or cleanup may have left, is still running.',
        place: { file: folder },
      },
    ]);
    healAfter(1, job);
    expect((await stage.load()).exitCode).toBe(0);
    expect(settled(journal)).toMatchObject({ event: 'settled', why: 'The file that was sent is gone.' });
    expect(stage.differences()).toEqual([]);
  });

  it('is settled at once where neither its job nor its file is known', async () => {
    stage = openStage({}, TABLES);
    const { journal, folder } = leaveRun();
    rmSync(join(folder, 'files'), { recursive: true });
    expect((await stage.load()).exitCode).toBe(0);
    expect(settled(journal)).toMatchObject({ event: 'settled', why: 'The file that was sent is gone.' });
  });

  it('whose job the org has is told while it is waited for, once', async () => {
    stage = openStage({}, TABLES);
    const { journal } = leaveRun();
    const job = addJob({}, { data: CSV });
    healAfter(4, job);
    expect((await stage.load()).exitCode).toBe(0);
    expect(stage.said.filter((line) => line.includes(`waiting for job ${job} with 2 rows`))).toHaveLength(1);
    expect(settled(journal)).toMatchObject({ event: 'results', job });
    expect(stage.differences()).toEqual([]);
  });

  it('may be one that still runs, without an id', async () => {
    stage = openStage({}, TABLES);
    leaveRun();
    addJob({}, { data: CSV });
    const error = await errorOf(stage.load({ waitMinutes: 1 }));
    expect(error.message).toContain(
      'A job of Account, which an interrupted load or cleanup may have left, is still',
    );
  });
});

describe('a resume', () => {
  const NOTHING = 'No interrupted load to resume; starting a new load.';

  it('of nothing is a new load, and so is that of a load that is done', async () => {
    stage = openStage({}, TABLES);
    await stage.load({ resume: true });
    expect(stage.said).toContain(NOTHING);
    stage.said.length = 0;
    const first = lastRun();
    vi.setSystemTime(Date.now() + 60_000);
    await stage.load({ resume: true });
    expect([stage.said, lastRun() === first]).toEqual([[NOTHING], false]);
  });

  it('goes on in the folder of the last load, with its dates, and knows its rows', async () => {
    stage = openStage({}, TABLES);
    stage.fail({ kind: 'reject', object: 'Case' });
    const first = await stage.load({ asOf: '2026-12-21' });
    expect([first.as_of, first.exitCode]).toEqual(['2026-12-21', 1]);
    stage.heal();
    vi.setSystemTime(Date.now() + 60_000);
    const resumed = await stage.load({ resume: true });
    expect([resumed.as_of, resumed.folder, resumed.exitCode]).toEqual(['2026-12-21', first.folder, 0]);
    // What the first part of the run created is created by the run.
    expect(countsOf(resumed, 'created')).toEqual({ Account: 2, Case: 1, CaseComment: 1 });
    expect(readdirSync(join(lastRun(), 'files')).sort()).toEqual([
      ...['Account.csv', 'Case.2.csv', 'Case.csv', 'CaseComment.csv'],
    ]);
    expect(
      [...readJournal(join(lastRun(), 'journal.jsonl'))].filter(({ event }) => event === 'begin'),
    ).toHaveLength(1);
  });

  it('is refused where the dataset was changed since', async () => {
    stage = openStage({}, TABLES);
    stage.fail({ kind: 'reject', object: 'Case' });
    await stage.load();
    stage.write({ Account: ['Name', ['A1', 'Other']] });
    const error = await errorOf(stage.load({ resume: true }));
    expect(error.problems).toMatchObject([{ message: 'The dataset was changed after the load to resume.' }]);
    expect([error.problems[0]!.place?.file, error.next]).toEqual([
      lastRun(),
      `sfdc-datagen load ${stage.dir} --target-org qa`,
    ]);
  });

  it('forgets a row that failed and that somebody else has put right', async () => {
    stage = openStage({}, TABLES);
    stage.fail({ kind: 'reject', object: 'Case' });
    await stage.load();
    stage.heal();
    const AccountId = stage.records('Account')[0]!.Id;
    stage.make('Case', { Datagen_Key__c: keyOf('A1_S01'), Subject: 'Broken', AccountId });
    const resumed = await stage.load({ resume: true });
    expect([resumed.exitCode, countsOf(resumed, 'unchanged')]).toEqual([0, { Case: 1 }]);
  });

  it('goes on with a run whose journal lacks its beginning as with none', async () => {
    stage = openStage({}, TABLES);
    const folder = join(runs(), '2026-11-02T07-00-00');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'journal.jsonl'), '\n');
    await stage.load({ resume: true });
    expect(stage.said[0]).toBe(NOTHING);
  });
});

describe('a copy of a folder', () => {
  it('is a folder of its own, and both may load one after the other', async () => {
    stage = openStage({}, TABLES);
    await stage.load();
    const copy = join(stage.dir, '../copy');
    cpSync(stage.dir, copy, { recursive: true });
    const report = await stage.load({ dir: copy });
    expect([report.exitCode, countsOf(report, 'sent')]).toEqual([0, {}]);
  });
});
