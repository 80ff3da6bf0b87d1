import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { shaped } from '../../../org/answer.ts';
import type { Rest } from '../../../org/rest.ts';
import { isPassing, RestError, Unreachable } from '../../../org/rest-error.ts';
import { type BulkJob, readJob, tellJob } from '../bulk/bulk-job.ts';
import { receiptsOfJob } from '../bulk/job-results.ts';
import type { Batch, LoaderRun, Sent } from '../loader.ts';

const made = z.object({ id: z.string() });

/** Makes a job of Bulk API 2.0 for the rows of a batch and waits for its results. */
export async function sendJob(batch: Batch, run: LoaderRun): Promise<Sent> {
  const { sobject: object, operation, externalId, submission, file, path } = batch;
  const { session, journal, progress, waitMs } = run;
  const { step, attempt } = submission;
  const { rest } = session;
  let job: string;
  try {
    const answer = await rest.send('POST', 'jobs/ingest', {
      ...{ object, operation, contentType: 'CSV', lineEnding: 'LF', columnDelimiter: 'COMMA' },
      ...(externalId === undefined ? {} : { externalIdFieldName: externalId }),
    });
    job = shaped(made, answer, { what: `${session.host} (POST jobs/ingest)`, check: rest.check }).id;
  } catch (error) {
    // A job that nobody fills does nothing.
    if (isLost(error)) return { kind: 'nothing', why: (error as Error).message };
    if (error instanceof RestError) return { kind: 'refused', code: error.code, message: error.said };
    throw error;
  }
  journal.write({ event: 'job', step, attempt, job });
  const error = await startJob(run, job, readFileSync(path, 'utf8'));
  if (error) {
    const { message: why } = error;
    if (isLost(error) || !(error instanceof RestError)) return { kind: 'nothing', why };
    return { kind: 'refused', code: error.code, message: error.said };
  }
  const seen = tellJob(progress.live, { ...run, step, rows: file.rows.length });
  const receipts = await receiptsOfJob(session, job, file, waitMs, seen);
  return receipts ? { kind: 'results', job, receipts } : { kind: 'running', job };
}

/** Uploads the rows of a job and closes it. Returns the error where the job took none of them. */
async function startJob({ session }: LoaderRun, id: string, csv: string): Promise<Error | undefined> {
  try {
    await session.rest.upload(`jobs/ingest/${id}/batches`, csv);
    await session.rest.send('PATCH', `jobs/ingest/${id}`, { state: 'UploadComplete' });
    return undefined;
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof RestError)) throw error;
    // The org may have closed the job, and only its answer was lost.
    const isOpen = (await stopOpenJob(session.rest, await readJob(session.rest, id))) === undefined;
    if (isOpen) return error;
    return undefined;
  }
}

/** Ends a job that was never closed, so that none of its rows can come in later; a job of another state is returned. */
export async function stopOpenJob(rest: Rest, job: BulkJob): Promise<BulkJob | undefined> {
  if (job.state !== 'Open') return job;
  await rest.send('PATCH', `jobs/ingest/${job.id}`, { state: 'Aborted' });
  return undefined;
}

/** True if nobody knows what the org has done of a request. */
export function isLost(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof RestError && isPassing(error.status));
}
