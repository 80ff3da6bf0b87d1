import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../shared/package-root.ts';
import type { Granted } from './granted.ts';

/** The name that the metadata in `salesforce/` gives the External ID field. */
const SHIPPED_FIELD = 'Datagen_Key__c';

/** The permission set that grants a field: `Datagen_Key` for `Datagen_Key__c`. */
export function permissionSetOf(externalIdField: string): string {
  return externalIdField.replace(/__c$/, '');
}

export interface KeyFieldProject {
  externalIdField: string;
  /** The objects to define the field on: Task and Event share that of Activity. */
  homes: readonly string[];
  /** The sobjects on which the permission set grants the field. */
  sobjects: readonly string[];
  /** What the permission set grants already. */
  granted: Granted;
  /** Objects that refuse a unique field. */
  notUnique: readonly string[];
}

/** The metadata to deploy: the XML of the field on each object, and that of the permission set. */
export interface KeyFieldMetadata {
  fields: { home: string; xml: string }[];
  permissionSet: { name: string; xml: string };
}

/** The folder with the metadata as it is shipped. */
export const shippedProject = join(packageRoot, 'salesforce');

/** The shipped metadata under the configured name and for more objects. */
export function keyFieldMetadata(project: KeyFieldProject): KeyFieldMetadata {
  const { externalIdField, homes, sobjects, granted, notUnique } = project;
  const read = (...path: string[]) =>
    readFileSync(join(shippedProject, 'force-app/main/default', ...path), 'utf8');
  const field = read('objects/Account/fields', `${SHIPPED_FIELD}.field-meta.xml`).replace(
    SHIPPED_FIELD,
    externalIdField,
  );
  const plain = field
    .replace('<unique>true</unique>', '<unique>false</unique>')
    .replace(/ *<caseSensitive>.*\n/, '');
  const set = read('permissionsets', `${permissionSetOf(SHIPPED_FIELD)}.permissionset-meta.xml`);
  const own = sobjects.map((sobject) => `${sobject}.${externalIdField}`);
  const grants = new Map(granted.fields.map((one) => [one.field, one]));
  for (const name of own) grants.set(name, { field: name, readable: true, editable: true });
  const inOrder = [...grants.values()].sort((a, b) => compareText(a.field, b.field));
  return {
    fields: homes.map((home) => ({ home, xml: notUnique.includes(home) ? plain : field })),
    permissionSet: {
      name: permissionSetOf(externalIdField),
      xml: set
        .replace(/ *<fieldPermissions>[\s\S]*<\/fieldPermissions>\n/, inOrder.map(fieldGrant).join(''))
        .replace('</PermissionSet>', `${otherGrants(granted)}</PermissionSet>`),
    },
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An element of a permission set with one value a line. */
function element(name: string, values: Readonly<Record<string, string | boolean>>): string {
  const lines = Object.entries(values).map(([key, value]) => `    <${key}>${value}</${key}>`);
  return [`<${name}>`, ...lines, `</${name}>`].map((line) => `    ${line}\n`).join('');
}

function fieldGrant({ field, readable, editable }: Granted['fields'][number]): string {
  return element('fieldPermissions', { editable, field, readable });
}

function otherGrants({ objects, userPermissions }: Granted): string {
  const ofObjects = objects.map(({ sobject, allowed }) => {
    const { Create, Delete, Edit, Read, ModifyAllRecords, ViewAllRecords } = allowed;
    return element('objectPermissions', {
      ...{ allowCreate: Create, allowDelete: Delete, allowEdit: Edit, allowRead: Read },
      ...{ modifyAllRecords: ModifyAllRecords, object: sobject, viewAllRecords: ViewAllRecords },
    });
  });
  const ofUsers = userPermissions.map((name) => element('userPermissions', { enabled: true, name }));
  return [...ofObjects, ...ofUsers].join('');
}
