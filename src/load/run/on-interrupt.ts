import { END_SIGNALS } from '../../shared/ending.ts';
import { EXIT } from '../../shared/errors.ts';

/**
 * Says something and ends the process on Ctrl-C, a termination or the end of the terminal, whatever it is waiting for; what
 * was sent is in the journal by then.
 */
function onInterrupt(say: () => void): { off(): void } {
  const end = () => {
    try {
      say();
    } catch {
      // The terminal may be gone.
    }
    process.exit(EXIT.interrupted);
  };
  for (const signal of END_SIGNALS) process.once(signal, end);
  return {
    off() {
      for (const signal of END_SIGNALS) process.off(signal, end);
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
