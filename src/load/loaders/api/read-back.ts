import { type OrgRecord, oneOf, query, reachOf } from '../../../org/query.ts';
import { CLOCK_MS } from '../../../org/rest.ts';
import type { Session } from '../../../org/session.ts';
import type { OpenSubmission } from '../../run/journal.ts';
import type { Receipt } from '../../run/journal-entry.ts';
import type { SentFile } from '../../run/sent-file.ts';
import type { Settled, SettleRun } from '../loader.ts';

/** Keys in one query: an address takes 16,384 bytes, and a key has up to 255 characters. */
const KEYS_A_QUERY = 50;

/**
 * Finds out which records calls created whose answers nobody saw. That a record was changed proves nothing: another step,
 * a flow, or a person may have done that. Such rows are compared with the org again. A call that the org still works on is
 * not waited for: what it brings in later has the same keys and values.
 */
export async function readBack(
  open: OpenSubmission,
  sent: SentFile | undefined,
  { session }: SettleRun,
): Promise<Settled> {
  if (!sent || open.operation !== 'upsert' || open.pass !== 'records' || sent.keyHeader === null)
    return { kind: 'nothing', why: 'The records are compared with the dataset again.' };
  const since = Date.parse(open.at) + session.rest.clockAhead() - CLOCK_MS;
  const found = await createdSince(session, open.sobject, sent, new Date(since));
  if (found.size === 0) return { kind: 'nothing', why: 'The interrupted calls created no record.' };
  const receipts = sent.rows.map(({ key, line }): Receipt => {
    const record = found.get(key);
    if (!record)
      return { key, line, outcome: 'failed', code: 'NO_RESULT', message: 'The call was interrupted.' };
    return { key, line, outcome: 'created', id: String(record.Id) };
  });
  return { kind: 'results', job: '', receipts };
}

/** The records of sent rows that were created since a moment, by key. */
async function createdSince(
  session: Session,
  sobject: string,
  { rows, keyHeader }: SentFile,
  since: Date,
): Promise<Map<string, OrgRecord>> {
  const field = keyHeader!;
  const found = new Map<string, OrgRecord>();
  const { how, and } = reachOf(sobject);
  for (let at = 0; at < rows.length; at += KEYS_A_QUERY) {
    const keys = rows.slice(at, at + KEYS_A_QUERY).map(({ key }) => key);
    const where = `${oneOf(field, keys)} AND CreatedDate >= ${since.toISOString()}${and}`;
    const records = await query(session.rest, `SELECT Id, ${field} FROM ${sobject} WHERE ${where}`, how);
    for (const record of records) found.set(String(record[field]), record);
  }
  return found;
}
