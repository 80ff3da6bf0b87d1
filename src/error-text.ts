import { placeText, problemText, UserError } from './errors.ts';

/** An error that the user can mend, as is a file that the system refuses to read or write; nothing where it is a bug. */
export function asUserError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  const { syscall, path: file, message } = error as NodeJS.ErrnoException;
  return syscall
    ? new UserError({ message: `${message}.`, place: file ? { file } : {} }, { cause: error })
    : undefined;
}

/** An error as a person reads it: every problem on a line, then the command to run next. */
export function errorLines(error: UserError): string[] {
  const count = error.problems.length;
  return [
    ...error.problems.map((problem) => `Error: ${problemText(problem)}`),
    ...(count > 1 ? [`${count} problems; ${error.outcome ?? 'nothing was written'}.`] : []),
    ...(error.next ? [`Next: ${error.next}`] : []),
  ];
}

/** The same as one document for `--json`. */
export function errorJson(error: UserError) {
  return {
    error: {
      exit_code: error.exitCode,
      problems: error.problems.map(({ message, place, hint }) => ({
        message,
        place: placeText(place),
        hint,
      })),
      next: error.next,
    },
  };
}
