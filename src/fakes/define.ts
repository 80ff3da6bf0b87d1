import type { Value } from '../python/value.ts';
import type { Fake, FakeCall, Keywords, Kind, Locale, MakeValue } from './fake.ts';

type MakeWith<A> = (call: FakeCall, args: A) => Value;

/** A fake without arguments that is the same in all locales. */
export function plain(kind: Kind, make: MakeValue): Fake {
  return { kind, defaults: NO_ARGUMENTS, build: () => make };
}

/** A fake with keyword arguments, typed by their defaults. */
export function plainWith<A extends Keywords>(kind: Kind, defaults: A, make: MakeWith<A>): Fake {
  return { kind, defaults, build: () => make };
}

/** A fake without arguments that depends on the locale. */
export function localized(kind: Kind, build: (locale: Locale) => MakeValue): Fake {
  return { kind, defaults: NO_ARGUMENTS, build };
}

/** A fake with keyword arguments that depends on the locale. */
export function localizedWith<A extends Keywords>(
  kind: Kind,
  defaults: A,
  build: (locale: Locale) => MakeWith<A>,
): Fake {
  return { kind, defaults, build };
}

/** A fake that is one word of a list. */
export function wordOf(pool: (locale: Locale) => readonly string[]): Fake {
  return {
    kind: 'text',
    defaults: NO_ARGUMENTS,
    pool,
    build: (locale) => {
      const words = pool(locale);
      return ({ draw }) => draw.pick(words);
    },
  };
}

const NO_ARGUMENTS: Keywords = {};

/** The default of an argument that is absent unless given, and of any type. */
export const ABSENT: Value = null;
