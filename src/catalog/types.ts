/** The shape of a field's values. Lengths are characters, except where `bytes` says UTF-8 bytes. */
export type FieldShape =
  | { type: 'string' | 'textarea' | 'email' | 'phone' | 'url'; length: number; bytes?: true }
  | { type: 'picklist'; values: readonly string[]; restricted?: true }
  | { type: 'boolean' }
  | { type: 'int' }
  | { type: 'double' | 'currency' | 'percent'; precision: number; scale: number }
  | { type: 'date' }
  | { type: 'datetime' }
  | { type: 'reference'; to: readonly string[]; relationship: string; polymorphic?: true };

/** A field of an sobject. `createOnly` fields break a second upsert; `computed` ones are never sent to an org. */
export type Field = FieldShape & { required?: true; createOnly?: true; computed?: true };

/**
 * How a load finds a record again: by its External ID, by the pair of its parents, or by its parent and what it says.
 */
export type Match =
  | { by: 'external_id' }
  | { by: 'parents'; fields: readonly string[] }
  | { by: 'content'; parent: string; fields: readonly string[] };

/** An sobject as data. `code` stands in its keys (`A` in `TESTDATA_42_A0000017`). */
export interface SObject {
  code: string;
  match: Match;
  /** Where the External ID field is defined when not on the object itself: Task and Event share Activity's fields. */
  customFieldsOn?: string;
  fields: Readonly<Record<string, Field>>;
}

/** All sobjects that are known, by API name. */
export type Catalog = Readonly<Record<string, SObject>>;
