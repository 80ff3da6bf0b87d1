import { placeText, problemText, type UserError } from './errors.ts';

/** An error as a person reads it: every problem on a line, then the command to run next. */
export function errorLines(error: UserError): string[] {
  const count = error.problems.length;
  return [
    ...error.problems.map((problem) => `Error: ${problemText(problem)}`),
    ...(count > 1 ? [`${count} problems; nothing was written.`] : []),
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
