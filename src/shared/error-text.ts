import { counted } from './counted.ts';
import { type Problem, problemCount, problemJson, problemText, UserError } from './errors.ts';
import { reasonOf } from './files/file-error.ts';
import { printable } from './quote.ts';

/** Converts an error to one that the user can fix, including the system's file errors; undefined if it is a bug. */
export function asUserError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  const { syscall, path: file, message, code } = (error ?? {}) as NodeJS.ErrnoException;
  if (!syscall) return undefined;
  // For a missing file, the system's own message tells what it was for.
  const reason = code === 'ENOENT' ? `${message}.` : reasonOf(error as NodeJS.ErrnoException);
  return new UserError({ message: reason, place: file ? { file } : {} }, { cause: error });
}

/** Formats an error for people: one problem per line, then the command to run next. */
export function errorLines(error: UserError): string[] {
  const count = problemCount(error.problems);
  return [
    ...problemLines(error.problems).map((line) => `Error: ${line}`),
    ...(count > 1 ? [`${counted(count)} problems; ${error.outcome ?? 'nothing was written'}.`] : []),
    ...Object.entries(error.notes).map(
      ([name, text]) => `${name[0]!.toUpperCase()}${name.slice(1)}: ${text}`,
    ),
    ...(error.next ? [`Next: ${printable(error.next)}`] : []),
  ];
}

/** The number of similar problems that are listed before the rest is only counted. */
const TOLD = 10;

/**
 * One problem per line; of many that differ only in place and quoted text, the first ones and the number of the rest.
 */
export function problemLines(problems: readonly Problem[]): string[] {
  const sortOf = ({ message }: Problem) => message.replaceAll(/"[^"]*"|`[^`]*`|\d+/g, '…');
  const counts = new Map<string, number>();
  const lines: string[] = [];
  const isFurther = ({ count = 0 }: Problem) => count > 0;
  const further = problems.filter(isFurther);
  for (const problem of problems) {
    if (isFurther(problem)) continue;
    const count = (counts.get(sortOf(problem)) ?? 0) + 1;
    counts.set(sortOf(problem), count);
    if (count <= TOLD) lines.push(problemText(problem));
  }
  for (const [sort, count] of counts)
    if (count > TOLD) lines.push(`${counted(count - TOLD)} more like this: ${sort}`);
  return [...lines, ...further.map(problemText)];
}

/** The same as a document for `--json`. */
export function errorJson(error: UserError) {
  return {
    error: {
      exit_code: error.exitCode,
      problems: error.problems.map(problemJson),
      ...error.notes,
      next: error.next,
    },
  };
}
