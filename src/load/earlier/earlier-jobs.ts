import { join } from 'node:path';
import type { Catalog } from '../../catalog/types.ts';
import { LONGEST_CALL_MS } from '../../org/rest.ts';
import { RestError } from '../../org/rest-error.ts';
import type { Session } from '../../org/session.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import { timeText } from '../../shared/time-text.ts';
import {
  awaitClosing,
  type BulkJob,
  isUnderWay,
  listJobs,
  ofUser,
  readJob,
  watchJob,
} from '../loaders/bulk/bulk-job.ts';
import { settleSubmission } from '../loaders/submission.ts';
import { foldersOf, realFolder } from '../receipts/known-loads.ts';
import { SentStore } from '../receipts/sent-store.ts';
import { userPlace } from '../receipts/user-place.ts';
import { Journal, journaledJobs, openSubmissions, readJournal } from '../run/journal.ts';
import { workerOf, worksIn } from '../run/lock.ts';
import { journaledIn, runsOf } from '../run/run-folder.ts';

/** A command that is about to look at records of a dataset in an org, or to change them. */
export interface Newcomer {
  session: Session;
  /** Where its runs are, and the receipts of these. */
  runs: string;
  sent: SentStore;
  /** What the keys begin with that it is about. */
  prefix: string;
  externalIdField: string;
  catalog: Catalog;
  waitMs: number;
  progress: Progress;
  /** The folder of the run that is resumed. */
  resumes?: string | undefined;
  /** The command to run again after the wait. */
  next: string;
}

/**
 * Waits for what interrupted loads and cleanups of the same keys left under way in an org, so that nothing comes or goes
 * after the org was asked what it has: first for the submissions that journals of this machine have open, whatever copy of
 * the dataset they are in, then for jobs of the user's that only the org knows (a folder that is gone, another machine).
 */
export async function awaitEarlierJobs(newcomer: Newcomer): Promise<void> {
  const { session, runs, sent, prefix } = newcomer;
  for (const folder of journaledIn(runs)) await settleAll(folder, sent, newcomer);
  for (const dir of foldersOf(userPlace(session.orgId), prefix)) {
    const others = runsOf(dir, session);
    // Where a process works on other keys, it has seen to what was open.
    if (realFolder(others) === realFolder(runs) || workerOf(join(others, 'lock.json'))) continue;
    for (const folder of journaledIn(others)) await settleAll(folder, undefined, newcomer);
  }
  const jobs = await unknownJobs(newcomer);
  const end = Date.now() + newcomer.waitMs;
  for (const job of jobs) {
    const open = openMs(job, session);
    const until = open > 0 ? Math.min(end, Date.now() + open) : end;
    newcomer.progress.say(
      `Waiting for job ${job.id} (${job.operation} of ${job.object}), which an interrupted load or cleanup may have left (until ${timeText(until)} at the latest)`,
    );
    const closed = await awaitClosing(session.rest, job, until - Date.now());
    if (closed.state === 'Open') continue;
    const over = await watchJob(session.rest, job.id, Math.max(0, end - Date.now()), () => {});
    if (!over) throw stillUnderWay(`Job ${job.id} (${job.operation} of ${job.object})`, newcomer);
  }
}

/** Says of a command that only looks that records may still come or go. */
export async function tellEarlierJobs(newcomer: Newcomer): Promise<void> {
  const jobs = await unknownJobs(newcomer);
  if (jobs.length === 0) return;
  const names = jobs.map(({ id, operation, object }) => `${id} (${operation} of ${object})`);
  newcomer.progress.say(
    `Still running in the org, so the counts may change: job ${names.join(', ')}, which an interrupted load or cleanup may have left.`,
  );
}

function stillUnderWay(what: string, { next }: Newcomer, folder?: string): UserError {
  return new UserError(
    {
      message: `${what}, which an interrupted load or cleanup may have left, is still running.`,
      ...(folder === undefined ? {} : { place: { file: folder } }),
      hint: 'Wait until it ends; otherwise, this command would miss what it writes or deletes.',
    },
    { exitCode: EXIT.partial, next },
  );
}

/** Settles what a run left open; its receipts go to those of its folder. */
async function settleAll(folder: string, own: SentStore | undefined, newcomer: Newcomer): Promise<void> {
  const file = join(folder, 'journal.jsonl');
  const open = openSubmissions(readJournal(file));
  if (open.length === 0) return;
  const { session, waitMs, progress } = newcomer;
  const sent = own ?? new SentStore(join(folder, '..'));
  const journal = new Journal(file);
  try {
    for (const submission of open) {
      const settled = await settleSubmission(submission, {
        session,
        folder,
        journal,
        sent,
        waitMs,
        progress,
        isResumed: folder === newcomer.resumes,
      });
      if (settled.kind !== 'running') continue;
      const { pid } = settled;
      const what = pid ? `The \`sf\` (process ${pid})` : submission.calls ? 'A call' : 'A job';
      throw stillUnderWay(`${what} of ${submission.step}`, newcomer, folder);
    }
  } finally {
    journal.close();
  }
}

/** The jobs under way that may be about the keys and that no process of this machine watches. */
async function unknownJobs(newcomer: Newcomer): Promise<BulkJob[]> {
  const { session } = newcomer;
  const found = (await jobsOf(session)).filter(
    (job) => (isUnderWay(job) || openMs(job, session) > 0) && mayBeOurs(job, newcomer),
  );
  if (found.length === 0) return [];
  const watched = new Set(
    worksIn(userPlace(session.orgId)).flatMap(({ dir }) =>
      dir === undefined ? [] : journaledIn(runsOf(dir, session)).flatMap(journaledJobs),
    ),
  );
  const unwatched = (await ofUser(session, found)).filter(({ id }) => !watched.has(id));
  const isByKey = await Promise.all(unwatched.map((job) => isByOurKey(job, newcomer)));
  return unwatched.filter((_, at) => isByKey[at]);
}

/**
 * How long an open job may still be closed by the last request of a process that was killed, in ms; 0 for any other job, and
 * for an upsert, which makes no record a second time.
 */
function openMs({ state, operation, createdDate = '' }: BulkJob, { rest }: Session): number {
  if (state !== 'Open' || operation === 'upsert') return 0;
  const age = Date.now() + rest.clockAhead() - Date.parse(createdDate);
  return age < LONGEST_CALL_MS ? LONGEST_CALL_MS - age : 0;
}

/** None where the user can't see jobs: nothing is known of them, and a load without rows needs no job. */
async function jobsOf(session: Session): Promise<BulkJob[]> {
  try {
    return await listJobs(session.rest);
  } catch (error) {
    if (error instanceof RestError && error.exitCode === EXIT.preflight) return [];
    throw error;
  }
}

/** An upsert, an insert of what has no key, a delete of what a cleanup deletes. */
function mayBeOurs({ operation, object }: BulkJob, { catalog }: Newcomer): boolean {
  if (operation === 'upsert') return true;
  const match = catalog[object]?.match;
  if (operation === 'insert') return match !== undefined && match.by !== 'external_id';
  return (operation === 'delete' || operation === 'hardDelete') && match !== undefined;
}

/** False for an upsert by another field than the key; a list of jobs doesn't have the field. */
async function isByOurKey(
  { id, operation }: BulkJob,
  { session, externalIdField }: Newcomer,
): Promise<boolean> {
  if (operation !== 'upsert') return true;
  return (await readJob(session.rest, id)).externalIdFieldName === externalIdField;
}
