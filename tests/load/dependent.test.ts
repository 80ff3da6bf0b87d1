import { expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { extendCatalog } from '../../src/export/extend-catalog.ts';
import { indexKeys } from '../../src/export/keys.ts';
import { dependentFindings } from '../../src/load/preflight/dependent.ts';
import { parseDescribe } from '../../src/org/describe.ts';
import { compiled, tableOf } from '../export/tables.ts';

/** The bits of the controlling values that allow a value. */
const bits = (...bytes: number[]) => Buffer.from(bytes).toString('base64');
const values = (...all: [value: string, validFor?: string][]) =>
  all.map(([value, validFor]) => ({ value, validFor: validFor ?? null, label: `The ${value}` }));
const field = (name: string, type: string, more: object = {}) => ({
  ...{ name, type, length: 255, createable: true, updateable: true, nillable: true },
  ...more,
});
const account = parseDescribe(
  {
    name: 'Account',
    createable: true,
    updateable: true,
    fields: [
      field('Key__c', 'string', { externalId: true }),
      field('Land__c', 'picklist', {
        picklistValues: values(
          ['DE'],
          ['FR'],
          ...'34567'.split('').map((n) => [n] as [string]),
          ['I7'],
          ['I8'],
        ),
      }),
      field('City__c', 'picklist', {
        controllerName: 'Land__c',
        picklistValues: values(
          ['Berlin', bits(0x80)],
          ['Paris', bits(0x40)],
          ['Both', bits(0xc0)],
          ['Ninth', bits(0, 0x80)],
        ),
      }),
      field('Paid__c', 'boolean'),
      field('How__c', 'multipicklist', {
        controllerName: 'Paid__c',
        picklistValues: values(['Cash', bits(0x40)], ['Later', bits(0x80)]),
      }),
      field('BillingCountry', 'string'),
      field('BillingState', 'string'),
      field('BillingCountryCode', 'picklist', { picklistValues: values(['US'], ['CA']) }),
      field('BillingStateCode', 'picklist', {
        controllerName: 'BillingCountryCode',
        picklistValues: values(['TX', bits(0x80)], ['ON', bits(0x40)]),
      }),
    ],
  },
  'sf org display',
);

test.for<[columns: string, cells: string[], told: string[]]>([
  ['Land__c City__c', ['DE', 'Berlin'], []],
  ['Land__c City__c', ['FR', 'Both'], []],
  ['Land__c City__c', ['I8', 'Ninth'], []],
  [
    'Land__c City__c',
    ['DE', 'Paris'],
    ['warning: Account.City__c "Paris" isn\'t valid for Land__c "DE" (1 row). Valid values: Berlin, Both.'],
  ],
  [
    'Land__c City__c',
    ['I7', 'Paris'],
    ['warning: Account.City__c "Paris" isn\'t valid for Land__c "I7" (1 row). No value is valid for it.'],
  ],
  ['Land__c City__c', ['', 'Paris'], []],
  ['Land__c City__c', ['DE', ''], []],
  ['Land__c City__c', ['DE', 'Nowhere'], []],
  ['City__c', ['Paris'], []],
  ['Paid__c How__c', ['true', 'Cash'], []],
  [
    'Paid__c How__c',
    ['', 'Cash;Later'],
    ['warning: Account.How__c "Cash" isn\'t valid for Paid__c "false" (1 row). Valid values: Later.'],
  ],
  [
    'BillingCountryCode BillingStateCode',
    ['CA', 'TX'],
    [
      'error: Account.BillingStateCode "TX" isn\'t valid for BillingCountryCode "CA" (1 row). Valid values: ON.',
    ],
  ],
  ['BillingCountry BillingState', ['The CA', 'The ON'], []],
  [
    'BillingCountry BillingState',
    ['The CA', 'The TX'],
    [
      'error: Account.BillingState "The TX" isn\'t valid for BillingCountry "The CA" (1 row). Valid values: The ON.',
    ],
  ],
  [
    'BillingCountry BillingStateCode',
    ['The US', 'ON'],
    [
      'error: Account.BillingStateCode "ON" isn\'t valid for BillingCountry "The US" (1 row). Valid values: TX.',
    ],
  ],
  ['BillingCountry BillingState', ['CA', 'The TX'], []],
  ['BillingCountry BillingState', ['The CA', 'TX'], []],
  ['BillingState', ['The TX'], []],
  [
    'BillingCountryCode BillingStateCode BillingCountry BillingState',
    ['', '', 'The CA', 'The TX'],
    [
      'error: Account.BillingState "The TX" isn\'t valid for BillingCountry "The CA" (1 row). Valid values: The ON.',
    ],
  ],
])('%s of %j', ([columns, cells, told]) => {
  const tables = [tableOf('Account', columns, ['A1', ...cells])];
  const schema = { Account: account };
  const { catalog } = extendCatalog(standardCatalog, tables, indexKeys(tables), schema);
  const found = dependentFindings({ schema, compiled: compiled(tables, { catalog, change: () => schema }) });
  expect(found.map(({ severity, problem }) => `${severity}: ${problem.message} ${problem.hint}`)).toEqual(
    told,
  );
});
