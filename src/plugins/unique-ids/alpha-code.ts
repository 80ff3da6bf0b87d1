import { numberOf } from '../../python/numbers/float.ts';
import { integer } from '../../python/sequence.ts';
import { text, truthy } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { MOST_BITS, scrambled } from './scramble.ts';

/** The maximum length of a code: Salesforce has no field for longer ones, so they are a mistake. */
const LONGEST = 1_000;

const DIGITS_AND_CAPITALS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The format of codes. */
export interface CodeShape {
  alphabet: string;
  minChars: number;
  randomizes: boolean;
}

/** Eight random-looking digits and capital letters. */
export const USUAL_SHAPE: CodeShape = { alphabet: DIGITS_AND_CAPITALS, minChars: 8, randomizes: true };

/** Encodes a number; different numbers have different codes. */
export function alphaCode(number: bigint, { alphabet, minChars, randomizes }: CodeShape): string {
  const width = minChars * Math.floor(Math.log2(alphabet.length));
  let rest = randomizes ? scrambled(number, width) : number;
  const base = BigInt(alphabet.length);
  let code = '';
  do {
    code = alphabet[Number(rest % base)]! + code;
    rest /= base;
  } while (rest > 0n);
  return code.padStart(minChars, alphabet[0]);
}

/** Reads the format from the arguments of `AlphaCodeGenerator`. */
export function codeShape(alphabet: Value = null, minChars: Value = 8, randomizes: Value = true): CodeShape {
  const letters = alphabet === null ? DIGITS_AND_CAPITALS : text(alphabet);
  if (letters.length < 2 || new Set(letters).size < letters.length)
    throw new FormulaError('The alphabet of codes needs at least two characters, without duplicates.');
  const length = integer(typeof minChars === 'string' ? Number(minChars) : minChars, 'min_chars');
  if (length < 1 || length > LONGEST) throw new FormulaError(`min_chars must be 1 to ${LONGEST}.`);
  const isRandom =
    numberOf(randomizes) === undefined ? randomizes !== 'false' && truthy(randomizes) : truthy(randomizes);
  const most = Math.floor(MOST_BITS / Math.floor(Math.log2(letters.length)));
  if (isRandom && length > most)
    throw new FormulaError(
      `min_chars must be at most ${most} for random codes of ${letters.length} letters.`,
      'Write randomize_codes: false for longer ones.',
    );
  return { alphabet: letters, minChars: isRandom ? Math.max(4, length) : length, randomizes: isRandom };
}
