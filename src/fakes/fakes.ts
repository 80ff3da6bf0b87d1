import type { Row } from '../generate/row.ts';
import { limitedText } from '../python/size.ts';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { type Definition, withDefaults } from './definition.ts';
import { isLocal, localFake, localNames, localRefusal } from './local.ts';
import { loadLocale } from './locale.ts';
import { localeCode } from './locales.ts';
import { refusalOf } from './refused.ts';
import { TABLE } from './table.ts';

export interface FakeCall {
  draw: Draw;
  /** Keyword arguments, by Python's names. */
  args: Readonly<Record<string, Value>>;
  /** The row that the value is for, where there is one. */
  owner?: Row;
  /** A field of the row made so far, for the fakes that fit others, as Email does. */
  row(name: string): Value | undefined;
  /** A number unique in the data set for this row and column, for unique fakes. */
  ordinal: number;
  /** The day that dates hang on, `2026-11-02`. */
  asOf: string;
}

/** One fake of one locale: the same call gives the same value. */
export type Fake = (call: FakeCall) => Value;

/** The fakes of one locale, by the names of Python's Faker in any case, with or without underscores. */
export interface Fakes {
  find(name: string): Fake | undefined;
  names(): readonly string[];
  /** The words that a word fake (first_name, city, …) draws from, for keyed permutations. */
  pool(name: string): readonly string[] | undefined;
  /** The keyword arguments of a fake in Python's order, which is also that of positional ones. */
  keywords(name: string): readonly string[] | undefined;
  /** Why a fake of Python's has no value here, to be said before anything runs. */
  refusal(name: string): string | undefined;
  /** Whether some locales have a fake of this name, and others have not. */
  isLocal(name: string): boolean;
}

/** The fakes of a locale in Python's spelling (en_US, de_DE, …) with those of providers; its data is imported on first use. */
export async function loadFakes(
  code: string,
  provided: Readonly<Record<string, Definition>> = {},
): Promise<Fakes> {
  const made = new Map<string, Fake>();
  const more = new Map(Object.entries(provided).map(([name, definition]) => [fold(name), definition]));
  const at = localeCode(code) ?? code;
  const definitionOf = (name: string) => {
    const folded = fold(name);
    return BY_NAME.get(folded) ?? more.get(folded) ?? localFake(folded, at);
  };
  const locale = await loadLocale(code, (name) => {
    const definition = definitionOf(name);
    if (!definition) throw unknownFake(name);
    const make = definition.build(locale);
    return (call) => make(call, definition.defaults as never);
  });

  function find(name: string): Fake | undefined {
    const folded = fold(name);
    const known = made.get(folded);
    if (known) return known;
    const definition = definitionOf(name);
    if (!definition) return undefined;
    const make = definition.build(locale);
    const fake: Fake = (call) => {
      locale.enter(call);
      const value = make(call, withDefaults(name, definition.defaults, call.args));
      return typeof value === 'string' ? limitedText(value) : value;
    };
    made.set(folded, fake);
    return fake;
  }

  return {
    find,
    names: () => [...NAMES, ...Object.keys(provided), ...localNames(at)],
    pool: (name) => definitionOf(name)?.pool?.(locale),
    keywords: (name) => {
      const definition = definitionOf(name);
      return definition && Object.keys(definition.defaults);
    },
    refusal: (name) => {
      const folded = fold(name);
      return more.has(folded) ? undefined : (refusalOf(folded) ?? localRefusal(folded, at));
    },
    isLocal: (name) => isLocal(fold(name)),
  };
}

function unknownFake(name: string): UserError {
  const hint = didYouMean(name, NAMES);
  return new UserError({ message: `There is no fake "${name}".`, ...(hint && { hint }) });
}

const NAMES: readonly string[] = Object.keys(TABLE).sort();
const BY_NAME = new Map(NAMES.map((name) => [fold(name), TABLE[name]!]));

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s]/g, '');
}
