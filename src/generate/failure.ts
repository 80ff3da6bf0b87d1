import { tooLarge } from '../python/size.ts';
import { noteWhere } from '../shared/bug-report.ts';
import { type Place, UserError } from '../shared/errors.ts';
import { FormulaError } from '../shared/formula-error.ts';
import type { Row } from './row.ts';

/** Converts a formula's failure to an error with its place and the row's key. */
export function placed(thrown: unknown, place: Place, row: Row | undefined): unknown {
  const error = tooLarge(thrown);
  const at = { ...place, ...(row?.key ? { key: row.key } : {}) };
  if (error instanceof FormulaError)
    return new UserError({ message: error.message, place: at }, { cause: error });
  if (error instanceof UserError && error.problems.every((problem) => !problem.place))
    return error.withProblems(error.problems.map((problem) => ({ ...problem, place: at })));
  noteWhere(error, at);
  return error;
}

/** Evaluates, and adds the place to a formula's failure. */
export function guarded<T>(place: Place, row: Row | undefined, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    throw placed(error, place, row);
  }
}
