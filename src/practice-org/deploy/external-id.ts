import { standardCatalog } from '../../catalog/standard.ts';
import type { Org } from '../org.ts';
import { seed } from '../org.ts';
import { applyComponents } from './apply.ts';

/** Creates an External ID field and its permission set, as `setup` would. */
export function deployExternalId(org: Org, name: string): void {
  const catalog = { ...standardCatalog, ...org.options.objects };
  const withKey = Object.entries(catalog).filter(([, { match }]) => match.by === 'external_id');
  const homes = new Set(withKey.map(([sobject, { customFieldsOn }]) => customFieldsOn ?? sobject));
  applyComponents(org, [
    ...[...homes].map((sobject) => ({
      kind: 'fields' as const,
      file: `objects/${sobject}.object`,
      sobject,
      fields: [
        {
          fullName: name,
          label: 'Test data key',
          type: 'Text',
          length: '255',
          externalId: 'true',
          unique: String(sobject !== 'Activity' || !org.options.refuseUniqueOnActivity),
          caseSensitive: 'true',
        },
      ],
    })),
    {
      kind: 'permission_set',
      file: 'permissionsets/Ready.permissionset',
      name: 'Ready',
      metadata: {
        fieldPermissions: withKey.map(([sobject]) => ({
          field: `${sobject}.${name}`,
          readable: 'true',
          editable: 'true',
        })),
        objectPermissions: [],
        userPermissions: [],
      },
    },
  ]);
  const set = org.records.all('PermissionSet').find((record) => record.Name === 'Ready')!;
  seed(org, 'PermissionSetAssignment', { AssigneeId: org.userId, PermissionSetId: set.Id });
}
