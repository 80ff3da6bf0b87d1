import type { Org } from './org.ts';
import { objectNamed } from './org.ts';
import type { SchemaField, SchemaObject } from './schema/types.ts';

/** The user's access to a custom field, from permission sets. */
function granted(org: Org, object: SchemaObject, field: SchemaField): { read: boolean; edit: boolean } {
  const sets = org.records
    .all('PermissionSetAssignment')
    .filter((assignment) => !assignment.IsDeleted && assignment.AssigneeId === org.userId)
    .map((assignment) => assignment.PermissionSetId);
  const grants = org.records
    .all('FieldPermissions')
    .filter((grant) => grant.Field === `${object.name}.${field.name}` && sets.includes(grant.ParentId!));
  return {
    read: grants.some((grant) => grant.PermissionsRead === true),
    edit: grants.some((grant) => grant.PermissionsEdit === true),
  };
}

/**
 * A field as the user sees it: a deployed custom field is invisible to everybody, including administrators, until a
 * permission set grants it. Fields of custom objects that came with the org are visible.
 */
export function visibleField(org: Org, object: SchemaObject, name: string): SchemaField | undefined {
  const field = object.fields.get(name.toLowerCase());
  if (!field?.deployed || !field.nillable) return field;
  const { read, edit } = granted(org, object, field);
  if (!read) return undefined;
  return { ...field, createable: edit, updateable: edit };
}

/** All fields of an sobject that the user sees. */
export function visibleFields(org: Org, object: SchemaObject): SchemaField[] {
  return [...object.fields.values()].flatMap((field) => visibleField(org, object, field.name) ?? []);
}

/** The field of a relationship name: `Account` or `account` -> `AccountId`. */
export function fieldOfRelationship(
  org: Org,
  object: SchemaObject,
  relationship: string,
): SchemaField | undefined {
  return visibleFields(org, object).find(
    (field) => field.relationship?.toLowerCase() === relationship.toLowerCase(),
  );
}

/** True if records of an sobject can be found by this field in an upsert or a lookup. */
export function isKey(org: Org, sobject: string, name: string): boolean {
  const object = objectNamed(org, sobject);
  const field = object && visibleField(org, object, name);
  return field !== undefined && (field.idLookup || (field.externalId && object!.takesExternalId));
}

/** True if the user may delete permanently, by profile or by permission set. */
export function mayHardDelete(org: Org): boolean {
  const assigned = org.records.all('PermissionSetAssignment').filter(({ IsDeleted }) => !IsDeleted);
  return (
    org.options.hardDelete ||
    assigned.some(
      ({ PermissionSetId }) =>
        org.records.get(String(PermissionSetId))?.PermissionsBulkApiHardDelete === true,
    )
  );
}
