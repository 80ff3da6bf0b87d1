import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type KeyFieldProject, writeKeyFieldProject } from '../../src/load/setup/key-field-metadata.ts';
import { inFolder } from '../support/data-set.ts';

const NONE = {
  Create: false,
  Delete: false,
  Edit: false,
  Read: false,
  ModifyAllRecords: false,
  ViewAllRecords: false,
};

/** What is written for a field of one's own: the files, and the elements of the permission set on a line each. */
function written(more: Partial<KeyFieldProject>) {
  return inFolder((folder) => {
    writeKeyFieldProject(folder, {
      ...{ externalIdField: 'Test_Key__c', homes: ['Activity', 'Account'], sobjects: ['Task', 'Account'] },
      ...{ granted: { fields: [], objects: [], userPermissions: [] }, notUnique: [], ...more },
    });
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
