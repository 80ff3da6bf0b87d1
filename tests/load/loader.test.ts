import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Loader } from '../../src/load/loaders/loader.ts';
import type { LoaderName, loaderOf } from '../../src/load/loaders/registry.ts';
import { sendBatch, settleSubmission } from '../../src/load/loaders/submission.ts';
import { SentStore } from '../../src/load/receipts/sent-store.ts';
import { Journal, openSubmissions, readJournal } from '../../src/load/run/journal.ts';
import { sentPath } from '../../src/load/run/sent-file.ts';
import type { Session } from '../../src/org/session.ts';
import { inFolder } from '../support/data-set.ts';

/** A loader that writes each batch to a folder, and refuses rows without a name. */
const toFolder: Loader = {
  commandOf: (_work, path) => `cp ${path} out`,
  async send({ submission, file, path }, { folder }, begin) {
    if (file.rows.some(({ cells }) => cells[1] === ''))
      return { kind: 'refused', code: 'NO_NAME', message: 'A row has no name.' };
    begin();
    writeFileSync(join(folder, 'out', submission.step), readFileSync(path));
    const receipts = file.rows.map(({ key, line }) => ({
      ...{ key, line, outcome: 'created' as const, id: `id of ${key}` },
    }));
    return { kind: 'results', job: submission.step, receipts };
  },
  settle: async () => ({ kind: 'nothing', why: 'A batch is written at once or not at all.' }),
};

vi.mock('../../src/load/loaders/registry.ts', () => ({
  loaderNamed: () => toFolder,
  loaderOf: ({ loader }: { loader?: string }) => (loader === 'folder' ? toFolder : undefined),
}));

const folderLoader = 'folder' as LoaderName;

/** A run in a folder of its own, and a batch of one account. */
async function withRun(
  work: (run: Parameters<typeof sendBatch>[2], batch: Parameters<typeof sendBatch>[0]) => Promise<void>,
  name = 'One',
): Promise<void> {
  await inFolder(async (folder) => {
    for (const part of ['files', 'out']) mkdirSync(join(folder, part));
    const path = sentPath(folder, 'Account', 1);
    writeFileSync(path, `Key__c,Name\nA1,${name}\n`);
    const journal = new Journal(join(folder, 'journal.jsonl'));
    const run = {
      ...{
        session: {} as Session,
        folder,
        journal,
        waitMs: 0,
        batchSize: 200,
        bulkAbove: 0,
        allowDuplicates: false,
        progress: { say() {}, live() {} },
      },
      sent: new SentStore(folder),
    };
    const submission = {
      ...{ step: 'Account', attempt: 1, sobject: 'Account', operation: 'upsert' as const },
      ...{ pass: 'records' as const, keyHeader: 'Key__c', rows: [['A1', 2] as const] },
    };
    const rows = [{ key: 'A1', line: 2, cells: ['A1', name] }];
    const file = { headers: ['Key__c', 'Name'], keyHeader: 'Key__c', rows };
    await work(run, { submission, file, path, priority: 0 });
  });
}

const eventsIn = (folder: string) =>
  [...readJournal(join(folder, 'journal.jsonl'))].map((entry) =>
    entry.event === 'submit' ? `submit by ${entry.loader}` : entry.event,
  );

it('what a loader returns is in the receipts and the journal, which name the loader', async () => {
  await withRun(async (run, batch) => {
    const end = await sendBatch(batch, folderLoader, run);
    expect(end).toMatchObject({ kind: 'results', receipts: [{ key: 'A1', id: 'id of A1' }] });
    expect(readdirSync(join(run.folder, 'out'))).toEqual(['Account']);
    expect(new SentStore(run.folder).idOf('A1')).toBe('id of A1');
    expect(eventsIn(run.folder)).toEqual(['submit by folder', 'results']);
  });
});

it('rows that a loader refuses have failed, and are in the journal too', async () => {
  await withRun(async (run, batch) => {
    const end = await sendBatch(batch, folderLoader, run);
    expect(end).toMatchObject({ kind: 'refused', receipts: [{ key: 'A1', code: 'NO_NAME' }] });
    expect(eventsIn(run.folder)).toEqual(['submit by folder', 'results']);
  }, '');
});

it('a submission that was left open is settled by the loader that made it', async () => {
  await withRun(async (run, { submission }) => {
    const file = join(run.folder, 'journal.jsonl');
    run.journal.write({ event: 'submit', ...submission, loader: 'folder' });
    const [open] = openSubmissions([...readJournal(file)]);
    expect(await settleSubmission(open!, run)).toMatchObject({ kind: 'nothing' });
    expect(openSubmissions([...readJournal(file)])).toEqual([]);
    await expect(settleSubmission({ ...open!, loader: 'gone' }, run)).rejects.toThrow(
      /sent by the loader "gone", which this version doesn't have/,
    );
  });
});

it('a journal of an earlier version, which names no loader, is of the first one', async () => {
  const { loaderOf: real } = await vi.importActual<{ loaderOf: typeof loaderOf }>(
    '../../src/load/loaders/registry.ts',
  );
  expect([real({}), real({ loader: 'gone' }), real({ loader: 'constructor' })]).toEqual([
    real({ loader: 'sf-bulk' }),
    undefined,
    undefined,
  ]);
});
