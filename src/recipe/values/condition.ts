import { nativeResult } from '../formula/result.ts';
import { FormulaError } from '../formula-error.ts';
import type { Value } from '../value.ts';
import { repr, truthy } from './text.ts';

/** Text of a Python literal that is empty, as in `[]` and `''`. */
const EMPTY = /^(?:''|""|\[\s*\]|\(\s*\)|\{\s*\})$/;
/** Text of a Python literal that holds something. */
const HOLDING = /^(?:'.+'|".+"|\[.+\]|\(.+\)|\{.+\})$/s;

/**
 * Whether a condition holds. A formula's result may be text, as all are in version 2, and is read as a literal: `False`
 * and `0` do not hold. Text that is no literal is neither true nor false, but most likely a comparison left out.
 */
export function holds(condition: Value): boolean {
  if (typeof condition !== 'string') return truthy(condition);
  const text = condition.trim();
  if (text === '' || text === 'None' || EMPTY.test(text)) return false;
  const literal = nativeResult(text);
  if (typeof literal !== 'string') return truthy(literal);
  if (HOLDING.test(text)) return true;
  const shown = repr(condition);
  throw new FormulaError(
    `The condition is the text ${shown}, which is neither true nor false.`,
    `Compare it with something: \${{… == ${shown}}}.`,
  );
}
