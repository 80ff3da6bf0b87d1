import type { Board } from './board.ts';
import type { Cache } from './cache/cache.ts';
import { rememberedFailure } from './cache/failures.ts';
import { type Job, jobOf, LAST_LEVEL } from './job.ts';
import type { Writer } from './key.ts';
import type { Source } from './source.ts';
import { readText } from './text/read.ts';

/** What the cache had. */
export interface HitCounts {
  hits: number;
  /** The keys, where somebody wants to know. */
  used?: string[];
}

/**
 * Settles every text that can be settled without a call: from the cache, and what becomes ready by that. Answers the
 * jobs that the cache has no answer for.
 */
export function settleFromCache(
  source: Source,
  board: Board,
  writer: Writer,
  cache: Cache,
  refresh: boolean,
  counts: HitCounts,
): Job[] {
  const missed: Job[] = [];
  for (let ready = board.takeReady(); ready.length > 0; ready = board.takeReady()) {
    for (const planned of ready) {
      const job = jobOf(planned, source.requestFor(planned, board.textOf), writer);
      const raw = refresh ? undefined : cache.text(job.key);
      const failure = raw === undefined && !refresh ? rememberedFailure(cache, job.key) : undefined;
      if (raw !== undefined) {
        counts.hits++;
        counts.used?.push(job.key);
        settle(board, job, raw);
      } else if (failure?.kind === 'refused') {
        board.giveUp(planned.wanted, `it was refused before (${failure.reason}); --retry-failed asks again`);
      } else {
        // A batch that came back without it: the next one asks for it in a smaller call.
        if (failure) job.level = Math.min(LAST_LEVEL, failure.tries);
        missed.push(job);
      }
    }
  }
  return missed;
}

/** Puts a raw answer into its place as it is read. */
export function settle(board: Board, job: Pick<Job, 'planned' | 'request'>, raw: string): void {
  const { text, cut } = readText(raw, job.request);
  board.write(job.planned.wanted, text, cut);
}
