import type { FieldTemplate } from '../recipe/types.ts';
import { visitExpression } from '../recipe/visit.ts';
import { EXIT, type Problem, UserError } from '../shared/errors.ts';
import { placed } from './failure.ts';
import type { Row } from './row.ts';

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
