import { numberOf } from '../python/numbers/float.ts';
import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { Keywords } from './fake.ts';

/** The arguments of a call merged over the defaults; an unknown one is an error that names the known ones. */
export function withDefaults(name: string, defaults: Keywords, args: Keywords): never {
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
    return new UserError({ message: `Fake ${name} takes keyword arguments only.`, hint: knows });
  return new UserError({
    message: `Fake ${name} takes no argument "${key}".`,
    hint: didYouMean(key, known) ?? knows,
  });
}

/** A value as the type of the default: a number written as text is a number, and null is the default. */
function like(name: string, key: string, value: Value, standard: Value): Value {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw argumentError(name, key, 'must be a finite number', value);
  if (standard === null || typeof standard === typeof value) return value;
  if (value === null) return standard;
  if (typeof standard === 'number') {
    const number = asNumber(value);
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
export function asNumber(value: Value): number | undefined {
  if (typeof value !== 'string') return typeof value === 'boolean' ? undefined : numberOf(value);
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The items of a list, a tuple or a set, the keys of a dict, or undefined. */
export function asItems(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? value.pyItems?.() : undefined;
}

/** An error for an argument that a fake can't use: `random_int: max must not be below 3; got 1.` */
export function argumentError(name: string, key: string, must: string, value: Value): UserError {
  return new UserError(`Fake ${name}: ${key} ${must}; got ${value === null ? 'null' : text(value)}.`);
}
