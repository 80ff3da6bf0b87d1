import { stringify } from 'csv-stringify/sync';
import { ApiError, bulkErrorText } from '../errors.ts';
import { type ApiCall, bodyJson, csvReply, jsonReply, noContent, type Route } from '../http.ts';
import { DELIMITERS, type IngestJob } from './job.ts';
import { createJob, ingestJobOf, jobInfo, listedJobs } from './jobs.ts';
import { abortJob, startJob } from './run-job.ts';

function wrongState(job: IngestJob): never {
  throw new ApiError(
    400,
    'INVALIDJOBSTATE',
    `InvalidJobState : Current job state ${job.state} does not allow this.`,
  );
}

/**
 * "Limit the upload to 100 MB of content", which base64 makes 150 MB. Source: Bulk API 2.0 Developer Guide, Upload Job Data;
 * the words are those of a batch that is too large, in github.com/jsforce/jsforce/issues/31.
 */
function checkSize({ body, org }: ApiCall): void {
  const { jobBytes } = org.options;
  if (body.length <= jobBytes) return;
  const text = `Failed to read request. Exceeded max size limit of ${Math.floor((jobBytes * 4) / 3)}`;
  throw new ApiError(400, 'CLIENTINPUTERROR', `ClientInputError : ${text}`);
}

const ROOT = String.raw`^/services/data/v(\d+)\.0/jobs/ingest`;
const ONE = String.raw`${ROOT}/(\w{15,18})`;

function results(name: string, text: (job: IngestJob) => string): Route {
  return {
    method: 'GET',
    path: new RegExp(`${ONE}/${name}/?$`, 'i'),
    answer: (call, _version, id) => {
      const job = ingestJobOf(call, id);
      if (!['JobComplete', 'Failed', 'Aborted'].includes(job.state)) wrongState(job);
      return csvReply(text(job));
    },
  };
}

/** The ingest jobs of the Bulk API 2.0. */
export const ingestRoutes: Route[] = [
  {
    method: 'POST',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call, version) => jsonReply(jobInfo(call.org, createJob(call, version!), false)),
  },
  {
    method: 'GET',
    path: new RegExp(`${ROOT}/?$`),
    answer: ({ org }) =>
      jsonReply({
        done: true,
        nextRecordsUrl: null,
        records: listedJobs(org),
      }),
  },
  {
    method: 'GET',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => jsonReply(jobInfo(call.org, ingestJobOf(call, id))),
  },
  {
    method: 'PUT',
    path: new RegExp(`${ONE}/batches/?$`),
    answer: (call, _version, id) => {
      const job = ingestJobOf(call, id);
      if (job.state !== 'Open' || job.data !== '') wrongState(job);
      checkSize(call);
      job.data = call.body.toString('utf8');
      return noContent(201);
    },
  },
  {
    method: 'PATCH',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => {
      const job = ingestJobOf(call, id);
      const { state } = bodyJson<{ state: string }>(call);
      const ended = ['JobComplete', 'Failed', 'Aborted'].includes(job.state);
      if (state === 'UploadComplete' && job.state === 'Open') startJob(call.org, job);
      else if (state === 'Aborted' && !ended) abortJob(job);
      else wrongState(job);
      return jsonReply(jobInfo(call.org, job, false));
    },
  },
  {
    method: 'DELETE',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => {
      const job = ingestJobOf(call, id);
      if (job.state === 'UploadComplete' || job.state === 'InProgress') wrongState(job);
      call.org.jobs.delete(job.id);
      return noContent();
    },
  },
  results('successfulResults', successfulResults),
  results('failedResults', failedResults),
  results('unprocessedrecords', unprocessedRecords),
];

function table(job: IngestJob, extra: string[], rows: string[][]): string {
  return stringify([[...extra, ...job.header], ...rows], {
    delimiter: DELIMITERS[job.request.columnDelimiter ?? 'COMMA'],
    record_delimiter: job.request.lineEnding === 'CRLF' ? '\r\n' : '\n',
    quoted: true,
  });
}

/** `successfulResults`: each saved row, with its id and whether it is new. */
function successfulResults(job: IngestJob): string {
  const rows = job.results.flatMap((result) =>
    result.ok ? [[result.id, String(result.created), ...result.row]] : [],
  );
  return table(job, ['sf__Id', 'sf__Created'], rows);
}

/** `failedResults`: each row that wasn't saved, and why. */
function failedResults(job: IngestJob): string {
  const rows = job.results.flatMap((result) =>
    result.ok ? [] : [[result.id, bulkErrorText(result.error), ...result.row]],
  );
  return table(job, ['sf__Id', 'sf__Error'], rows);
}

/** `unprocessedrecords`: the rows that a failed or aborted job didn't process. */
function unprocessedRecords(job: IngestJob): string {
  return table(job, [], job.unprocessed);
}
