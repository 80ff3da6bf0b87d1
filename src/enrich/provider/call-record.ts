import type { CallRecord } from '../cache/entry.ts';
import type { Completion } from './client.ts';

/** A call as the cache remembers it; without a completion one that the server refused. */
export function callRecord(
  provider: string,
  model: string,
  records: number,
  completion: Completion | undefined,
  costUsd: number | null,
): CallRecord {
  return {
    provider,
    model,
    answeredBy: completion?.answeredBy ?? model,
    requestId: completion?.requestId ?? null,
    finishReason: completion?.finishReason ?? 'refused by the server',
    records,
    inputTokens: completion?.usage.inputTokens ?? 0,
    cachedTokens: completion?.usage.cachedTokens ?? 0,
    outputTokens: completion?.usage.outputTokens ?? 0,
    costUsd,
  };
}
