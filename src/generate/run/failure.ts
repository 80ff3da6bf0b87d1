import { tooLarge } from '../../python/size.ts';
import type { FieldTemplate } from '../../recipe/types.ts';
import { visitExpression } from '../../recipe/visit.ts';
import { noteWhere } from '../../shared/bug-report.ts';
import { EXIT, type Place, type Problem, UserError } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
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

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/**
 * Collects a failure in the field `at` of a row with those of the fields after it, so that one run reports all of
 * them. Fields that use a failed one are skipped, since they would fail for the same reason. `evaluate` adds the
 * value of a field to the row.
 */
export function failuresFrom(
  thrown: unknown,
  at: number,
  row: Row,
  fields: readonly FieldTemplate[],
  evaluate: (at: number) => void,
): unknown {
  const first = placed(thrown, fields[at]!.place, row);
  if (!isSlip(first)) return first;
  const problems: Problem[] = [...first.problems];
  const failed = new Set(['this', fields[at]!.name]);
  row.values.push(null);
  for (let next = at + 1; next < fields.length; next++) {
    const { name, place } = fields[next]!;
    try {
      if (!uses(fields[next]!, failed)) {
        evaluate(next);
        continue;
      }
    } catch (error) {
      const other = placed(error, place, row);
      if (!isSlip(other)) return other;
      problems.push(...other.problems);
    }
    failed.add(name);
    row.values.push(null);
  }
  return first.withProblems(problems);
}

/** True if the cause is in the recipe, unlike an org that doesn't respond. */
function isSlip(error: unknown): error is UserError {
  return error instanceof UserError && error.exitCode === EXIT.usage && error.next === undefined;
}

function uses({ value }: FieldTemplate, names: ReadonlySet<string>): boolean {
  let found = false;
  const look = (text: string) => {
    for (const [word] of text.matchAll(WORD)) found ||= names.has(word);
  };
  visitExpression(value, { text: ({ text }) => look(text) });
  return found;
}
