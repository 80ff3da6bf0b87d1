import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readJournal } from '../../../src/load/run/journal.ts';
import { startJob } from '../../../src/practice-org/bulk/run-job.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { keyOf, SMALL, type Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const ACCOUNTS: Tables = { Account: ['Name', ['A1', 'One'], ['A2', 'Two']] };
const COMMENTS: Tables = {
  Case: ['Subject', ['A1_S01', 'Broken']],
  CaseComment: [
    'ParentId CommentBody',
    ['A1_S01_M01', 'A1_S01', 'Again.'],
    ['A1_S01_M02', 'A1_S01', 'Again.'],
  ],
};

/** The waits that aren't those for a job, which begin at 200 ms and grow by a quarter. */
const pauses = () => stage.waits.filter((ms) => ms >= 500 && ms % 500 === 0);
const sent = (object: string) => stage.sf.starts.filter(({ line }) => line.includes(`/${object}`)).length;
const refused = { status: 1, name: 'ECONNRESET', message: 'socket hang up' };
const journal = () => {
  const runs = join(stage.dir, 'runs', stage.org.orgId);
  const run = readdirSync(runs)
    .filter((name) => /^\d{4}/.test(name))
    .sort()
    .at(-1)!;
  return [...readJournal(join(runs, run, 'journal.jsonl'))];
};
const errorOf = (work: Promise<unknown>): Promise<UserError> =>
  work.then(
    () => Promise.reject(new Error('It came to its end.')),
    (error) => (error instanceof UserError ? error : Promise.reject(error)),
  );

