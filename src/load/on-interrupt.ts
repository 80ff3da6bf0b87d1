import { EXIT } from '../errors.ts';

/** Says something and ends the process on Ctrl-C or a termination; what was sent is in the journal by then. */
export function onInterrupt(say: () => void): { off(): void } {
  const end = () => {
    say();
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  return {
    off() {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
    },
  };
}
