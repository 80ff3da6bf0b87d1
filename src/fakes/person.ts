import type { Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { localized, wordOf } from './definition.ts';
import { weighted } from './draws.ts';
import type { Locale, Sex } from './locale.ts';
import { FEMALE_NAMES, LAST_NAMES, MALE_NAMES } from './names.ts';

/** First and last names, whole names, titles. */
export const PERSON: Record<string, Definition> = {
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
};

/** English names are our own, in plain letters as in Python's Faker; faker-js has odd ones among its. */
export function firstNames(locale: Locale, sex?: Sex): readonly string[] {
  if (locale.owns('person', 'first_name')) return locale.words('person', 'first_name', sex);
  return sex === 'female' ? FEMALE : sex === 'male' ? MALE : BOTH;
}

export function lastNames(locale: Locale, sex?: Sex): readonly string[] {
  return locale.owns('person', 'last_name') ? locale.words('person', 'last_name', sex) : LAST;
}

function wholeName(sex?: Sex): Definition {
  return localized('text', (locale) => {
    // Elsewhere the order of names, and what stands between, is the locale's.
    if (locale.owns('person', 'first_name') && locale.owns('person', 'last_name'))
      return () => locale.faker.person.fullName(sex ? { sex } : {});
    return ({ draw }) => englishName(draw, locale, sex ?? (draw.below(2) === 0 ? 'female' : 'male'));
  });
}

/** Most people go without title; the shares are those of Python's Faker. */
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
