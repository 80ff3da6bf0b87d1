import { limitedText } from '../python/size.ts';
import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { withDefaults } from './arguments.ts';
import type { Fake, MakeValue, Topic } from './fake.ts';
import { isLocal, localFake, localNames, localRefusal } from './local.ts';
import { loadLocale, localeCode } from './locale.ts';
import { FAKES, REFUSED } from './registry.ts';

/** The fakes of one locale, by the names of Python's Faker in any case, with or without underscores. */
export interface Fakes {
  find(name: string): MakeValue | undefined;
  names(): readonly string[];
  /** The words that a word fake (first_name, city, …) draws from, for keyed permutations. */
  pool(name: string): readonly string[] | undefined;
  /** The keyword arguments of a fake in Python's order, which is also that of positional ones. */
  keywords(name: string): readonly string[] | undefined;
  /** Why one of Python's fakes has no value here, to report before anything runs. */
  refusal(name: string): string | undefined;
  /** True if some locales have a fake of this name, and others don't. */
  isLocal(name: string): boolean;
}

/**
 * The fakes of a locale in Python's spelling (en_US, de_DE, …) with those of providers. The locale's data is imported on
 * first use.
 */
export async function loadFakes(code: string, provided: Topic = {}): Promise<Fakes> {
  const made = new Map<string, MakeValue>();
  const more = byFoldedName(provided);
  const at = localeCode(code) ?? code;
  const fakeOf = (name: string) => {
    const folded = fold(name);
    return BY_NAME.get(folded) ?? more.get(folded) ?? localFake(folded, at);
  };
  const locale = await loadLocale(code, (name) => {
    const fake = fakeOf(name);
    if (!fake) throw unknownFake(name);
    const make = fake.build(locale);
    return (call) => make(call, fake.defaults as never);
  });

  function find(name: string): MakeValue | undefined {
    const folded = fold(name);
    const known = made.get(folded);
    if (known) return known;
    const fake = fakeOf(name);
    if (!fake) return undefined;
    const make = fake.build(locale);
    const makeValue: MakeValue = (call) => {
      locale.enter(call);
      const value = make(call, withDefaults(name, fake.defaults, call.args));
      return typeof value === 'string' ? limitedText(value) : value;
    };
    made.set(folded, makeValue);
    return makeValue;
  }

  return {
    find,
    names: () => [...NAMES, ...Object.keys(provided), ...localNames(at)],
    pool: (name) => fakeOf(name)?.pool?.(locale),
    keywords: (name) => {
      const fake = fakeOf(name);
      return fake && Object.keys(fake.defaults);
    },
    refusal: (name) => {
      const folded = fold(name);
      return more.has(folded) ? undefined : (REFUSALS.get(folded) ?? localRefusal(folded, at));
    },
    isLocal: (name) => isLocal(fold(name)),
  };
}

function unknownFake(name: string): UserError {
  const hint = didYouMean(name, NAMES);
  return new UserError({ message: `Unknown fake "${name}".`, ...(hint && { hint }) });
}

const NAMES: readonly string[] = Object.keys(FAKES).sort();
const BY_NAME = byFoldedName<Fake>(FAKES);
const REFUSALS = byFoldedName<string>(REFUSED);

/** A table by folded names; where two fold to one (date_time, datetime), the last in the alphabet wins. */
function byFoldedName<T>(table: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  const names = Object.keys(table).sort();
  return new Map(names.map((name) => [fold(name), table[name]!]));
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s]/g, '');
}
