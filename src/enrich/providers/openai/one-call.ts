import { finishCall } from '../../cache/entries.ts';
import type { CallRecord } from '../../cache/entry.ts';
import { addUsage, costOf } from '../../cost.ts';
import type { TextRequest } from '../../request.ts';
import { cacheEntryOf, failedText, type TextJob } from '../../text-job.ts';
import { settleText } from '../../write/settle.ts';
import { type Envelope, envelopeOf, likelyTokens, THOUGHT_TOKENS } from './answer/envelope.ts';
import { failedCall, type Outcome, refusedCall, sortAnswer } from './answer/sort-answer.ts';
import type { Asking } from './ask-all.ts';
import { type Completion, callRecord, readCompletion, requestBody } from './connection/client.ts';
import type { Connection } from './connection/connection.ts';
import { stepDown } from './connection/manner.ts';
import { patiently, refusal } from './connection/try-calls.ts';

export async function ask(
  asking: Asking,
  jobs: readonly TextJob[],
  cap: number,
): Promise<{ useful: boolean; cost: number | null; reason: string }> {
  const { connection, tally } = asking;
  const requests = jobs.map(({ request }) => request);
  const result = await callModel(connection, envelopeOf(requests), requests, cap);
  tally.calls++;
  if (result.is !== 'answered') {
    const outcomes =
      result.is === 'filtered' ? refusedCall(jobs, result.message) : failedCall(jobs, result.message);
    await conclude(asking, outcomes, undefined);
    return { useful: result.is === 'filtered', cost: 0, reason: result.message };
  }
  const { completion } = result;
  addUsage(tally, completion.usage);
  const cost = costOf(completion.answeredBy, completion.usage) ?? costOf(connection.model, completion.usage);
  // A reasoning model that has thought until nothing was left for its answer gets more room for both.
  if (
    completion.finishReason === 'length' &&
    completion.content === '' &&
    connection.thought < THOUGHT_TOKENS.most
  ) {
    connection.thought *= 4;
  }
  const outcomes = sortAnswer(jobs, completion);
  await conclude(
    asking,
    outcomes,
    callRecord(connection.server.kind, connection.model, jobs.length, completion, cost),
  );
  const [reason = ''] = outcomes.flatMap((outcome) => (outcome.is === 'written' ? [] : outcome.reason));
  const useful =
    outcomes.some(({ is }) => is === 'written' || is === 'refused') || completion.refusal !== null;
  return { useful, cost, reason };
}

/** Stores a finished call in one transaction, then lets its texts take their places. */
async function conclude(
  asking: Asking,
  outcomes: readonly Outcome<TextJob>[],
  call: CallRecord | undefined,
): Promise<void> {
  const { cache, status, queue, refreshed } = asking;
  const written = outcomes
    .filter((outcome) => outcome.is === 'written')
    .filter(({ job }) => !refreshed?.has(job.key));
  const refused = outcomes.filter((outcome) => outcome.is === 'refused');
  const failures = refused.map(({ job, reason }) => failedText(job, 'refused', reason, job.refused));
  // Before the write is waited for: another worker may come back with the same key meanwhile.
  for (const { job } of written) refreshed?.add(job.key);
  const record =
    call ?? callRecord(asking.connection.server.kind, asking.connection.model, outcomes.length, undefined, 0);
  await finishCall(
    cache,
    record,
    written.map(({ job, raw }) => cacheEntryOf(job, raw)),
    failures,
    refreshed !== undefined,
  );
  for (const outcome of outcomes) {
    const { job } = outcome;
    // The first answer to a key stays: another run may have been first.
    if (outcome.is === 'written') settleText(status, job, cache.text(job.key) ?? outcome.raw);
    else if (outcome.is === 'again') queue.add(job);
    else status.giveUp(job.planned.wanted, outcome.reason);
  }
  asking.refill();
}

type CallResult =
  | { is: 'answered'; completion: Completion }
  | { is: 'filtered' | 'too much'; message: string };

/** One call, in the manner that the server takes. A UserError where no further call can succeed. */
async function callModel(
  connection: Connection,
  envelope: Envelope,
  requests: readonly TextRequest[],
  cap: number,
): Promise<CallResult> {
  const tokens = likelyTokens(requests);
  for (;;) {
    const { manner } = connection;
    const body = requestBody(connection.model, connection.temperature, envelope, cap, manner);
    const result = await patiently(connection, tokens.input + tokens.output, () =>
      connection.client.chat.completions.create(body, { signal: connection.signal }).withResponse(),
    );
    if ('ok' in result) {
      const { data, request_id: id } = result.ok;
      return { is: 'answered', completion: readCompletion(data, connection.model, id, connection.hide) };
    }
    if (result.is !== 'unsupported') return result;
    // Another worker may have found it out meanwhile.
    const next = connection.manner === manner ? stepDown(manner, result.parameter) : connection.manner;
    if (!next) throw refusal(connection, result.message);
    connection.manner = next;
  }
}
