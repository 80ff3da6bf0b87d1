import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { csvText } from '../../dataset/csv.ts';
import { isSessionError, sessionOver } from '../../org/rest-error.ts';
import type { Session } from '../../org/session.ts';
import { deleteArgv } from '../../org/sf-argv.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import { tellJob } from '../job/job.ts';
import type { Journal, Submission } from '../job/journal.ts';
import type { Receipt } from '../job/receipt.ts';
import { recordResults } from '../job/record-results.ts';
import { isLockError } from '../job/row-error.ts';
import { sentPath } from '../job/sent-file.ts';
import { receiptsOfJob, settle } from '../job/settle.ts';
import { submit } from '../job/submit.ts';
import { explain } from '../report/explain.ts';

/** A record that the org did not delete. */
export interface DeleteFailure {
  sobject: string;
  id: string;
  code: string;
  message: string;
  cause: string;
  fix: string;
}

interface DeleteContext {
  session: Session;
  folder: string;
  hardDelete: boolean;
  waitMinutes: number;
  retryAttempts: number;
  progress: Progress;
  /** Of the cleanup: a killed one's jobs are waited for by the next load or cleanup. */
  journal: Journal;
  /** How often each object was sent. */
  attempts: Map<string, number>;
  /** The command that goes on with the cleanup. */
  next: string;
}

/** Deletes records by id in one job; locked ones and broken connections are tried again, since a delete may be repeated. */
export async function deleteRecords(
  sobject: string,
  ids: readonly string[],
  context: DeleteContext,
): Promise<DeleteFailure[]> {
  const { progress } = context;
  let rest = [...ids];
  for (let attempt = 1; rest.length > 0; attempt++) {
    if (attempt > 1) await sleep(1_000 * 2 ** (attempt - 2));
    const last = attempt > context.retryAttempts;
    const { receipts, job } = await deleteOnce(sobject, rest, context);
    if (typeof receipts === 'string') {
      if (!last) continue;
      throw new UserError(
        { message: `The connection broke while ${sobject} was deleted: ${receipts}` },
        { exitCode: EXIT.noOrg, next: context.next },
      );
    }
    const failed = receipts.flatMap((one) =>
      one.outcome === 'failed' && one.code !== 'ENTITY_IS_DELETED' ? [one] : [],
    );
    progress.say(
      `${sobject}: ${rest.length - failed.length} of ${rest.length} records are deleted (job ${job})`,
    );
    const locked = failed.filter(({ code, message }) => isLockError(code, message)).map(({ key }) => key);
    if (last || locked.length === 0) {
      return failed.map(({ key, code, message }) => ({
        sobject,
        id: key,
        code,
        message,
        ...explain(code, message),
      }));
    }
    rest = failed.map(({ key }) => key);
  }
  return [];
}

/** Sends ids in one job: what became of each, or why no job came of it. */
async function deleteOnce(
  sobject: string,
  ids: readonly string[],
  context: DeleteContext,
): Promise<{ receipts: Receipt[] | string; job: string }> {
  const { session, folder, journal, attempts, hardDelete, next } = context;
  const step = `${sobject}-delete`;
  const attempt = (attempts.get(step) ?? 0) + 1;
  attempts.set(step, attempt);
  const file = sentPath(folder, step, attempt);
  const rows = ids.map((id, line) => ({ key: id, line, cells: [id] }));
  writeFileSync(
    file,
    csvText(
      ['Id'],
      rows.map(({ cells }) => cells),
    ),
  );
  const submission: Submission = {
    ...{ step, attempt, sobject, operation: hardDelete ? 'hardDelete' : 'delete', pass: 'records' },
    ...{ keyHeader: 'Id', rows: rows.map(({ key, line }) => [key, line] as const) },
  };
  const at = new Date().toISOString();
  const argv = deleteArgv({ sobject, file, org: session.username, hard: hardDelete });
  const submitted = await submit(argv, submission, context);
  const waitMs = context.waitMinutes * 60_000;
  const run = { session, folder, journal, waitMs, sent: { add() {} }, say: context.progress.say };
  const underWay = (job: string) =>
    new UserError(
      { message: `${job}, which deletes ${sobject}, is still under way.` },
      { exitCode: EXIT.partial, next },
    );
  if (submitted.kind === 'refused') {
    const { code, message } = submitted;
    journal.write({ event: 'settled', step, attempt, why: `${code}: ${message}` });
    throw refused(sobject, code, message, session);
  }
  if (submitted.kind === 'connection') {
    const receipts = await settle({ ...submission, at }, run);
    if (receipts === 'running') throw underWay('A job');
    return { receipts: receipts ?? submitted.message, job: 'of unknown id' };
  }
  const { job } = submitted;
  const sent = { headers: ['Id'], keyHeader: 'Id', rows };
  const seen = tellJob(context.progress.live, { step: sobject, rows: rows.length, waitMs });
  const receipts = await receiptsOfJob(session, job, sent, waitMs, seen);
  if (!receipts) throw underWay(`Job ${job}`);
  recordResults(run, submission, { job, file: sent, receipts });
  return { receipts, job };
}

function refused(sobject: string, code: string, message: string, session: Session): UserError {
  if (isSessionError(code, message)) return sessionOver(session.org);
  if (/FEATURENOTENABLED|hardDelete/i.test(`${code} ${message}`)) {
    return new UserError(
      {
        message: `You may not hard delete: ${message}`,
        hint: 'Grant "Bulk API Hard Delete", or leave --hard-delete out.',
      },
      { exitCode: EXIT.preflight },
    );
  }
  return new UserError(
    { message: `${sobject} was not deleted (${code}): ${message}` },
    { exitCode: EXIT.partial },
  );
}
