import type { Field, SObject } from '../catalog/types.ts';
import { counted, countText } from '../shared/counted.ts';
import type { Problem } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
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
): Record<string, Omit<SObject, 'match'>> {
  const stated = Object.values(fields).flatMap((field) => {
    if (field.name === externalIdField || keptBySalesforce(field.name)) return [];
    // The dataset may state a formula's result for its own use; it is never sent.
    if (!(field.createable || field.updateable || field.computes)) return [];
    const own = catalogField(field);
    return own ? [[field.name, own] as const] : [];
  });
  return { [name]: { code, fields: Object.fromEntries(stated) } };
}

/** Differences between the catalog and an org that would make a load fail. */
export function differences(sobject: string, known: SObject, org: OrgObject | undefined): Problem[] {
  const at = (field?: string) => ({ file: field ? `${sobject}.${field}` : sobject });
  if (!org) return [{ message: "The org has no such object, or you don't have access to it.", place: at() }];
  const names = Object.keys(org.fields);
  return Object.entries(known.fields).flatMap(([name, field]): Problem[] => {
    const there = org.fields[name];
    if (!there) {
      if (field.computed) return [];
      const hint = didYouMean(name, names);
      return [{ message: 'The org has no such field.', place: at(name), ...(hint ? { hint } : {}) }];
    }
    const length = 'length' in field ? field.length : 0;
    if (length > 0 && there.length > 0 && there.length < length)
      return [
        {
          message: `The org's field takes ${countText(there.length, 'character')}; the catalog has ${counted(length)}.`,
          place: at(name),
        },
      ];
    if ('values' in field && there.restricted && there.picklist.length > 0) {
      const missing = field.values.filter((value) => !there.picklist.includes(value));
      return missing.length > 0
        ? [{ message: `The org's picklist lacks ${missing.join(', ')}.`, place: at(name) }]
        : [];
    }
    const isReference = there.type === 'reference';
    return isReference === (field.type === 'reference')
      ? []
      : [
          {
            message: `The org's field is of type ${there.type}; the catalog has ${field.type}.`,
            place: at(name),
          },
        ];
  });
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
