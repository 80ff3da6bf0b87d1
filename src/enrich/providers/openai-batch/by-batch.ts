import { UserError } from '../../../shared/errors.ts';
import { type BatchCall, emptyBatches, forgetEmptyBatches, openBatches } from '../../cache/batches.ts';
import type { Cache } from '../../cache/cache.ts';
import { rememberedFailure } from '../../cache/failures.ts';
import { noteOf, setNote } from '../../cache/notes.ts';
import { LAST_LEVEL, type TextJob } from '../../text-job.ts';
import { settleText } from '../../write/settle.ts';
import type { ModelRun, SubmittedBatches } from '../../write/write-by-model.ts';
import { likelyTokens } from '../openai/answer/envelope.ts';
import { Budget } from '../openai/budget.ts';
import { openClient } from '../openai/connection/client.ts';
import { type Connection, openConnection } from '../openai/connection/connection.ts';
import type { CallFailure } from '../openai/connection/failure.ts';
import { FIRST_MANNER, type Manner, stepDown } from '../openai/connection/manner.ts';
import { Pace } from '../openai/connection/pace.ts';
import { refusal } from '../openai/connection/try-calls.ts';
import { everySecond, waitParts, waitTeller } from '../openai/progress-line.ts';
import { interrupted, stopOnSignals } from '../openai/stop.ts';
import type { MissingTexts } from '../provider.ts';
import { collectBatch, countOf } from './collect.ts';
import { batchFiles, batchLines } from './lines.ts';
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
      const collected = await collectBatch(connection, batch, wanted, parts);
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
    if (stop.interrupted) throw interrupted(status, true);
    if (submitted.batches.length === 0) return { is: 'settled', hits: counts.hits, tally, costUsd };
    return {
      is: 'submitted',
      submitted: { ...submitted, texts: status.total, written: status.written.size },
    };
  } catch (error) {
    throw stop.interrupted ? interrupted(status, true) : error;
  } finally {
    endTicks();
    progress.done();
    stop.release();
  }
}

/** Notes the keys that a batch will bring; returns how many texts those are. */
function addKeys(keys: Set<string>, calls: readonly BatchCall[]): number {
  for (const { key } of calls.flatMap((call) => call.records)) keys.add(key);
  return countOf(calls);
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

/** Settles what the cache has by now, with all that becomes ready by it; returns what is still open. */
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

/** Batches in a row without a text after which no further one is submitted. */
const EMPTY_BATCHES = 3;

function refuseEmptyBatches(connection: Connection, cache: Cache): void {
  const reasons = emptyBatches(cache, connection.server.kind, EMPTY_BATCHES);
  if (reasons.length < EMPTY_BATCHES) return;
  throw new UserError({
    message: `The last ${EMPTY_BATCHES} batches at ${connection.server.where} returned no text: ${connection.hide(reasons[0]!)}.`,
    hint: 'Use `--retry-failed` to submit another one, or omit `--batch` to write texts by calls.',
  });
}
