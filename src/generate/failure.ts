import { type Place, UserError } from '../errors.ts';
import { FormulaError } from '../recipe/formula-error.ts';
import type { Row } from './row.ts';

/** A formula's failure as an error with its place and the row's key. */
export function placed(error: unknown, place: Place, row: Row | undefined): unknown {
  if (!(error instanceof FormulaError)) return error;
  return new UserError(
    { message: error.message, place: { ...place, ...(row?.key ? { key: row.key } : {}) } },
    { cause: error },
  );
}

/** Evaluates; a formula's failure gets its place. */
export function guarded<T>(place: Place, row: Row | undefined, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    throw placed(error, place, row);
  }
}
