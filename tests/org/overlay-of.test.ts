import { expect, test } from 'vitest';
import { parseDescribe } from '../../src/org/describe.ts';
import { overlayOf } from '../../src/org/overlay-of.ts';

const field = (name: string, type: string, more: object = {}) => ({
  ...{ name, type, createable: true, updateable: true, nillable: true },
  ...more,
});

const project = parseDescribe(
  {
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
      field('Where__Latitude__s', 'double', { precision: 9, scale: 6 }),
      field('Tags__c', 'multipicklist', {
        ...{ length: 4_099, restrictedPicklist: true },
        picklistValues: [{ value: 'Red' }, { value: 'Old', active: false }],
      }),
      field('Topic__c', 'combobox', { length: 255, picklistValues: [{ value: 'Call' }] }),
      field('Start__c', 'time'),
      field('Secret__c', 'encryptedstring', { length: 175 }),
      field('Rich__c', 'textarea', { length: 32_768, htmlFormatted: true }),
      field('Score__c', 'double', {
        precision: 5,
        scale: 1,
        createable: false,
        updateable: false,
        calculated: true,
      }),
      field('No__c', 'string', { length: 30, createable: false, updateable: false, autoNumber: true }),
    ],
  },
  'sf org display',
);

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
        Where__Latitude__s: { type: 'double', precision: 9, scale: 6 },
        Tags__c: { type: 'multipicklist', values: ['Red'], restricted: true },
        Topic__c: { type: 'combobox', values: ['Call'] },
        Start__c: { type: 'time' },
        Secret__c: { type: 'encryptedstring', length: 175 },
        Rich__c: { type: 'textarea', length: 32_768 },
        Score__c: { type: 'double', precision: 5, scale: 1, computed: true },
        No__c: { type: 'string', length: 30, computed: true },
      },
    },
  });
});
