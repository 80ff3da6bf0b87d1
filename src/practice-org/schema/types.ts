import type { FieldValue } from '../value.ts';

/** The types of fields that the practice org knows, as a describe names them. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  /** Proposes values and takes any. */
  | 'combobox'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'reference';

/** What happens to a record when the one that its lookup names is deleted. */
export type OnDelete = 'clear' | 'cascade' | 'restrict';

/** A field as this org has it. */
export interface SchemaField {
  name: string;
  label: string;
  type: FieldType;
  custom: boolean;
  /** Came by a metadata deploy, so that a permission set must grant it. */
  deployed: boolean;
  /** In characters, or in UTF-8 bytes where `bytes` says so. */
  length: number;
  bytes: boolean;
  precision: number;
  scale: number;
  createable: boolean;
  updateable: boolean;
  nillable: boolean;
  defaultedOnCreate: boolean;
  default?: FieldValue;
  values: readonly string[];
  restricted: boolean;
  externalId: boolean;
  unique: boolean;
  caseSensitive: boolean;
  idLookup: boolean;
  to: readonly string[];
  relationship: string | undefined;
  polymorphic: boolean;
  /** Of a lookup. */
  onDelete: OnDelete;
  /** A describe doesn't say so of every standard lookup whose records go along. */
  saysOnDelete: boolean;
}

/** An sobject as this org has it; its fields by lower-case name, since Salesforce ignores case. */
export interface SchemaObject {
  name: string;
  label: string;
  keyPrefix: string;
  custom: boolean;
  /** Seen by the tooling API alone. */
  tooling: boolean;
  /** A view, such as OpenActivity, can't be queried by itself. */
  queryable: boolean;
  /** What the platform keeps of another object: its shares, its history. */
  keptOf: { type: 'Share' | 'History'; parent: string } | undefined;
  createable: boolean;
  deletable: boolean;
  /** Users, permissions and the like take up no data storage. */
  takesStorage: boolean;
  /** CaseComment takes no custom field. */
  takesCustomFields: boolean;
  /** CaseComment and OpportunityContactRole can't be upserted by an External ID, even where one is defined. */
  takesExternalId: boolean;
  fields: Map<string, SchemaField>;
}

/** All sobjects of the org, by lower-case name. */
export type Schema = Map<string, SchemaObject>;
