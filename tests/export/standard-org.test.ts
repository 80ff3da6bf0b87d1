import { expect, it } from 'vitest';
import type { Field } from '../../src/catalog/types.ts';
import { standardOrg } from '../../src/export/standard-org.ts';

const orgOf = (shape: Field) =>
  standardOrg({ Visit__c: { code: 'V', match: { by: 'external_id' }, fields: { F: shape } } }, 'Key__c');
const fieldOf = (shape: Field) => orgOf(shape).Visit__c!.fields.F!;

const plain = {
  ...{ name: 'F', length: 0, bytes: false, precision: 0, scale: 0 },
  ...{ createable: true, updateable: true, nillable: true, defaultedOnCreate: false },
  ...{ externalId: false, unique: false, picklist: [], restricted: false, referenceTo: [] },
  ...{ relationship: undefined, polymorphic: false },
};

it.each<[string, Field, object]>([
  ['text', { type: 'string', length: 80 }, { type: 'string', length: 80 }],
  ['bytes', { type: 'textarea', length: 4_000, bytes: true }, { length: 4_000, bytes: true }],
  ['a number', { type: 'currency', precision: 18, scale: 2 }, { precision: 18, scale: 2 }],
  ['a date', { type: 'date' }, { type: 'date' }],
  ['a required field', { type: 'date', required: true }, { nillable: false }],
  ['a computed field', { type: 'int', computed: true }, { createable: false, updateable: false }],
  ['a field set on create', { type: 'int', createOnly: true }, { createable: true, updateable: false }],
  ['a picklist', { type: 'picklist', values: ['a'] }, { picklist: ['a'], restricted: false }],
  [
    'a restricted one',
    { type: 'picklist', values: ['a'], restricted: true },
    { picklist: ['a'], restricted: true },
  ],
  [
    'a lookup',
    { type: 'reference', to: ['Account'], relationship: 'Account__r' },
    { referenceTo: ['Account'], relationship: 'Account__r', polymorphic: false },
  ],
  [
    'a polymorphic lookup',
    { type: 'reference', to: ['Account', 'Contact'], relationship: 'Who', polymorphic: true },
    { referenceTo: ['Account', 'Contact'], relationship: 'Who', polymorphic: true },
  ],
])('a standard org has %s as the catalog describes it', (_, shape, expected) => {
  expect(fieldOf(shape)).toEqual({ ...plain, type: shape.type, ...expected });
});

it('a standard org has an External ID where records are matched by it, as after setup', () => {
  const { Visit__c } = orgOf({ type: 'date' });
  expect(Visit__c).toMatchObject({ name: 'Visit__c', createable: true, updateable: true });
  expect(Visit__c!.fields.Key__c).toEqual({
    ...plain,
    ...{ name: 'Key__c', type: 'string', length: 80, externalId: true, unique: true },
  });
  const match = { by: 'parents', fields: ['F'] } as const;
  const { Role } = standardOrg({ Role: { code: 'R', match, fields: {} } }, 'Key__c');
  expect(Role!.fields).toEqual({});
});
