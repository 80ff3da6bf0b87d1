import { checkSize } from '../python/size.ts';
import type { Draw } from '../random/draw.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { between } from './draws.ts';

export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const LETTERS = LOWER + UPPER;

/**
 * A pattern with digits in place of its signs, as Python's Faker has them: `#` any, `%` not 0, `$` above 1, `!` any or
 * none, `@` not 0 or none.
 */
export function numerify(draw: Draw, pattern: string): string {
  return pattern.replaceAll(/[#%$!@]/g, (sign) => {
    if (sign === '#') return String(draw.below(10));
    if (sign === '%') return String(between(draw, 1, 9));
    if (sign === '$') return String(between(draw, 2, 9));
    if (draw.below(2) === 0) return '';
    return String(sign === '!' ? draw.below(10) : between(draw, 1, 9));
  });
}

/** A pattern with a letter in place of each `?`; letters are whole characters, also those beyond U+FFFF. */
export function lexify(draw: Draw, pattern: string, letters: string = LETTERS): string {
  const alphabet = [...letters];
  if (alphabet.length === 0) throw new FormulaError('The letters that stand for each `?` must not be empty.');
  return pattern.replaceAll('?', () => alphabet[draw.below(alphabet.length)]!);
}

/** A pattern with digits and letters in place of its signs. */
export function bothify(draw: Draw, pattern: string, letters: string = LETTERS): string {
  return lexify(draw, numerify(draw, pattern), letters);
}

/** `length` characters of an alphabet. */
export function characters(draw: Draw, alphabet: string, length: number): string {
  checkSize(length);
  let text = '';
  for (let n = 0; n < length; n++) text += alphabet[draw.below(alphabet.length)]!;
  return text;
}

/** `length` digits, the first of which is not 0. */
export function digits(draw: Draw, length: number): string {
  let text = String(between(draw, 1, 9));
  while (text.length < length) text += String(draw.below(10));
  return text;
}
