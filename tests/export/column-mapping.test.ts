import { describe, expect, it } from 'vitest';
import type { SObject } from '../../src/catalog/types.ts';
import { mappingOf } from '../../src/export/compile/column-mapping.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import type { OrgField, OrgObject } from '../../src/org/describe.ts';

const visit: SObject = {
  code: 'V',
  match: { by: 'external_id' },
  fields: {
    Note__c: { type: 'string', length: 80 },
    Score__c: { type: 'int', computed: true },
    Kind__c: { type: 'picklist', values: ['a', 'b'], restricted: true },
    Once__c: { type: 'string', length: 80, createOnly: true },
    Account__c: { type: 'reference', to: ['Account'], relationship: 'Account__r' },
    Owner__c: {
      ...{ type: 'reference', to: ['Account', 'Contact'], relationship: 'Owner__r' },
      ...{ polymorphic: true, required: true },
    },
    Creator__c: { type: 'reference', to: ['Account'], relationship: 'Creator__r', createOnly: true },
  },
};
const org = standardOrg({ Visit__c: visit }, 'Key__c').Visit__c!;
/** The org with a field that is otherwise. */
const orgWith = (name: string, change: Partial<OrgField>): OrgObject => ({
  ...org,
  fields: { ...org.fields, [name]: { ...org.fields[name]!, ...change } },
});
const mapped = (column: string, with_: OrgObject = org, insert = false, newRowsApart = false) =>
  mappingOf(column, visit, with_, insert, newRowsApart);

const ON_INSERT = { kind: 'dropped', why: 'it can only be set on insert, and an upsert may update' };
const located = orgWith('Where__c', {
  name: 'Where__c',
  type: 'location',
  createable: false,
  updateable: false,
});
const orgWithParts: OrgObject = {
  ...located,
  fields: { ...located.fields, Where__Latitude__s: { ...org.fields.Note__c!, name: 'Where__Latitude__s' } },
};
const NO_ACCESS = { kind: 'dropped', why: "you don't have edit access to it" };

describe('a column', () => {
  it.each<[string, string, OrgObject, string]>([
    ['a formula', 'Note__c', orgWith('Note__c', { computes: 'formula' }), 'the org computes it (a formula)'],
    [
      'an auto-number',
      'Note__c',
      orgWith('Note__c', { computes: 'auto-number' }),
      'the org computes it (an auto-number)',
    ],
    ['a compound field', 'Where__c', orgWithParts, 'it has parts that load instead: Where__Latitude__s'],
  ])('of %s is left out, with the reason', (_, column, with_, why) =>
    expect(mapped(column, with_)).toEqual({ kind: 'dropped', why }),
  );
  it('of a multi-select picklist has values to check one by one', () =>
    expect(mapped('Kind__c', orgWith('Kind__c', { type: 'multipicklist' }))).toMatchObject({
      picklist: { values: ['a', 'b'], multi: true },
    }));
  it('of a combobox has none', () =>
    expect(mapped('Kind__c', orgWith('Kind__c', { type: 'combobox' }))).not.toHaveProperty('picklist'));

  it.each([
    ['of keys is the key', 'ExternalId', { kind: 'key' }],
    ['of the tool stays at home', '_industry', { kind: 'own' }],
    ['that Salesforce computes is dropped', 'Score__c', { kind: 'dropped', why: 'Salesforce computes it' }],
    ['that the org lacks is missing', 'Nowhere__c', { kind: 'missing' }],
    ['of values is sent as it is', 'Note__c', { kind: 'value', field: 'Note__c', createOnly: false }],
    [
      'of a picklist is sent with what the org allows',
      'Kind__c',
      {
        ...{ kind: 'value', field: 'Kind__c', createOnly: false },
        picklist: { values: ['a', 'b'], restricted: true },
      },
    ],
    [
      'of parents is sent by their external ID',
      'Account__c',
      {
        ...{ kind: 'reference', field: 'Account__c', relationship: 'Account__r' },
        ...{ polymorphic: false, required: false, createOnly: false },
      },
    ],
    [
      'of parents of many types that must be there says both',
      'Owner__c',
      {
        ...{ kind: 'reference', field: 'Owner__c', relationship: 'Owner__r' },
        ...{ polymorphic: true, required: true, createOnly: false },
      },
    ],
  ])('%s', (_, column, mapping) => {
    expect(mapped(column)).toEqual(mapping);
  });

  it.each([
    ['no create and no update', { createable: false, updateable: false }, false, NO_ACCESS],
    ['create alone', { updateable: false }, false, ON_INSERT],
    ['create alone, in an insert', { updateable: false }, true, { kind: 'value', createOnly: false }],
    ['update alone', { createable: false }, false, { kind: 'value', createOnly: false }],
    [
      'update alone, in an insert',
      { createable: false },
      true,
      { kind: 'dropped', why: "it can't be set on insert" },
    ],
  ])('for which the org allows %s', (_, change, insert, mapping) => {
    expect(mapped('Note__c', orgWith('Note__c', change), insert)).toMatchObject(mapping);
    expect(mapped('Account__c', orgWith('Account__c', change), insert)).toMatchObject(
      mapping.kind === 'value' ? { ...mapping, kind: 'reference' } : mapping,
    );
  });

  it.each(['Once__c', 'Creator__c'])('that only a create sets: %s', (column) => {
    const kind = column === 'Once__c' ? 'value' : 'reference';
    expect(mapped(column)).toEqual(ON_INSERT);
    expect(mapped(column, org, true)).toMatchObject({ kind, createOnly: false });
    expect(mapped(column, org, false, true)).toMatchObject({ kind, createOnly: true });
    const noCreate = orgWith(column, { createable: false, updateable: true });
    expect(mapped(column, noCreate, false, true)).toEqual(ON_INSERT);
  });

  it('of parents that only a create sets goes where a record needs one', () => {
    const required = orgWith('Creator__c', { nillable: false, updateable: false });
    expect(mapped('Creator__c', required)).toMatchObject({ kind: 'reference', createOnly: true });
  });

  it('of parents takes its relationship from the org, else from the catalog, else goes nowhere', () => {
    const relationship = (column: string, name: string | undefined) =>
      mapped(column, orgWith(column, { relationship: name, type: 'reference' }));
    expect(relationship('Account__c', 'Other__r')).toMatchObject({ relationship: 'Other__r' });
    expect(relationship('Account__c', undefined)).toMatchObject({ relationship: 'Account__r' });
    expect(relationship('Note__c', undefined)).toEqual({
      kind: 'dropped',
      why: 'it has no relationship to give a parent by its external ID',
    });
  });

  it('of a combobox takes any value', () => {
    expect(mapped('Kind__c', orgWith('Kind__c', { type: 'combobox' }))).not.toHaveProperty('picklist');
    expect(mapped('Kind__c', orgWith('Kind__c', { picklist: [] }))).not.toHaveProperty('picklist');
  });

  it('of a field that the org alone knows goes by what the org says', () => {
    const extra = (change: Partial<OrgField>) => {
      const field = { ...org.fields.Note__c!, name: 'Extra__c', ...change };
      return mapped('Extra__c', { ...org, fields: { ...org.fields, Extra__c: field } });
    };
    expect(extra({})).toEqual({ kind: 'value', field: 'Extra__c', createOnly: false });
    expect(extra({ type: 'reference', relationship: 'Extra__r' })).toMatchObject({ kind: 'reference' });
    expect(extra({ type: 'reference', relationship: undefined })).toMatchObject({ kind: 'dropped' });
  });
});
