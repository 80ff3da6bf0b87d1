import type { UserError } from './errors.ts';

/** How the process is about to end. */
export const ending = {
  /** True if the reason has been printed. */
  isTold: false,
  /** Prints a reason, as text or as a document; says nothing where there is no command line. */
  tell: (_: UserError): void => {},
  /** True if code of a recipe's own ran, which may have left behind what keeps the process alive or fails late. */
  isAfterPlugins: false,
};

/**
 * What asks the process to end: Ctrl-C, a termination, the end of the terminal. Of the last one Node forgets at its start
 * that `nohup` had it ignored, so that it ends the process anyway; with a handler, in good order.
 */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
