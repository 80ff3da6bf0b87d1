import type { Draw } from '../../random/draw.ts';
import { localized, wordOf } from '../define.ts';
import type { Locale, Topic } from '../fake.ts';
import { JOBS } from '../tables/jobs.ts';
import { lastNames } from './person.ts';

/** Company names made of last names, slogans, and jobs. */
export const COMPANY = {
  company: localized('text', (locale) => {
    if (locale.owns('company', 'name_pattern')) return () => locale.faker.company.name();
    const names = lastNames(locale).filter((name) => !BRANDS.has(name));
    const suffixes = companySuffixes(locale);
    return ({ draw }) => companyName(draw, names, suffixes);
  }),
  company_suffix: wordOf((locale) => companySuffixes(locale)),
  bs: localized('text', (locale) => {
    const verbs = locale.words('company', 'buzz_verb');
    const adjectives = locale.words('company', 'buzz_adjective');
    const nouns = locale.words('company', 'buzz_noun');
    return ({ draw }) => `${draw.pick(verbs)} ${draw.pick(adjectives)} ${draw.pick(nouns)}`;
  }),
  catch_phrase: localized('text', (locale) => {
    const adjectives = locale.words('company', 'adjective');
    const descriptors = locale.words('company', 'descriptor');
    const nouns = locale.words('company', 'noun');
    return ({ draw }) => `${draw.pick(adjectives)} ${draw.pick(descriptors)} ${draw.pick(nouns)}`;
  }),
  job: {
    ...localized('text', (locale) => {
      if (locale.owns('person', 'job_title_pattern')) return () => locale.faker.person.jobTitle();
      const jobs = locale.owns('person', 'job_type') ? locale.words('person', 'job_type') : JOBS;
      return ({ draw }) => draw.pick(jobs);
    }),
    pool: (locale) => (locale.owns('person', 'job_type') ? locale.words('person', 'job_type') : JOBS),
  },
} satisfies Topic;

function companySuffixes(locale: Locale): readonly string[] {
  return locale.owns('company', 'legal_entity_type')
    ? locale.words('company', 'legal_entity_type')
    : SUFFIXES;
}

function companyName(draw: Draw, names: readonly string[], suffixes: readonly string[]): string {
  const form = draw.below(3);
  const [first, second, third] = different(draw, names, form + 1);
  if (form === 0) return `${first} ${draw.pick(suffixes)}`;
  return form === 1 ? `${first}-${second}` : `${first}, ${second} and ${third}`;
}

function different(draw: Draw, names: readonly string[], count: number): string[] {
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(draw.pick(names));
  return [...chosen];
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
