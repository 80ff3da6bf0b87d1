import { RestError } from '../../../org/rest-error.ts';
import type { Session } from '../../../org/session.ts';
import { timeText } from '../../../shared/time-text.ts';
import type { Receipt } from '../../run/journal-entry.ts';
import type { SentFile } from '../../run/sent-file.ts';
import type { Settled, SettleRun } from '../loader.ts';
import { type BulkJob, jobErrorOf, readJobResults, watchJob } from './bulk-job.ts';
import { matchResults } from './match-results.ts';

/** The end of a submission whose file is gone: what it did is seen when the records are compared. */
export const FILE_GONE: Settled = { kind: 'nothing', why: 'The file that was sent is gone.' };

/** Waits for the job of an interrupted run, and finds out its results. */
export async function settleKnownJob(
  job: string,
  step: string,
  sent: SentFile | undefined,
  { session, waitMs, progress }: SettleRun,
): Promise<Settled> {
  const until = timeText(Date.now() + waitMs);
  progress.say(`${step}: waiting for job ${job} of the interrupted run (until ${until} at the latest)`);
  const results = sent ? receiptsOfJob(session, job, sent, waitMs) : endOfJob(session, job, waitMs);
  const receipts = await results.catch(goneJob);
  if (!receipts) return { kind: 'running', job };
  if (!sent) return FILE_GONE;
  if (receipts === 'gone') return { kind: 'nothing', why: `The org no longer has job ${job}.` };
  return { kind: 'results', job, receipts };
}

/** Waits for a job whose rows nobody knows any more. */
async function endOfJob(session: Session, id: string, waitMs: number): Promise<'gone' | undefined> {
  return (await watchJob(session.rest, id, waitMs, () => {})) && 'gone';
}

/** A job that was deleted, or whose results the org no longer has: what it did is read back with the records. */
export function goneJob(error: unknown): 'gone' {
  if (error instanceof RestError && error.status === 404) return 'gone';
  throw error;
}

/** Waits for a job and matches its results to what was sent; undefined while it is under way. */
export async function receiptsOfJob(
  session: Session,
  id: string,
  sent: SentFile,
  waitMs: number,
  seen: (job: BulkJob) => void = () => {},
): Promise<Receipt[] | undefined> {
  const job = await watchJob(session.rest, id, waitMs, seen);
  if (!job) return undefined;
  return matchResults(sent, await readJobResults(session.rest, job, sent), jobErrorOf(job));
}
