import { FEMALE_NAMES, LAST_NAMES, MALE_NAMES } from '../../fakes/tables/names.ts';
import type { Draw } from '../../random/draw.ts';
import { permute } from '../../random/permutation.ts';

export interface FullName {
  first: string;
  last: string;
  female: boolean;
}

/** The number of names before middle initials are needed. */
export const FULL_NAMES = (FEMALE_NAMES.length + MALE_NAMES.length) * LAST_NAMES.length;

/**
 * The name of the `index`-th person, unique, in an order shuffled by `key`. Each further round through the pool adds
 * another middle initial to the first name: `Inés`, `Inés M.`
 */
export function fullName(index: number, key: number): FullName {
  const round = Math.floor(index / FULL_NAMES);
  if (round > INITIALS.length)
    throw new RangeError(
      `Person ${index} has no name: there are only ${FULL_NAMES * (INITIALS.length + 1)}.`,
    );
  const place = permute(index % FULL_NAMES, FULL_NAMES, key);
  const last = LAST_NAMES[Math.floor(place / FIRST_NAMES)]!;
  const given = place % FIRST_NAMES;
  const female = given < FEMALE_NAMES.length;
  const first = female ? FEMALE_NAMES[given]! : MALE_NAMES[given - FEMALE_NAMES.length]!;
  if (round === 0) return { first, last, female };
  // A different letter for each round, and not the same one for everybody in it.
  return { first: `${first} ${INITIALS[(place + round) % INITIALS.length]}.`, last, female };
}

/** A salutation that Salesforce offers and that fits the name. */
export function salutation(female: boolean, draw: Draw): string {
  return draw.pick(female ? FEMALE_SALUTATIONS : MALE_SALUTATIONS);
}

const FIRST_NAMES = FEMALE_NAMES.length + MALE_NAMES.length;
const INITIALS = 'ABCDEFGHIJKLMNOPRSTVWYZ';
const FEMALE_SALUTATIONS = ['Ms.', 'Ms.', 'Ms.', 'Ms.', 'Mrs.', 'Mrs.', 'Mrs.', 'Dr.'] as const;
const MALE_SALUTATIONS = ['Mr.', 'Mr.', 'Mr.', 'Mr.', 'Mr.', 'Mr.', 'Mr.', 'Dr.'] as const;
