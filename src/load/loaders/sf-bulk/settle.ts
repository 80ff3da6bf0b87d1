import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSfAnswer } from '../../../org/answer.ts';
import { CLOCK_MS, LONGEST_CALL_MS } from '../../../org/rest.ts';
import type { Session } from '../../../org/session.ts';
import { readKept } from '../../../org/sf.ts';
import { isAlive } from '../../../shared/files/process-alive.ts';
import { timeText } from '../../../shared/time-text.ts';
import { journaledJobs, type OpenSubmission } from '../../run/journal.ts';
import type { Receipt } from '../../run/journal-entry.ts';
import { answerPath, type SentFile } from '../../run/sent-file.ts';
import {
  awaitClosing,
  type BulkJob,
  isOver,
  jobErrorOf,
  listJobs,
  ofUser,
  readJob,
  readJobResults,
  tellJob,
  watchJob,
} from '../bulk/bulk-job.ts';
import { FILE_GONE, settleKnownJob } from '../bulk/job-results.ts';
import { matchResults } from '../bulk/match-results.ts';
import type { Settled, SettleRun } from '../loader.ts';
import { submittedFrom, UPLOAD_LIMIT_MS } from './submit.ts';

/** How long a process may still be uploading that has the number of an `sf` which outlived its run, and may be another one. */
const UPLOAD_MS = 60_000;
/** How long after the note of a submission its process is surely started. */
const START_MS = 5_000;

/**
 * Finds out the result of a submission whose end nobody saw: waits for its process, finds its job by the CLI's answer,
 * else among the org's jobs by what is in it, and waits for it.
 */
export async function settleJob(
  open: OpenSubmission,
  sent: SentFile | undefined,
  run: SettleRun,
): Promise<Settled> {
  const { session, folder, journal, waitMs, progress } = run;
  const { step, attempt } = open;
  if (!open.job && !(await awaitProcess(open, run))) return { kind: 'running', pid: open.process!.pid };
  const known = open.job ?? jobInAnswer(open, folder);
  if (known) {
    if (!open.job) journal.write({ event: 'job', step, attempt, job: known });
    return settleKnownJob(known, step, sent, run);
  }
  if (!sent) return FILE_GONE;
  for (const candidate of await candidates(session, open, new Set(journaledJobs(folder)))) {
    const seen = tellJob(progress.say, { step, rows: sent.rows.length, waitMs });
    let isTold = false;
    const job = await watchJob(session.rest, candidate.id, waitMs, (now) => {
      if (!isTold) seen(now);
      isTold = true;
    });
    if (!job) return { kind: 'running' };
    const receipts = await ownReceipts(session, job, sent);
    if (!receipts) continue;
    journal.write({ event: 'job', step, attempt, job: job.id });
    return { kind: 'results', job: job.id, receipts };
  }
  return { kind: 'nothing', why: 'The org has no job of this submission.' };
}

/**
 * Waits for the end of an `sf` that outlived its run, which may make its job and upload the rows as long as it runs; false
 * if it still does.
 */
async function awaitProcess(open: OpenSubmission, { waitMs, progress }: SettleRun): Promise<boolean> {
  const { process } = open;
  const isRunning = () => process === undefined || isAlive(process.pid, process.started);
  const isSurely = process?.started !== undefined;
  const until =
    process === undefined
      ? Date.parse(open.at) + START_MS
      : Date.now() + (isSurely ? waitMs : Math.min(UPLOAD_MS, waitMs));
  if (process && isRunning())
    progress.say(
      `${open.step}: waiting for the \`sf\` of the interrupted run (process ${process.pid}; until ${timeText(until)} at the latest)`,
    );
  while (Date.now() < until && isRunning()) await sleep(100);
  return !isSurely || !isRunning();
}

/** The job in the answer of an `sf` that outlived its run; undefined where it died before it had one. */
function jobInAnswer(open: OpenSubmission, folder: string): string | undefined {
  const file = answerPath(folder, open.step, open.attempt);
  if (!existsSync(file)) return undefined;
  const submitted = submittedFrom(readSfAnswer(readKept(file)));
  return submitted.kind === 'job' ? submitted.job : undefined;
}

/**
 * Jobs of the same kind that were made since and that no other submission of the run has. One that is open may be closed by
 * the last request of a killed `sf`; one that stays open was never closed and runs no more.
 */
async function candidates(
  session: Session,
  open: OpenSubmission,
  known: ReadonlySet<string>,
): Promise<BulkJob[]> {
  const { rest } = session;
  const since = Date.parse(open.at) + rest.clockAhead() - CLOCK_MS;
  // An upsert may be repeated while the first one is still to come: the org makes one record of both.
  const mayBeClosed =
    open.operation !== 'upsert' && Date.now() < Date.parse(open.at) + UPLOAD_LIMIT_MS + LONGEST_CALL_MS;
  const until = Date.now() + (mayBeClosed ? LONGEST_CALL_MS : 0);
  const found = (await ofUser(session, await listJobs(rest))).filter(
    (job) =>
      job.object === open.sobject &&
      job.operation === open.operation &&
      !known.has(job.id) &&
      (job.createdDate === undefined || Date.parse(job.createdDate) >= since),
  );
  const closed = await Promise.all(found.map((job) => awaitClosing(rest, job, until - Date.now())));
  return closed.filter(({ state }) => state !== 'Open');
}

/** The receipts of a job if each of its results is a row that was sent; undefined for a job of somebody else. */
async function ownReceipts(session: Session, job: BulkJob, sent: SentFile): Promise<Receipt[] | undefined> {
  const whole = await readJob(session.rest, job.id);
  if (!isOver(whole)) return undefined;
  const results = await readJobResults(session.rest, whole, sent);
  const answered =
    results.successful.rows.length + results.failed.rows.length + results.unprocessed.rows.length;
  const receipts = matchResults(sent, results, jobErrorOf(whole));
  const matched = receipts.filter(
    (receipt) => receipt.outcome !== 'failed' || receipt.code !== 'NO_RESULT',
  ).length;
  // A job that did nothing says nothing about whose it was; its rows may be sent again.
  const isTelling = whole.state === 'JobComplete' || results.successful.rows.length > 0;
  const own = isTelling && answered === sent.rows.length && matched === answered;
  return own ? receipts : undefined;
}
