import { UserError } from '../../errors.ts';
import { didYouMean } from '../../nearest.ts';
import type { Value } from '../../recipe/value.ts';
import type { FakeCall } from './fakes.ts';
import type { Locale } from './locale.ts';

export type Arguments = Readonly<Record<string, Value>>;

/** What a fake yields: `text or null` and the like say what a blank may stand for. */
export type Kind =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'list'
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

/** A fake with keyword arguments, typed by their defaults. */
export function fake<A extends Arguments>(
  kind: Kind,
  defaults: A,
  build: (locale: Locale) => (call: FakeCall, args: A) => Value,
): Definition {
  return { kind, defaults, build };
}

/** A fake without arguments. */
export function plain(kind: Kind, build: (locale: Locale) => (call: FakeCall) => Value): Definition {
  return { kind, defaults: NO_ARGUMENTS, build };
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
  return new UserError({
    message: `The fake ${name} takes no argument "${key}".`,
    hint: didYouMean(key, known) ?? knows,
  });
}

/** A value as the type of the default: a number written as text is one, and null stands for the default. */
function like(name: string, key: string, value: Value, standard: Value): Value {
  if (standard === null || typeof standard === typeof value) return value;
  if (value === null) return standard;
  if (typeof standard === 'number') {
    const number = numberOf(value);
    if (number !== undefined) return number;
  }
  if (typeof standard === 'boolean') {
    const text = String(value).toLowerCase();
    if (text === 'true' || text === '1') return true;
    if (text === 'false' || text === '0') return false;
  }
  if (typeof standard === 'string' && typeof value === 'number') return String(value);
  throw argumentError(name, key, `must be ${WANTED[typeof standard] ?? 'another type'}`, value);
}

const WANTED: Partial<Record<string, string>> = {
  number: 'a number',
  boolean: 'true or false',
  string: 'text',
  object: 'a list',
};

/** A number, also one written as text or wrapped in an object, or undefined. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : isObject(value) ? value.pyText() : '';
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The text of a value that a caller gave as a text, a number or an object such as a date. */
export function textOf(value: Value): string {
  return isObject(value) ? value.pyText() : String(value);
}

function isObject(value: Value): value is Exclude<Value, null | boolean | number | string | Value[]> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An argument that a fake cannot work with: `random_int: max must not be below min, not 3.` */
export function argumentError(name: string, key: string, must: string, value: Value): UserError {
  const given = Array.isArray(value) ? 'a list' : value === null ? 'null' : textOf(value);
  return new UserError(`The fake ${name}: ${key} ${must}, not ${given}.`);
}
