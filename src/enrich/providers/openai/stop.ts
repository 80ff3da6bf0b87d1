import { counted, countText, textsText } from '../../../shared/counted.ts';
import { EXIT, UserError } from '../../../shared/errors.ts';
import { stoppedBySignals } from '../../../shared/on-interrupt.ts';
import type { TextStatus } from '../../text-status.ts';

/** Calls under way when a run is stopped have so long to come in: they are paid for already. */
const GRACE_MS = 10_000;

/** How a run is stopped: no new call, then those under way come in, or after a while are let go. */
export interface Stop {
  /** True if the user stopped it. */
  readonly interrupted: boolean;
  /** Aborted as soon as no new call may start; waits for a turn end with it. */
  readonly noMore: AbortSignal;
  /** Aborted when calls under way are let go. */
  readonly letGo: AbortSignal;
  /** Stops without a word of the user's: a call has failed for good. */
  soon(): void;
  /** Gives the signals of the process back. */
  release(): void;
}

/** Stops at Ctrl-C, SIGTERM and the end of the terminal; a second Ctrl-C does not wait for the calls under way. */
export function stopOnSignals(say: (line: string) => void, inFlight: () => number): Stop {
  const noMore = new AbortController();
  const letGo = new AbortController();
  let interrupted = false;
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    timer ??= setTimeout(() => letGo.abort(), GRACE_MS).unref();
    noMore.abort();
  };
  const onSignal = () => {
    if (interrupted || inFlight() === 0) letGo.abort();
    else
      say(
        `Waiting for ${countText(inFlight(), 'call')}, at most ${GRACE_MS / 1_000} s. Press Ctrl-C again to stop now.`,
      );
    interrupted = true;
    soon();
  };
  const signals = stoppedBySignals(onSignal);
  return {
    get interrupted() {
      return interrupted;
    },
    noMore: noMore.signal,
    letGo: letGo.signal,
    soon,
    release() {
      clearTimeout(timer);
      signals.off();
    },
  };
}

/** The error of an interrupted run; without a cache, what was written is lost. */
export function interrupted(status: TextStatus, isKept: boolean): UserError {
  const kept = isKept ? 'written and kept in the cache' : 'written, which are lost without a cache';
  return new UserError(
    {
      message: `Interrupted with ${counted(status.written.size)} of ${textsText(status.total)} ${kept}.`,
      hint: 'Use the same command to continue.',
    },
    { exitCode: EXIT.interrupted },
  );
}
