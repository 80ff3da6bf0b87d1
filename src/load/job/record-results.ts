import { sentRows } from '../receipts/sent-rows.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Journal, Submission } from './journal.ts';
import type { SentFile } from './match-results.ts';
import type { Receipt } from './receipt.ts';

/**
 * Writes the results of a submission down: into the receipts of the org first, so that a submission whose results are in
 * the journal is never asked for again and yet has its receipts, whenever this process is killed.
 */
export function recordResults(
  run: { journal: Journal; sent: Pick<SentStore, 'add'> },
  submission: Submission,
  { job, file, receipts }: { job: string; file: SentFile; receipts: Receipt[] },
): void {
  const { step, attempt, pass, sobject } = submission;
  if (submission.operation === 'upsert' || submission.operation === 'insert')
    run.sent.add(sobject, submission.fields ?? file.headers, sentRows(file.rows, receipts));
  run.journal.write({ event: 'results', step, pass, attempt, job, receipts });
}
