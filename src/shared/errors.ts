import { counted } from './counted.ts';
import { isHiddenFile } from './files/hidden-file.ts';
import { discreet, discreetHint, excerpt, printable } from './quote.ts';

/** Where a problem is: in the user's file with line and column (from 1), or in a row with its key. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
  row?: number;
  key?: string;
}

/** A name that nothing defines; of a function, `name` or `Plugin.name`. */
export interface UnknownName {
  kind: 'name' | 'function';
  name: string;
}

/** A misspelled name, and the nearest known one. */
export interface Meant {
  typed: string;
  instead: string;
}

/** One thing that is wrong: a sentence, where it is, and what to do about it. */
export interface Problem {
  message: string;
  place?: Place;
  /** The nearest known name or the fix, as a sentence. */
  hint?: string;
  /** What was typed, and what was likely meant: with it, the command line can be corrected. */
  meant?: Meant;
  /** How many problems this one counts as: 1 by default, 0 if it sums up the others. */
  count?: number;
  /** The name that is missing, so that a part of the recipe that can't be read can explain the problem. */
  unknown?: UnknownName;
}

/** The exit codes of the command line, as docs/commands.md lists them. */
export const EXIT = {
  done: 0,
  partial: 1,
  usage: 2,
  frozenMiss: 3,
  noOrg: 4,
  preflight: 5,
  production: 6,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake or a state that the user can fix: shown as text without a stack trace, all problems at once. */
export class UserError extends Error {
  readonly problems: Problem[];
  readonly exitCode: ExitCode;
  /** The command to run next, as typed in a shell. */
  readonly next: string | undefined;
  /** What happened despite the problems, if it isn't that nothing was written. */
  readonly outcome: string | undefined;
  /** Further facts by name, such as the file with the trace of a bug. */
  readonly notes: Readonly<Record<string, string>>;

  constructor(
    problems: Problem | Problem[] | string,
    options: {
      exitCode?: ExitCode;
      next?: string;
      outcome?: string;
      notes?: Readonly<Record<string, string>>;
      cause?: unknown;
    } = {},
  ) {
    const list = typeof problems === 'string' ? [{ message: problems }] : distinct([problems].flat());
    super(list.map(problemText).join('\n'), { cause: options.cause });
    this.name = 'UserError';
    this.problems = list;
    this.exitCode = options.exitCode ?? EXIT.usage;
    this.next = options.next;
    this.outcome = options.outcome;
    this.notes = options.notes ?? {};
  }

  /** The same error with other problems; exit code, next command, and the rest stay. */
  withProblems(problems: Problem[]): UserError {
    return this.#with(problems, this.next);
  }

  /** The same error with another next command. */
  withNext(next: string): UserError {
    return this.#with(this.problems, next);
  }

  #with(problems: Problem[], next: string | undefined): UserError {
    const { exitCode, outcome, notes } = this;
    return new UserError(problems, {
      ...{ exitCode, notes, cause: this },
      ...(next === undefined ? {} : { next }),
      ...(outcome === undefined ? {} : { outcome }),
    });
  }
}

/** The number of problems, including those that are only counted. */
export function problemCount(problems: readonly Problem[]): number {
  return problems.reduce((sum, { count }) => sum + (count ?? 1), 0);
}

/** Sums up the problems of a file that aren't listed in one problem; `kind` begins with a space. */
export function furtherProblems(count: number, file: string | undefined, kind = ''): Problem {
  return {
    message: `${counted(count)} more ${count === 1 ? 'problem' : 'problems'}${kind}.`,
    ...(file === undefined ? {} : { place: { file } }),
    count,
  };
}

/** The first problems of a file, and one that sums up those beyond `most`; `kind` as above. */
export function firstProblems(
  problems: readonly Problem[],
  most: number,
  file: string | undefined,
  kind = '',
): Problem[] {
  const rest = problems.length - most;
  return rest > 0 ? [...problems.slice(0, most), furtherProblems(rest, file, kind)] : [...problems];
}

/** Returns the result of work, or `otherwise` if it fails; its problems are collected to be reported with others. */
export function gather<T>(problems: Problem[], otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
    return otherwise;
  }
}

/** Drops duplicate problems, for example of a part of a recipe that is used twice. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const text = problemText(problem);
    return !seen.has(text) && seen.add(text);
  });
}

/** `recipes/a.yml:3:5`, `Contact.csv:17 (TESTDATA_42_A0000003_C01)`, or empty without a place. */
export function placeText(place: Place | undefined): string {
  if (!place) return '';
  const position = [place.file, place.line ?? place.row, place.column]
    .filter((part) => part !== undefined)
    .join(':');
  return printable(place.key ? `${position} (${keyText(place.key)})`.trim() : position);
}

function keyText(key: string): string {
  return /^[\w.@-]{1,80}$/.test(key) ? key : excerpt(key);
}

export function problemText(problem: Problem): string {
  const { message, hint } = shown(problem);
  const place = placeText(problem.place);
  return `${place ? `${place}: ` : ''}${message}${hint ? ` ${hint}` : ''}`;
}

/** A problem in a JSON document. */
export function problemJson(problem: Problem): { message: string; place: string; hint: string | undefined } {
  const { message, hint } = shown(problem);
  return { message, place: placeText(problem.place), hint };
}

/** The parts of a problem that can be shown: little of a file's text, and nothing of a file that may hold secrets. */
function shown({ message, hint, place }: Problem): { message: string; hint: string | undefined } {
  // An apostrophe within a word quotes nothing.
  const tellsText = place?.line !== undefined || /["`]|(?<!\w)'|'(?!\w)/.test(message);
  if (place?.file !== undefined && tellsText && isHiddenFile(place.file))
    return {
      message:
        "The file isn't valid here; details are hidden because its name begins with a dot and it can hold secrets.",
      hint: undefined,
    };
  return { message: discreet(message), hint: hint === undefined ? undefined : discreetHint(hint) };
}
