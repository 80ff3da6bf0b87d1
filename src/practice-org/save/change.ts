import type { SaveError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { StoredRecord, Values } from '../value.ts';

/** A record to be saved: what is sent, and the result. */
export interface Change {
  org: Org;
  object: SchemaObject;
  /** The current record; undefined on insert. */
  before: StoredRecord | undefined;
  /** The sent values, with references as ids. */
  sent: Values;
  /** The new record: `before`, or the defaults, with `sent` over it. */
  after: Values;
  /** `Sforce-Duplicate-Rule-Header: allowSave=true`; the Bulk API has no such switch. */
  allowDuplicates: boolean;
}

/** A rule of the platform: returns why a change isn't saved, or undefined. */
export type SaveRule = (change: Change) => SaveError | undefined;

/** The first error of a rule about one of these fields. */
export function firstError(
  fields: SchemaField[],
  rule: (field: SchemaField) => SaveError | undefined,
): SaveError | undefined {
  for (const field of fields) {
    const error = rule(field);
    if (error) return error;
  }
  return undefined;
}

/** The fields in a change. */
export function sentFields({ object, sent }: Change): SchemaField[] {
  return Object.keys(sent).map((name) => object.fields.get(name.toLowerCase())!);
}
