import { compileText } from '../../formula/compile/compile.ts';
import { nativeResult } from '../../formula/compile/result.ts';
import type { Scope } from '../../formula/scope.ts';
import { repr, truthy } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';

const NO_NAMES: Scope<undefined> = { resolve: () => undefined, names: () => [] };

/**
 * Evaluates the condition of an `if` or a `where`. A formula's result may be text, as always in version 2, and is
 * read as a literal: `False`, `0`, and `[]` are false. Any other text is refused: most likely, a comparison is
 * missing.
 */
export function conditionHolds(condition: Value): boolean {
  if (typeof condition !== 'string') return truthy(condition);
  const text = condition.trim();
  if (text === '') return false;
  const simple = nativeResult(text);
  return truthy(typeof simple === 'string' ? literal(text) : simple);
}

function literal(text: string): Value {
  try {
    return compileText(`\${{${text}}}`, NO_NAMES, 3).evaluate(undefined);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const shown = repr(text);
    throw new FormulaError(
      `The condition is the text ${shown}, which is neither true nor false.`,
      `Compare it with something: \${{… == ${shown}}}.`,
    );
  }
}
