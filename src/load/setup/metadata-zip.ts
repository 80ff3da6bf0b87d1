import { strToU8, zipSync } from 'fflate';
import type { KeyFieldMetadata } from './key-field-metadata.ts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/**
 * The metadata as the Metadata API takes it: an object with its fields, not a file per field. Source: Metadata API
 * Developer Guide, CustomField.
 */
export function zipOf(
  externalIdField: string,
  { fields, permissionSet }: KeyFieldMetadata,
  apiVersion: string,
): Uint8Array {
  const members = [
    ...(fields.length === 0
      ? []
      : [
          typeOf(
            'CustomField',
            fields.map(({ home }) => `${home}.${externalIdField}`),
          ),
        ]),
    typeOf('PermissionSet', [permissionSet.name]),
  ];
  const files: Record<string, string> = {
    'package.xml': `${XML}<Package ${NAMESPACE}>\n${members.join('')}    <version>${apiVersion}</version>\n</Package>\n`,
    [`permissionsets/${permissionSet.name}.permissionset`]: permissionSet.xml,
  };
  for (const { home, xml } of fields) files[`objects/${home}.object`] = objectWith(xml);
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

function typeOf(name: string, members: readonly string[]): string {
  const lines = [...members.map((one) => `<members>${one}</members>`), `<name>${name}</name>`];
  return `    <types>\n${lines.map((line) => `        ${line}\n`).join('')}    </types>\n`;
}

/** An object with a field alone, from the XML of the field. */
function objectWith(field: string): string {
  const inner = field.replace(/^[\s\S]*?<CustomField[^>]*>/, '').replace(/<\/CustomField>\s*$/, '');
  return `${XML}<CustomObject ${NAMESPACE}>\n    <fields>${inner}    </fields>\n</CustomObject>\n`;
}
