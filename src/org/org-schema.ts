/** A field as an org shows it to the user who asks. */
export interface OrgField {
  name: string;
  /** The type as a describe names it: `string`, `picklist`, `reference`, … */
  type: string;
  /** The longest text in characters; 0 where the type has no length. */
  length: number;
  /** Whether the length counts UTF-8 bytes, as that of a comment does. */
  bytes: boolean;
  /** Digits of a number in all; 0 where the type has none. */
  precision: number;
  /** Digits after the point that the field keeps. */
  scale: number;
  createable: boolean;
  updateable: boolean;
  nillable: boolean;
  defaultedOnCreate: boolean;
  externalId: boolean;
  unique: boolean;
  /** The active values of a picklist. */
  picklist: readonly string[];
  restricted: boolean;
  referenceTo: readonly string[];
  relationship: string | undefined;
  /** Whether a header must name the parent's type: always so for Who and What, by org for Owner. */
  polymorphic: boolean;
}

export interface OrgObject {
  name: string;
  createable: boolean;
  updateable: boolean;
  fields: Readonly<Record<string, OrgField>>;
}

/** The sobjects of one org that a data set concerns; an object that the org does not have is absent. */
export type OrgSchema = Readonly<Record<string, OrgObject>>;

/** Whether an insert without this field is refused. */
export function requiredOnInsert(field: OrgField): boolean {
  return field.createable && !field.nillable && !field.defaultedOnCreate;
}
