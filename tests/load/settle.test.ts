import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportFile } from '../../src/export/compile/export-file.ts';
import { settleSubmission } from '../../src/load/loaders/submission.ts';
import { Journal, type OpenSubmission, readJournal } from '../../src/load/run/journal.ts';
import { writeSent } from '../../src/load/run/sent-file.ts';
import type { Session } from '../../src/org/session.ts';
import { inFolder } from '../support/data-set.ts';

const SENT_AT = '2026-01-15T14:30:07.600Z';

const file = {
  ...{ name: 'Contact', sobject: 'Contact', pass: 'records', source: 'Contact.csv' },
  match: { by: 'external_id' },
  columns: [
    { kind: 'key', header: 'Key__c', field: 'Key__c' },
    { kind: 'value', header: 'LastName', field: 'LastName' },
  ],
  rows: [
    { key: 'C1', line: 2, cells: ['C1', 'Ng'] },
    { key: 'C2', line: 3, cells: ['C2', 'Ito'] },
  ],
} as unknown as ExportFile;

const open: OpenSubmission = {
  ...{ step: 'Contact', attempt: 1, sobject: 'Contact', operation: 'upsert', pass: 'records' },
  ...{ keyHeader: 'Key__c', at: SENT_AT },
  rows: file.rows.map(({ key, line }) => [key, line] as const),
};

/** A job of the org, and the keys of the rows in its results. */
interface OrgJob {
  id: string;
  object?: string;
  operation?: string;
  state?: string;
  createdDate?: string;
  createdById?: string;
  successful?: readonly string[];
  failed?: readonly string[];
  unprocessed?: readonly string[];
}

const csv = (header: string, keys: readonly string[] = []) =>
  Buffer.from([header, ...keys.map((key, at) => `003${at},true,${key},x`)].join('\n'));

const [ME, OTHER] = ['005000000000001AAA', '005000000000002AAA'];

/** An org that remembers some jobs, and whose clock is ahead of ours. */
function orgWith(jobs: readonly OrgJob[], clockAhead = 0): Session {
  const about = (job: OrgJob) => ({
    ...{ object: 'Contact', operation: 'upsert', state: 'JobComplete', createdDate: SENT_AT },
    ...job,
    numberRecordsProcessed: (job.successful?.length ?? 0) + (job.failed?.length ?? 0),
    numberRecordsFailed: job.failed?.length ?? 0,
  });
  const found = (path: string) => jobs.find(({ id }) => path.split('/')[2] === id)!;
  const rest = {
    clockAhead: () => clockAhead,
    async get(path: string) {
      if (path.startsWith('query')) return { done: true, totalSize: 1, records: [{ Id: ME }] };
      return path.includes('?') ? { done: true, records: jobs.map(about) } : about(found(path));
    },
    async bytes(path: string) {
      const job = found(path);
      if (path.endsWith('successfulResults'))
        return csv('sf__Id,sf__Created,Key__c,LastName', job.successful);
      if (path.endsWith('failedResults')) return csv('sf__Id,sf__Error,Key__c,LastName', job.failed);
      return csv('x,y,Key__c,LastName', job.unprocessed);
    },
  };
  return { rest, username: 'me@example.com' } as unknown as Session;
}

/** The job that a submission is found to have become, by the journal; undefined where there is none. */
async function foundJob(
  jobs: readonly OrgJob[],
  { clockAhead = 0, others = [] }: { clockAhead?: number; others?: readonly string[] } = {},
): Promise<string | undefined> {
  let found: string | undefined;
  await inFolder(async (folder) => {
    for (const part of ['files', 'sf']) mkdirSync(join(folder, part));
    writeSent(folder, 'Contact', 1, file, file.rows);
    const path = join(folder, 'journal.jsonl');
    const journal = new Journal(path);
    for (const job of others) journal.write({ event: 'job', step: 'Other', attempt: 1, job });
    const end = await settleSubmission(open, {
      ...{ session: orgWith(jobs, clockAhead), folder, journal, waitMs: 0 },
      ...{ sent: { add() {} }, progress: { say() {}, live() {} } },
    });
    const own = [...readJournal(path)].filter((entry) => 'step' in entry && entry.step === 'Contact');
    found = own.flatMap((entry) => (entry.event === 'job' ? entry.job : []))[0];
    // Only where no job is found may the rows be sent again, and the journal says which it is.
    expect(own.at(-1)!.event).toBe(found === undefined ? 'settled' : 'results');
    expect(end.kind).toBe(found === undefined ? 'nothing' : 'results');
  });
  return found;
}

