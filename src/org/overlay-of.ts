import { usualMatch } from '../catalog/keyless.ts';
import type { Field, SObject } from '../catalog/types.ts';
import { type OrgField, type OrgObject, requiredOnInsert } from './describe.ts';

const KEPT_BY_SALESFORCE = /^(?:Id|IsDeleted|Created\w+|LastModifiedById|SystemModstamp|Last\w+Date)$/;

/** True for a field that Salesforce sets itself on every object; recipes leave it out. */
export function keptBySalesforce(field: string): boolean {
  return KEPT_BY_SALESFORCE.test(field);
}

/** Takes an unused code for the keys of an object: the capitals of its name, or more letters if necessary. */
export function freeCode(name: string, taken: Set<string>): string {
  const letters = name.replace(/__\w$/, '').replaceAll(/[^A-Za-z0-9]/g, '');
  const capitals = letters.replaceAll(/[^A-Z]/g, '') || letters.slice(0, 1).toUpperCase();
  const code = [capitals, letters].find((one) => !taken.has(one)) ?? `${letters}${taken.size}`;
  taken.add(code);
  return code;
}

/**
 * Converts an org's describe of an object to `objects:` of the configuration. The External ID field is set by the
 * load and left out.
 */
export function overlayOf(
  { name, fields }: OrgObject,
  code: string,
  externalIdField: string,
): Record<string, Omit<SObject, 'match'> & Partial<Pick<SObject, 'match'>>> {
  const stated = Object.values(fields).flatMap((field) => {
    if (field.name === externalIdField || keptBySalesforce(field.name)) return [];
    // The dataset may state a formula's result for its own use; it is never sent.
    if (!(field.createable || field.updateable || field.computes)) return [];
    const own = catalogField(field);
    return own ? [[field.name, own] as const] : [];
  });
  const match = usualMatch(name);
  const how = match.by === 'external_id' ? {} : { match };
  return { [name]: { code, ...how, fields: Object.fromEntries(stated) } };
}

/** Converts a described field to a field of the catalog; undefined for types that files can't hold. */
export function catalogField(field: OrgField): Field | undefined {
  const shared = {
    ...(requiredOnInsert(field) ? { required: true as const } : {}),
    ...(field.createable && !field.updateable ? { createOnly: true as const } : {}),
    ...(field.createable || field.updateable ? {} : { computed: true as const }),
  };
  switch (field.type) {
    case 'reference':
      return field.relationship
        ? {
            type: 'reference',
            to: field.referenceTo,
            relationship: field.relationship,
            ...(field.polymorphic ? { polymorphic: true as const } : {}),
            ...shared,
          }
        : undefined;
    case 'picklist':
    case 'multipicklist':
    case 'combobox':
      return {
        type: field.type,
        values: field.picklist,
        ...(field.restricted ? { restricted: true as const } : {}),
        ...shared,
      };
    case 'double':
    case 'currency':
    case 'percent':
      return { type: field.type, precision: field.precision || 18, scale: field.scale, ...shared };
    case 'boolean':
    case 'int':
    case 'date':
    case 'datetime':
    case 'time':
      return { type: field.type, ...shared };
    case 'base64':
    case 'location':
    case 'address':
      return undefined;
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
    case 'encryptedstring':
      return { type: field.type, length: field.length || 255, ...shared };
    default:
      return { type: 'string', length: field.length || 255, ...shared };
  }
}
