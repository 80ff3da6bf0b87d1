import { z } from 'zod';
import type { ExportRow } from '../../../export/compile/export-file.ts';
import { shaped } from '../../../org/answer.ts';
import { RestError } from '../../../org/rest-error.ts';
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

/** A record as it is sent, with the row that it comes from. */
interface Item {
  row: ExportRow;
  body: unknown;
}

/** Upserts or deletes the rows of a batch, up to 200 a call: both may be repeated without harm. */
export async function sendCollections(batch: Batch, run: LoaderRun): Promise<Receipt[] | Refused> {
  const isDelete = batch.operation === 'delete';
  const toRecord = isDelete
    ? ([id]: readonly string[]) => id
    : jsonRecords(batch.file, batch.object!, batch.submission.fields ?? batch.file.headers);
  const items = batch.file.rows.map((row): Item => ({ row, body: toRecord(row.cells) }));
  const receipts: Receipt[] = [];
  const ends = await Promise.allSettled(
    chunks(items, run.batchSize).map((chunk) =>
      calls.use(batch.priority, async () => {
        receipts.push(...(await sendChunk(chunk, batch, run)));
        run.progress.live(`${batch.submission.step}: ${receipts.length} of ${items.length} rows`);
      }),
    ),
  );
  for (const end of ends) {
    if (end.status === 'fulfilled') continue;
    if (isRefusal(end.reason)) return { kind: 'refused', code: end.reason.code, message: end.reason.said };
    throw end.reason;
  }
  return receipts;
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

/** A call as a whole that the org refuses, for its object, a column, or the user's permissions. */
function isRefusal(error: unknown): error is RestError {
  return (
    error instanceof RestError && error.status >= 400 && error.status < 500 && error.retryAt === undefined
  );
}

async function sendChunk(items: readonly Item[], batch: Batch, run: LoaderRun): Promise<Receipt[]> {
  let repeated = false;
  try {
    const answer = await request(items, batch, run, () => {
      repeated = true;
    });
    const what = `${run.session.host} (composite/sobjects)`;
    return receiptsOf(items, shaped(results, answer, what), batch, repeated || batch.submission.attempt > 1);
  } catch (error) {
    // One cell that the org can't read is an error of the whole call.
    if (!(error instanceof RestError) || error.code !== 'JSON_PARSER_ERROR') throw error;
    const [{ row } = {} as Item] = items;
    if (items.length === 1)
      return [{ key: row.key, line: row.line, outcome: 'failed', code: error.code, message: error.said }];
    const half = Math.ceil(items.length / 2);
    const first = await sendChunk(items.slice(0, half), batch, run);
    return [...first, ...(await sendChunk(items.slice(half), batch, run))];
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
  return session.rest.send('PATCH', `composite/sobjects/${sobject}/${externalId}`, body, {
    headers,
    repeated,
  });
}

function receiptsOf(
  items: readonly Item[],
  answered: Results,
  { isNew, operation }: Batch,
  repeated: boolean,
): Receipt[] {
  return items.map(({ row: { key, line, cells } }, at): Receipt => {
    const { success, id, created, errors } = answered[at] ?? { success: false, errors: [] };
    // A record that the org's answer has nothing about may or may not be there: it is reported as failed.
    const { statusCode: code = 'NO_RESULT', message = 'The org returned no result for this record.' } =
      errors[0] ?? {};
    if (!success) return { key, line, outcome: 'failed', code, message };
    // What a call created whose answer was lost, the repeated one only updates.
    const isCreated = created === true || (repeated && isNew?.(key) === true);
    const outcome = isCreated ? 'created' : 'updated';
    return { key, line, outcome, id: id ?? (operation === 'delete' ? cells[0]! : '') };
  });
}
