import type { Org } from '../org.ts';
import { objectNamed, seed } from '../org.ts';
import { orgField } from '../schema/fields.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { Component, FieldMetadata, PermissionSetMetadata } from './metadata.ts';

/** The result of one component of a deploy. */
export interface ComponentResult {
  componentType: string;
  fullName: string;
  fileName: string;
  created: boolean;
  problem?: string;
}

const TYPES: Record<string, SchemaField['type']> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  Checkbox: 'boolean',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Date: 'date',
  DateTime: 'datetime',
};
const MAY_BE_EXTERNAL_ID = ['Text', 'Number', 'Email'];
const isTrue = (text: string | undefined) => text === 'true';

/** Activity is no sobject; its fields appear on Task and Event. */
function targetsOf(org: Org, sobject: string): SchemaObject[] {
  const names = sobject === 'Activity' ? ['Task', 'Event'] : [sobject];
  return names.flatMap((name) => objectNamed(org, name) ?? []);
}

function fieldProblem(org: Org, sobject: string, field: FieldMetadata): string | undefined {
  const targets = targetsOf(org, sobject);
  if (targets.length === 0 || sobject === 'Task' || sobject === 'Event')
    return `Entity Enumeration Or ID: bad value for restricted picklist field: ${sobject}`;
  if (!targets.every((target) => target.takesCustomFields))
    return `Entity Enumeration Or ID: bad value for restricted picklist field: ${sobject}`;
  if (!/^[A-Za-z]\w*__c$/.test(field.fullName))
    return `Field: ${field.fullName} is not a valid name for a custom field; it must end with __c`;
  if (!field.type || !(field.type in TYPES)) return `Invalid custom field type: ${field.type ?? ''}`;
  if (!field.label) return 'Must specify a non-empty label for the CustomField';
  if (field.type === 'Text' && !(Number(field.length) >= 1 && Number(field.length) <= 255))
    return 'Must specify length for a CustomField of type Text';
  if (isTrue(field.externalId) && !MAY_BE_EXTERNAL_ID.includes(field.type))
    return `Can not specify 'externalId' for a CustomField of type ${field.type}`;
  if (isTrue(field.unique) && sobject === 'Activity' && org.options.refuseUniqueOnActivity)
    return "Can not specify 'unique' for a CustomField on Activity";
  return undefined;
}

function defineField(target: SchemaObject, metadata: FieldMetadata): void {
  const type = TYPES[metadata.type!]!;
  const plain = orgField(metadata.fullName, { type: 'string', length: Number(metadata.length ?? 255) });
  target.fields.set(metadata.fullName.toLowerCase(), {
    ...plain,
    type,
    label: metadata.label!,
    deployed: true,
    precision: Number(metadata.precision ?? 18),
    scale: Number(metadata.scale ?? 0),
    nillable: type !== 'boolean' && !isTrue(metadata.required),
    externalId: isTrue(metadata.externalId) && target.takesExternalId,
    unique: isTrue(metadata.unique),
    caseSensitive: isTrue(metadata.caseSensitive),
    idLookup: isTrue(metadata.externalId) && target.takesExternalId,
  });
}

function applyFields(org: Org, component: Extract<Component, { kind: 'fields' }>): ComponentResult[] {
  return component.fields.map((field) => {
    const result = {
      componentType: 'CustomField',
      fullName: `${component.sobject}.${field.fullName}`,
      fileName: component.file,
    };
    const problem = fieldProblem(org, component.sobject, field);
    if (problem) return { ...result, created: false, problem };
    const targets = targetsOf(org, component.sobject);
    const created = !targets[0]!.fields.has(field.fullName.toLowerCase());
    for (const target of targets) defineField(target, field);
    if (created)
      seed(org, 'CustomField', {
        DeveloperName: field.fullName.replace(/__c$/, ''),
        NamespacePrefix: null,
        TableEnumOrId: component.sobject,
      });
    return { ...result, created };
  });
}

function permissionProblem(org: Org, { fieldPermissions }: PermissionSetMetadata): string | undefined {
  for (const { field } of fieldPermissions) {
    const [sobject = '', name = ''] = field.split('.');
    const known = objectNamed(org, sobject)?.fields.get(name.toLowerCase());
    if (!known) return `In field: field - no CustomField named ${field} found`;
    if (known.custom && !known.nillable) return `You cannot deploy to a required field: ${field}`;
  }
  return undefined;
}

function applyPermissionSet(
  org: Org,
  component: Extract<Component, { kind: 'permission_set' }>,
): ComponentResult {
  const { name, metadata } = component;
  const result = { componentType: 'PermissionSet', fullName: name, fileName: component.file };
  const problem = permissionProblem(org, metadata);
  if (problem) return { ...result, created: false, problem };
  const known = org.records.all('PermissionSet').find((record) => record.Name === name);
  const hardDelete = metadata.userPermissions.some(
    (permission) => permission.name === 'BulkApiHardDelete' && isTrue(permission.enabled),
  );
  const values = {
    Name: name,
    Label: metadata.label ?? name,
    NamespacePrefix: null,
    IsOwnedByProfile: false,
    PermissionsBulkApiHardDelete: hardDelete,
  };
  const id = known ? org.records.update(known.Id, values).Id : seed(org, 'PermissionSet', values);
  for (const grants of ['FieldPermissions', 'ObjectPermissions'])
    for (const grant of org.records.find(grants, 'ParentId', id)) org.records.erase(grant.Id);
  for (const one of metadata.objectPermissions)
    seed(org, 'ObjectPermissions', {
      ParentId: id,
      SobjectType: one.object,
      PermissionsCreate: isTrue(one.allowCreate),
      PermissionsRead: isTrue(one.allowRead),
      PermissionsEdit: isTrue(one.allowEdit),
      PermissionsDelete: isTrue(one.allowDelete),
      PermissionsViewAllRecords: isTrue(one.viewAllRecords),
      PermissionsModifyAllRecords: isTrue(one.modifyAllRecords),
    });
  for (const { field, readable, editable } of metadata.fieldPermissions)
    seed(org, 'FieldPermissions', {
      ParentId: id,
      SobjectType: field.split('.')[0]!,
      Field: field,
      PermissionsRead: isTrue(readable) || isTrue(editable),
      PermissionsEdit: isTrue(editable),
    });
  return { ...result, created: !known };
}

function applyComponent(org: Org, component: Component): ComponentResult[] {
  switch (component.kind) {
    case 'fields':
      return applyFields(org, component);
    case 'permission_set':
      return [applyPermissionSet(org, component)];
    case 'unknown':
      return [
        {
          componentType: '',
          fullName: component.file,
          fileName: component.file,
          created: false,
          problem: 'The practice org knows custom fields and permission sets only.',
        },
      ];
  }
}

/** Applies the components one by one; the caller rolls back where one has a problem. */
export function applyComponents(org: Org, components: Component[]): ComponentResult[] {
  return components.flatMap((component) => applyComponent(org, component));
}
