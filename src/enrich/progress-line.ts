import { counted } from '../shared/counted.ts';
import { usd } from './cost.ts';
import type { Tally } from './tally.ts';
import { duration } from './waits.ts';

/** What a live line tells of. */
export interface Standing {
  settled: number;
  total: number;
  hits: number;
  tally: Tally;
  spentUsd: number;
  unpriced: boolean;
  /** Since the first call, in ms. */
  elapsedMs: number;
  /** What the run waits for. */
  waits: readonly string[];
}

/** `Texts 812/2,900 · 640 cached · 4 calls under way · 120,411 tokens · $0.42 · about 3 min left`. */
export function progressLine(standing: Standing): string {
  const { settled, total, hits, tally, elapsedMs, waits } = standing;
  const fresh = settled - hits;
  const left = fresh > 0 ? (elapsedMs / fresh) * (total - settled) : undefined;
  return [
    `Texts ${counted(settled)}/${counted(total)}`,
    `${counted(hits)} cached`,
    `${tally.inFlight} calls under way`,
    `${counted(tally.inputTokens + tally.outputTokens)} tokens`,
    standing.unpriced ? 'price not known' : usd(standing.spentUsd),
    ...waits,
    ...(left === undefined ? [] : [`about ${duration(left)} left`]),
  ].join(' · ');
}