describe('rows that are locked', () => {
  it('are sent again after pauses that double, those alone', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.fail({ kind: 'row_lock', object: 'Account', field: 'Name', equals: 'Two', times: 3 });
    const report = await stage.load();
    expect([report.exitCode, countsOf(report, 'created'), stage.differences()]).toEqual([
      0,
      { Account: 2 },
      [],
    ]);
    expect(pauses()).toEqual([1_000, 2_000, 4_000]);
    expect(stage.said.filter((line) => !line.includes('waiting'))).toEqual([
      expect.stringMatching(/^Account: 1 of 2 rows loaded, 1 failed \(job 750\w+\)$/),
      'Account: 1 row locked; retrying',
      expect.stringMatching(/^Processed 2 of 2 rows \(100%\) · Account: retrying at \d\d:\d\d:\d\d$/),
      expect.stringMatching(/^Account: 0 of 1 row loaded, 1 failed \(job/),
      'Account: 1 row locked; retrying',
      expect.stringMatching(/ · Account: retrying at/),
      expect.stringMatching(/^Account: 0 of 1 row loaded, 1 failed \(job/),
      'Account: 1 row locked; retrying',
      expect.stringMatching(/ · Account: retrying at/),
      expect.stringMatching(/^Account: 1 of 1 row loaded \(job 750\w+\)$/),
    ]);
    expect(readdirSync(join(stage.dir, 'runs', stage.org.orgId, '2026-11-02T08-00-00/files')).sort()).toEqual(
      [...['Account.2.csv', 'Account.3.csv', 'Account.4.csv', 'Account.csv']],
    );
  });

  it('fail when they are locked once more than may be tried, and the pauses end at half a minute', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.fail({ kind: 'row_lock', object: 'Account', times: 8 });
    const report = await stage.load(withSettings({ retry_attempts: 7 }));
    expect([report.exitCode, report.failed.map(({ code }) => code)]).toEqual([
      1,
      Array(2).fill('UNABLE_TO_LOCK_ROW'),
    ]);
    expect(pauses()).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('are not those that the org rejects', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.fail({ kind: 'reject', object: 'Account', field: 'Name', equals: 'Two' });
    const report = await stage.load();
    expect([report.exitCode, pauses(), sent('Account.csv')]).toEqual([1, [], 1]);
  });
});

describe('rows whose parent is not in the org', () => {
  const reject = (short: string) =>
    stage.fail({ kind: 'reject', object: 'Contact', field: 'Datagen_Key__c', equals: keyOf(short) });

  it('are held back, those that would link them as well, and a later load brings them in', async () => {
    stage = openStage();
    reject('A1_C01');
    const report = await stage.load();
    expect(report.exitCode).toBe(1);
    expect(report.failed.map(({ key }) => key)).toEqual([keyOf('A1_C01')]);
    expect(report.skipped).toEqual([
      {
        ...{ parent: keyOf('A1_C01'), sobject: 'Contact' },
        rows: { 'Contact links': 1, OpportunityContactRole: 1, Case: 1, CaseComment: 2, Task: 1 },
        keys: expect.arrayContaining([keyOf('A1_C01'), keyOf('A1_S01_M02')]),
      },
    ]);
    // A link row by itself would create the record, or be rejected like it.
    expect(sent('Contact-ReportsTo')).toBe(0);
    expect(countsOf(report, 'skipped')).toEqual({
      OpportunityContactRole: 1,
      Case: 1,
      CaseComment: 2,
      Task: 1,
    });
    const withheld = journal().flatMap((entry) => (entry.event === 'withheld' ? [entry] : []));
    expect(withheld.map(({ step }) => step).sort()).toEqual([
      ...['Case', 'CaseComment', 'Contact-ReportsTo', 'OpportunityContactRole', 'Task'],
    ]);
    expect(withheld.find(({ step }) => step === 'Contact-ReportsTo')!.rows).toEqual([
      { key: keyOf('A1_C01'), line: 2, parent: keyOf('A1_C01') },
    ]);
    stage.org.faults.clear();
    expect((await stage.load()).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });

  it('are held back where they link to a record that failed', async () => {
    stage = openStage();
    reject('A1_C02');
    const report = await stage.load();
    expect(report.skipped[0]).toMatchObject({
      rows: { 'Contact links': 1, Event: 1, OpportunityContactRole: 1 },
    });
    expect(sent('Contact-ReportsTo')).toBe(0);
    expect(stage.records('Contact').map((one) => one.ReportsToId ?? null)).toEqual([null, null]);
  });

  it('are sent where the parent came in by an earlier load', async () => {
    stage = openStage();
    await stage.load({ only: ['Account'] });
    expect((await stage.load({ only: ['Opportunity'] })).exitCode).toBe(0);
    const { exitCode, skipped } = await stage.load({ only: ['CaseComment'] });
    expect([exitCode, skipped]).toMatchObject([1, [{ parent: keyOf('A1_S01'), sobject: 'Case' }]]);
  });

  it('are sent where a lookup was emptied', async () => {
    stage = openStage();
    await stage.load();
    const [columns, first, ...rest] = SMALL.Account!;
    stage.write({ ...SMALL, Account: [columns, first!.with(2, ''), ...rest] });
    expect((await stage.load()).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });
});

describe('a connection that breaks while rows are sent', () => {
  it.each([0, 1, 2, 3])('after %i requests of `sf`: each record is there once', async (killedAfter) => {
    stage = openStage({}, COMMENTS);
    stage.sf.next(/--sobject CaseComment/, { killedAfter });
    const report = await stage.load();
    expect([report.exitCode, stage.differences()]).toEqual([0, []]);
    expect(sent('CaseComment')).toBe(killedAfter === 3 ? 1 : 2);
    expect(stage.said).toContain('CaseComment: connection lost (`sf` printed nothing.); looking for the job');
  });
  it('whose last request closes its job after the death of `sf`: each record is there once', async () => {
    stage = openStage();
    stage.sf.next(/--sobject CaseComment/, { killedAfter: 2 });
    stage.afterRequest = (line) => {
      const open = [...stage.org.jobs.values()].find(({ state }) => state === 'Open');
      if (!line.startsWith('GET jobs/ingest?') || !open) return;
      stage.afterRequest = () => {};
      setTimeout(() => startJob(stage.org, open), 12_000);
    };
    expect((await stage.load()).exitCode).toBe(0);
    expect(sent('CaseComment')).toBe(1);
    expect(stage.differences()).toEqual([]);
  });

  it('every time: the load ends with what to do, after pauses that double', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.sf.next(/--sobject/, ...Array(4).fill({ prints: refused }));
    const error = await errorOf(stage.load());
    expect(error.problems).toEqual([
      {
        message: "qa.practice.example.com couldn't be reached for Account in 4 attempts (socket hang up).",
        hint: '`load --resume` continues where this load stopped.',
      },
    ]);
    expect([error.exitCode, error.next]).toEqual([4, 'sf org display --target-org qa']);
    expect(pauses()).toEqual([1_000, 2_000, 4_000]);
    expect((await stage.load({ resume: true })).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });

  it('of an insert: only rows that the org lacks are sent again', async () => {
    stage = openStage({}, COMMENTS);
    stage.sf.next(/--sobject CaseComment/, { killedAfter: 0 });
    // One comment is there by another way when the org is asked what it lacks.
    stage.beforeRequest = (line) => {
      if (!line.startsWith('GET jobs/ingest?') || sent('CaseComment') === 0) return;
      stage.make('CaseComment', { ParentId: stage.records('Case')[0]!.Id, CommentBody: 'Again.' });
      stage.beforeRequest = () => {};
    };
    const report = await stage.load();
    expect([report.exitCode, stage.differences()]).toEqual([0, []]);
    const file = join(stage.dir, 'runs', stage.org.orgId, '2026-11-02T08-00-00/files/CaseComment.2.csv');
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
  });

  it('as `sf` gives no answer: its job is found', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.sf.next(/--sobject Account/, { timedOut: true });
    expect((await stage.load()).exitCode).toBe(0);
    expect([stage.differences(), sent('Account')]).toEqual([[], 1]);
    expect(stage.said).toContain(
      "Account: connection lost (`sf data upsert bulk` didn't answer within 1800 s.); looking for the job",
    );
  });
});

describe('a job', () => {
  it.each(['fail', 'abort'] as const)(
    'that ends by %s: its rows have failed, those before are in',
    async (outcome) => {
      stage = openStage({}, ACCOUNTS);
      stage.fail({ kind: 'job', outcome, afterRows: 1 });
      const report = await stage.load();
      expect([report.exitCode, countsOf(report, 'created'), countsOf(report, 'failed')]).toEqual([
        ...[1, { Account: 1 }, { Account: 1 }],
      ]);
      expect(report.failed.map(({ code }) => code)).toEqual([
        outcome === 'fail' ? 'InternalServerError' : 'JobAborted',
      ]);
      expect((await stage.load()).exitCode).toBe(0);
      expect(stage.differences()).toEqual([]);
    },
  );

  it('that takes longer than the wait is left to a resume, and what needs it with it', async () => {
    stage = openStage({}, COMMENTS);
    stage.fail({ kind: 'job', outcome: 'hang', object: 'Case' });
    const began = Date.now();
    const report = await stage.load({ waitMinutes: 2 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(120_000);
    expect(Date.now() - began).toBeLessThan(130_000);
    const { id } = [...stage.org.jobs.values()][0]!;
    expect([report.exitCode, report.pending]).toEqual([1, [{ job: id, sobject: 'Case', rows: 1 }]]);
    expect(countsOf(report, 'skipped')).toEqual({ CaseComment: 2 });
    expect(report.next).toEqual([`sfdc-datagen load ${stage.dir} --target-org qa --resume`]);
    expect(stage.said).toContain(`Case: job ${id} is still running; use \`--resume\` later`);
    // It is waited for, and in vain.
    const again = await errorOf(stage.load({ resume: true, waitMinutes: 1 }));
    expect([again.exitCode, again.message]).toEqual([
      1,
      expect.stringContaining('A job of Case, which an interrupted'),
    ]);
    stage.heal();
    const resumed = await stage.load({ resume: true });
    expect([resumed.exitCode, stage.differences(), resumed.folder]).toEqual([0, [], report.folder]);
    expect(countsOf(resumed, 'created')).toEqual({ Case: 1, CaseComment: 2 });
  });

  it('that the CLI makes elsewhere ends the load, with whose rows are where', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.sf.next(/--sobject Account/, {
      prints: { status: 0, result: { jobInfo: { id: '750000000000001AAA' } } },
    });
    const error = await errorOf(stage.load());
    expect([error.exitCode, error.problems[0]!.hint]).toEqual([
      4,
      'Delete them there, log in again, and load again.',
    ]);
    expect(error.problems[0]!.message).toMatch(
      /^qa\.practice\.example\.com doesn't know job 750000000000001AAA of Account, .*and the rows went there\.$/,
    );
    expect(error.next).toBe('sf org display --target-org admin@practice.example.com');
  });
});

describe('what the CLI refuses', () => {
  it('has failed, row by row, with its reason', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.sf.next(/--sobject Account/, {
      prints: { status: 1, name: 'INVALIDJOB', message: 'no such field' },
    });
    const report = await stage.load();
    expect(report.failed).toMatchObject([
      { key: keyOf('A1'), line: 2, code: 'INVALIDJOB', message: 'no such field' },
      { key: keyOf('A2'), line: 3, code: 'INVALIDJOB', message: 'no such field' },
    ]);
    expect(journal().slice(-2)).toMatchObject([
      { event: 'results', job: '' },
      { event: 'end', exitCode: 1 },
    ]);
    expect((await stage.load()).exitCode).toBe(0);
  });

  it('as a job without an id has failed, too', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.sf.next(/--sobject Account/, { prints: { status: 0, result: {} } });
    expect((await stage.load()).failed.map(({ code }) => code)).toEqual(['NoJob', 'NoJob']);
  });

  it('since the session is over ends the load, which goes on after a login', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.sf.next(/--sobject Account/, {
      prints: { status: 1, name: 'INVALID_SESSION_ID', message: 'expired' },
    });
    const error = await errorOf(stage.load());
    expect([error.exitCode, error.next]).toEqual([4, 'sf org login web --alias qa']);
    expect(journal().at(-1)).toMatchObject({ event: 'settled', step: 'Account', attempt: 1 });
    expect((await stage.load({ resume: true })).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });
});

describe('an org that is asked too much', () => {
  it.each([
    ['429 with a time to wait', { status: 429, headers: { 'retry-after': '7' } }, 7_000],
    ['503 with a time to wait', { status: 503, headers: { 'retry-after': '9' } }, 9_000],
    ['503 without one', { status: 503 }, 500],
    ['429 with less than our own wait', { status: 429, headers: { 'retry-after': '0' } }, 500],
  ])('%s is asked again then', async (_, answer, ms) => {
    stage = openStage({}, ACCOUNTS);
    stage.answer(/^GET jobs\/ingest\/750/, answer);
    expect((await stage.load()).exitCode).toBe(0);
    expect(pauses()).toEqual([ms]);
  });

  it('is asked after waits that double, and the load ends with how to go on', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.answer(/^GET jobs\/ingest\/750/, ...Array(4).fill({ status: 503 }));
    const error = await errorOf(stage.load());
    expect([error.exitCode, pauses()]).toEqual([4, [500, 1_000, 2_000]]);
    expect(error.next).toBe('sf org display --target-org qa');
    expect((await stage.load({ resume: true })).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });

  it('whose limit is used up ends the load at once', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.sf.before = (line) => {
      if (line.includes('--sobject')) stage.fail({ kind: 'api_limit', after: 3 });
    };
    const error = await errorOf(stage.load());
    expect([error.exitCode, error.message, pauses()]).toEqual([
      4,
      expect.stringContaining('REQUEST_LIMIT_EXCEEDED'),
      [],
    ]);
    stage.org.faults.clear();
    stage.sf.before = () => {};
    expect((await stage.load({ resume: true })).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });

  it('with a session that ends is asked with a new token', async () => {
    stage = openStage({}, ACCOUNTS);
    stage.fail({ kind: 'expire_session', after: 3, times: 1 });
    stage.sf.before = (line) => {
      if (line.includes('show-access-token')) stage.sf.logins[0]!.token += 'x';
    };
    expect((await stage.load()).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
  });
});

it('an error that names no command gets the one that continues the load', async () => {
  stage = openStage({}, ACCOUNTS);
  stage.sf.before = (line) => {
    if (line.includes('--sobject'))
      throw new UserError('The disk is full.', { exitCode: 1, outcome: 'so be it' });
  };
  const error = await errorOf(stage.load());
  expect([error.message, error.exitCode, error.outcome, error.next]).toEqual([
    ...['The disk is full.', 1, 'so be it'],
    `sfdc-datagen load ${stage.dir} --target-org qa --resume`,
  ]);
});
