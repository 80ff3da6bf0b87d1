import { describe, expect, test } from 'vitest';
import { compileText } from '../../src/recipe/formula/compile.ts';
import { repr } from '../../src/recipe/values/text.ts';
import { CORE } from './formula/core.ts';
import { scope } from './formula/scope.ts';

/** A formula's value as Python's repr(), which tells `5`, `5.0` and `'5'` apart. */
function evaluated(formula: string): string {
  const text = formula.includes('${{') ? formula : `\${{${formula}}}`;
  return repr(compileText(text, scope, 3).evaluate(undefined));
}

for (const [title, rows] of Object.entries(CORE))
  describe(title, () => {
    test.each(rows)('%s → %s', (formula, expected) => expect(evaluated(formula)).toBe(expected));
  });
