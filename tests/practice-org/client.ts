import { setTimeout as wait } from 'node:timers/promises';
import type { JobRequest } from '../../src/practice-org/bulk/job.ts';
import type { RunningOrg } from '../../src/practice-org/server.ts';

/** An answer of the org as a test reads it. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each call has an answer of its own
  body: any;
  headers: Headers;
}

/** A finished ingest job: its info and its three result files. */
export interface FinishedJob {
  // biome-ignore lint/suspicious/noExplicitAny: a job's info is what the org says
  info: any;
  successful: string;
  failed: string;
  unprocessed: string;
}

/** One call of the REST API with a session of its own, without the CLI: for tests of the org itself. */
export async function call(
  running: RunningOrg,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${running.url}/services/data/v62.0${path}`, {
    method,
    headers: { Authorization: `Bearer ${running.org.orgId}!test`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

/** A SOQL query; a refused one is its errors. */
export async function soql(running: RunningOrg, query: string, verb = 'query'): Promise<Answer['body']> {
  return (await call(running, 'GET', `/${verb}?q=${encodeURIComponent(query)}`)).body;
}

/** Creates an ingest job and uploads its data; it does not wait. */
export async function submitJob(running: RunningOrg, request: JobRequest, csv: string): Promise<string> {
  const created = await call(running, 'POST', '/jobs/ingest', request);
  if (created.status !== 200) throw new Error(JSON.stringify(created.body));
  const { id } = created.body;
  await call(running, 'PUT', `/jobs/ingest/${id}/batches`, csv);
  await call(running, 'PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
  return id;
}

/** Waits for a job and reads what became of it. */
export async function finishedJob(running: RunningOrg, id: string): Promise<FinishedJob> {
  const path = `/jobs/ingest/${id}`;
  let info = (await call(running, 'GET', path)).body;
  while (info.state === 'UploadComplete' || info.state === 'InProgress') {
    await wait(10);
    info = (await call(running, 'GET', path)).body;
  }
  const file = async (name: string) => (await call(running, 'GET', `${path}/${name}`)).body;
  return {
    info,
    successful: await file('successfulResults'),
    failed: await file('failedResults'),
    unprocessed: await file('unprocessedrecords'),
  };
}

/** A whole ingest job from its creation to its results. */
export async function bulk(running: RunningOrg, request: JobRequest, csv: string): Promise<FinishedJob> {
  return finishedJob(running, await submitJob(running, request, csv));
}
