import type { UserError } from './errors.ts';

/** The state of the process's end. */
export const ending = {
  /** True if the reason has been printed. */
  isTold: false,
  /** Prints a reason, as text or as a document; does nothing without a command line. */
  tell: (_: UserError): void => {},
  /** True if a recipe's own code ran, which may keep the process alive or fail late. */
  isAfterPlugins: false,
};

/**
 * Signals that end the process: Ctrl-C, termination, and the end of the terminal. Node resets SIGHUP at its start
 * even under `nohup`, so it ends the process anyway; a handler makes that orderly.
 */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
