import { negate } from '../../python/numbers/arithmetic.ts';
import { float } from '../../python/numbers/float.ts';
import { intOf } from '../../python/numbers/int.ts';
import type { Value } from '../../python/value.ts';

/** Python's number literals; trailing spaces are allowed, leading ones aren't. */
const NUMBER =
  /^(?:(?<sign>[+-])[ \t]*)?(?:(?<int>[1-9](?:_?\d)*|0(?:_?0)*)|(?<base>0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|(?<float>(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d+)?|\d(?:_?\d)*\.(?:[eE][+-]?\d+)?|\d(?:_?\d)*[eE][+-]?\d+))\s*$/;

/**
 * Version 3: a text result is read as a Python literal if it is a number or a boolean. `05` isn't a literal and stays
 * text, as does a number with more digits than Python reads.
 */
export function nativeResult(text: string): Value {
  const first = text.charCodeAt(0);
  // Most texts begin with a letter, and only T and F can begin a literal.
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
 * Version 2: every value becomes text, and text of digits with at most one point becomes a number again, unless it
 * has a leading zero, as a postal code has.
 */
export function lookForNumber(text: string): Value {
  if (!/^(?:\d+\.?\d*|\.\d+)$/.test(text) || (text[0] === '0' && text[1] !== '.')) return text;
  return text.includes('.') ? float(Number(text)) : (intOf(text) ?? text);
}
