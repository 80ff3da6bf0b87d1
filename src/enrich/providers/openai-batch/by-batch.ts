import { counted } from '../../../shared/counted.ts';
import { EXIT, UserError } from '../../../shared/errors.ts';
import {
  type BatchCall,
  closeBatch,
  EMPTY,
  emptyBatches,
  forgetEmptyBatches,
  type OpenBatch,
  openBatches,
} from '../../cache/batches.ts';
import type { Cache } from '../../cache/cache.ts';
import { rememberedFailure } from '../../cache/failures.ts';
import { noteOf, setNote } from '../../cache/notes.ts';
import { settleText } from '../../settle.ts';
import { LAST_LEVEL, type TextJob } from '../../text-job.ts';
import type { ModelRun, SubmittedBatches } from '../../write-by-model.ts';
import { likelyTokens } from '../openai/answer/envelope.ts';
import { interrupted } from '../openai/ask-all.ts';
import { Budget } from '../openai/budget.ts';
import { askServer, type Connection, openConnection, refusal } from '../openai/connection/call.ts';
import { openClient } from '../openai/connection/client.ts';
import type { CallFailure } from '../openai/connection/failure.ts';
import { FIRST_MANNER, type Manner, stepDown } from '../openai/connection/manner.ts';
import { Pace } from '../openai/connection/pace.ts';
import { everySecond, waitParts, waitTeller } from '../openai/progress-line.ts';
import { stopOnSignals } from '../openai/stop.ts';
import type { MissingTexts } from '../provider.ts';
import { batchFiles, batchLines } from './lines.ts';
import { readBatchResults, storeResults } from './results.ts';
import { endpointOf, recoverBatches, submitBatch } from './submit.ts';

/**
 * Has the missing texts written by OpenAI's Batch API: collects the batches that are done, submits what is missing
 * and ready, and stops; the same command collects it later. Texts that wait for others go into a later batch.
 */
export async function writeByBatch(parts: MissingTexts): Promise<ModelRun> {
  const { status, cache, server, options, counts, tally } = parts;
  const { openai, progress, backoffMs } = options;
  const { model, temperature } = openai;
  const budget = new Budget(model, options.maxCost);
  const client = await openClient(server, options.timeoutMs);
  const stop = stopOnSignals(progress.say, () => connection.underWay.size);
  const pace = new Pace({ calls: null, tokens: null }, stop.noMore);
  const connection: Connection = openConnection({
    ...{ client, server, model, temperature, pace, backoffMs, signal: stop.letGo },
    ...{ maxWaitMs: options.maxWaitMs ?? null, timeoutMs: options.timeoutMs, onWait: waitTeller(progress) },
  });
  const endTicks = everySecond(() => {
    const waits = waitParts(connection);
    if (waits.length > 0) progress.live(waits.join(' · '));
  });
  const mannerNote = `manner of ${server.kind} ${model}`;
  const remembered = noteOf(cache, mannerNote);
  if (remembered) connection.manner = JSON.parse(remembered) as Manner;
  try {
    const wanted = new Map(parts.misses.map((job) => [job.key, job]));
    const submitted: SubmittedBatches = { batches: [], texts: 0, written: 0 };
    const pending = new Set<string>();
    let costUsd = 0;
    for (const { id, calls } of await recoverBatches(connection, cache, wanted, progress.say)) {
      submitted.batches.push({
        id,
        state: 'being submitted by another process',
        texts: addKeys(pending, calls),
      });
    }
    if (options.retryFailed) forgetEmptyBatches(cache, server.kind);
    for (const batch of openBatches(cache, server.kind)) {
      const collected = await collect(connection, batch, wanted, parts);
      if (collected.is === 'under way') {
        submitted.batches.push({
          ...{ id: batch.id, state: collected.state, texts: addKeys(pending, batch.calls) },
        });
        continue;
      }
      costUsd += collected.costUsd;
      const manner = mannerAfter(connection, collected.failures);
      if (manner !== connection.manner) {
        connection.manner = manner;
        cache.write(() => setNote(cache, mannerNote, JSON.stringify(manner)));
      }
    }
    const open = stillOpen(parts).filter(({ key }) => !pending.has(key));
    const lines = batchLines(open, openai.batch_size, {
      url: endpointOf(server.kind),
      model,
      temperature,
      manner: connection.manner,
    });
    if (lines.length > 0) refuseEmptyBatches(connection, cache);
    for (const file of batchFiles(lines)) {
      for (const { jobs } of file) reserve(budget, jobs, parts);
      const id = await submitBatch(connection, cache, file);
      const texts = file.reduce((sum, { jobs }) => sum + jobs.length, 0);
      submitted.batches.push({ id, state: 'submitted', texts });
    }
    if (stop.interrupted) throw interrupted(status);
    if (submitted.batches.length === 0) return { is: 'settled', hits: counts.hits, tally, costUsd };
    return {
      is: 'submitted',
      submitted: { ...submitted, texts: status.total, written: status.written.size },
    };
  } catch (error) {
    throw stop.interrupted ? interrupted(status) : error;
  } finally {
    endTicks();
    progress.done();
    stop.release();
  }
}

