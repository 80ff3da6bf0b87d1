import { usd } from './cost.ts';
import { counted } from './counted.ts';
import type { Tally } from './tally.ts';

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
  /** Ms that the server has asked to wait still. */
  pausedMs: number;
}

/** `Texts 812/2,900 · 640 cached · 4 calls under way · 120,411 tokens · $0.42 · about 3 min left`. */
export function progressLine(standing: Standing): string {
  const { settled, total, hits, tally, elapsedMs, pausedMs } = standing;
  const fresh = settled - hits;
  const left = fresh > 0 ? (elapsedMs / fresh) * (total - settled) : undefined;
  return [
    `Texts ${counted(settled)}/${counted(total)}`,
    `${counted(hits)} cached`,
    `${tally.inFlight} calls under way`,
    `${counted(tally.inputTokens + tally.outputTokens)} tokens`,
    standing.unpriced ? 'price not known' : usd(standing.spentUsd),
    ...(pausedMs > 0 ? [`waiting ${duration(pausedMs)} for the server`] : []),
    ...(left === undefined ? [] : [`about ${duration(left)} left`]),
  ].join(' · ');
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
