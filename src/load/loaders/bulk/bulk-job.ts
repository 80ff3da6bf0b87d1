import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sameId } from '../../../catalog/record-id.ts';
import { packCsv, type TableRows } from '../../../dataset/csv.ts';
import { shaped } from '../../../org/answer.ts';
import { query, soqlText } from '../../../org/query.ts';
import type { Rest } from '../../../org/rest.ts';
import type { Session } from '../../../org/session.ts';
import { rowsText } from '../../../shared/counted.ts';
import { timeText } from '../../../shared/time-text.ts';
import type { SentFile } from '../../run/sent-file.ts';
import type { LoaderRun } from '../loader.ts';
import { type JobResults, namingHeaders } from './match-results.ts';

const jobSchema = z.object({
  id: z.string(),
  state: z.string(),
  object: z.string(),
  operation: z.string(),
  createdDate: z.string().optional(),
  createdById: z.string().optional(),
  externalIdFieldName: z.string().nullish(),
  numberRecordsProcessed: z.number().optional().default(0),
  numberRecordsFailed: z.number().optional().default(0),
  errorMessage: z.string().nullish(),
});

/** A Bulk API 2.0 ingest job as the org describes it. */
export type BulkJob = z.infer<typeof jobSchema>;

const jobList = z.object({
  done: z.boolean().optional().default(true),
  nextRecordsUrl: z.string().nullish(),
  records: z.array(jobSchema),
});

export async function readJob(rest: Rest, id: string): Promise<BulkJob> {
  const path = `jobs/ingest/${id}`;
  return shaped(jobSchema, await rest.get(path), { what: `GET ${path}`, check: rest.check });
}

/**
 * The ingest jobs of the last seven days, those of all users. All pages are read, since "job records are returned in an
 * indeterminate order". Source: Bulk API 2.0 Developer Guide, Get Information About All Ingest Jobs.
 */
export async function listJobs(rest: Rest): Promise<BulkJob[]> {
  const jobs: BulkJob[] = [];
  let path: string | undefined = 'jobs/ingest?jobType=V2Ingest';
  while (path) {
    const page: z.infer<typeof jobList> = shaped(jobList, await rest.get(path), {
      what: `GET ${path}`,
      check: rest.check,
    });
    jobs.push(...page.records);
    path = page.done ? undefined : (page.nextRecordsUrl ?? undefined);
  }
  return jobs;
}

/** The jobs that the session's user made, and those of which the org doesn't say who did. */
export async function ofUser(
  { rest, username }: Pick<Session, 'rest' | 'username'>,
  jobs: readonly BulkJob[],
): Promise<BulkJob[]> {
  if (jobs.length === 0) return [];
  const [user] = await query(rest, `SELECT Id FROM User WHERE Username = ${soqlText(username)}`);
  return jobs.filter(({ createdById }) => !user || createdById === undefined || sameId(createdById, user.Id));
}

export function isOver(job: BulkJob): boolean {
  return job.state === 'JobComplete' || job.state === 'Failed' || job.state === 'Aborted';
}

/** True if a job has its rows and will write them, or does. */
export function isUnderWay(job: BulkJob): boolean {
  return job.state === 'UploadComplete' || job.state === 'InProgress';
}

/**
 * Waits while a job is open, until so many ms have passed: the request that closes it may have left the process that was
 * killed. Returns the job as it is then.
 */
export async function awaitClosing(rest: Rest, job: BulkJob, waitMs: number): Promise<BulkJob> {
  const until = Date.now() + waitMs;
  let now = job;
  while (now.state === 'Open' && Date.now() < until) {
    await sleep(Math.min(SLOWEST_POLL_MS, until - Date.now()));
    now = await readJob(rest, job.id);
  }
  return now;
}

interface JobToTell extends Pick<LoaderRun, 'processed'> {
  step: string;
  rows: number;
  waitMs: number;
}

/** Shows the job that is waited for, as long as it is running. */
export function tellJob(
  live: (line: string) => void,
  { step, rows, waitMs, processed }: JobToTell,
): (job: BulkJob) => void {
  const until = timeText(Date.now() + waitMs);
  return (job) => {
    processed?.(step, job.numberRecordsProcessed);
    if (isOver(job)) return;
    live(
      `${step}: waiting for job ${job.id} with ${rowsText(rows)}, ${job.state} (until ${until} at the latest)`,
    );
  };
}

const FIRST_POLL_MS = 200;
const SLOWEST_POLL_MS = 3_000;
const GROWTH = 1.25;

/** Waits for a job's end, asking every 200 ms at first; undefined when it is still under way after `waitMs`. */
export async function watchJob(
  rest: Rest,
  id: string,
  waitMs: number,
  seen: (job: BulkJob) => void,
): Promise<BulkJob | undefined> {
  const until = Date.now() + waitMs;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * GROWTH, SLOWEST_POLL_MS)) {
    const job = await readJob(rest, id);
    seen(job);
    if (isOver(job)) return job;
    if (Date.now() >= until) return undefined;
    await sleep(Math.min(pause, Math.max(0, until - Date.now())));
  }
}

/** The result files of a job that is over; one that must be empty by the job's own counts is not asked for. */
export async function readJobResults(rest: Rest, job: BulkJob, sent: SentFile): Promise<JobResults> {
  const { id, numberRecordsProcessed: processed, numberRecordsFailed: failed } = job;
  const read = async (name: string, wanted: boolean): Promise<TableRows> => {
    const bytes = wanted ? await rest.bytes(`jobs/ingest/${id}/${name}`) : Buffer.alloc(0);
    if (isBlank(bytes)) return { columns: [], rows: [], lines: [] };
    // A result has all cells that were sent; most of them aren't looked at.
    const kept = new Set(['sf__Id', 'sf__Created', 'sf__Error', ...namingHeaders(sent)]);
    return packCsv(bytes, `${id}/${name}`, (header) => kept.has(header));
  };
  const [successful, failures, unprocessed] = await Promise.all([
    read('successfulResults', processed > failed),
    read('failedResults', failed > 0),
    read('unprocessedrecords', job.state !== 'JobComplete' || processed < sent.rows.length),
  ]);
  return { successful, failed: failures, unprocessed };
}

/** True for white space alone. */
const isBlank = (bytes: Buffer) => bytes.every((byte) => byte <= 0x20);

/** Why the rows without a result have none. */
export function jobErrorOf(job: BulkJob): string | undefined {
  if (job.state === 'JobComplete') return undefined;
  return (
    job.errorMessage ||
    `${job.state === 'Aborted' ? 'JobAborted' : 'JobFailed'}:The job ${job.id} was ${job.state.toLowerCase()}.`
  );
}
