import { END_SIGNALS } from './ending.ts';
import { EXIT } from './errors.ts';

/** What is under way, with what to say if it is interrupted: several loads may be, each into an org of its own. */
const underWay = new Set<() => void>();

/** Work that stops in order instead; while there is any, a signal ends nothing else. */
const stopping = new Set<() => void>();

/**
 * Ends the process on Ctrl-C, a termination, or the end of the terminal, whatever it is waiting for; what was sent is in the
 * journals by then.
 */
function onSignal(): void {
  if (stopping.size > 0) {
    for (const stop of stopping) stop();
    return;
  }
  for (const say of underWay) {
    try {
      say();
    } catch {
      // The terminal may be gone.
    }
  }
  process.exit(EXIT.interrupted);
}

function added(set: Set<() => void>, one: () => void): { off(): void } {
  if (underWay.size + stopping.size === 0) for (const signal of END_SIGNALS) process.on(signal, onSignal);
  set.add(one);
  return {
    off() {
      if (!set.delete(one) || underWay.size + stopping.size > 0) return;
      for (const signal of END_SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** Does work; an interruption ends it with a message on how to continue. */
export async function interruptible<T>(say: () => void, work: () => Promise<T>): Promise<T> {
  const interrupted = added(underWay, say);
  try {
    return await work();
  } finally {
    interrupted.off();
  }
}

/** Calls `stop` at each signal, until `off` is called: for work that must keep what is about to come in. */
export function stoppedBySignals(stop: () => void): { off(): void } {
  return added(stopping, stop);
}
