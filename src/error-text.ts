import { problemJson, problemText, UserError } from './errors.ts';

/** An error that the user can mend, as is a file that the system refuses to read or write; nothing where it is a bug. */
export function asUserError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  const { syscall, path: file, message } = (error ?? {}) as NodeJS.ErrnoException;
  return syscall
    ? new UserError({ message: `${message}.`, place: file ? { file } : {} }, { cause: error })
    : undefined;
}

/** An error as a person reads it: every problem on a line, then the command to run next. */
export function errorLines(error: UserError, next = error.next): string[] {
  const count = error.problems.length;
  return [
    ...error.problems.map((problem) => `Error: ${problemText(problem)}`),
    ...(count > 1 ? [`${count} problems; ${error.outcome ?? 'nothing was written'}.`] : []),
    ...Object.entries(error.notes).map(
      ([name, text]) => `${name[0]!.toUpperCase()}${name.slice(1)}: ${text}`,
    ),
    ...(next ? [`Next: ${next}`] : []),
  ];
}

/** The same as one document for `--json`. */
export function errorJson(error: UserError, next = error.next) {
  return {
    error: {
      exit_code: error.exitCode,
      problems: error.problems.map(problemJson),
      ...error.notes,
      next,
    },
  };
}
