import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { parseDescribe } from '../../src/org/describe.ts';
import { differences, overlayOf } from '../../src/org/overlay-of.ts';

const field = (name: string, type: string, more: object = {}) => ({
  ...{ name, type, createable: true, updateable: true, nillable: true },
  ...more,
});

const project = parseDescribe({
  name: 'Project__c',
  createable: true,
  updateable: true,
  fields: [
    field('Id', 'id', { createable: false, updateable: false }),
    field('Name', 'string', { length: 80, nillable: false }),
    field('OwnerId', 'reference', { referenceTo: ['User'], relationshipName: 'Owner' }),
    field('Account__c', 'reference', {
      ...{ referenceTo: ['Account'], relationshipName: 'Account__r', updateable: false, nillable: false },
    }),
    field('Status__c', 'picklist', { restrictedPicklist: true, picklistValues: [{ value: 'Open' }] }),
    field('Budget__c', 'currency', { scale: 2 }),
    field('Rank__c', 'double', { precision: 4 }),
    field('Key__c', 'string', { length: 80, externalId: true }),
    field('Total__c', 'double', { createable: false, updateable: false }),
    field('Where__c', 'location'),
  ],
});

test('an object of an org becomes an overlay of what a recipe can state', () => {
  expect(overlayOf(project, 'P', 'Key__c')).toEqual({
    Project__c: {
      code: 'P',
      fields: {
        Name: { type: 'string', length: 80, required: true },
        OwnerId: { type: 'reference', to: ['User'], relationship: 'Owner' },
        Account__c: {
          ...{ type: 'reference', to: ['Account'], relationship: 'Account__r' },
          ...{ required: true, createOnly: true },
        },
        Status__c: { type: 'picklist', values: ['Open'], restricted: true },
        Budget__c: { type: 'currency', precision: 18, scale: 2 },
        Rank__c: { type: 'double', precision: 4, scale: 0 },
      },
    },
  });
});

describe('a catalog differs from an org', () => {
  const fields = overlayOf(project, 'P', 'Key__c').Project__c!.fields;
  const told = (own: object, org = project) =>
    differences('Project__c', { ...standardCatalog.Account!, fields: { ...fields, ...own } }, org).map(
      ({ message, place, hint }) => `${place?.file}: ${message}${hint ? ` ${hint}` : ''}`,
    );
  test.each([
    ['nowhere', {}, []],
    [
      'by a field that it lacks',
      { Statuss__c: { type: 'boolean' } },
      ['Project__c.Statuss__c: The org has no such field. Did you mean Status__c?'],
    ],
    [
      'by a length',
      { Name: { type: 'string', length: 255 } },
      ["Project__c.Name: The org's field takes 80 characters; the catalog has 255."],
    ],
    [
      'by a value of a restricted picklist',
      { Status__c: { type: 'picklist', values: ['Open', 'Done'] } },
      ["Project__c.Status__c: The org's picklist lacks Done."],
    ],
    [
      'by the type of a reference',
      { Account__c: { type: 'string', length: 18 } },
      ["Project__c.Account__c: The org's field is of type reference; the catalog has string."],
    ],
  ])('%s', (_, own, problems) => expect(told(own)).toEqual(problems));

  test("by an object that doesn't exist", () => {
    expect(
      differences('Project__c', standardCatalog.Account!, undefined).map(({ message }) => message),
    ).toEqual(["The org has no such object, or you don't have access to it."]);
  });
});
