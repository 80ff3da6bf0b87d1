import type { Cache } from '../cache/cache.ts';
import { rememberedFailure } from '../cache/failures.ts';
import type { Writer } from '../key.ts';
import type { TextSource } from '../source.ts';
import { fittedText } from '../text/fit.ts';
import { LAST_LEVEL, type TextJob, textJobOf } from '../text-job.ts';
import type { TextStatus } from '../text-status.ts';

/** What the cache had. */
export interface HitCounts {
  hits: number;
  /** The keys, where somebody wants to know. */
  used?: string[];
}

/**
 * Settles every text that can be settled without a call: from the cache, and what becomes ready by that. Returns the
 * jobs that the cache has no text for.
 */
export function settleFromCache(
  source: TextSource,
  status: TextStatus,
  writer: Writer,
  cache: Cache,
  refresh: boolean,
  counts: HitCounts,
): TextJob[] {
  const missed: TextJob[] = [];
  for (let ready = status.takeReady(); ready.length > 0; ready = status.takeReady()) {
    for (const planned of ready) {
      const job = textJobOf(planned, source.requestFor(planned, status.textOf), writer);
      const raw = refresh ? undefined : cache.text(job.key);
      const failure = raw === undefined && !refresh ? rememberedFailure(cache, job.key) : undefined;
      if (raw !== undefined) {
        counts.hits++;
        counts.used?.push(job.key);
        settleText(status, job, raw);
      } else if (failure?.kind === 'refused') {
        status.giveUp(
          planned.wanted,
          `it was refused before (${failure.reason}); use \`--retry-failed\` to ask again`,
        );
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
export function settleText(status: TextStatus, job: Pick<TextJob, 'planned' | 'request'>, raw: string): void {
  const { text, cut } = fittedText(raw, job.request);
  status.write(job.planned.wanted, text, cut);
}
