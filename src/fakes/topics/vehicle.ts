import { localized, plain } from '../define.ts';
import { bothify, randomCharacters, UPPER } from '../draws.ts';
import type { Topic } from '../fake.ts';

/** License plates and vehicle identification numbers. */
export const VEHICLE = {
  license_plate: localized('text', (locale) => {
    const plates = PLATES[locale.country.code] ?? AMERICAN_PLATES;
    return ({ draw }) => bothify(draw, draw.pick(plates), UPPER);
  }),
  vin: plain('text', ({ draw }) => {
    const front = randomCharacters(draw, VIN_SIGNS, 8);
    const rear = randomCharacters(draw, VIN_SIGNS, 8);
    const sum = weight(front, [8, 7, 6, 5, 4, 3, 2, 10]) + weight(rear, [9, 8, 7, 6, 5, 4, 3, 2]);
    return `${front}${sum % 11 === 10 ? 'X' : sum % 11}${rear}`;
  }),
} satisfies Topic;

/** The check character of 49 CFR 565.15: each character has a value and each position a weight. */
function weight(part: string, weights: readonly number[]): number {
  return weights.reduce((sum, factor, n) => sum + factor * numberFor(part[n]!), 0);
}

function numberFor(sign: string): number {
  const letter = 'ABCDEFGH-JKLMN-P-R-STUVWXYZ'.indexOf(sign);
  if (letter < 0) return Number(sign);
  return letter < 18 ? (letter % 9) + 1 : letter - 17;
}

/** Without I, O and Q, which look like digits. */
const VIN_SIGNS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';

const AMERICAN_PLATES = [
  '#???###',
  '??? ####',
  '###-???',
  '???-####',
  '### ???',
  '?## #??',
  '#??####',
  '##-##?#',
];

const PLATES: Readonly<Record<string, readonly string[]>> = {
  CA: ['???-###', '?##-???', '???? ###', '### ???'],
  DE: ['B-?? ####', 'M-?? ###', 'HH-?? ####', 'K-? ####', 'S-?? ###'],
  ES: ['#### ???'],
  FR: ['??-###-??'],
  GB: ['??## ???'],
  IT: ['??###??'],
  NL: ['##-??-##', '??-###-?', '?-###-??'],
  PL: ['?? #####', '??? ####'],
  SE: ['??? ###', '??? ##?'],
  BR: ['???-####', '???#?##'],
};
