import type { BatchCall, BatchRecord, OpenBatch } from '../../cache/batches.ts';
import type { Cache } from '../../cache/cache.ts';
import { finishCall } from '../../cache/entries.ts';
import { addUsage, costOf, type Tally } from '../../cost.ts';
import type { TextRequest } from '../../request.ts';
import { type AskedText, cacheEntryOf, failedText, LAST_LEVEL } from '../../text-job.ts';
import { failedCall, type Outcome, refusedCall, sortAnswer } from '../openai/answer/sort-answer.ts';
import { type Completion, callRecord, readCompletion } from '../openai/connection/client.ts';
import { type CallFailure, callFailureOf } from '../openai/connection/failure.ts';

/** What a server wrote for one call of a batch. */
export interface BatchResult {
  completion?: Completion;
  failure?: CallFailure;
}

/** Reads files of results: one JSON document a line, in any order; undefined where a line is none, as in a file that was cut off. */
export function readBatchResults(
  text: string,
  model: string,
  where: string,
  hide: (text: string, mask?: string) => string,
): Map<string, BatchResult> | undefined {
  const results = new Map<string, BatchResult>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    let value: {
      custom_id?: unknown;
      response?: { status_code?: number; request_id?: string; body?: unknown } | null;
      error?: { code?: string; message?: string } | null;
    };
    try {
      value = JSON.parse(line);
    } catch {
      return undefined;
    }
    const { custom_id: id, response, error } = value ?? {};
    if (typeof id !== 'string') return undefined;
    const status = response?.status_code ?? 500;
    if (status < 300) {
      const requestId = response?.request_id ?? null;
      results.set(id, { completion: readCompletion(response?.body, model, requestId, hide) });
    } else {
      const told =
        (response?.body as { error?: { code?: string; param?: string; message?: string } } | null)?.error ??
        (error as { code?: string; param?: string; message?: string } | null | undefined);
      const { code, param, message = 'no answer' } = told ?? {};
      const like = { status, code, message: hide(String(message)).slice(0, 400) };
      results.set(id, { failure: callFailureOf({ ...like, ...(param ? { param } : {}) }, model, where, 0) });
    }
  }
  return results;
}

/**
 * Stores what a batch has brought. Records that this run wants are judged with their own facts, others (the dataset
 * has changed meanwhile) by what the batch remembers of them, since they are paid for. Counts the texts of which nothing
 * came, not even a refusal.
 */
export async function storeResults(
  cache: Cache,
  batch: OpenBatch,
  results: ReadonlyMap<string, BatchResult>,
  wanted: ReadonlyMap<string, AskedText>,
  tally: Tally,
): Promise<{ costUsd: number; failures: CallFailure[]; missing: number }> {
  let costUsd = 0;
  let missing = 0;
  const failures: CallFailure[] = [];
  for (const call of batch.calls) {
    const asked = call.records.map((record) => wanted.get(record.key) ?? revived(record));
    const { completion, failure } = results.get(call.customId) ?? {};
    if (failure) failures.push(failure);
    // What did not run (a batch that expired, a parameter refused) is asked again as it was.
    if (!completion && failure?.is !== 'filtered' && failure?.is !== 'too much') {
      missing += call.records.length;
      continue;
    }
    const cost = completion ? costOf(completion.answeredBy, completion.usage, true) : 0;
    costUsd += cost ?? 0;
    tally.calls++;
    if (completion) addUsage(tally, completion.usage);
    await store(cache, batch, call, outcomesOf(asked, completion, failure), completion, cost);
  }
  return { costUsd, failures, missing };
}

function outcomesOf(
  asked: readonly AskedText[],
  completion: Completion | undefined,
  failure: CallFailure | undefined,
): Outcome<AskedText>[] {
  if (completion) return sortAnswer(asked, completion);
  const reason = failure && 'message' in failure ? failure.message : 'no answer';
  return failure?.is === 'filtered' ? refusedCall(asked, reason) : failedCall(asked, reason);
}

function store(
  cache: Cache,
  batch: OpenBatch,
  call: BatchCall,
  outcomes: readonly Outcome<AskedText>[],
  completion: Completion | undefined,
  cost: number | null,
): Promise<void> {
  return finishCall(
    cache,
    callRecord(batch.provider, batch.model, call.records.length, completion, cost),
    outcomes.flatMap((outcome) => (outcome.is === 'written' ? cacheEntryOf(outcome.job, outcome.raw) : [])),
    outcomes.flatMap((outcome) => {
      if (outcome.is === 'written') return [];
      const { job, is, reason } = outcome;
      if (is === 'refused') return failedText(job, 'refused', reason, job.refused);
      // One that failed alone to the last has had its tries; --retry-failed gives it new ones.
      return failedText(job, 'bad', reason, is === 'failed' ? LAST_LEVEL + 1 : job.level);
    }),
  );
}

/** A record that this run does not want, as far as the batch remembers it. */
function revived({ key, record, facts, level }: BatchRecord): AskedText {
  const request: TextRequest = {
    ...{ key: record, object: facts.object, field: facts.field, template: '', industry: '' },
    ...{ maxLength: facts.max_length, unit: facts.unit === 'bytes' ? 'bytes' : 'characters' },
    ...{ slots: {}, prompt: facts.prompt, path: [], seed: 0 },
  };
  return { request, key, facts, level, tooLong: 0, refused: 0 };
}
