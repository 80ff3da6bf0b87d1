import type { Faker } from '@faker-js/faker';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';

/** One fake, in all locales; `build` runs once per locale, so that a call looks nothing up. */
export interface Fake {
  kind: Kind;
  /** Keyword arguments with their defaults, in Python's order. */
  defaults: Keywords;
  build(locale: Locale): (call: FakeCall, args: never) => Value;
  /** The words that it draws from, where it is one of a list. */
  pool?: (locale: Locale) => readonly string[];
}

/** The fakes of one topic, by their names in Python's Faker. */
export type Topic = Readonly<Record<string, Fake>>;

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

export type Keywords = Readonly<Record<string, Value>>;

/** What one value is made from. */
export interface FakeCall {
  draw: Draw;
  /** Keyword arguments, by Python's names. */
  args: Keywords;
  /** A field of the row made so far, for the fakes that fit others, as Email does. */
  row(name: string): Value | undefined;
  /** A number unique in the dataset for this row and column, for unique fakes. */
  ordinal: number;
  /** The base date for all dates, `2026-11-02`. */
  asOf: string;
}

/** A fake of one locale: the same call makes the same value. */
export type MakeValue = (call: FakeCall) => Value;

export type Sex = 'female' | 'male';

/** What the fakes of one locale share: its word tables, its faker, its country. */
export interface Locale {
  /** `en_US`. */
  code: string;
  country: Country;
  /** Draws from the current call, for what is more than a word of a table. */
  faker: Faker;
  /** True if faker has a table of the locale's own rather than the English one. */
  owns(module: string, entry: string): boolean;
  /** A word table of the locale, else the English one; of one sex where the table distinguishes them. */
  words(module: string, entry: string, sex?: Sex): readonly string[];
  /** Another fake with its default arguments. */
  use(name: string): MakeValue;
  /** The same, for a fake that yields text. */
  text(name: string): (call: FakeCall) => string;
  /** Makes the call's draw the one that faker draws from. */
  enter(call: FakeCall): void;
}

/** A country by its ISO 3166 alpha-2 code and its English name. */
interface Country {
  code: string;
  name: string;
}
