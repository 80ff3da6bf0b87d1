import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { csvText } from '../../dataset/csv.ts';
import { EXIT, UserError } from '../../errors.ts';
import type { Progress } from '../../progress.ts';
import { isLockError } from '../job/row-error.ts';
import { receiptsOfJob } from '../job/settle.ts';
import { submittedFrom, UPLOAD_LIMIT_MS } from '../job/submit.ts';
import type { Session } from '../org/session.ts';
import { isSessionError, sessionOver } from '../org/session-error.ts';
import { runSf } from '../org/sf.ts';
import { deleteArgv } from '../org/sf-argv.ts';
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
}

/** Deletes records by id in one job; locked ones and broken connections are tried again, since a delete may be repeated. */
export async function deleteRecords(
  sobject: string,
  ids: readonly string[],
  context: DeleteContext,
): Promise<DeleteFailure[]> {
  const { session, folder, progress } = context;
  let rest = [...ids];
  for (let attempt = 1; rest.length > 0; attempt++) {
    if (attempt > 1) await sleep(1_000 * 2 ** (attempt - 2));
    const file = join(folder, 'files', `${sobject}-delete${attempt > 1 ? `.${attempt}` : ''}.csv`);
    writeFileSync(
      file,
      csvText(
        ['Id'],
        rest.map((id) => [id]),
      ),
    );
    const argv = deleteArgv({ sobject, file, org: session.username, hard: context.hardDelete });
    const submitted = submittedFrom(await runSf(argv, { log: session.log, limitMs: UPLOAD_LIMIT_MS }));
    const last = attempt > context.retryAttempts;
    if (submitted.kind === 'connection') {
      if (!last) continue;
      throw new UserError(
        { message: `The connection broke while ${sobject} was deleted: ${submitted.message}` },
        { exitCode: EXIT.noOrg },
      );
    }
    if (submitted.kind === 'refused') throw refused(sobject, submitted.code, submitted.message, session);
    const rows = rest.map((id, line) => ({ key: id, line, cells: [id] }));
    const sent = { headers: ['Id'], keyHeader: 'Id', rows };
    const receipts = await receiptsOfJob(session, submitted.job, sent, context.waitMinutes * 60_000);
    if (!receipts) {
      throw new UserError(
        { message: `Job ${submitted.job}, which deletes ${sobject}, is still under way.` },
        { exitCode: EXIT.partial, next: 'sfdc-datagen cleanup' },
      );
    }
    const failed = receipts.flatMap((one) =>
      one.outcome === 'failed' && one.code !== 'ENTITY_IS_DELETED' ? [one] : [],
    );
    progress.say(
      `${sobject}: ${rest.length - failed.length} of ${rest.length} records are deleted (job ${submitted.job})`,
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
