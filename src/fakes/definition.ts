import { numberOf as pyNumber } from '../python/float.ts';
import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { FakeCall } from './fakes.ts';
import type { Locale } from './locale.ts';

export type Arguments = Readonly<Record<string, Value>>;

/** What a fake yields. */
export type Kind =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'timedelta'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'any'
  | 'refused';

/** One line of the table of fakes; `build` runs once per locale, so that a call looks nothing up. */
export interface Definition {
  kind: Kind;
  /** Keyword arguments with what stands for an absent one, in Python's order. */
  defaults: Arguments;
  build(locale: Locale): (call: FakeCall, args: never) => Value;
  pool?: (locale: Locale) => readonly string[];
}

type Make = (call: FakeCall) => Value;
type MakeWith<A> = (call: FakeCall, args: A) => Value;

/** A fake without arguments that is the same in all locales. */
export function plain(kind: Kind, make: Make): Definition {
  return { kind, defaults: NO_ARGUMENTS, build: () => make };
}

/** A fake with keyword arguments, typed by their defaults. */
export function fake<A extends Arguments>(kind: Kind, defaults: A, make: MakeWith<A>): Definition {
  return { kind, defaults, build: () => make };
}

/** A fake without arguments that depends on the locale. */
export function localized(kind: Kind, build: (locale: Locale) => Make): Definition {
  return { kind, defaults: NO_ARGUMENTS, build };
}

/** A fake with keyword arguments that depends on the locale. */
export function localizedWith<A extends Arguments>(
  kind: Kind,
  defaults: A,
  build: (locale: Locale) => MakeWith<A>,
): Definition {
  return { kind, defaults, build };
}

/** A fake that is one of a table's words. */
export function wordOf(pool: (locale: Locale) => readonly string[]): Definition {
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

const NO_ARGUMENTS: Arguments = {};

/** An argument that is absent unless given, of any type. */
export const ABSENT: Value = null;

/** The arguments of a call over the defaults; an unknown one is an error that names the known ones. */
export function withDefaults(name: string, defaults: Arguments, args: Arguments): never {
  let merged: Record<string, Value> | undefined;
  for (const key in args) {
    if (!Object.hasOwn(defaults, key)) throw unknownArgument(name, key, Object.keys(defaults));
    merged ??= { ...defaults };
    merged[key] = like(name, key, args[key]!, defaults[key]!);
  }
  return (merged ?? defaults) as never;
}

function unknownArgument(name: string, key: string, known: string[]): UserError {
  const knows = known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes none.';
  if (/^\d+$/.test(key))
    return new UserError({ message: `The fake ${name} takes its arguments by their names.`, hint: knows });
  return new UserError({
    message: `The fake ${name} takes no argument "${key}".`,
    hint: didYouMean(key, known) ?? knows,
  });
}

/** A value as the type of the default: a number written as text is one, and null stands for the default. */
function like(name: string, key: string, value: Value, standard: Value): Value {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw argumentError(name, key, 'must be a finite number', value);
  if (standard === null || typeof standard === typeof value) return value;
  if (value === null) return standard;
  if (typeof standard === 'number') {
    const number = numberOf(value);
    if (number !== undefined) return number;
  }
  if (typeof standard === 'boolean') {
    const truth = TRUTHS.get(text(value).toLowerCase());
    if (truth !== undefined) return truth;
  }
  if (typeof standard === 'string' && typeof value === 'number') return String(value);
  throw argumentError(name, key, `must be ${WANTED[typeof standard] ?? 'another type'}`, value);
}

const TRUTHS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const WANTED: Partial<Record<string, string>> = {
  number: 'a number',
  boolean: 'true or false',
  string: 'text',
  object: 'a list',
};

/** A number, also one written as text, or undefined. */
export function numberOf(value: Value): number | undefined {
  if (typeof value !== 'string') return typeof value === 'boolean' ? undefined : pyNumber(value);
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The items of a list, a tuple or a set, the keys of a dict, or undefined. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? value.pyItems?.() : undefined;
}

/** An argument that a fake cannot work with: `random_int: max must not be below min, not 3.` */
export function argumentError(name: string, key: string, must: string, value: Value): UserError {
  return new UserError(`The fake ${name}: ${key} ${must}, not ${value === null ? 'null' : text(value)}.`);
}
