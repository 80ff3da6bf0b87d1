import type { Field, SObject } from '../../catalog/types.ts';
import { type OrgObject, requiredOnInsert } from '../../org/describe.ts';

/** How a column of the dataset is sent to an org, or why it isn't. */
export type ColumnMapping =
  | { kind: 'key' }
  /** For this tool only: never exported. */
  | { kind: 'own' }
  | { kind: 'dropped'; why: string }
  /** The org doesn't have it, which is usually a mistake. */
  | { kind: 'missing' }
  | {
      kind: 'value';
      field: string;
      createOnly: boolean;
      picklist?: { values: readonly string[]; restricted: boolean; multi?: true };
    }
  | {
      kind: 'reference';
      field: string;
      relationship: string;
      polymorphic: boolean;
      createOnly: boolean;
      required: boolean;
    };

export type ParentMapping = Extract<ColumnMapping, { kind: 'reference' }>;

/**
 * Maps one column. `insert` is a load that never updates and may set create-only fields, as new rows may if they are
 * in separate files.
 */
export function mappingOf(
  column: string,
  sobject: SObject,
  org: OrgObject,
  insert: boolean,
  newRowsApart: boolean,
): ColumnMapping {
  if (column === 'ExternalId') return { kind: 'key' };
  if (column.startsWith('_')) return { kind: 'own' };
  const known: Field | undefined = sobject.fields[column];
  if (known?.computed) return { kind: 'dropped', why: 'Salesforce computes it' };
  const field = org.fields[column];
  if (!field) return { kind: 'missing' };
  if (field.computes)
    return {
      kind: 'dropped',
      why: `the org computes it (${field.computes === 'formula' ? 'a formula' : 'an auto-number'})`,
    };
  const parts = partsOf(column, org);
  if (parts.length > 0)
    return { kind: 'dropped', why: `it has parts that load instead: ${parts.join(', ')}` };
  if (!field.createable && !field.updateable)
    return { kind: 'dropped', why: "you don't have edit access to it" };
  if (insert && !field.createable) return { kind: 'dropped', why: "it can't be set on insert" };
  const createOnly = known?.createOnly === true || !field.updateable;
  if (field.type === 'reference') {
    const relationship = field.relationship ?? (known?.type === 'reference' ? known.relationship : undefined);
    if (!relationship)
      return { kind: 'dropped', why: 'it has no relationship to give a parent by its external ID' };
    if (createOnly && !insert && field.nillable && !(newRowsApart && field.createable)) {
      return { kind: 'dropped', why: 'it can only be set on insert, and an upsert may update' };
    }
    const { polymorphic } = field;
    const required = requiredOnInsert(field);
    return {
      ...{ kind: 'reference', field: column, relationship, polymorphic, required },
      createOnly: createOnly && !insert,
    };
  }
  if (createOnly && !insert && !(newRowsApart && field.createable)) {
    return { kind: 'dropped', why: 'it can only be set on insert, and an upsert may update' };
  }
  const value = { kind: 'value' as const, field: column, createOnly: createOnly && !insert };
  const names = placeNames(column, org);
  if (names) return { ...value, picklist: { values: names, restricted: false } };
  // A combobox suggests values and accepts any.
  if (field.picklist.length === 0 || field.type === 'combobox') return value;
  const multi = field.type === 'multipicklist' ? { multi: true as const } : {};
  return { ...value, picklist: { values: field.picklist, restricted: field.restricted, ...multi } };
}

/**
 * The names of countries or states in an org that has picklists for them: those beside the codes, as in BillingCountry
 * beside BillingCountryCode. Source: Salesforce Help, "State and Country/Territory Picklists".
 */
function placeNames(column: string, org: OrgObject): readonly string[] | undefined {
  if (!/(?:Country|State)$/.test(column)) return undefined;
  const codes = org.fields[`${column}Code`];
  return codes?.type === 'picklist' && codes.picklist.length > 0
    ? (codes.labels ?? codes.picklist)
    : undefined;
}

/** The fields that a compound field, a geolocation or an address, is stated by. */
function partsOf(column: string, org: OrgObject): string[] {
  const field = org.fields[column];
  if (field?.type !== 'location' && field?.type !== 'address') return [];
  const start = column.replace(/__c$/, '__').replace(/Address$/, '');
  const isPart = (name: string) => (column.endsWith('__c') ? name.endsWith('__s') : true);
  return Object.values(org.fields)
    .filter(({ name, createable }) => name !== column && createable && name.startsWith(start) && isPart(name))
    .map(({ name }) => name);
}
