import type { Faker } from '@faker-js/faker';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { FakeCall } from './fakes.ts';
import { LOCALES, localeCode } from './locales.ts';

export type Sex = 'female' | 'male';

/** What the fakes of one locale share: its word tables, its faker, its country. */
export interface Locale {
  /** `en_US`. */
  code: string;
  /** ISO 3166 alpha-2 code and English name. */
  country: { code: string; name: string };
  /** Draws from the current call, for what is more than a word of a table. */
  faker: Faker;
  /** Whether faker has a table of the locale's own rather than the English one. */
  owns(module: string, entry: string): boolean;
  /** A word table of the locale, else the English one; of one sex where the table knows it. */
  words(module: string, entry: string, sex?: Sex): readonly string[];
  /** Another fake with its default arguments. */
  use(name: string): (call: FakeCall) => Value;
  /** The same, for a fake that yields text. */
  text(name: string): (call: FakeCall) => string;
  /** Makes the call's draw the one that faker draws from. */
  enter(call: FakeCall): void;
}

type Definitions = Record<string, Record<string, unknown> | undefined>;

/** Imports one locale's data: all of faker-js would take a tenth of a second and 40 MB. */
export async function loadLocale(
  code: string,
  build: (name: string) => (call: FakeCall) => Value,
): Promise<Locale> {
  const name = localeCode(code);
  const found = name && LOCALES.get(name);
  if (!found) throw unknownLocale(code);
  const [{ faker: shared }, { faker: english }] = (await Promise.all([
    import(`@faker-js/faker/locale/${found.data}`),
    import('@faker-js/faker/locale/en'),
  ])) as [{ faker: Faker }, { faker: Faker }];

  let draw: Draw | undefined;
  // faker calls `next` detached from its object.
  const randomizer = { next: () => draw!.next(), seed: () => {} };
  const FakerOfLocale = shared.constructor as typeof Faker;
  const faker = new FakerOfLocale({ locale: shared.rawDefinitions, randomizer });
  const own = shared.rawDefinitions as Definitions;
  const fallback = english.rawDefinitions as Definitions;
  let day = '';

  const built = new Map<string, (call: FakeCall) => Value>();
  // Built when it is called first: fakes use one another.
  const use = (name: string) => (call: FakeCall) => {
    let make = built.get(name);
    if (!make) {
      make = build(name);
      built.set(name, make);
    }
    return make(call);
  };
  return {
    code: name,
    country: found.country,
    faker,
    owns: (module, entry) => {
      const table = own[module]?.[entry];
      return table !== null && table !== undefined && table !== fallback[module]?.[entry];
    },
    words: (module, entry, sex) => {
      const words = wordsOf(own[module]?.[entry], sex);
      return words.length > 0 ? words : wordsOf(fallback[module]?.[entry], sex);
    },
    use,
    text: use as Locale['text'],
    enter: (call) => {
      draw = call.draw;
      if (day !== call.asOf) {
        day = call.asOf;
        faker.setDefaultRefDate(`${day}T00:00:00Z`);
      }
    },
  };
}

/** faker's tables are lists, or lists by sex. */
function wordsOf(table: unknown, sex: Sex | undefined): readonly string[] {
  if (Array.isArray(table)) return table as string[];
  if (typeof table !== 'object' || table === null) return [];
  const by = table as Partial<Record<Sex | 'generic', string[]>>;
  if (sex) return by[sex] ?? by.generic ?? [];
  return [...new Set([...(by.female ?? []), ...(by.male ?? []), ...(by.generic ?? [])])];
}

function unknownLocale(code: string): UserError {
  const known = [...LOCALES.keys()];
  return new UserError({
    message: `There are no fakes for the locale "${code}".`,
    hint: didYouMean(code, known) ?? `There are some for ${known.join(', ')}.`,
  });
}
