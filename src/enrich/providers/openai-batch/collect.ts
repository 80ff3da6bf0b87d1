import { counted, textsText } from '../../../shared/counted.ts';
import { EXIT, UserError } from '../../../shared/errors.ts';
import { type BatchCall, closeBatch, EMPTY, type OpenBatch } from '../../cache/batches.ts';
import type { TextJob } from '../../text-job.ts';
import type { Connection } from '../openai/connection/connection.ts';
import type { CallFailure } from '../openai/connection/failure.ts';
import { askServer } from '../openai/connection/try-calls.ts';
import type { MissingTexts } from '../provider.ts';
import { readBatchResults, storeResults } from './results.ts';

export function countOf(calls: readonly BatchCall[]): number {
  return calls.reduce((sum, { records }) => sum + records.length, 0);
}

type Collected =
  | { is: 'under way'; state: string }
  | { is: 'done'; costUsd: number; failures: CallFailure[] };

/** Nothing came of a batch that was given up. */
const NOTHING: Collected = { is: 'done', costUsd: 0, failures: [] };

/** Asks how a batch is doing and stores what it has brought. */
export async function collectBatch(
  connection: Connection,
  batch: OpenBatch,
  wanted: ReadonlyMap<string, TextJob>,
  parts: MissingTexts,
): Promise<Collected> {
  const { cache, tally, options } = parts;
  const { say } = options.progress;
  const giveUp = (trouble: string): Collected => {
    if (!options.retryFailed) throw uncollected(connection, batch, trouble);
    closeBatch(cache, batch.id, 'given up');
    say(`Abandoned batch ${batch.id}: ${trouble}. Submitting its texts again.`);
    return NOTHING;
  };
  const { signal } = connection;
  const found = await ifThere(connection, () => connection.client.batches.retrieve(batch.id, { signal }));
  if (found === undefined) return giveUp("the server doesn't know it");
  const { status, errors, output_file_id: output, error_file_id: faults } = found;
  if (typeof status !== 'string') return giveUp('the server reports no state for it');
  if (!['completed', 'expired', 'cancelled', 'failed'].includes(status))
    return { is: 'under way', state: status };
  if (status === 'failed') {
    closeBatch(cache, batch.id, 'failed');
    const [error] = errors?.data ?? [];
    throw new UserError({
      message: `${connection.server.where} rejected the batch ${batch.id}: ${connection.hide(error?.message ?? 'no reason given')}.`,
      hint: 'Use the same command to submit its texts again.',
    });
  }
  let text = '';
  for (const id of [output, faults]) {
    if (!id) continue;
    const file = await ifThere(connection, async () =>
      (await connection.client.files.content(id, { signal })).text(),
    );
    if (file === undefined) return giveUp(`the server no longer has its results (${id})`);
    text += `${file}\n`;
  }
  const results = readBatchResults(text, batch.model, connection.server.where, connection.hide);
  if (results === undefined) return giveUp('its results are cut off or unreadable');
  const { costUsd, failures, missing } = await storeResults(cache, batch, results, wanted, tally);
  const [failure] = failures;
  const untold = status === 'completed' ? 'its results lack them' : `the batch is ${status}`;
  const reason = failure && 'message' in failure ? failure.message : untold;
  if (missing > 0)
    say(
      `Batch ${batch.id} returned without ${counted(missing)} of ${textsText(countOf(batch.calls))}: ${connection.hide(reason)}. Submitting them again.`,
    );
  // What the server says of a parameter is heeded, so that the next batch is another one.
  const barren = missing === countOf(batch.calls) && !failures.some(({ is }) => is === 'unsupported');
  closeBatch(cache, batch.id, barren ? EMPTY + reason : 'collected');
  return { is: 'done', costUsd, failures };
}

/** What the server has, or undefined where it has no such thing. */
async function ifThere<T>(connection: Connection, get: () => Promise<T>): Promise<T | undefined> {
  return askServer(connection, () =>
    get().catch((error) => {
      if ((error as { status?: number }).status === 404) return undefined;
      throw error;
    }),
  );
}

function uncollected({ server }: Connection, { id, calls }: OpenBatch, trouble: string): UserError {
  return new UserError(
    {
      message: `The batch ${id} of ${textsText(countOf(calls))} can't be collected from ${server.where}: ${trouble}.`,
      hint: 'It stays open: use the same command to try again, with the key of the project that submitted it. `--retry-failed` abandons it; its texts are written, and paid for, again.',
    },
    { exitCode: EXIT.noOrg },
  );
}
