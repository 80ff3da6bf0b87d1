import type { Draw } from '../draw.ts';
import type { Definition } from './definition.ts';
import { plain, wordOf } from './definition.ts';
import type { Locale } from './locale.ts';
import { lastNames } from './person.ts';

/** Company names made of last names, and what companies say of themselves. */
export const COMPANY: Record<string, Definition> = {
  company: plain('text', (locale) => {
    if (locale.owns('company', 'name_pattern')) return () => locale.faker.company.name();
    const names = lastNames(locale).filter((name) => !BRANDS.has(name));
    const suffixes = companySuffixes(locale);
    return ({ draw }) => companyName(draw, names, suffixes);
  }),
  company_suffix: wordOf((locale) => companySuffixes(locale)),
  bs: plain('text', (locale) => {
    const verbs = locale.words('company', 'buzz_verb');
    const adjectives = locale.words('company', 'buzz_adjective');
    const nouns = locale.words('company', 'buzz_noun');
    return ({ draw }) => `${draw.pick(verbs)} ${draw.pick(adjectives)} ${draw.pick(nouns)}`;
  }),
  catch_phrase: plain('text', (locale) => {
    const adjectives = locale.words('company', 'adjective');
    const descriptors = locale.words('company', 'descriptor');
    const nouns = locale.words('company', 'noun');
    return ({ draw }) => `${draw.pick(adjectives)} ${draw.pick(descriptors)} ${draw.pick(nouns)}`;
  }),
};

function companySuffixes(locale: Locale): readonly string[] {
  return locale.owns('company', 'legal_entity_type')
    ? locale.words('company', 'legal_entity_type')
    : SUFFIXES;
}

function companyName(draw: Draw, names: readonly string[], suffixes: readonly string[]): string {
  const first = draw.pick(names);
  const form = draw.below(3);
  if (form === 0) return `${first} ${draw.pick(suffixes)}`;
  const second = otherThan(draw, names, first);
  if (form === 1) return `${first}-${second}`;
  let third = otherThan(draw, names, first);
  if (third === second) third = otherThan(draw, names, second);
  return `${first}, ${second} and ${third}`;
}

function otherThan(draw: Draw, names: readonly string[], taken: string): string {
  const at = draw.below(names.length - 1);
  return names[at] === taken ? names[names.length - 1]! : names[at]!;
}

const SUFFIXES: readonly string[] = ['Inc', 'and Sons', 'LLC', 'Group', 'PLC', 'Ltd'];

/** Last names that make a well-known company's name with a suffix or each other. */
const BRANDS = new Set(
  'Ford Chase Ferrari Nielsen Wells Morgan Stanley Davidson Mercer Harley Johnson Boeing Marriott Hilton Hershey'
    .concat(
      ' Pratt Whitney Price Waterhouse Ernst Young Lloyd Charles Schwab Dell Campbell Kellogg Heinz Mars',
    )
    .split(' '),
);
