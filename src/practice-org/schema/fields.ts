import type { Field } from '../../catalog/types.ts';
import type { OnDelete, SchemaField } from './types.ts';

/** A field without anything particular. */
export const PLAIN_FIELD = {
  custom: false,
  deployed: false,
  length: 0,
  bytes: false,
  precision: 0,
  scale: 0,
  createable: true,
  updateable: true,
  nillable: true,
  defaultedOnCreate: false,
  values: [],
  restricted: false,
  externalId: false,
  unique: false,
  caseSensitive: false,
  idLookup: false,
  to: [],
  relationship: undefined,
  polymorphic: false,
  onDelete: 'clear',
  saysOnDelete: true,
} as const satisfies Partial<SchemaField>;

/** `BillingCity` as `Billing City`, `OwnerId` as `Owner ID`. */
export const labelOf = (name: string) =>
  name
    .replace(/__c$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replace(/ Id$/, ' ID');

/** A field of the catalog as an org would describe it. */
export function orgField(name: string, field: Field): SchemaField {
  const computed = field.computed === true;
  const boolean = field.type === 'boolean';
  return {
    ...PLAIN_FIELD,
    name,
    label: labelOf(name),
    type: field.type,
    custom: /__[cs]$/.test(name),
    ...(computed && name.endsWith('__c') ? { calculated: true } : {}),
    ...('length' in field ? { length: field.length, bytes: field.bytes === true } : {}),
    ...('precision' in field ? { precision: field.precision, scale: field.scale } : {}),
    ...('values' in field
      ? {
          length: field.type === 'multipicklist' ? 4_099 : 255,
          values: field.values,
          restricted: field.restricted === true,
        }
      : {}),
    ...('to' in field
      ? {
          length: 18,
          to: field.to,
          relationship: field.relationship,
          polymorphic: field.polymorphic === true,
        }
      : {}),
    ...(boolean ? { default: false } : {}),
    createable: !computed,
    updateable: !computed && field.createOnly !== true,
    nillable: field.required !== true && !boolean,
    defaultedOnCreate: boolean,
    onDelete: onDeleteOf(name, field),
  };
}

/**
 * A lookup of a custom object that can't be reparented is a master-detail; a required one restricts deletes of its
 * parent.
 */
function onDeleteOf(name: string, field: Field): OnDelete {
  if (field.type !== 'reference' || !name.endsWith('__c') || !field.required) return 'clear';
  return field.createOnly ? 'cascade' : 'restrict';
}

const stamp = (name: string, type: SchemaField['type'], more: Partial<SchemaField> = {}): SchemaField => ({
  ...PLAIN_FIELD,
  name,
  label: labelOf(name),
  type,
  createable: false,
  updateable: false,
  nillable: false,
  defaultedOnCreate: true,
  ...more,
});

/** The fields that every object has; `system` objects have no owner. */
export function commonFields(system: boolean, custom: boolean): SchemaField[] {
  const user = { length: 18, to: ['User'] };
  const owner = stamp('OwnerId', 'reference', {
    ...user,
    // A queue may own a record of a custom object.
    ...(custom ? { to: ['Group', 'User'], polymorphic: true } : {}),
    relationship: 'Owner',
    createable: true,
    updateable: true,
  });
  return [
    stamp('Id', 'id', { length: 18, idLookup: true }),
    stamp('IsDeleted', 'boolean', { default: false }),
    stamp('CreatedDate', 'datetime'),
    stamp('CreatedById', 'reference', { ...user, relationship: 'CreatedBy' }),
    stamp('LastModifiedDate', 'datetime'),
    stamp('LastModifiedById', 'reference', { ...user, relationship: 'LastModifiedBy' }),
    stamp('SystemModstamp', 'datetime'),
    ...(system ? [] : [owner]),
  ];
}
