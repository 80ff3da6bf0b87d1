import type { Faker } from '@faker-js/faker';
import type { Draw } from '../random/draw.ts';
import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { FakeCall, Locale, MakeValue, Sex } from './fake.ts';
import { ALIASES, LOCALES } from './tables/locales.ts';

/** The code of a locale in our spelling: `EN-us` is `en_US`, and `jp_JP` is `ja_JP`; undefined if there is none. */
export function localeCode(name: string): string | undefined {
  if (LOCALES.has(name)) return name;
  const [language = '', country] = name.split(/[-_]/);
  const code = country ? `${language.toLowerCase()}_${country.toUpperCase()}` : language.toLowerCase();
  return LOCALES.has(code) ? code : (ALIASES.get(name.toLowerCase()) ?? ALIASES.get(code.toLowerCase()));
}

/** True if a locale has no words of its own, so that its fakes are English. */
export function speaksEnglish(name: string): boolean {
  const code = localeCode(name);
  return code !== undefined && !code.startsWith('en') && LOCALES.get(code)?.data === 'en';
}

type Definitions = Record<string, Record<string, unknown> | undefined>;

/** Imports one locale's data: all of faker-js would take a tenth of a second and 40 MB. */
export async function loadLocale(code: string, build: (name: string) => MakeValue): Promise<Locale> {
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

  const built = new Map<string, MakeValue>();
  // Built on the first call, since fakes use each other.
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
    message: `Unknown locale "${code}".`,
    hint: didYouMean(code, known) ?? `Valid locales: ${known.join(', ')}.`,
  });
}
