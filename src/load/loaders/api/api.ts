import { countText, rowsText } from '../../../shared/counted.ts';
import type { OpenSubmission } from '../../run/journal.ts';
import type { SentFile } from '../../run/sent-file.ts';
import { readJob } from '../bulk/bulk-job.ts';
import { goneJob, settleKnownJob } from '../bulk/job-results.ts';
import type { Batch, FileWork, Loader, LoaderRun, PlannedWork, Sent, Settled, SettleRun } from '../loader.ts';
import { hasUniqueKey } from '../send-settings.ts';
import { sendCollections } from './collections.ts';
import { isLost, sendJob, stopOpenJob } from './ingest-job.ts';
import { settleCalls } from './settle-calls.ts';

/**
 * Requests of our own: sObject Collections for few rows, else jobs of Bulk API 2.0. An insert is always a job: the org
 * can be asked what became of a job, but not of a call whose answer was lost.
 */
export const api: Loader = {
  commandOf: (work) =>
    goesByCalls(work)
      ? callText(work)
      : `POST jobs/ingest (${work.operation} of ${countText(work.rows, `${work.sobject} record`)})`,
  send,
  settle,
};

/** The calls that a person would make. */
function callText({ sobject, operation, externalId, rows }: FileWork & { rows: number }): string {
  if (operation === 'upsert') return `PATCH composite/sobjects/${sobject}/${externalId} (${rowsText(rows)})`;
  const method = operation === 'delete' ? 'DELETE' : 'PATCH';
  return `${method} composite/sobjects (${countText(rows, `${sobject} record`)})`;
}

/** True for what is little and may be sent twice without harm. */
function goesByCalls({ operation, externalId, object, rows, bulkAbove }: PlannedWork): boolean {
  if (operation === 'update') return true;
  if (operation === 'insert' || operation === 'hardDelete') return false;
  return rows <= bulkAbove && (operation === 'delete' || hasUniqueKey(object, externalId));
}

async function send(batch: Batch, run: LoaderRun, begin: () => void): Promise<Sent> {
  begin();
  const { bulkAbove } = run;
  if (!goesByCalls({ ...batch, rows: batch.file.rows.length, bulkAbove })) return sendJob(batch, run);
  try {
    const end = await sendCollections(batch, run);
    return 'kind' in end ? end : { kind: 'results', job: '', receipts: end };
  } catch (error) {
    if (!isLost(error)) throw error;
    // What goes by calls can be repeated.
    return { kind: 'nothing', why: (error as Error).message };
  }
}

async function settle(open: OpenSubmission, sent: SentFile | undefined, run: SettleRun): Promise<Settled> {
  if (open.job === undefined) return settleCalls(open, sent, run);
  const { rest } = run.session;
  const job = await readJob(rest, open.job)
    .then((found) => stopOpenJob(rest, found))
    .catch(goneJob);
  if (job) return settleKnownJob(open.job, open.step, sent, run);
  return { kind: 'nothing', why: `Job ${open.job} had none of its rows started, and was aborted.` };
}
