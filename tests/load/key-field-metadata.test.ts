import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { type KeyFieldProject, keyFieldMetadata } from '../../src/load/setup/key-field-metadata.ts';
import { zipOf } from '../../src/load/setup/metadata-zip.ts';
import { writeKeyFieldProject } from '../../src/load/setup/sf-deployer.ts';
import { readZip } from '../../src/practice-org/deploy/metadata.ts';
import { inFolder } from '../support/data-set.ts';

const NONE = {
  Create: false,
  Delete: false,
  Edit: false,
  Read: false,
  ModifyAllRecords: false,
  ViewAllRecords: false,
};

const PROJECT: KeyFieldProject = {
  ...{ externalIdField: 'Test_Key__c', homes: ['Activity', 'Account'], sobjects: ['Task', 'Account'] },
  ...{ granted: { fields: [], objects: [], userPermissions: [] }, notUnique: [] },
};

/** What is written for a field of one's own: the files, and the elements of the permission set on a line each. */
function written(more: Partial<KeyFieldProject>) {
  return inFolder((folder) => {
    writeKeyFieldProject(folder, 'Test_Key__c', keyFieldMetadata({ ...PROJECT, ...more }));
    const main = join(folder, 'force-app/main/default');
    const read = (...path: string[]) => readFileSync(join(main, ...path), 'utf8');
    const set = read('permissionsets', 'Test_Key.permissionset-meta.xml');
    return {
      isProject: existsSync(join(folder, 'sfdx-project.json')),
      objects: readdirSync(join(main, 'objects')).sort(),
      fields: Object.fromEntries(
        readdirSync(join(main, 'objects')).map((home) => [
          home,
          read('objects', home, 'fields', 'Test_Key__c.field-meta.xml'),
        ]),
      ),
      grants: [...set.matchAll(/<(\w+Permissions)>([\s\S]*?)<\/\1>/g)].map(([, name, inner]) =>
        [
          name,
          ...[...inner!.matchAll(/<(\w+)>(\w[\w.]*)<\/\1>/g)].map(([, key, value]) => `${key}=${value}`),
        ].join(' '),
      ),
      isWhole: /^<\?xml .*<\/PermissionSet>\s*$/s.test(set) && set.match(/<\/PermissionSet>/g)!.length === 1,
    };
  });
}

it('the field has the name that the configuration gives it, on each object', async () => {
  const { isProject, objects, fields } = await written({});
  expect([isProject, objects]).toEqual([true, ['Account', 'Activity']]);
  for (const text of Object.values(fields)) {
    expect(text).toContain('<fullName>Test_Key__c</fullName>');
    expect(text).toContain('<unique>true</unique>');
    expect(text).toContain('<caseSensitive>true</caseSensitive>');
  }
});

it('an object that refuses a unique field gets one that is not', async () => {
  const { fields } = await written({ notUnique: ['Activity'] });
  expect(fields.Activity).toContain('<unique>false</unique>');
  expect(fields.Activity).not.toContain('caseSensitive');
  expect(fields.Account).toContain('<unique>true</unique>');
});

it('the permission set grants the field, and all that it granted before, in the order of names', async () => {
  const { grants, isWhole } = await written({
    granted: {
      fields: [
        { field: 'Contact.Fax', readable: true, editable: false },
        { field: 'Account.Test_Key__c', readable: true, editable: false },
        { field: 'Account.Phone', readable: false, editable: false },
      ],
      objects: [
        { sobject: 'Case', allowed: { ...NONE, Create: true, Edit: true, ModifyAllRecords: true } },
        { sobject: 'Lead', allowed: { ...NONE, Delete: true, Read: true, ViewAllRecords: true } },
      ],
      userPermissions: ['BulkApiHardDelete'],
    },
  });
  expect(grants).toEqual([
    'fieldPermissions editable=false field=Account.Phone readable=false',
    'fieldPermissions editable=true field=Account.Test_Key__c readable=true',
    'fieldPermissions editable=false field=Contact.Fax readable=true',
    'fieldPermissions editable=true field=Task.Test_Key__c readable=true',
    'objectPermissions allowCreate=true allowDelete=false allowEdit=true allowRead=false modifyAllRecords=true object=Case viewAllRecords=false',
    'objectPermissions allowCreate=false allowDelete=true allowEdit=false allowRead=true modifyAllRecords=false object=Lead viewAllRecords=true',
    'userPermissions enabled=true name=BulkApiHardDelete',
  ]);
  expect(isWhole).toBe(true);
});

it('a zip has the same metadata in the form of the Metadata API', () => {
  const metadata = keyFieldMetadata({ ...PROJECT, notUnique: ['Activity'] });
  const zip = Buffer.from(zipOf('Test_Key__c', metadata, '65.0'));
  const field = {
    fullName: 'Test_Key__c',
    type: 'Text',
    length: '80',
    externalId: 'true',
    required: 'false',
  };
  const manifest = strFromU8(unzipSync(zip)['package.xml']!);
  expect(readZip(zip)).toMatchObject([
    { file: 'objects/Activity.object', sobject: 'Activity', fields: [{ ...field, unique: 'false' }] },
    { file: 'objects/Account.object', sobject: 'Account', fields: [{ ...field, unique: 'true' }] },
    {
      ...{ file: 'permissionsets/Test_Key.permissionset', name: 'Test_Key' },
      metadata: {
        fieldPermissions: [{ field: 'Account.Test_Key__c' }, { field: 'Task.Test_Key__c' }],
      },
    },
  ]);
  expect([...manifest.matchAll(/<(members|name|version)>(.*)<\/\1>/g)].map(([, , text]) => text)).toEqual([
    ...['Activity.Test_Key__c', 'Account.Test_Key__c', 'CustomField', 'Test_Key', 'PermissionSet', '65.0'],
  ]);
  const grantsAlone = unzipSync(zipOf('Test_Key__c', { ...metadata, fields: [] }, '65.0'));
  expect(Object.keys(grantsAlone)).toEqual(['package.xml', 'permissionsets/Test_Key.permissionset']);
  expect(strFromU8(grantsAlone['package.xml']!)).not.toContain('CustomField');
});
