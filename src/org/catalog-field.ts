import type { Field } from '../catalog/types.ts';
import { type OrgField, requiredOnInsert } from './org-schema.ts';

/** A field of the catalog as an org describes it; undefined for a type that no file holds. */
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
      return {
        type: 'picklist',
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
      return { type: field.type, ...shared };
    case 'base64':
    case 'location':
    case 'address':
      return undefined;
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
      return { type: field.type, length: field.length || 255, ...shared };
    default:
      return { type: 'string', length: field.length || 255, ...shared };
  }
}
