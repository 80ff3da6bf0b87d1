import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../shared/files/make-folder.ts';
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

/** Writes a project to deploy into a folder: `salesforce/` as it is shipped, under the configured name and for more objects. */
export function writeKeyFieldProject(folder: string, project: KeyFieldProject): void {
  const { externalIdField, homes, sobjects, granted, notUnique } = project;
  const shipped = join(packageRoot, 'salesforce');
  cpSync(join(shipped, 'sfdx-project.json'), join(folder, 'sfdx-project.json'));
  const main = 'force-app/main/default';
  const fieldFile = join(shipped, main, 'objects/Account/fields', `${SHIPPED_FIELD}.field-meta.xml`);
  const field = readFileSync(fieldFile, 'utf8').replace(SHIPPED_FIELD, externalIdField);
  for (const home of homes) {
    const fields = join(folder, main, 'objects', home, 'fields');
    makeFolder(fields);
    const text = notUnique.includes(home)
      ? field.replace('<unique>true</unique>', '<unique>false</unique>').replace(/ *<caseSensitive>.*\n/, '')
      : field;
    writeFileSync(join(fields, `${externalIdField}.field-meta.xml`), text);
  }
  const sets = join(main, 'permissionsets');
  const name = permissionSetOf(externalIdField);
  const setText = readFileSync(
    join(shipped, sets, `${permissionSetOf(SHIPPED_FIELD)}.permissionset-meta.xml`),
    'utf8',
  );
  const own = sobjects.map((sobject) => `${sobject}.${externalIdField}`);
  const fields = new Map(granted.fields.map((one) => [one.field, one]));
  for (const field of own) fields.set(field, { field, readable: true, editable: true });
  const inOrder = [...fields.values()].sort((a, b) => compareText(a.field, b.field));
  makeFolder(join(folder, sets));
  writeFileSync(
    join(folder, sets, `${name}.permissionset-meta.xml`),
    setText
      .replace(/ *<fieldPermissions>[\s\S]*<\/fieldPermissions>\n/, inOrder.map(fieldGrant).join(''))
      .replace('</PermissionSet>', `${otherGrants(granted)}</PermissionSet>`),
  );
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
