import type { Usage } from './cost.ts';

/** What the calls of a run have come to. */
export interface Tally extends Usage {
  calls: number;
  inFlight: number;
}

export function newTally(): Tally {
  return { calls: 0, inFlight: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
}

export function addUsage(tally: Tally, usage: Usage): void {
  tally.inputTokens += usage.inputTokens;
  tally.cachedTokens += usage.cachedTokens;
  tally.outputTokens += usage.outputTokens;
}
