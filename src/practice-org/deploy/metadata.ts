import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';

/** A custom field in metadata. */
export interface FieldMetadata {
  fullName: string;
  label?: string;
  type?: string;
  length?: string;
  precision?: string;
  scale?: string;
  required?: string;
  externalId?: string;
  unique?: string;
  caseSensitive?: string;
}

/** A permission set in metadata. */
export interface PermissionSetMetadata {
  label?: string;
  fieldPermissions: { field: string; readable?: string; editable?: string }[];
  objectPermissions: ({ object: string } & Record<string, string | undefined>)[];
  userPermissions: { name: string; enabled?: string }[];
}

/** A file of a deploy that the org understands. */
export type Component =
  | { kind: 'fields'; file: string; sobject: string; fields: FieldMetadata[] }
  | { kind: 'permission_set'; file: string; name: string; metadata: PermissionSetMetadata }
  | { kind: 'unknown'; file: string };

const LISTS = ['fields', 'fieldPermissions', 'userPermissions', 'objectPermissions'];

const xml = new XMLParser({ parseTagValue: false, isArray: (name) => LISTS.includes(name) });

const nameOf = (file: string) => file.replace(/^.*\//, '').replace(/\.[^.]*$/, '');

function componentOf(file: string, text: string): Component | undefined {
  if (file.endsWith('/') || file.endsWith('package.xml')) return undefined;
  if (/(^|\/)objects\/\w+\.object$/.test(file)) {
    const { CustomObject } = xml.parse(text) as { CustomObject?: { fields?: FieldMetadata[] } };
    return { kind: 'fields', file, sobject: nameOf(file), fields: CustomObject?.fields ?? [] };
  }
  if (/(^|\/)permissionsets\/\w+\.permissionset$/.test(file)) {
    const { PermissionSet } = xml.parse(text) as { PermissionSet?: Partial<PermissionSetMetadata> };
    return {
      kind: 'permission_set',
      file,
      name: nameOf(file),
      metadata: { fieldPermissions: [], objectPermissions: [], userPermissions: [], ...PermissionSet },
    };
  }
  return { kind: 'unknown', file };
}

/** The components of a zip of metadata; fields come before the permission sets that name them. */
export function readZip(zip: Buffer): Component[] {
  const components = Object.entries(unzipSync(zip)).flatMap(
    ([file, bytes]) => componentOf(file, strFromU8(bytes)) ?? [],
  );
  return components.sort((a, b) => Number(a.kind !== 'fields') - Number(b.kind !== 'fields'));
}
