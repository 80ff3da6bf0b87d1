import type { SaveError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { StoredRecord, Values } from '../value.ts';

/** A record that is to be saved: what is sent, and what it will be. */
export interface Change {
  org: Org;
  object: SchemaObject;
  /** The record as it is; undefined on insert. */
  before: StoredRecord | undefined;
  /** What was sent, references as ids. */
  sent: Values;
  /** The record as it will be: `before`, or the defaults, with `sent` over it. */
  after: Values;
  /** `Sforce-Duplicate-Rule-Header: allowSave=true`; the Bulk API has no such switch. */
  allowDuplicates: boolean;
}

/** A rule of the platform: why a change is not saved, or nothing. */
export type SaveRule = (change: Change) => SaveError | undefined;

/** The first error that a rule has about one of these fields. */
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

/** The fields that a change sends. */
export function sentFields({ object, sent }: Change): SchemaField[] {
  return Object.keys(sent).map((name) => object.fields.get(name.toLowerCase())!);
}
