import { parse } from 'csv-parse/sync';
import { chanceOf } from '../chance.ts';
import { faultOfJob, type JobFault } from '../faults/faults.ts';
import type { Org } from '../org.ts';
import { JobError } from './columns.ts';
import { DELIMITERS, type IngestJob, type JobState } from './job.ts';
import { processRows } from './process.ts';

/** Advances a job. */
function setState(job: IngestJob, state: JobState, errorMessage?: string): void {
  job.state = state;
  job.modifiedAt = new Date().toISOString();
  job.errorMessage = errorMessage;
}

function checkLineEnds(job: IngestJob): void {
  const setting = job.request.lineEnding ?? 'LF';
  const headerEndsInCrlf = /^[^\n]*\r\n/.test(job.data);
  if (headerEndsInCrlf !== (setting === 'CRLF') && job.data.includes('\n'))
    throw new JobError(
      `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${setting}`,
    );
}

function readData(job: IngestJob): void {
  let table: string[][];
  try {
    table = parse(job.data, {
      bom: true,
      delimiter: DELIMITERS[job.request.columnDelimiter ?? 'COMMA'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new JobError(`ClientInputError : Failed to parse CSV data. ${(error as Error).message}`);
  }
  const [header = [], ...rows] = table;
  job.header = header;
  job.rows = rows;
  checkLineEnds(job);
  const wide = rows.find((row) => row.length !== header.length);
  if (wide)
    throw new JobError(
      `InvalidBatch : Number of columns in row (${wide.length}) does not match the header (${header.length})`,
    );
}

/** The rows of a result file come in no promised order; shuffled by a key, so that a run can be repeated. */
function shuffled<T>(job: IngestJob, rows: T[]): T[] {
  return rows
    .map((row, index) => ({ row, at: chanceOf(`${job.id} ${index}`) }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

function endBadly(job: IngestJob, state: 'Failed' | 'Aborted', message?: string): void {
  job.unprocessed = job.rows.slice(job.results.length);
  setState(job, state, message);
}

function finish(org: Org, job: IngestJob, fault?: JobFault): void {
  job.timer = undefined;
  try {
    readData(job);
    job.results = shuffled(job, processRows(org, job, fault && (fault.afterRows ?? 0)));
    if (!fault) setState(job, 'JobComplete');
    else if (fault.outcome === 'abort') endBadly(job, 'Aborted');
    else endBadly(job, 'Failed', fault.message ?? 'InternalServerError : The job was told to fail.');
  } catch (error) {
    if (!(error instanceof JobError)) throw error;
    endBadly(job, 'Failed', error.message);
  }
}

/** Starts to process an uploaded job; it ends after the org's `jobSeconds`, or as a fault says. */
export function startJob(org: Org, job: IngestJob): void {
  setState(job, 'UploadComplete');
  const fault = faultOfJob(org.faults, job.request.object);
  const milliseconds = org.options.jobSeconds * 1_000;
  const work = () => {
    setState(job, 'InProgress');
    job.hangs = fault?.outcome === 'hang';
    if (!job.hangs) job.timer = setTimeout(() => finish(org, job, fault), milliseconds * 0.8);
  };
  job.timer = setTimeout(work, milliseconds * 0.2);
}

/** Lets the hanging jobs end. */
export function releaseJobs(org: Org): void {
  for (const job of org.jobs.values())
    if (job.hangs && job.state === 'InProgress') {
      job.hangs = false;
      finish(org, job);
    }
}

/** Cancels a job; its remaining rows aren't processed. */
export function abortJob(job: IngestJob): void {
  clearTimeout(job.timer);
  try {
    readData(job);
  } catch {
    // Data that can't be read has no unprocessed rows to show.
  }
  endBadly(job, 'Aborted');
}
