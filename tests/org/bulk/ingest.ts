import { ApiError } from '../errors.ts';
import { bodyJson, type Call, csv, json, noContent, type Route } from '../http.ts';
import type { Org } from '../org.ts';
import { newId, objectNamed } from '../org.ts';
import { isKey, mayHardDelete } from '../permissions.ts';
import { batchesUsed } from '../rest/limits.ts';
import { DELIMITERS, type IngestJob, type JobRequest } from './job.ts';
import { failedResults, successfulResults, unprocessedRecords } from './results.ts';
import { abortJob, startJob } from './run-job.ts';

function refuseJob(message: string): never {
  throw new ApiError(400, 'INVALIDJOB', `InvalidJob : ${message}`);
}

function checkRequest(org: Org, request: JobRequest): void {
  const object = objectNamed(org, request.object ?? '');
  if (!object) refuseJob(`Unable to find object: ${request.object}`);
  if (!['insert', 'update', 'upsert', 'delete', 'hardDelete'].includes(request.operation))
    refuseJob(`Unknown operation: ${request.operation}`);
  if (!object.createable) refuseJob(`Entity '${object.name}' is not supported by the Bulk API.`);
  if (request.columnDelimiter && !(request.columnDelimiter in DELIMITERS))
    refuseJob(`Unknown column delimiter: ${request.columnDelimiter}`);
  if (request.operation === 'hardDelete' && !mayHardDelete(org))
    throw new ApiError(
      400,
      'FEATURENOTENABLED',
      'FeatureNotEnabled : hardDelete operation requires special user profile permission, please contact your system administrator',
    );
  if (request.operation !== 'upsert') return;
  const key = request.externalIdFieldName ?? '';
  if (key.toLowerCase() !== 'id' && !isKey(org, object.name, key))
    refuseJob(
      `Field name provided, ${key} does not match an External ID, Salesforce Id, or indexed field for ${object.name}`,
    );
}

function jobOf({ org }: Call, id: string | undefined): IngestJob {
  const job = org.jobs.get(id!);
  if (job) return job;
  throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

function jobInfo(org: Org, job: IngestJob, counts = true) {
  const failed = job.results.filter(({ ok }) => !ok).length;
  return {
    id: job.id,
    operation: job.request.operation,
    object: objectNamed(org, job.request.object)!.name,
    createdById: org.userId,
    createdDate: job.createdAt.replace('Z', '+0000'),
    systemModstamp: job.modifiedAt.replace('Z', '+0000'),
    state: job.state,
    ...(job.request.externalIdFieldName ? { externalIdFieldName: job.request.externalIdFieldName } : {}),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    jobType: 'V2Ingest',
    contentUrl: `services/data/v${job.apiVersion}.0/jobs/ingest/${job.id}/batches`,
    lineEnding: job.request.lineEnding ?? 'LF',
    columnDelimiter: job.request.columnDelimiter ?? 'COMMA',
    ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
    ...(counts
      ? {
          numberRecordsProcessed: job.results.length,
          numberRecordsFailed: failed,
          retries: 0,
          totalProcessingTime: Math.round(org.options.jobSeconds * 500),
          apiActiveProcessingTime: Math.round(org.options.jobSeconds * 400),
          apexProcessingTime: 0,
        }
      : {}),
  };
}

function create(call: Call, version: string): IngestJob {
  const request = bodyJson<JobRequest>(call);
  checkRequest(call.org, request);
  const { bulkBatches } = call.org.options;
  if (batchesUsed(call.org) >= bulkBatches)
    throw new ApiError(400, 'EXCEEDEDQUOTA', 'ExceededQuota : ApiBatchItems Limit exceeded.');
  const now = new Date().toISOString();
  const job: IngestJob = {
    id: newId(call.org, '750'),
    request,
    state: 'Open',
    createdAt: now,
    modifiedAt: now,
    apiVersion: Number(version),
    data: '',
    header: [],
    rows: [],
    results: [],
    unprocessed: [],
    errorMessage: undefined,
    timer: undefined,
    hangs: false,
  };
  call.org.jobs.set(job.id, job);
  return job;
}

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
    answer: (call, version) => json(jobInfo(call.org, create(call, version!), false)),
  },
  {
    method: 'GET',
    path: new RegExp(`${ROOT}/?$`),
    answer: ({ org }) =>
      json({
        done: true,
        nextRecordsUrl: null,
        records: [...org.jobs.values()].map((job) => jobInfo(org, job, false)),
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
