import { availableParallelism } from 'node:os';
import { targetFlag } from '../../../org/next-command.ts';
import { RestError } from '../../../org/rest-error.ts';
import { deleteArgv, importArgv, type OrgName, shellText, upsertArgv } from '../../../org/sf-argv.ts';
import { EXIT, UserError } from '../../../shared/errors.ts';
import { slots } from '../../../shared/queue.ts';
import type { Submission } from '../../run/journal-entry.ts';
import { tellJob } from '../bulk/bulk-job.ts';
import { receiptsOfJob } from '../bulk/job-results.ts';
import type { Batch, FileWork, Loader, LoaderRun, Sent } from '../loader.ts';
import { settleJob } from './settle.ts';
import { submit } from './submit.ts';

/** Each `sf` keeps a core busy for about a second. */
const processes = slots(Math.max(2, availableParallelism()));

/** Jobs of Bulk API 2.0, made by `sf` and watched over REST. */
export const sfBulk: Loader = {
  commandOf: (work, path, org) => shellText(argvOf(work, path, org)),
  send,
  settle: settleJob,
};

function argvOf({ sobject, operation, externalId = '' }: FileWork, file: string, org: OrgName): string[] {
  switch (operation) {
    case 'upsert':
      return upsertArgv({ sobject, externalId, file, org });
    case 'insert':
      return importArgv({ sobject, file, org });
    default:
      return deleteArgv({ sobject, file, org, hard: operation === 'hardDelete' });
  }
}

async function send(batch: Batch, run: LoaderRun, begin: () => void): Promise<Sent> {
  const { submission, file, path, priority } = batch;
  const { session, progress, waitMs } = run;
  const { step } = submission;
  const at = new Date().toISOString();
  const submitted = await processes.use(priority, () => {
    begin();
    return submit(argvOf(batch, path, session.username), submission, run);
  });
  if (submitted.kind === 'refused') return submitted;
  if (submitted.kind === 'connection') {
    progress.say(`${step}: connection lost (${submitted.message}); looking for the job`);
    const found = await settleJob({ ...submission, at }, file, run);
    return found.kind === 'nothing' ? { ...found, why: submitted.message } : found;
  }
  const { job } = submitted;
  const seen = tellJob(progress.live, { ...run, step, rows: file.rows.length });
  const receipts = await receiptsOfJob(session, job, file, waitMs, seen).catch((error) => {
    throw error instanceof RestError && error.status === 404 ? elsewhere(submission, job, run) : error;
  });
  return receipts ? { kind: 'results', job, receipts } : { kind: 'running', job };
}

/** The org doesn't know a job that the CLI has just made: by then, its user was logged in to another one. */
function elsewhere({ step, operation }: Submission, job: string, { session }: LoaderRun): UserError {
  const { host, username } = session;
  const isDelete = operation === 'delete' || operation === 'hardDelete';
  return new UserError(
    {
      message: `${host} doesn't know job ${job} of ${step}, which the CLI has just sent as ${username}: the CLI is now logged in elsewhere, and the ${isDelete ? 'ids' : 'rows'} went there.`,
      hint: isDelete
        ? 'Log in again and repeat the cleanup; no record of that org has these ids.'
        : 'Delete them there, log in again, and load again.',
    },
    { exitCode: EXIT.noOrg, next: `sf org display${targetFlag(username)}` },
  );
}
