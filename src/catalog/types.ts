import type { z } from 'zod';
import type { fieldSchema, matchSchema } from '../config/object-schema.ts';

type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

/** A field of an object; configurations use the same form. */
export type Field = Immutable<z.infer<typeof fieldSchema>>;

export type Match = Immutable<z.infer<typeof matchSchema>>;

/** An object as data. `code` is part of its keys (`A` in `TESTDATA_42_A0000017`). */
export interface SObject {
  code: string;
  match: Match;
  /** The fields by whose values a row takes over a record of the org that has no record key. */
  adoptBy?: readonly string[];
  /** The object that defines the External ID field, if it is another one: Task and Event share Activity's fields. */
  customFieldsOn?: string;
  fields: Readonly<Record<string, Field>>;
}

/** All known objects, by API name. */
export type Catalog = Readonly<Record<string, SObject>>;
