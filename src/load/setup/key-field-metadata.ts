import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';

/** The name that the metadata in `salesforce/` gives the External ID field. */
const SHIPPED_FIELD = 'Datagen_Key__c';

/** The permission set that grants a field: `Datagen_Key` for `Datagen_Key__c`. */
export function permissionSetOf(externalIdField: string): string {
  return externalIdField.replace(/__c$/, '');
}

export interface KeyFieldProject {
  externalIdField: string;
  /** Sobjects by the object on which their field is defined: Task and Event share that of Activity. */
  homes: ReadonlyMap<string, readonly string[]>;
  /** Objects that refuse a unique field. */
  notUnique: readonly string[];
}

/** Writes a project to deploy into a folder: `salesforce/` as it is shipped, under the configured name and for more objects. */
export function writeKeyFieldProject(folder: string, project: KeyFieldProject): void {
  const { externalIdField, homes, notUnique } = project;
  const shipped = join(packageRoot, 'salesforce');
  cpSync(join(shipped, 'sfdx-project.json'), join(folder, 'sfdx-project.json'));
  const main = 'force-app/main/default';
  const fieldFile = join(shipped, main, 'objects/Account/fields', `${SHIPPED_FIELD}.field-meta.xml`);
  const field = readFileSync(fieldFile, 'utf8').replace(SHIPPED_FIELD, externalIdField);
  for (const home of homes.keys()) {
    const fields = join(folder, main, 'objects', home, 'fields');
    mkdirSync(fields, { recursive: true });
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
  const grants = [...homes.values()]
    .flat()
    .sort()
    .map((sobject) => grant(`${sobject}.${externalIdField}`));
  mkdirSync(join(folder, sets), { recursive: true });
  writeFileSync(
    join(folder, sets, `${name}.permissionset-meta.xml`),
    setText.replace(/ *<fieldPermissions>[\s\S]*<\/fieldPermissions>\n/, grants.join('')),
  );
}

function grant(field: string): string {
  const lines = ['<fieldPermissions>', '    <editable>true</editable>', `    <field>${field}</field>`];
  return [...lines, '    <readable>true</readable>', '</fieldPermissions>']
    .map((line) => `    ${line}\n`)
    .join('');
}
