import { stringify } from 'csv-stringify/sync';
import { ApiError } from '../errors.ts';
import { type ApiCall, bodyJson, csvReply, jsonReply, noContent, type Route } from '../http.ts';
import { newId } from '../org.ts';
import { parseSoql } from '../soql/parse.ts';
import { runSoql } from '../soql/run.ts';
import { DELIMITERS, type JobState } from './job.ts';

/** A query job with its answer. */
export interface QueryJob {
  id: string;
  query: string;
  operation: 'query' | 'queryAll';
  columnDelimiter: keyof typeof DELIMITERS;
  lineEnding: 'LF' | 'CRLF';
  apiVersion: number;
  createdAt: string;
  state: JobState;
  readyAt: number;
  header: string[];
  rows: string[][];
}

function jobOf({ org }: ApiCall, id: string | undefined): QueryJob {
  const job = org.queryJobs.get(id!);
  if (!job) throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (job.state === 'UploadComplete' && Date.now() >= job.readyAt) job.state = 'JobComplete';
  return job;
}

/** What the API says about a job; the counts only where it is asked for. */
function info(job: QueryJob, userId: string, counts = false) {
  return {
    id: job.id,
    operation: job.operation,
    object: /from\s+(\w+)/i.exec(job.query)?.[1] ?? '',
    createdById: userId,
    createdDate: job.createdAt.replace('Z', '+0000'),
    systemModstamp: job.createdAt.replace('Z', '+0000'),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    jobType: 'V2Query',
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
    ...(counts
      ? {
          numberRecordsProcessed: job.state === 'JobComplete' ? job.rows.length : 0,
          retries: 0,
          totalProcessingTime: 1,
          isPkChunkingSupported: true,
        }
      : {}),
  };
}

function create(call: ApiCall, version: string): QueryJob {
  const request = bodyJson<Partial<QueryJob>>(call);
  const operation = request.operation ?? 'query';
  const found = runSoql(call.org, parseSoql(request.query ?? ''), {
    all: operation === 'queryAll',
    tooling: false,
  });
  // Bulk API 2.0 Developer Guide, "SOQL Considerations".
  if (found.bareCount || found.groups)
    throw new ApiError(400, 'API_ERROR', 'Aggregate Relationships not supported in Bulk Query');
  const job: QueryJob = {
    id: newId(call.org, '750'),
    query: request.query ?? '',
    operation,
    columnDelimiter: request.columnDelimiter ?? 'COMMA',
    lineEnding: request.lineEnding ?? 'LF',
    apiVersion: Number(version),
    createdAt: new Date().toISOString(),
    state: 'UploadComplete',
    readyAt: Date.now() + call.org.options.jobSeconds * 1_000,
    header: found.columns.map(({ via, name }) => [...via, name].join('.')),
    rows: found.matched.map((record) => found.columns.map((column) => String(column.read!(record) ?? ''))),
  };
  call.org.queryJobs.set(job.id, job);
  return job;
}

const ROOT = String.raw`^/services/data/v(\d+)\.0/jobs/query`;
const ONE = String.raw`${ROOT}/(\w{15,18})`;

/** The query jobs of the Bulk API 2.0. */
export const queryJobRoutes: Route[] = [
  {
    method: 'POST',
    path: new RegExp(`${ROOT}/?$`),
    answer: (call, version) => jsonReply(info(create(call, version!), call.org.userId)),
  },
  {
    method: 'GET',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => jsonReply(info(jobOf(call, id), call.org.userId, true)),
  },
  {
    method: 'GET',
    path: new RegExp(`${ONE}/results/?$`),
    answer: (call, _version, id) => {
      const job = jobOf(call, id);
      if (job.state !== 'JobComplete')
        throw new ApiError(400, 'INVALIDJOBSTATE', `InvalidJobState : The job is ${job.state}.`);
      const from = Number(call.params.get('locator') ?? 0);
      const to = Math.min(job.rows.length, from + Number(call.params.get('maxRecords') ?? 50_000));
      const text = stringify([job.header, ...job.rows.slice(from, to)], {
        delimiter: DELIMITERS[job.columnDelimiter],
        record_delimiter: job.lineEnding === 'CRLF' ? '\r\n' : '\n',
        quoted: true,
      });
      return csvReply(text, {
        'Sforce-Locator': to < job.rows.length ? String(to) : 'null',
        'Sforce-NumberOfRecords': String(to - from),
      });
    },
  },
  {
    method: 'PATCH',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => {
      const job = jobOf(call, id);
      job.state = 'Aborted';
      return jsonReply(info(job, call.org.userId));
    },
  },
  {
    method: 'DELETE',
    path: new RegExp(`${ONE}/?$`),
    answer: (call, _version, id) => {
      call.org.queryJobs.delete(jobOf(call, id).id);
      return noContent();
    },
  },
];
