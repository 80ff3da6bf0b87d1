import type { Catalog, Field, SObject } from '../catalog/types.ts';
import type { OrgField, OrgObject, OrgSchema } from '../org/describe.ts';

/** A new org according to the catalog, after `setup`: the target of `export` without an org. */
export function standardOrg(catalog: Catalog, externalIdField: string): OrgSchema {
  return Object.fromEntries(
    Object.entries(catalog).map(([name, sobject]) => [name, standardObject(name, sobject, externalIdField)]),
  );
}

function standardObject(name: string, sobject: SObject, externalIdField: string): OrgObject {
  const fields = Object.fromEntries(
    Object.entries(sobject.fields).map(([field, shape]) => [field, standardField(field, shape)]),
  );
  if (sobject.match.by === 'external_id') {
    const key = standardField(externalIdField, { type: 'string', length: 80 });
    fields[externalIdField] = { ...key, externalId: true, unique: true };
  }
  return { name, createable: true, updateable: true, fields };
}

function standardField(name: string, shape: Field): OrgField {
  const computed = shape.computed === true;
  return {
    name,
    type: shape.type,
    length: 'length' in shape ? shape.length : 0,
    bytes: 'bytes' in shape && shape.bytes === true,
    precision: 'precision' in shape ? shape.precision : 0,
    scale: 'scale' in shape ? shape.scale : 0,
    createable: !computed,
    updateable: !computed && shape.createOnly !== true,
    nillable: shape.required !== true,
    defaultedOnCreate: false,
    externalId: false,
    unique: false,
    picklist: 'values' in shape ? shape.values : [],
    restricted: 'values' in shape && shape.restricted === true,
    referenceTo: shape.type === 'reference' ? shape.to : [],
    relationship: shape.type === 'reference' ? shape.relationship : undefined,
    polymorphic: shape.type === 'reference' && shape.polymorphic === true,
  };
}
