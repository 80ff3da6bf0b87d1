import type { UnknownName } from './errors.ts';

/** One thing wrong with a formula. */
export interface FormulaProblem {
  message: string;
  /** The offset in the text, from 0; absent if only the whole formula is known. */
  offset?: number;
  /** The nearest known name or the fix, as a sentence. */
  hint?: string;
  unknown?: UnknownName;
}

/** A text that doesn't compile (all of its problems), or a formula that fails at run time (one). */
export class FormulaError extends Error {
  readonly problems: FormulaProblem[];

  constructor(problems: string | FormulaProblem | FormulaProblem[], hint?: string) {
    const list =
      typeof problems === 'string' ? [{ message: problems, ...(hint && { hint }) }] : [problems].flat();
    super(list.map(({ message, hint }) => (hint ? `${message} ${hint}` : message)).join('\n'));
    this.name = 'FormulaError';
    this.problems = list;
  }

  /** The same error, with an offset for the problems that have none. */
  at(offset: number): FormulaError {
    return this.problems.every((problem) => problem.offset !== undefined)
      ? this
      : new FormulaError(this.problems.map((problem) => ({ offset, ...problem })));
  }
}
