import { isSessionError, sessionOver } from '../../org/rest-error.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import type { SentRow, SentStore } from '../receipts/sent-store.ts';
import type { OpenSubmission } from '../run/journal.ts';
import type { Receipt, Submission } from '../run/journal-entry.ts';
import { readSent, type SentFile } from '../run/sent-file.ts';
import type { Batch, LoaderRun, Refused, Settled, SettleRun } from './loader.ts';
import { type LoaderName, loaderNamed, loaderOf } from './registry.ts';

/** A run with a place for receipts. */
type Run = SettleRun & { sent: Pick<SentStore, 'add'> };

/** Sends a batch by a loader; when this returns, its results are in the receipts and in the journal. */
export async function sendBatch(
  { submission, ...batch }: Omit<Batch, 'sobject' | 'operation'>,
  loader: LoaderName,
  run: LoaderRun & Run,
): Promise<Settled | (Refused & { receipts: Receipt[] })> {
  const named: Submission = { ...submission, loader };
  let begun = false;
  const begin = () => {
    if (!begun) run.journal.write({ event: 'submit', ...named });
    begun = true;
  };
  const { sobject, operation } = named;
  const end = await loaderNamed(loader).send({ ...batch, submission: named, sobject, operation }, run, begin);
  begin();
  if (end.kind === 'refused') {
    const { code, message } = end;
    if (isSessionError(code, message)) {
      noteNothing(run, named, `${code}: ${message}`);
      throw sessionOver(run.session.login);
    }
    const receipts = batch.file.rows.map(
      ({ key, line }): Receipt => ({ key, line, outcome: 'failed', code, message }),
    );
    noteResults(run, named, batch.file, { job: '', receipts });
    return { ...end, receipts };
  }
  note(run, named, batch.file, end);
  return end;
}

/**
 * Finds out the result of a submission whose end nobody saw. Only where nothing of it is in the org may its rows be sent
 * again.
 */
export async function settleSubmission(open: OpenSubmission, run: Run): Promise<Settled> {
  const loader = loaderOf(open);
  if (!loader) {
    throw new UserError(
      {
        message: `${open.step} was sent by the loader "${open.loader}", which this version doesn't have.`,
        place: { file: run.folder },
        hint: 'Continue this load with the version that began it.',
      },
      { exitCode: EXIT.preflight },
    );
  }
  const file = readSent(run.folder, open);
  const end = await loader.settle(open, file, run);
  note(run, open, file, end);
  return end;
}

function note(run: Run, submission: Submission, file: SentFile | undefined, end: Settled): void {
  if (end.kind === 'results' && file) noteResults(run, submission, file, end);
  else if (end.kind === 'nothing') noteNothing(run, submission, end.why);
}

function noteNothing({ journal }: Run, { step, attempt }: Submission, why: string): void {
  journal.write({ event: 'settled', step, attempt, why });
}

/**
 * Writes results down: into the receipts of the org first, so that a submission whose results are in the journal is never
 * asked for again and yet has its receipts, whenever this process is killed.
 */
function noteResults(
  run: Run,
  { step, attempt, pass, sobject, operation, fields }: Submission,
  file: SentFile,
  { job, receipts }: { job: string; receipts: Receipt[] },
): void {
  if (operation === 'upsert' || operation === 'insert' || operation === 'update')
    run.sent.add(sobject, fields ?? file.headers, sentRows(file.rows, receipts));
  run.journal.write({ event: 'results', step, pass, attempt, job, receipts });
}

/** Of rows and their receipts, what the org took: which cells of a row had a value. */
function* sentRows(rows: SentFile['rows'], receipts: readonly Receipt[]): Generator<SentRow> {
  const positions = new Map<string, number>();
  rows.forEach(({ key }, position) => {
    positions.set(key, position);
  });
  for (const receipt of receipts) {
    const position = positions.get(receipt.key);
    if (receipt.outcome === 'failed' || position === undefined) continue;
    const row = rows.at(position)!;
    const { key, id } = receipt;
    yield {
      ...{ key, id, created: receipt.outcome === 'created' },
      sent: row.cells.map((cell) => cell !== '' && cell !== NULL_CELL),
      cleared: row.cells.map((cell) => cell === NULL_CELL),
    };
  }
}
