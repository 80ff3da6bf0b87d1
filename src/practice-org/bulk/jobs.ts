import { chanceOf } from '../chance.ts';
import { ApiError } from '../errors.ts';
import { type ApiCall, bodyJson } from '../http.ts';
import type { Org } from '../org.ts';
import { newId, objectNamed } from '../org.ts';
import { isKey, mayHardDelete } from '../permissions.ts';
import { batchesUsed } from '../rest/limits.ts';
import { DELIMITERS, type IngestJob, type JobRequest } from './job.ts';

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

/**
 * What the API says about all jobs, "in an indeterminate order" and without the key field or an error message of a job.
 * Source: Bulk API 2.0 Developer Guide, Get Information About All Ingest Jobs.
 */
export function listedJobs(org: Org) {
  return [...org.jobs.values()]
    .toSorted((a, b) => chanceOf(a.id) - chanceOf(b.id))
    .map((job) => {
      const { externalIdFieldName: _, errorMessage: __, ...listed } = jobInfo(org, job, false);
      return listed;
    });
}

/** The job of a path, or Salesforce's 404. */
export function ingestJobOf({ org }: ApiCall, id: string | undefined): IngestJob {
  const job = org.jobs.get(id!);
  if (job) return job;
  throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** What the API says about a job; the counts only where it is asked for alone. */
export function jobInfo(org: Org, job: IngestJob, counts = true) {
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

/** Creates the job that a call asks for, or says why not. */
export function createJob(call: ApiCall, version: string): IngestJob {
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
