import { END_SIGNALS } from '../../shared/ending.ts';
import { EXIT } from '../../shared/errors.ts';

/** What is under way: several loads may be, each into an org of its own. */
const underWay = new Set<() => void>();

/**
 * Ends the process on Ctrl-C, a termination, or the end of the terminal, whatever it is waiting for; what was sent is in the
 * journals by then.
 */
function end(): void {
  for (const say of underWay) {
    try {
      say();
    } catch {
      // The terminal may be gone.
    }
  }
  process.exit(EXIT.interrupted);
}

function onInterrupt(say: () => void): { off(): void } {
  if (underWay.size === 0) for (const signal of END_SIGNALS) process.once(signal, end);
  underWay.add(say);
  return {
    off() {
      underWay.delete(say);
      if (underWay.size === 0) for (const signal of END_SIGNALS) process.off(signal, end);
    },
  };
}

/** Does work; an interruption ends it with a message on how to continue. */
export async function interruptible<T>(say: () => void, work: () => Promise<T>): Promise<T> {
  const interrupted = onInterrupt(say);
  try {
    return await work();
  } finally {
    interrupted.off();
  }
}
