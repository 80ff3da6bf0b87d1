import { negate } from '../python/arithmetic.ts';
import { float } from '../python/float.ts';
import { intOf } from '../python/int.ts';
import type { Value } from '../python/value.ts';

/** Python's number literals, which may end in blanks but not begin with them. */
const NUMBER =
  /^(?:(?<sign>[+-])[ \t]*)?(?:(?<int>[1-9](?:_?\d)*|0(?:_?0)*)|(?<base>0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|(?<float>(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d+)?|\d(?:_?\d)*\.(?:[eE][+-]?\d+)?|\d(?:_?\d)*[eE][+-]?\d+))\s*$/;

/**
 * Version 3: a result that is text is read as a Python literal, of which numbers and booleans count here. `05` is no
 * literal and stays, and so does a number of more digits than Python reads.
 */
export function nativeResult(text: string): Value {
  const first = text.charCodeAt(0);
  // Most texts begin with a letter; only T and F can begin a literal.
  if (first > 57) return text.startsWith('True') || text.startsWith('False') ? booleanOf(text) : text;
  const found = NUMBER.exec(text)?.groups;
  if (!found) return text;
  const { sign = '', int, base, float: fraction } = found;
  const digits = (int ?? base ?? fraction)!.replaceAll('_', '');
  if (fraction !== undefined) return float(sign === '-' ? -Number(digits) : Number(digits));
  const size = intOf(digits);
  if (size === undefined) return text;
  return sign === '-' ? negate(size) : size;
}

function booleanOf(text: string): Value {
  const word = text.trimEnd();
  return word === 'True' ? true : word === 'False' ? false : text;
}

/**
 * Version 2: every value becomes text, and text of digits with at most one point becomes a number again, unless a zero
 * leads it as in a postal code.
 */
export function lookForNumber(text: string): Value {
  if (!/^(?:\d+\.?\d*|\.\d+)$/.test(text) || (text[0] === '0' && text[1] !== '.')) return text;
  return text.includes('.') ? float(Number(text)) : (intOf(text) ?? text);
}
