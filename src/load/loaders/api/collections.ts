import { z } from 'zod';
import type { ExportRow } from '../../../export/compile/export-file.ts';
import { shaped } from '../../../org/answer.ts';
import { isPassing, RestError } from '../../../org/rest-error.ts';
import { counted, rowsText } from '../../../shared/counted.ts';
import { slots } from '../../../shared/queue.ts';
import type { Receipt } from '../../run/journal-entry.ts';
import type { Batch, LoaderRun, Refused } from '../loader.ts';
import { jsonRecords } from './json-record.ts';

/** Well below what a request may hold. */
const MOST_CHARACTERS = 2_000_000;

/** Calls at a time: an org lets few long ones run side by side, and rows of one parent lock each other. */
const calls = slots(4);

const results = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    created: z.boolean().optional(),
    errors: z
      .array(z.object({ statusCode: z.string(), message: z.string() }))
      .optional()
      .default([]),
  }),
);

type Results = z.infer<typeof results>;

const LOCKED = 'UNABLE_TO_LOCK_ROW';

/** A record as it is sent, with the row that it comes from and that row's place in the batch. */
interface Item {
  at: number;
  row: ExportRow;
  body: unknown;
}

/**
 * Upserts, updates, or deletes the rows of a batch, up to 200 a call: all of them may be repeated without harm. Each call is
 * in the journal before it leaves, and so are its results.
 */
export async function sendCollections(batch: Batch, run: LoaderRun): Promise<Receipt[] | Refused> {
  const isDelete = batch.operation === 'delete';
  const toRecord = isDelete
    ? ([id]: readonly string[]) => id
    : jsonRecords(batch.file, batch.object!, batch.submission.fields ?? batch.file.headers);
  const items = batch.file.rows.map((row, at): Item => ({ at, row, body: toRecord(row.cells) }));
  let done = 0;
  const ends = await Promise.allSettled(
    chunks(items, run.batchSize).map((chunk) =>
      calls.use(batch.priority, async () => {
        const receipts = await sendChunk(chunk, batch, run);
        done += chunk.length;
        run.processed?.(batch.submission.step, done);
        run.progress.live(`${batch.submission.step}: ${counted(done)} of ${rowsText(items.length)}`);
        return receipts;
      }),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  const all = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const refusals = all.flatMap((end) => (Array.isArray(end) ? [] : [end]));
  // What other calls brought in stays in: only the rows of a refused one have failed.
  if (refusals[0] && refusals.length === all.length) return refusals[0].refused;
  return all.flatMap((end) => (Array.isArray(end) ? end : failedBy(end.items, end.refused)));
}

/** The rows of a call that the org refused. */
function failedBy(items: readonly Item[], { code, message }: Refused): Receipt[] {
  return items.map(({ row: { key, line } }) => ({ key, line, outcome: 'failed', code, message }));
}

/** Groups of records that a call takes, in the order of the rows. */
function chunks(items: readonly Item[], most: number): Item[][] {
  const groups: Item[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const length = JSON.stringify(item.body).length;
    const last = groups.at(-1);
    if (!last || last.length >= most || size + length > MOST_CHARACTERS) {
      groups.push([item]);
      size = length;
    } else {
      last.push(item);
      size += length;
    }
  }
  return groups;
}

/** True for a call that the org refuses as a whole: for its object, a column, or the user's permissions. */
function isRefusal(error: unknown): error is RestError {
  if (!(error instanceof RestError) || isPassing(error.status) || error.retryAt !== undefined) return false;
  return error.status !== 401 && error.code !== 'REQUEST_LIMIT_EXCEEDED';
}

/** A call that was refused, and its rows. */
interface RefusedCall {
  items: readonly Item[];
  refused: Refused;
}

async function sendChunk(
  items: readonly Item[],
  batch: Batch,
  run: LoaderRun,
): Promise<Receipt[] | RefusedCall> {
  const { step, attempt } = batch.submission;
  const call = { step, attempt, first: items[0]!.at, rows: items.length };
  let repeated = false;
  run.journal.write({ event: 'call', ...call });
  try {
    const answer = await request(items, batch, run, () => {
      repeated = true;
      run.journal.write({ event: 'call', ...call });
    });
    const { host, rest } = run.session;
    const source = { what: `${host} (composite/sobjects)`, check: rest.check };
    const receipts = receiptsOf(items, shaped(results, answer, source), batch, repeated || attempt > 1);
    run.journal.write({ event: 'answer', ...call, receipts });
    return receipts;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { kind: 'refused', code: error.code, message: error.said };
    // One cell that the org can't read is an error of the whole call.
    const isSplit = error.code === 'JSON_PARSER_ERROR' && items.length > 1;
    const receipts = isSplit ? [] : failedBy(items, refused);
    run.journal.write({ event: 'answer', ...call, receipts });
    if (error.code !== 'JSON_PARSER_ERROR') return { items, refused };
    if (!isSplit) return failedBy(items, refused);
    const half = Math.ceil(items.length / 2);
    const halves = [await sendChunk(items.slice(0, half), batch, run)];
    halves.push(await sendChunk(items.slice(half), batch, run));
    return halves.flatMap((end) => (Array.isArray(end) ? end : failedBy(end.items, end.refused)));
  }
}

function request(
  items: readonly Item[],
  { operation, sobject, externalId = '' }: Batch,
  { session, allowDuplicates }: LoaderRun,
  repeated: () => void,
): Promise<unknown> {
  const bodies = items.map(({ body }) => body);
  if (operation === 'delete')
    return session.rest.send(
      'DELETE',
      `composite/sobjects?ids=${bodies.join(',')}&allOrNone=false`,
      undefined,
      {
        repeated,
      },
    );
  const headers = allowDuplicates ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {};
  const body = { allOrNone: false, records: bodies };
  const path = operation === 'upsert' ? `composite/sobjects/${sobject}/${externalId}` : 'composite/sobjects';
  return session.rest.send('PATCH', path, body, { headers, repeated });
}

function receiptsOf(
  items: readonly Item[],
  answered: Results,
  { isNew, operation }: Batch,
  mayBeIn: boolean,
): Receipt[] {
  return items.map(({ row: { key, line, cells } }, at): Receipt => {
    const { success, id, created, errors } = answered[at] ?? { success: false, errors: [] };
    // A record that the org's answer has nothing about may or may not be there: it is reported as failed.
    const { statusCode: code = 'NO_RESULT', message = 'The org returned no result for this record.' } =
      errors[0] ?? {};
    // Two calls with one row, side by side in the org: the one that came second is to be repeated, as after a lock.
    const isTwice = mayBeIn && operation === 'upsert' && code === 'DUPLICATE_VALUE';
    if (!success) return { key, line, outcome: 'failed', code: isTwice ? LOCKED : code, message };
    // What a call created whose answer was lost, the repeated one only updates.
    const isCreated = created === true || (mayBeIn && operation === 'upsert' && isNew?.(key) === true);
    const outcome = isCreated ? 'created' : 'updated';
    return { key, line, outcome, id: id ?? (operation === 'upsert' ? '' : cells[0]!) };
  });
}
