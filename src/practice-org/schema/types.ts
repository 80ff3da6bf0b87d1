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
  /** Suggests values and accepts any. */
  | 'combobox'
  | 'multipicklist'
  | 'time'
  | 'encryptedstring'
  /** A geolocation, the compound of its latitude and longitude. */
  | 'location'
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
  /** Added by a metadata deploy, so that a permission set must grant access. */
  deployed: boolean;
  /** In characters, or in UTF-8 bytes if `bytes` is set. */
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
  /** Rich text. */
  html?: boolean;
  /** A formula or an auto-number. */
  calculated?: boolean;
  autoNumber?: boolean;
  /** Labels of the values by value, where they differ, as for codes of countries. */
  labels?: Readonly<Record<string, string>>;
  /** Values that are inactive, such as a currency that the org no longer uses. */
  inactive?: readonly string[];
  /** The controlling field of a dependent picklist, and the values that each of its values allows. */
  controller?: string;
  validFor?: Readonly<Record<string, readonly string[]>>;
  /** For lookups. */
  onDelete: OnDelete;
  /** A describe doesn't have it for every standard lookup with a cascading delete. */
  saysOnDelete: boolean;
}

/** An sobject as this org has it; its fields by lower-case name, since Salesforce ignores case. */
export interface SchemaObject {
  name: string;
  label: string;
  keyPrefix: string;
  custom: boolean;
  /** Visible only in the tooling API. */
  tooling: boolean;
  /** A view, such as OpenActivity, can't be queried by itself. */
  queryable: boolean;
  /** Kept by the platform for another object: its shares, its history. */
  keptOf: { type: 'Share' | 'History'; parent: string } | undefined;
  createable: boolean;
  deletable: boolean;
  /** Users, permissions, and so on use no data storage. */
  takesStorage: boolean;
  /** CaseComment takes no custom field. */
  takesCustomFields: boolean;
  /** CaseComment and OpportunityContactRole can't be upserted by an External ID, even where one is defined. */
  takesExternalId: boolean;
  fields: Map<string, SchemaField>;
}

/** All sobjects of the org, by lower-case name. */
export type Schema = Map<string, SchemaObject>;
