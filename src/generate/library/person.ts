import { streamKey } from '../../random/key.ts';
import { permute } from '../../random/permutation.ts';
import { asciiSlug } from '../../shared/ascii-slug.ts';
import type { EagerFunction } from '../functions/eager.ts';
import { CompositeValue } from '../run/composite-value.ts';
import type { Row } from '../run/row.ts';
import { fullName, salutation } from './name-pool.ts';

/** The number of people per account with their own names, before names are taken from further rounds of the pool. */
const PER_ACCOUNT = 100;

/** The number of a person in the dataset, from the row's path. */
function personNumber(row: Row): number {
  const ordinal = row.parent ? row.number : 0;
  const further = Math.floor(ordinal / PER_ACCOUNT) * 100_000_000;
  return further + row.root.number * PER_ACCOUNT + (ordinal % PER_ACCOUNT);
}

/** A person with a full name that is unique in the dataset: `first`, `last`, `salutation`, `slug` (`ines.oleary`). */
export const person: EagerFunction = {
  parameters: [],
  call(_, { run, row }) {
    const { first, last, female } = fullName(personNumber(row), streamKey(run.column('person', 'name'), 0));
    return new CompositeValue(`${first} ${last}`, {
      first,
      last,
      salutation: salutation(female, run.draw),
      slug: `${asciiSlug(first)}.${asciiSlug(last)}`,
    });
  },
};

/** Words of a title and their level, 0 for the highest. */
const LEVELS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:chief|president|owner|founder|EVP|SVP|VP|head of)\b/i, 0],
  [/\b(?:director|manager|lead|supervisor|principal|senior)\b/i, 1],
];

/** The level of the n-th contact of an account: one at the top, then a mix. */
const PATTERN = [0, 1, 2, 1, 2, 2, 1, 2];

/** 0 for those at the top, 1 for those who lead, 2 for all others. */
function levelOf(title: string): number {
  return LEVELS.find(([words]) => words.test(title))?.[1] ?? 2;
}

const byLevel = new WeakMap<readonly string[], string[][]>();

/** The titles of a level, or all titles if it has none. */
function titlesOfLevel(titles: readonly string[], level: number): readonly string[] {
  let levels = byLevel.get(titles);
  if (!levels) {
    levels = [0, 1, 2].map((one) => titles.filter((title) => levelOf(title) === one));
    byLevel.set(titles, levels);
  }
  const chosen = levels[level]!;
  return chosen.length > 0 ? chosen : titles;
}

/** A job that fits the account's industry: `title`, `department`, `level`; unique within an account. */
export const job: EagerFunction = {
  parameters: [],
  call(_, { run, row }) {
    const { titles, departments = {} } = run.plan.industryOf(row).template;
    const position = row.childIndex;
    const wanted = PATTERN[position % PATTERN.length]!;
    const pool = titlesOfLevel(titles, wanted);
    const rounds = Math.floor(position / PATTERN.length) * PATTERN.filter((level) => level === wanted).length;
    const before = PATTERN.slice(0, position % PATTERN.length).filter((level) => level === wanted).length;
    const { low, high } = row.root;
    const key = streamKey(run.column('job', `level ${wanted}`), low, high);
    const title = pool[permute((rounds + before) % pool.length, pool.length, key)]!;
    const department = Object.keys(departments).find((name) => departments[name]!.includes(title)) ?? null;
    return new CompositeValue(title, { title, department, level: pool === titles ? levelOf(title) : wanted });
  },
};
