import { setTimeout as sleep } from 'node:timers/promises';
import type { ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import { accountOfContact } from '../../export/person-contacts.ts';
import { counted, countText, recordsText, rowsText } from '../../shared/counted.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import type { TextMap } from '../../shared/rows/packed-map.ts';
import { mapRows, type Rows } from '../../shared/rows/rows.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import { timeText } from '../../shared/time-text.ts';
import type { Sent } from '../loaders/loader.ts';
import { CHANGES } from '../loaders/registry.ts';
import { isLockError } from '../loaders/row-error.ts';
import { sendBatch } from '../loaders/submission.ts';
import type { LoadStep } from '../plan.ts';
import type { Receipt, Submission } from '../run/journal-entry.ts';
import { keyHeaderOf, sentFile, writeSent } from '../run/sent-file.ts';
import type { Execution } from './execute.ts';
import type { Outcomes, RowOrigin, Withheld } from './outcomes.ts';
import { findPersonContacts } from './person-contacts.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** A step with its rows: those of its file, or the changes of records by id. */
type RowStep = Pick<LoadStep, 'name' | 'sobject' | 'kind'> & { file: ExportFile; externalId?: string };

/** What the org has done with the rows of a step. */
const DONE = { upsert: 'loaded', insert: 'loaded', update: 'changed', delete: 'deleted' } as const;

/**
 * Sends the rows of a step whose parents are in the org and waits for their results. Locked rows and submissions with a
 * broken connection are tried again, the pause doubling; a job under way after the wait is left to a resume.
 */
export async function sendStep(step: RowStep, run: Execution, priority: number): Promise<void> {
  const { sobject, file } = step;
  const { pass } = file;
  await findPersonContacts(file, run);
  const { sendable, withheld } = withhold(step, run.outcomes.ids);
  if (withheld.length > 0) {
    for (const row of withheld) run.outcomes.withheld.push({ sobject, pass, ...row });
    run.journal.write({ event: 'withheld', step: step.name, rows: withheld });
  }
  let rows = sendable;
  for (let failures = 0; rows.length > 0; failures++) {
    if (failures > 0) {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
      run.progress.live(`${step.name}: retrying at ${timeText(Date.now() + pause)}`);
      await sleep(pause);
    }
    const last = failures >= run.retryAttempts;
    const end = await attempt(step, rows, run, priority);
    if (!end) return;
    if (end.kind === 'nothing') {
      if (last) throw noConnection(step, end.why, run);
      rows = step.kind === 'insert' ? await run.stillMissing(step.file, rows, run.outcomes.ids) : rows;
      continue;
    }
    const locked = new Set(
      end.receipts.flatMap((one) =>
        one.outcome === 'failed' && isLockError(one.code, one.message) ? [one.key] : [],
      ),
    );
    if (step.kind !== 'delete') run.outcomes.receive(pass, end.receipts);
    else noteUndeleted(run.outcomes, sobject, last ? end.receipts : withoutKeys(end.receipts, locked));
    if (last) return;
    rows = rows.filter((row) => locked.has(row.key));
    if (rows.length > 0) run.progress.say(`${step.name}: ${rowsText(rows.length)} locked; retrying`);
  }
}

const withoutKeys = (receipts: readonly Receipt[], keys: ReadonlySet<string>) =>
  receipts.filter(({ key }) => !keys.has(key));

/** Keeps which records the org has yet; one that somebody else deleted is gone all the same. */
function noteUndeleted(outcomes: Outcomes, sobject: string, receipts: readonly Receipt[]): void {
  for (const one of receipts)
    if (one.outcome === 'failed' && one.code !== 'ENTITY_IS_DELETED')
      outcomes.undeleted.push({ sobject, id: one.key, code: one.code, message: one.message });
}

function noConnection(step: RowStep, message: string, { session, retryAttempts }: Execution): UserError {
  return new UserError(
    {
      message: `${session.host} couldn't be reached for ${step.name} in ${countText(retryAttempts + 1, 'attempt')} (${message}).`,
      hint: '`load --resume` continues where this load stopped.',
    },
    { exitCode: EXIT.noOrg, next: session.login.check },
  );
}

/** Rows with the ids of parents that have no External ID, in the place of their keys. */
function withParentIds(
  { columns }: Pick<ExportFile, 'columns'>,
  rows: Rows<ExportRow>,
  ids: Pick<TextMap, 'get'>,
): Rows<ExportRow> {
  const byId = columns.map((column) => column.kind === 'parent' && column.byId === true);
  if (!byId.includes(true)) return rows;
  return mapRows(rows, (row) => ({
    ...row,
    cells: row.cells.map((cell, at) => (byId[at] ? (ids.get(cell) ?? cell) : cell)),
  }));
}

/** Sends rows once; undefined where the org still works on them. */
async function attempt(
  step: RowStep,
  rows: Rows<ExportRow>,
  run: Execution,
  priority: number,
): Promise<Exclude<Sent, { kind: 'running' | 'refused' }> | undefined> {
  const { name, sobject, kind, file } = step;
  const number = (run.attempts.get(name) ?? 0) + 1;
  run.attempts.set(name, number);
  const submission: Submission = {
    ...{ step: name, attempt: number, sobject, operation: kind, pass: file.pass },
    keyHeader: keyHeaderOf(file),
    fields: file.columns.map(({ field }) => field),
    rows: rows.map(({ key, line }) => [key, line] as const),
  };
  const resolved = withParentIds(file, rows, run.outcomes.ids);
  const path = writeSent(run.folder, name, number, file, resolved);
  const sent = sentFile(file, resolved);
  const externalId = step.externalId === undefined ? {} : { externalId: step.externalId };
  const object = run.schema[sobject];
  const batch = {
    ...{ submission, file: sent, path, priority, ...externalId },
    ...(object ? { object } : {}),
    isNew: (key: string) => !run.outcomes.ids.has(key),
  };
  const byId = kind === 'update' || kind === 'delete';
  const end = await sendBatch(batch, byId ? CHANGES : run.loader, run);
  if (end.kind === 'nothing') return end;
  if (end.kind === 'running') {
    const { job = 'of unknown id' } = end;
    for (const { key, line } of rows) run.outcomes.pending.push({ sobject, pass: file.pass, key, line, job });
    run.progress.say(`${name}: job ${job} is still running; use \`--resume\` later`);
    return undefined;
  }
  const { receipts } = end;
  if (end.kind === 'refused') return { kind: 'results', job: '', receipts };
  const failed = receipts.filter((receipt) => receipt.outcome === 'failed').length;
  run.progress.say(
    `${name}: ${counted(receipts.length - failed)} of ${byId ? recordsText(rows.length) : rowsText(rows.length)} ${DONE[kind]}${failed > 0 ? `, ${counted(failed)} failed` : ''}${ofJob(end.job)}`,
  );
  return end;
}

/** The job that did it, for a person who looks for it in the org; calls leave none. */
export const ofJob = (job: string) => (job === '' ? '' : ` (job ${job})`);

type WithheldRow = Omit<Withheld, keyof RowOrigin>;

/** Parts the rows whose parents are all in the org from those that would come in without one. */
function withhold(
  step: Pick<RowStep, 'file'>,
  present: Pick<TextMap, 'has'>,
): { sendable: Rows<ExportRow>; withheld: WithheldRow[] } {
  const parents = step.file.columns.flatMap((column, at) => (column.kind === 'parent' ? [at] : []));
  const withheld: WithheldRow[] = [];
  const sendable = step.file.rows.filter((row) => {
    const needed = parents.map((at) => row.cells[at]!).filter((cell) => !isEmptyCell(cell));
    if (step.file.pass === 'links') needed.unshift(row.key);
    const missing = needed.find((key) => !present.has(key));
    if (missing !== undefined)
      withheld.push({ key: row.key, line: row.line, parent: accountOfContact(missing) ?? missing });
    return missing === undefined;
  });
  return { sendable, withheld };
}
