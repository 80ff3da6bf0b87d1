import type { Draw } from '../random/draw.ts';
import { asciiSlug } from '../shared/ascii-slug.ts';
import { between } from './draws.ts';
import type { Locale } from './locale.ts';
import { FEMALE_NAMES, LAST_NAMES, MALE_NAMES } from './names.ts';
import { firstNames, lastNames } from './person.ts';

/** Names in plain lower-case letters, for what stands before an `@` or in a domain. */
export interface Slugs {
  first: readonly string[];
  last: readonly string[];
}

/** A locale's names as slugs, or English ones where its script has no plain letters. */
export function slugsOf(locale: Locale): Slugs {
  return {
    first: slugs(firstNames(locale), [...FEMALE_NAMES, ...MALE_NAMES]),
    last: slugs(lastNames(locale), LAST_NAMES),
  };
}

function slugs(names: readonly string[], english: readonly string[]): readonly string[] {
  const plain = names.map(asciiSlug).filter((slug) => slug.length > 1);
  return plain.length * 2 > names.length ? plain : english.map(asciiSlug);
}

/** `jgarcia`, `mary.kim`, `oscar42`, `novak.ada`. */
export function userName(draw: Draw, { first, last }: Slugs): string {
  const given = draw.pick(first);
  const family = draw.pick(last);
  switch (draw.below(5)) {
    case 0:
      return `${given}${family}`;
    case 1:
      return `${given}.${family}`;
    case 2:
      return `${given[0]}${family}`;
    case 3:
      return `${given}${between(draw, 10, 99)}`;
    default:
      return `${family}.${given}`;
  }
}
