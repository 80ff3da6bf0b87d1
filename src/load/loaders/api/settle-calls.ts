import { setTimeout as sleep } from 'node:timers/promises';
import { count, type OrgRecord, oneOf, query, reachOf } from '../../../org/query.ts';
import { CLOCK_MS, LONGEST_CALL_MS } from '../../../org/rest.ts';
import type { Session } from '../../../org/session.ts';
import { rowsText } from '../../../shared/counted.ts';
import { timeText } from '../../../shared/time-text.ts';
import type { OpenCall, OpenSubmission } from '../../run/journal.ts';
import type { Receipt } from '../../run/journal-entry.ts';
import type { SentFile } from '../../run/sent-file.ts';
import type { Settled, SettleRun } from '../loader.ts';

/** Keys in one query: an address takes 16,384 bytes, and a key has up to 255 characters. */
const KEYS_A_QUERY = 50;

const FIRST_POLL_MS = 250;
const SLOWEST_POLL_MS = 4_000;

type Row = readonly [key: string, line: number];

/**
 * Finds out the results of calls whose process was killed. The journal has those that the org answered. A call without an
 * answer may go on in the org: it is waited for until the org shows a trace of it, or it would be over in any case. Of its
 * rows, those that it created are known; that a record was changed proves nothing, since another step, a flow, or a person
 * may have done that. Such rows are compared with the org again.
 */
export async function settleCalls(
  open: OpenSubmission,
  sent: SentFile | undefined,
  run: SettleRun,
): Promise<Settled> {
  const { calls = [], operation } = open;
  const inFlight = calls.filter(({ receipts }) => receipts === undefined);
  // A resumed upsert sends the rows again, and the org makes one record of both.
  if (!(run.isResumed && operation === 'upsert'))
    for (const call of inFlight) if (!(await awaitCall(call, open, sent, run))) return { kind: 'running' };
  const known = calls.flatMap(({ receipts = [] }) => receipts);
  // A journal of an earlier version has no calls.
  const unseen = calls.length === 0 ? open.rows : inFlight.flatMap((call) => rowsOf(call, open));
  const created = await createdOf(open, unseen, sent, run.session);
  if (known.length + created.size === 0)
    return { kind: 'nothing', why: 'The interrupted calls created no record.' };
  const seen = new Set(known.map(({ key }) => key));
  const receipts = unseen
    .filter(([key]) => !seen.has(key))
    .map(([key, line]): Receipt => {
      const id = created.get(key);
      if (id !== undefined) return { key, line, outcome: 'created', id };
      return { key, line, outcome: 'failed', code: 'NO_RESULT', message: 'The call was interrupted.' };
    });
  return { kind: 'results', job: '', receipts: [...known, ...receipts] };
}

const rowsOf = ({ first, rows }: OpenCall, open: OpenSubmission): readonly Row[] =>
  open.rows.slice(first, first + rows);

/** A moment of this machine by the org's clock, in ms. */
const inOrg = (at: string, { rest }: Session) => Date.parse(at) + rest.clockAhead();

const SECOND_MS = 1_000;

/**
 * The first second of which a record's last change can be that of a call. The second pass follows the first one at once, so
 * of its calls the next second is taken.
 */
function firstChange({ at }: OpenCall, { pass }: OpenSubmission, session: Session): string {
  const second = Math.floor(inOrg(at, session) / SECOND_MS) + (pass === 'links' ? 1 : 0);
  return new Date(second * SECOND_MS).toISOString();
}

/** Waits until a call is over; false if it may still go on after the time that a command waits. */
async function awaitCall(
  call: OpenCall,
  open: OpenSubmission,
  sent: SentFile | undefined,
  run: SettleRun,
): Promise<boolean> {
  const latest = Date.parse(call.at) + LONGEST_CALL_MS;
  const until = Math.min(latest, Date.now() + run.waitMs);
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(2 * pause, SLOWEST_POLL_MS)) {
    if (Date.now() >= latest || (await hasTrace(call, open, sent, run.session))) return true;
    if (Date.now() >= until) return false;
    run.progress.live(
      `${open.step}: waiting for a call with ${rowsText(call.rows)} that was interrupted (until ${timeText(until)} at the latest)`,
    );
    await sleep(Math.min(pause, until - Date.now()));
  }
}

/** True if a record of a call is as only a call that is over leaves it: its records are changed together. */
async function hasTrace(
  call: OpenCall,
  open: OpenSubmission,
  sent: SentFile | undefined,
  session: Session,
): Promise<boolean> {
  const { sobject, operation, keyHeader } = open;
  // Of an update, the ids are in the file alone.
  const ids =
    operation === 'update' ? sent?.rows.map(({ cells }) => cells[0]!) : open.rows.map(([key]) => key);
  const values = ids?.slice(call.first, call.first + call.rows) ?? [];
  const field = operation === 'upsert' ? keyHeader : 'Id';
  if (field === null) return false;
  const { how, and } = reachOf(sobject);
  const isDelete = operation === 'delete';
  const changed = isDelete ? '' : ` AND LastModifiedDate >= ${firstChange(call, open, session)}`;
  for (let at = 0; at < values.length; at += KEYS_A_QUERY) {
    const some = values.slice(at, at + KEYS_A_QUERY);
    const where = `${oneOf(field, some)}${changed}${and}`;
    const found = await count(session.rest, `SELECT COUNT() FROM ${sobject} WHERE ${where}`, how);
    if (isDelete ? found < some.length : found > 0) return true;
  }
  return false;
}

/** The ids of records that were created since a submission began, by the keys of its rows. */
async function createdOf(
  { operation, pass, sobject, at: began }: OpenSubmission,
  rows: readonly Row[],
  sent: SentFile | undefined,
  session: Session,
): Promise<Map<string, string>> {
  const created = new Map<string, string>();
  const since = new Date(inOrg(began, session) - CLOCK_MS).toISOString();
  const field = sent?.keyHeader;
  if (operation !== 'upsert' || pass !== 'records' || !field) return created;
  const { how, and } = reachOf(sobject);
  for (let at = 0; at < rows.length; at += KEYS_A_QUERY) {
    const keys = rows.slice(at, at + KEYS_A_QUERY).map(([key]) => key);
    const where = `${oneOf(field, keys)} AND CreatedDate >= ${since}${and}`;
    const soql = `SELECT Id, ${field} FROM ${sobject} WHERE ${where}`;
    const records: OrgRecord[] = await query(session.rest, soql, how);
    for (const record of records) created.set(String(record[field]), String(record.Id));
  }
  return created;
}
