import { counted, countText } from '../../../shared/counted.ts';
import type { Progress } from '../../../shared/progress.ts';
import { timeText } from '../../../shared/time-text.ts';
import type { Tally } from '../../cost.ts';
import { usd } from '../../cost.ts';
import type { Connection } from './connection/connection.ts';
import { TIMEOUT_MS } from './connection/http.ts';

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
    `${countText(tally.inFlight, 'call')} under way`,
    `${counted(tally.inputTokens + tally.outputTokens)} tokens`,
    standing.unpriced ? 'price unknown' : usd(standing.spentUsd),
    ...waits,
    ...(left === undefined ? [] : [`about ${duration(left)} left`]),
  ].join(' · ');
}

/** Waits from this on are told to everyone. */
const LONG_MS = 3_000;
/** A request that has been under way for so long is worth a word. */
const SLOW_MS = 10_000;

/** Tells of a wait: what for, how long, and until when. */
export function waitTeller({ say, detail }: Progress): (reason: string, ms: number) => void {
  return (reason, ms) => {
    if (ms < LONG_MS) detail(`Waiting ${Math.ceil(ms / 1_000)} s: ${reason}.`);
    else
      say(
        `Waiting ${duration(ms)}, until ${timeText(Date.now() + ms)}: ${reason}. Press Ctrl-C to stop; finished texts are kept.`,
      );
  };
}

/** What a run waits for right now, for a live connection. */
export function waitParts({ underWay, pace, server, timeoutMs = TIMEOUT_MS }: Connection): string[] {
  const parts: string[] = [];
  const now = Date.now();
  const oldest = Math.min(...[...underWay].map(({ since }) => since));
  if (now - oldest >= SLOW_MS) {
    const waited = `${Math.floor((now - oldest) / 1_000)} of at most ${Math.ceil(timeoutMs / 1_000)} s`;
    parts.push(`waiting for ${server.where} to answer, ${waited}`);
  }
  if (pace.pausedFor > 0) parts.push(`${server.where} asked to wait until ${timeText(now + pace.pausedFor)}`);
  else if (pace.fullUntil > 0) parts.push(`limit per minute reached until ${timeText(pace.fullUntil)}`);
  return parts;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Calls a function every second, so that a wait can be seen; the returned function ends it. */
export function everySecond(tell: () => void): () => void {
  const timer = setInterval(tell, 1_000).unref();
  return () => clearInterval(timer);
}
