/**
 * What asks the process to end: Ctrl-C, a termination, the end of the terminal. Of the last one Node forgets at its start
 * that `nohup` had it ignored, so that it ends the process anyway; with a handler, in good order.
 */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
