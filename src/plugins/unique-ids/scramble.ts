import { FormulaError } from '../../shared/formula-error.ts';

/**
 * Snowfakery's algorithm that makes small numbers look random without duplicates: the last digit selects a mask for
 * the digits before it and is appended together with the mask's width, so that it can be reversed. Source:
 * snowfakery/utils/scrambled_numbers.py; the values are the same.
 */
export function scrambled(number: bigint, minBits = 10): bigint {
  const key = Number(number % 10n);
  const rest = number / 10n;
  const width = Math.max(Math.max(10, minBits - KEY_BITS), rest === 0n ? 0 : rest.toString(2).length);
  return (rest ^ mask(key, width)) * 10_000n + BigInt(key * 1000 + width);
}

/** The bits that the digits of the key and the width need. */
const KEY_BITS = 13;

const MASK_BITS = 128;

/** The maximum bits of a scrambled number. */
export const MOST_BITS = MASK_BITS + KEY_BITS;

/** The first words of Python's `random.Random(key)`, a Mersenne Twister, for the keys 0 to 9. */
const WORDS: readonly (readonly [number, number, number, number])[] = [
  [3626764237, 1654615998, 3255389356, 3823568514],
  [577090037, 2444712010, 3639700191, 3445702192],
  [4106135923, 3707026329, 4070888059, 3646664648],
  [1022050301, 2545373330, 2337446730, 560161641],
  [1013818839, 1302657532, 443094727, 3097603021],
  [2675342405, 1097127993, 3185950873, 1539898300],
  [3407369726, 2464538600, 3530265750, 346043753],
  [1390851128, 4071050724, 647892279, 1695753998],
  [973694259, 1590906853, 4133025703, 1612199532],
  [1988601454, 2633739374, 1603362544, 1147333628],
];

/** Python's `getrandbits(width)`: words from the lowest up, and the highest bits of the last one. */
function mask(key: number, width: number): bigint {
  if (width > MASK_BITS)
    throw new FormulaError('A unique id would be too long: its template has too many parts.');
  let bits = 0n;
  for (let at = 0; at < width; at += 32) {
    const word = BigInt(WORDS[key]![at / 32]!);
    bits |= (width - at < 32 ? word >> BigInt(32 - (width - at)) : word) << BigInt(at);
  }
  return bits;
}
