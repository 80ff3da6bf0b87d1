import { setTimeout as sleep } from 'node:timers/promises';
import { csvParts } from '../../dataset/csv.ts';
import type { Session } from '../../org/session.ts';
import { append } from '../../shared/append.ts';
import { counted, recordsText } from '../../shared/counted.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { writeParts } from '../../shared/files/write-parts.ts';
import type { Progress } from '../../shared/progress.ts';
import { madeRows, mapRows } from '../../shared/rows/rows.ts';
import { ofJob } from '../execute/send-step.ts';
import { JOB_CHARACTERS, partStarts, rowCharacters } from '../job-size.ts';
import type { LoaderName } from '../loaders/registry.ts';
import { isLockError } from '../loaders/row-error.ts';
import type { SendSettings } from '../loaders/send-settings.ts';
import { sendBatch } from '../loaders/submission.ts';
import { explain } from '../report/explain.ts';
import type { Journal } from '../run/journal.ts';
import type { Receipt } from '../run/journal-entry.ts';
import { sentPath } from '../run/sent-file.ts';

/** A record that the org didn't delete. */
export interface DeleteFailure {
  sobject: string;
  id: string;
  code: string;
  message: string;
  cause: string;
  fix: string;
}

export interface DeleteContext extends SendSettings {
  /** What sends the ids. */
  loader: LoaderName;
  session: Session;
  folder: string;
  hardDelete: boolean;
  waitMinutes: number;
  progress: Progress;
  /** Of the cleanup: a killed one's jobs are waited for by the next load or cleanup. */
  journal: Journal;
  /** How often each object was sent. */
  attempts: Map<string, number>;
  /** The command that continues the cleanup. */
  next: string;
}

/** Deletes records by id, in as few jobs as take them; locked ones and broken connections are tried again, since a delete may be repeated. */
export async function deleteRecords(
  sobject: string,
  ids: readonly string[],
  context: DeleteContext,
): Promise<DeleteFailure[]> {
  const starts = partStarts(
    ids.map((id) => rowCharacters([id])),
    { characters: JOB_CHARACTERS },
  );
  const failed: DeleteFailure[] = [];
  for (const [part, start] of starts.entries())
    append(failed, await deletePart(sobject, ids.slice(start, starts[part + 1]), context));
  return failed;
}

async function deletePart(
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
        { message: `The connection was lost while ${sobject} records were being deleted: ${receipts}` },
        { exitCode: EXIT.noOrg, next: context.next },
      );
    }
    const failed = receipts.flatMap((one) =>
      one.outcome === 'failed' && one.code !== 'ENTITY_IS_DELETED' ? [one] : [],
    );
    progress.say(
      `${sobject}: ${counted(rest.length - failed.length)} of ${recordsText(rest.length)} deleted${ofJob(job)}`,
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

/** Sends ids once: the result of each, or why nothing came of it. */
async function deleteOnce(
  sobject: string,
  ids: readonly string[],
  context: DeleteContext,
): Promise<{ receipts: Receipt[] | string; job: string }> {
  const { attempts, hardDelete, folder, next } = context;
  const step = `${sobject}-delete`;
  const attempt = (attempts.get(step) ?? 0) + 1;
  attempts.set(step, attempt);
  const path = sentPath(folder, step, attempt);
  const rows = madeRows(ids.length, (line) => ({ key: ids[line]!, line, cells: [ids[line]!] }));
  writeParts(
    path,
    csvParts(
      ['Id'],
      mapRows(rows, ({ cells }) => cells),
    ),
  );
  const submission = {
    ...{ step, attempt, sobject, pass: 'records' as const, keyHeader: 'Id' },
    operation: hardDelete ? ('hardDelete' as const) : ('delete' as const),
    rows: rows.map(({ key, line }) => [key, line] as const),
  };
  const file = { headers: ['Id'], keyHeader: 'Id', rows };
  const run = { ...context, waitMs: context.waitMinutes * 60_000, sent: { add() {} } };
  const end = await sendBatch({ submission, file, path, priority: 0 }, context.loader, run);
  switch (end.kind) {
    case 'results':
      return end;
    case 'nothing':
      return { receipts: end.why, job: '' };
    case 'refused':
      throw refused(sobject, end, next);
    case 'running':
      throw new UserError(
        {
          message: `${end.job ? `Job ${end.job}` : 'A job'}, which deletes ${sobject} records, is still running.`,
        },
        { exitCode: EXIT.partial, next },
      );
  }
}

function refused(
  sobject: string,
  { code, message }: { code: string; message: string },
  next: string,
): UserError {
  if (/FEATURENOTENABLED|hardDelete/i.test(`${code} ${message}`)) {
    return new UserError(
      {
        message: `You don't have permission to hard delete: ${message}`,
        hint: 'Grant "Bulk API Hard Delete", or run without `--hard-delete`.',
      },
      { exitCode: EXIT.preflight, next },
    );
  }
  return new UserError(
    { message: `The ${sobject} records weren't deleted (${code}): ${message}` },
    { exitCode: EXIT.partial, next },
  );
}
