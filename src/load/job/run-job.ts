import { setTimeout as sleep } from 'node:timers/promises';
import type { ExportRow } from '../../export/export-file.ts';
import { targetFlag } from '../../org/next-command.ts';
import { isSessionError, RestError, sessionOver } from '../../org/rest-error.ts';
import type { Session } from '../../org/session.ts';
import { importArgv, type OrgName, upsertArgv } from '../../org/sf-argv.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { timeText } from '../../shared/time-text.ts';
import type { JobStep } from '../plan.ts';
import type { Execution } from './execute.ts';
import { tellJob } from './job.ts';
import type { OpenSubmission, Submission } from './journal.ts';
import type { RowOrigin, Withheld } from './outcomes.ts';
import type { Receipt } from './receipt.ts';
import { recordResults } from './record-results.ts';
import { isLockError } from './row-error.ts';
import { keyHeaderOf, sentFile, writeSent } from './sent-file.ts';
import { receiptsOfJob, settle } from './settle.ts';
import { submit } from './submit.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** The `sf` command of a step. */
export function argvOf(step: JobStep, file: string, org: OrgName): string[] {
  const { sobject } = step;
  return step.kind === 'upsert'
    ? upsertArgv({ sobject, externalId: step.externalId, file, org })
    : importArgv({ sobject, file, org });
}

/**
 * Sends the rows of a step whose parents the org holds and waits for their results. Locked rows and submissions with a
 * broken connection are tried again, the pause doubling; a job under way after the wait is left to a resume.
 */
export async function runJob(step: JobStep, run: Execution, priority: number): Promise<void> {
  const { sobject, file } = step;
  const { pass } = file;
  const { sendable, withheld } = withhold(step, run.outcomes.present);
  if (withheld.length > 0) {
    run.outcomes.withheld.push(...withheld.map((row) => ({ sobject, pass, ...row })));
    run.journal.write({ event: 'withheld', step: step.name, rows: withheld });
  }
  let rows = sendable;
  for (let failures = 0; rows.length > 0; failures++) {
    if (failures > 0) {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
      run.progress.live(`${step.name}: trying again at ${timeText(Date.now() + pause)}`);
      await sleep(pause);
    }
    const last = failures >= run.retryAttempts;
    const end = await attempt(step, rows, run, priority);
    if (end === 'pending') return;
    if (end.kind === 'connection') {
      if (last) throw noConnection(step, end.message, run);
      rows = step.kind === 'insert' ? await run.stillMissing(step, rows) : rows;
      continue;
    }
    run.outcomes.receive(pass, end.receipts);
    if (last) return;
    const locked = new Set(
      end.receipts.flatMap((one) =>
        one.outcome === 'failed' && isLockError(one.code, one.message) ? [one.key] : [],
      ),
    );
    rows = rows.filter((row) => locked.has(row.key));
    if (rows.length > 0)
      run.progress.say(`${step.name}: ${rows.length} rows were locked and are tried again`);
  }
}

function noConnection(step: JobStep, message: string, { session, retryAttempts }: Execution): UserError {
  return new UserError(
    {
      message: `${session.host} could not be reached for ${step.name} in ${retryAttempts + 1} attempts (${message}).`,
      hint: '`load --resume` goes on where this load was.',
    },
    { exitCode: EXIT.noOrg, next: `sf org display${targetFlag(session.org)}` },
  );
}

/** The org does not know a job that the CLI has just made: by then, its user was logged in to another one. */
function elsewhere(step: JobStep, job: string, { host, username }: Session): UserError {
  return new UserError(
    {
      message: `${host} doesn't know job ${job} of ${step.name}, which the CLI has just sent as ${username}: it is logged in elsewhere now, and the rows are there.`,
      hint: 'Delete them there, log in again, and load again.',
    },
    { exitCode: EXIT.noOrg, next: `sf org display${targetFlag(username)}` },
  );
}

/** Sends rows once. */
async function attempt(
  step: JobStep,
  rows: readonly ExportRow[],
  run: Execution,
  priority: number,
): Promise<'pending' | { kind: 'results'; receipts: Receipt[] } | { kind: 'connection'; message: string }> {
  const number = (run.attempts.get(step.name) ?? 0) + 1;
  run.attempts.set(step.name, number);
  const path = writeSent(run.folder, step.name, number, step.file, rows);
  const submission: Submission = {
    step: step.name,
    attempt: number,
    sobject: step.sobject,
    operation: step.kind,
    pass: step.file.pass,
    keyHeader: keyHeaderOf(step.file),
    fields: step.file.columns.map(({ field }) => field),
    rows: rows.map(({ key, line }) => [key, line] as const),
  };
  const at = new Date().toISOString();
  const submitted = await run.slots.use(priority, () =>
    submit(argvOf(step, path, run.session.username), submission, run),
  );
  const open: OpenSubmission = { ...submission, at };
  const pending = (job: string) => {
    const { sobject, file } = step;
    run.outcomes.pending.push(...rows.map(({ key, line }) => ({ sobject, pass: file.pass, key, line, job })));
    run.progress.say(`${step.name}: job ${job} is still under way; it is left to a later \`--resume\``);
    return 'pending' as const;
  };
  if (submitted.kind === 'refused') {
    if (isSessionError(submitted.code, submitted.message)) throw sessionOver(run.session.org);
    const { code, message } = submitted;
    const receipts = rows.map(({ key, line }): Receipt => ({ key, line, outcome: 'failed', code, message }));
    recordResults(run, submission, { job: '', file: sentFile(step.file, rows), receipts });
    return { kind: 'results', receipts };
  }
  if (submitted.kind === 'connection') {
    run.progress.say(`${step.name}: the connection broke (${submitted.message}); looking for the job`);
    const receipts = await settle(open, { ...run, say: run.progress.say });
    if (receipts === 'running') return pending('of unknown id');
    return receipts ? { kind: 'results', receipts } : submitted;
  }
  const { job } = submitted;
  const seen = tellJob(run.progress.live, { step: step.name, rows: rows.length, waitMs: run.waitMs });
  const file = sentFile(step.file, rows);
  const receipts = await receiptsOfJob(run.session, job, file, run.waitMs, seen).catch((error) => {
    throw error instanceof RestError && error.status === 404 ? elsewhere(step, job, run.session) : error;
  });
  if (!receipts) return pending(job);
  recordResults(run, submission, { job, file, receipts });
  const failed = receipts.filter((receipt) => receipt.outcome === 'failed').length;
  run.progress.say(
    `${step.name}: ${receipts.length - failed} of ${rows.length} rows are in${failed > 0 ? `, ${failed} failed` : ''} (job ${job})`,
  );
  return { kind: 'results', receipts };
}

type WithheldRow = Omit<Withheld, keyof RowOrigin>;

/** Parts the rows whose parents are all in the org from those that would come in without one. */
function withhold(
  step: JobStep,
  present: ReadonlySet<string>,
): { sendable: ExportRow[]; withheld: WithheldRow[] } {
  const parents = step.file.columns.flatMap((column, at) => (column.kind === 'parent' ? [at] : []));
  const sendable: ExportRow[] = [];
  const withheld: WithheldRow[] = [];
  for (const row of step.file.rows) {
    const needed = parents.map((at) => row.cells[at]!).filter((cell) => cell !== '' && cell !== '#N/A');
    if (step.file.pass === 'links') needed.unshift(row.key);
    const missing = needed.find((key) => !present.has(key));
    if (missing === undefined) sendable.push(row);
    else withheld.push({ key: row.key, line: row.line, parent: missing });
  }
  return { sendable, withheld };
}
