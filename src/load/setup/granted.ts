import { type OrgRecord, query, soqlText } from '../../org/query.ts';
import { RestError } from '../../org/rest-error.ts';
import type { Session } from '../../org/session.ts';
import { EXIT, UserError } from '../../shared/errors.ts';

/** What a permission set of an org grants, as far as its metadata states it. */
export interface Granted {
  fields: { field: string; readable: boolean; editable: boolean }[];
  objects: { sobject: string; allowed: Record<(typeof OBJECT_RIGHTS)[number], boolean> }[];
  /** Names of user permissions: `BulkApiHardDelete`. */
  userPermissions: string[];
}

/** The rights on an object: `PermissionsCreate` of a record is `allowCreate` of the metadata. */
const OBJECT_RIGHTS = ['Create', 'Delete', 'Edit', 'Read', 'ModifyAllRecords', 'ViewAllRecords'] as const;

const NOTHING_GRANTED: Granted = { fields: [], objects: [], userPermissions: [] };

/**
 * Reads what a permission set grants already: a deploy replaces all of it, also what the setup of another dataset
 * or a person put in. Nothing where the org has no such set.
 */
export async function readGranted(session: Session, permissionSet: string): Promise<Granted> {
  const sets = `SELECT Id FROM PermissionSet WHERE Name = ${soqlText(permissionSet)} AND NamespacePrefix = null`;
  try {
    const [set] = await query(session.rest, sets);
    if (!set) return NOTHING_GRANTED;
    const id = String(set.Id);
    const of = `WHERE ParentId = ${soqlText(id)}`;
    const rights = OBJECT_RIGHTS.map((right) => `Permissions${right}`);
    const [fields, objects, record] = await Promise.all([
      query(session.rest, `SELECT Field, PermissionsRead, PermissionsEdit FROM FieldPermissions ${of}`),
      query(session.rest, `SELECT SobjectType, ${rights.join(', ')} FROM ObjectPermissions ${of}`),
      session.rest.get(`sobjects/PermissionSet/${id}`),
    ]);
    return {
      fields: fields.map(({ Field, PermissionsRead, PermissionsEdit }) => ({
        ...{ field: String(Field), readable: PermissionsRead === true, editable: PermissionsEdit === true },
      })),
      objects: objects.map((one) => ({ sobject: String(one.SobjectType), allowed: rightsOf(one) })),
      userPermissions: Object.entries(record as OrgRecord).flatMap(([name, value]) =>
        name.startsWith('Permissions') && value === true ? [name.replace('Permissions', '')] : [],
      ),
    };
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    throw new UserError(
      {
        message: `You can't read what the permission set ${permissionSet} grants already (${error.code}: ${error.said}), and a deploy would replace it.`,
        hint: 'Run setup as a user with the permission "View Setup and Configuration".',
      },
      { exitCode: EXIT.preflight, cause: error },
    );
  }
}

function rightsOf(record: OrgRecord): Granted['objects'][number]['allowed'] {
  const entries = OBJECT_RIGHTS.map((right) => [right, record[`Permissions${right}`] === true] as const);
  return Object.fromEntries(entries) as Granted['objects'][number]['allowed'];
}
