import { ApiError } from '../errors.ts';
import { bodyJson, csv, json, noContent, type Route } from '../http.ts';
import type { IngestJob } from './job.ts';
import { createJob, jobInfo, jobOf, listedJob } from './jobs.ts';
import { failedResults, successfulResults, unprocessedRecords } from './results.ts';
import { abortJob, startJob } from './run-job.ts';

function wrongState(job: IngestJob): never {
  throw new ApiError(
    400,
    'INVALIDJOBSTATE',
    `InvalidJobState : Current job state ${job.state} does not allow this.`,
  );
}

const ROOT = String.raw`^/services/data/v(\d+)\.0/jobs/ingest`;
const ONE = String.raw`${ROOT}/(\w{15,18})`;

function results(name: string, text: (job: IngestJob) => string): Route {
  return {
    method: 'GET',
    path: new RegExp(`${ONE}/${name}/?$`, 'i'),
    answer: (call, _version, id) => {
      const job = jobOf(call, id);
      if (!['JobComplete', 'Failed', 'Aborted'].includes(job.state)) wrongState(job);
      return csv(text(job));
    },
  };
}

/** The ingest jobs of the Bulk API 2.0. */
export const ingestRoutes: Route[] = [
  {
    method: 'POST',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call, version) => json(jobInfo(call.org, createJob(call, version!), false)),
  },
  {
    method: 'GET',
    path: new RegExp(`${ROOT}/?$`),
    answer: ({ org }) =>
      json({
        done: true,
        nextRecordsUrl: null,
        records: [...org.jobs.values()].map((job) => listedJob(org, job)),
      }),
  },
  {
    method: 'GET',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => json(jobInfo(call.org, jobOf(call, id))),
  },
  {
    method: 'PUT',
    path: new RegExp(`${ONE}/batches/?$`),
    answer: (call, _version, id) => {
      const job = jobOf(call, id);
      if (job.state !== 'Open' || job.data !== '') wrongState(job);
      job.data = call.body.toString('utf8');
      return noContent(201);
    },
  },
  {
    method: 'PATCH',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => {
      const job = jobOf(call, id);
      const { state } = bodyJson<{ state: string }>(call);
      const ended = ['JobComplete', 'Failed', 'Aborted'].includes(job.state);
      if (state === 'UploadComplete' && job.state === 'Open') startJob(call.org, job);
      else if (state === 'Aborted' && !ended) abortJob(job);
      else wrongState(job);
      return json(jobInfo(call.org, job, false));
    },
  },
  {
    method: 'DELETE',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => {
      const job = jobOf(call, id);
      if (job.state === 'UploadComplete' || job.state === 'InProgress') wrongState(job);
      call.org.jobs.delete(job.id);
      return noContent();
    },
  },
  results('successfulResults', successfulResults),
  results('failedResults', failedResults),
  results('unprocessedrecords', unprocessedRecords),
];
