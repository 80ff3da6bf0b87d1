/** How the process is about to end: whether the reason has been printed. */
export const ending = { isTold: false };
