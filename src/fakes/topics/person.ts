import type { Draw } from '../../random/draw.ts';
import { asciiSlug } from '../../shared/ascii-slug.ts';
import { localized, wordOf } from '../define.ts';
import { between, weighted } from '../draws.ts';
import type { Fake, Locale, Sex, Topic } from '../fake.ts';
import { LANGUAGE_CODES, LOCALE_CODES } from '../tables/language-codes.ts';
import { FEMALE_NAMES, LAST_NAMES, MALE_NAMES } from '../tables/names.ts';

/** First, last, and full names, titles, languages. */
export const PERSON = {
  first_name: wordOf((locale) => firstNames(locale)),
  first_name_female: wordOf((locale) => firstNames(locale, 'female')),
  first_name_male: wordOf((locale) => firstNames(locale, 'male')),
  first_name_nonbinary: wordOf((locale) => firstNames(locale)),
  middle_name: wordOf((locale) => firstNames(locale)),
  last_name: wordOf((locale) => lastNames(locale)),
  last_name_female: wordOf((locale) => lastNames(locale, 'female')),
  last_name_male: wordOf((locale) => lastNames(locale, 'male')),
  last_name_nonbinary: wordOf((locale) => lastNames(locale)),
  name: wholeName(),
  name_female: wholeName('female'),
  name_male: wholeName('male'),
  name_nonbinary: wholeName(),
  prefix: wordOf((locale) => prefixes(locale, TITLES)),
  prefix_female: wordOf((locale) => prefixes(locale, HER_TITLES, 'female')),
  prefix_male: wordOf((locale) => prefixes(locale, HIS_TITLES, 'male')),
  prefix_nonbinary: wordOf(() => ['Mx.', 'Ind.', 'Misc.', 'Dr.']),
  suffix: wordOf((locale) => suffixes(locale)),
  suffix_female: wordOf((locale) => (locale.owns('person', 'suffix') ? suffixes(locale) : LEARNED)),
  suffix_male: wordOf((locale) => suffixes(locale)),
  suffix_nonbinary: wordOf((locale) => suffixes(locale)),
  language_name: wordOf((locale) =>
    locale.faker.rawDefinitions.location!.language!.map((language) => language.name),
  ),
  language_code: wordOf(() => LANGUAGE_CODES),
  locale: wordOf(() => LOCALE_CODES),
} satisfies Topic;

/** English names are our own, in plain letters as in Python's Faker; faker-js has some odd ones. */
export function firstNames(locale: Locale, sex?: Sex): readonly string[] {
  if (locale.owns('person', 'first_name')) return locale.words('person', 'first_name', sex);
  return sex === 'female' ? FEMALE : sex === 'male' ? MALE : BOTH;
}

export function lastNames(locale: Locale, sex?: Sex): readonly string[] {
  return locale.owns('person', 'last_name') ? locale.words('person', 'last_name', sex) : LAST;
}

function wholeName(sex?: Sex): Fake {
  return localized('text', (locale) => {
    // Elsewhere the order of names, and what separates them, is the locale's.
    if (locale.owns('person', 'first_name') && locale.owns('person', 'last_name'))
      return () => locale.faker.person.fullName(sex ? { sex } : {});
    return ({ draw }) => englishName(draw, locale, sex ?? (draw.below(2) === 0 ? 'female' : 'male'));
  });
}

/** Most people have no title; the shares are those of Python's Faker. */
function englishName(draw: Draw, locale: Locale, sex: Sex): string {
  const name = `${draw.pick(firstNames(locale, sex))} ${draw.pick(lastNames(locale, sex))}`;
  const form = weighted(draw, FORMS);
  if (form === 'prefix') return `${draw.pick(sex === 'female' ? HER_TITLES : HIS_TITLES)} ${name}`;
  if (form === 'suffix') return `${name} ${draw.pick(sex === 'female' ? LEARNED : SUFFIXES)}`;
  return name;
}

function prefixes(locale: Locale, english: readonly string[], sex?: Sex): readonly string[] {
  return locale.owns('person', 'prefix') ? locale.words('person', 'prefix', sex) : english;
}

function suffixes(locale: Locale): readonly string[] {
  return locale.owns('person', 'suffix') ? locale.words('person', 'suffix') : SUFFIXES;
}

const FORMS = [
  ['plain', 97],
  ['prefix', 2],
  ['suffix', 1],
] as const;
const HER_TITLES: readonly string[] = ['Mrs.', 'Ms.', 'Miss', 'Dr.'];
const HIS_TITLES: readonly string[] = ['Mr.', 'Mr.', 'Mr.', 'Dr.'];
const TITLES: readonly string[] = ['Mr.', 'Mrs.', 'Ms.', 'Miss', 'Dr.'];
const SUFFIXES: readonly string[] = ['Jr.', 'Sr.', 'II', 'III', 'IV', 'V', 'MD', 'DDS', 'PhD', 'DVM'];
const LEARNED: readonly string[] = ['MD', 'DDS', 'PhD', 'DVM'];

const inPlainLetters = (name: string): boolean => /^[A-Za-z]+$/.test(name);
const FEMALE = FEMALE_NAMES.filter(inPlainLetters);
const MALE = MALE_NAMES.filter(inPlainLetters);
const BOTH = [...FEMALE, ...MALE];
const LAST = LAST_NAMES.filter(inPlainLetters);

/** Names in plain lowercase letters, for the part before an `@` or in a domain. */
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