/** Notes the keys that a batch will bring; answers how many texts those are. */
function addKeys(keys: Set<string>, calls: readonly BatchCall[]): number {
  for (const { key } of calls.flatMap((call) => call.records)) keys.add(key);
  return countOf(calls);
}

function countOf(calls: readonly BatchCall[]): number {
  return calls.reduce((sum, { records }) => sum + records.length, 0);
}

type Collected =
  | { is: 'under way'; state: string }
  | { is: 'done'; costUsd: number; failures: CallFailure[] };

/** Nothing came of a batch that was given up. */
const NOTHING: Collected = { is: 'done', costUsd: 0, failures: [] };

/** Asks how a batch is doing and stores what it has brought. */
async function collect(
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
    say(`Batch ${batch.id} is given up: ${trouble}. Its texts are submitted again.`);
    return NOTHING;
  };
  const { signal } = connection;
  const found = await ifThere(connection, () => connection.client.batches.retrieve(batch.id, { signal }));
  if (found === undefined) return giveUp('the server does not know it');
  const { status, errors, output_file_id: output, error_file_id: faults } = found;
  if (typeof status !== 'string') return giveUp('the server tells no state of it');
  if (!['completed', 'expired', 'cancelled', 'failed'].includes(status))
    return { is: 'under way', state: status };
  if (status === 'failed') {
    closeBatch(cache, batch.id, 'failed');
    const [error] = errors?.data ?? [];
    throw new UserError({
      message: `${connection.server.where} did not take the batch ${batch.id}: ${connection.hide(error?.message ?? 'no reason given')}.`,
      hint: 'The same command submits its texts again.',
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
  if (results === undefined) return giveUp('its results are cut off, or are not results');
  const { costUsd, failures, missing } = await storeResults(cache, batch, results, wanted, tally);
  const [failure] = failures;
  const untold = status === 'completed' ? 'its results lack them' : `the batch is ${status}`;
  const reason = failure && 'message' in failure ? failure.message : untold;
  if (missing > 0)
    say(
      `Batch ${batch.id} came back without ${missing} of ${countOf(batch.calls)} texts: ${connection.hide(reason)}. They are submitted again.`,
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
      message: `The batch ${id} of ${counted(countOf(calls))} texts can't be collected from ${server.where}: ${trouble}.`,
      hint: 'It stays open: the same command tries again, with the key of the project that submitted it. `--retry-failed` gives it up and has its texts written, and paid, again.',
    },
    { exitCode: EXIT.noOrg },
  );
}

/** After so many batches in a row without a text, another one would be one more for nothing. */
const EMPTY_BATCHES = 3;

function refuseEmptyBatches(connection: Connection, cache: Cache): void {
  const reasons = emptyBatches(cache, connection.server.kind, EMPTY_BATCHES);
  if (reasons.length < EMPTY_BATCHES) return;
  throw new UserError({
    message: `The last ${EMPTY_BATCHES} batches at ${connection.server.where} came back without one text: ${connection.hide(reasons[0]!)}.`,
    hint: '`--retry-failed` submits one more; without `--batch` the texts are written by calls.',
  });
}

/** The next manner where calls of a batch came back for a parameter that the server does not take. */
function mannerAfter(connection: Connection, failures: readonly CallFailure[]): Manner {
  for (const failure of failures) {
    if (failure.is === 'fatal') throw new UserError({ message: failure.message, hint: failure.hint });
    if (failure.is === 'unsupported') {
      const next = stepDown(connection.manner ?? FIRST_MANNER, failure.parameter);
      if (!next) throw refusal(connection, failure.message);
      return next;
    }
  }
  return connection.manner;
}

/** Settles what the cache has by now, with all that becomes ready by it; answers what is open still. */
function stillOpen({ status, cache, misses, missed }: MissingTexts): TextJob[] {
  let jobs = [...misses];
  const open: TextJob[] = [];
  while (jobs.length > 0) {
    for (const job of jobs) {
      const raw = cache.text(job.key);
      const failure = raw === undefined ? rememberedFailure(cache, job.key) : undefined;
      if (raw !== undefined) settleText(status, job, raw);
      else if (failure && (failure.kind === 'refused' || failure.tries > LAST_LEVEL)) {
        status.giveUp(job.planned.wanted, failure.reason);
      } else {
        job.level = Math.max(job.level, failure?.tries ?? 0);
        open.push(job);
      }
    }
    jobs = missed();
  }
  return open;
}

function reserve(budget: Budget, jobs: readonly TextJob[], { status }: MissingTexts): void {
  const { input, output } = likelyTokens(jobs.map(({ request }) => request));
  // A batch costs half, so that this estimate is a cautious one.
  const usage = { inputTokens: input, cachedTokens: 0, outputTokens: output };
  if (budget.reserve(usage) === undefined) throw budget.exhausted(status.written.size, status.total);
}