const OURS: OrgJob = { id: '750A', successful: ['C1', 'C2'] };

describe('the job of a submission whose connection broke', () => {
  it.each<[string, OrgJob[], string | undefined]>([
    ['is the one with its rows', [OURS], '750A'],
    ['is none where the org has none', [], undefined],
    ['is not one of somebody else with as many rows', [{ id: '750B', successful: ['X1', 'X2'] }], undefined],
    ['is not one of somebody else that shares a row', [{ id: '750B', successful: ['C1', 'X2'] }], undefined],
    ['is not one with fewer rows', [{ id: '750B', successful: ['C1'] }], undefined],
    ['is not one with more rows', [{ id: '750B', successful: ['C1', 'C2', 'C3'] }], undefined],
    ['is not one that has a row twice', [{ id: '750B', successful: ['C1', 'C1'] }], undefined],
    [
      'is the one with its rows beside one of somebody else that came first',
      [{ id: '750B', successful: ['X1', 'X2'] }, OURS],
      '750A',
    ],
    ['is the one whose rows failed', [{ id: '750A', failed: ['C2', 'C1'] }], '750A'],
    [
      'is the one of which each row says something',
      [{ id: '750A', successful: ['C2'], failed: ['C1'] }],
      '750A',
    ],
    ['is not one of another object', [{ ...OURS, object: 'Lead' }], undefined],
    ['is not one that does something else', [{ ...OURS, operation: 'delete' }], undefined],
    ['is not one that was never closed', [{ ...OURS, state: 'Open' }], undefined],
    ['is the one that failed after it had written rows', [{ ...OURS, state: 'Failed' }], '750A'],
    [
      'is not one that failed before',
      [{ id: '750A', state: 'Failed', unprocessed: ['C1', 'C2'] }],
      undefined,
    ],
    ['is one of the user', [{ ...OURS, createdById: ME }], '750A'],
    ['is not one of another user', [{ ...OURS, createdById: OTHER }], undefined],
  ])('%s', async (_, jobs, job) => {
    expect(await foundJob(jobs)).toBe(job);
  });

  it('is not one that another submission of the run has', async () => {
    expect(await foundJob([OURS], { others: ['750A'] })).toBeUndefined();
  });

  it.each<[string, string | undefined, number, string | undefined]>([
    ['made when it was sent', '2026-01-15T14:30:07.600Z', 0, '750A'],
    ['made in that second, as an org states its time', '2026-01-15T14:30:07.000+0000', 0, '750A'],
    ['made a second before by an org that is a little late', '2026-01-15T14:30:06.000+0000', 0, '750A'],
    ['made two seconds before, and is not', '2026-01-15T14:30:05.000+0000', 0, undefined],
    ['made long before, and is not', '2026-01-15T13:00:00.000+0000', 0, undefined],
    ['made later', '2026-01-15T14:35:00.000+0000', 0, '750A'],
    ['of which the org does not say when it was made', undefined, 0, '750A'],
    [
      'made long before where the clock of the org is so late',
      '2026-01-15T14:00:07.000+0000',
      -1_800_000,
      '750A',
    ],
    [
      'made before that by the late clock of the org, and is not',
      '2026-01-15T14:00:05.000+0000',
      -1_800_000,
      undefined,
    ],
    ['made later where the clock of the org is ahead', '2026-01-15T15:00:07.000+0000', 1_800_000, '750A'],
    [
      'made later by our clock and before by that of the org, and is not',
      '2026-01-15T14:45:00.000+0000',
      1_800_000,
      undefined,
    ],
  ])('is one %s', async (_, createdDate, clockAhead, job) => {
    const made =
      createdDate === undefined ? { createdDate: undefined as unknown as string } : { createdDate };
    expect(await foundJob([{ ...OURS, ...made }], { clockAhead })).toBe(job);
  });
});
