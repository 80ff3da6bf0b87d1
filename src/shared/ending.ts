import type { UserError } from './errors.ts';

/** How the process is about to end. */
export const ending = {
  /** Whether the reason has been printed. */
  isTold: false,
  /** Prints a reason, as text or as a document; says nothing where there is no command line. */
  tell: (_: UserError): void => {},
  /** Whether code of a recipe's own ran, which may have left behind what keeps the process alive or fails late. */
  isAfterPlugins: false,
};
