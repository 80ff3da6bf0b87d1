import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/types.ts';
import { applyComponents } from '../../../src/practice-org/deploy/apply.ts';
import { openStage } from './stage.ts';

const own = (code: string): Catalog[string] => ({
  code,
  match: { by: 'external_id' },
  fields: { Name: { type: 'string', length: 80 }, Note__c: { type: 'string', length: 80 } },
});

it('load-12-setup-withdraws-access: a setup keeps what an earlier one and a person granted', async () => {
  const stage = await openStage({
    externalId: undefined,
    objects: { Trip__c: own('Trip'), Stay__c: own('Stay') },
  });
  try {
    const { org } = stage.running;
    for (const name of ['Trip', 'Stay'])
      writeFileSync(
        join(stage.cwd, `${name}.yml`),
        `objects:\n  ${name}__c:\n    code: ${name}\n    fields: {Note__c: {type: string, length: 80}}\n`,
      );
    const setup = (name: string) => stage.run(['setup', '--config', `${name}.yml`, '--org', 'qa', '--json']);
    expect((await setup('Trip')).json.orgs[0]).toMatchObject({ deployed: true });
    // What an administrator puts in by hand.
    const { fieldPermissions: _, ...shipped } = { fieldPermissions: [], label: 'Datagen' };
    const granted = () =>
      Object.fromEntries(org.records.all('FieldPermissions').map((one) => [one.Field, one.PermissionsEdit]));
    const byHand = { ...granted(), 'Account.Phone': false };
    applyComponents(org, [
      {
        kind: 'permission_set',
        file: 'x',
        name: 'Datagen_Key',
        metadata: {
          ...shipped,
          fieldPermissions: Object.entries(byHand).map(([field, editable]) => ({
            ...{ field, readable: 'true', editable: String(editable) },
          })),
          objectPermissions: [{ object: 'Account', allowRead: 'true', allowEdit: 'true' }],
          userPermissions: [{ name: 'BulkApiHardDelete', enabled: 'true' }],
        },
      },
    ]);

    const second = await setup('Stay');
    expect(second.json.orgs[0]).toMatchObject({ deployed: true });
    expect(second.stderr).toContain('Deploying Datagen_Key__c on Stay__c and the permission set Datagen_Key');
    expect(granted()).toEqual({ ...byHand, 'Stay__c.Datagen_Key__c': true });
    expect(org.records.all('ObjectPermissions')).toMatchObject([
      { SobjectType: 'Account', PermissionsRead: true, PermissionsEdit: true, PermissionsDelete: false },
    ]);
    const [set] = org.records.all('PermissionSet').filter(({ Name }) => Name === 'Datagen_Key');
    expect(set!.PermissionsBulkApiHardDelete).toBe(true);

    writeFileSync(
      join(stage.cwd, 'Gone.yml'),
      'objects:\n  Gone__c:\n    code: Gone\n    fields: {Note__c: {type: string, length: 80}}\n',
    );
    const refused = await setup('Gone');
    expect(refused.exitCode).toBe(5);
    expect(refused.json.error.problems[0].message).toContain('The org has no object Gone__c');
    expect(granted()).toEqual({ ...byHand, 'Stay__c.Datagen_Key__c': true });
  } finally {
    await stage.end();
  }
});
