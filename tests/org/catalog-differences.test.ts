import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { Field } from '../../src/catalog/types.ts';
import { differences } from '../../src/org/catalog-differences.ts';
import { parseDescribe } from '../../src/org/describe.ts';
import { overlayOf } from '../../src/org/overlay-of.ts';

const field = (name: string, type: string, more: object = {}) => ({
  ...{ name, type, createable: true, updateable: true, nillable: true },
  ...more,
});
const picklist = (...values: string[]) => ({
  restrictedPicklist: true,
  picklistValues: values.map((value) => ({ value })),
});
const computed = { createable: false, updateable: false };

/** An org's object with a field of each kind. */
const project = parseDescribe(
  {
    name: 'Project__c',
    createable: true,
    updateable: true,
    fields: [
      field('Name', 'string', { length: 80, nillable: false }),
      field('Account__c', 'reference', {
        ...{ referenceTo: ['Account'], relationshipName: 'Account__r', nillable: false },
      }),
      field('Status__c', 'picklist', picklist('Open')),
      field('Tags__c', 'multipicklist', picklist('Red', 'Green')),
      field('Topic__c', 'combobox', { picklistValues: [{ value: 'Call' }] }),
      field('CurrencyIsoCode', 'picklist', {
        restrictedPicklist: true,
        picklistValues: [{ value: 'EUR' }, { value: 'DEM', active: false }],
      }),
      field('Budget__c', 'currency', { precision: 7, scale: 2 }),
      field('Share__c', 'percent', { precision: 5, scale: 2 }),
      field('Start__c', 'time'),
      field('Day__c', 'date'),
      field('Paid__c', 'boolean', { nillable: false, defaultedOnCreate: true }),
      field('Secret__c', 'encryptedstring', { length: 20 }),
      field('Rich__c', 'textarea', { length: 1_000, htmlFormatted: true }),
      field('Where__c', 'location', computed),
      field('Where__Latitude__s', 'double', { precision: 9, scale: 6 }),
      field('Score__c', 'double', { ...computed, precision: 5, scale: 1, calculated: true }),
      field('No__c', 'string', { ...computed, length: 30, autoNumber: true }),
      field('acme__Text__c', 'string', { length: 100 }),
    ],
  },
  'a describe',
);

describe('a catalog differs from an org', () => {
  const imported = overlayOf(project, 'P', 'Key__c').Project__c!.fields;
  const without = ({ ...fields }: Record<string, Field>, name: string) => {
    delete fields[name];
    return fields;
  };
  const told = (fields: Record<string, Field>) =>
    differences('Project__c', { ...standardCatalog.Account!, fields }, project).map(
      ({ message, place, hint }) => `${place?.file}: ${message}${hint ? ` ${hint}` : ''}`,
    );

  test('nowhere, where it was imported of the org', () => expect(told(imported)).toEqual([]));

  test.for<[by: string, name: string, stated: Field, said: string]>([
    [
      'a field that it lacks',
      'Statuss__c',
      { type: 'boolean' },
      'The org has no such field. Did you mean Status__c?',
    ],
    [
      'a field with a namespace',
      'Text__c',
      { type: 'string', length: 100 },
      'The org has no such field. The org has acme__Text__c: use that name.',
    ],
    [
      'a length',
      'Name',
      { type: 'string', length: 255, required: true },
      "The org's field takes 80 characters; the catalog has 255.",
    ],
    [
      'the length of rich text',
      'Rich__c',
      { type: 'textarea', length: 32_768 },
      "The org's field takes 1,000 characters; the catalog has 32,768.",
    ],
    [
      'the length of an encrypted text',
      'Secret__c',
      { type: 'encryptedstring', length: 175 },
      "The org's field takes 20 characters; the catalog has 175.",
    ],
    [
      'the digits of an amount',
      'Budget__c',
      { type: 'currency', precision: 16, scale: 2 },
      "The org's field takes 5 digits before the decimal point; the catalog has 14.",
    ],
    [
      'the digits of a percentage',
      'Share__c',
      { type: 'percent', precision: 4, scale: 0 },
      "The org's field takes 3 digits before the decimal point; the catalog has 4.",
    ],
    [
      'the digits of a latitude',
      'Where__Latitude__s',
      { type: 'double', precision: 9, scale: 5 },
      "The org's field takes 3 digits before the decimal point; the catalog has 4.",
    ],
    [
      'a value of a restricted picklist',
      'Status__c',
      { type: 'picklist', values: ['Open', 'Done'] },
      "The org's picklist lacks Done.",
    ],
    [
      'a value of a multi-select picklist',
      'Tags__c',
      { type: 'multipicklist', values: ['Red', 'Pink'], restricted: true },
      "The org's picklist lacks Pink.",
    ],
    [
      'a currency that is inactive',
      'CurrencyIsoCode',
      { type: 'picklist', values: ['EUR', 'DEM'], restricted: true },
      "The org's picklist lacks DEM.",
    ],
    [
      'the type of a reference',
      'Account__c',
      { type: 'string', length: 18, required: true },
      "The org's field is of type reference; the catalog has string.",
    ],
    [
      'the type of a time',
      'Start__c',
      { type: 'string', length: 255 },
      "The org's field is of type time; the catalog has string.",
    ],
    [
      'the type of a date',
      'Day__c',
      { type: 'datetime' },
      "The org's field is of type date; the catalog has datetime.",
    ],
    [
      'the type of a number',
      'Share__c',
      { type: 'string', length: 10 },
      "The org's field is of type percent; the catalog has string.",
    ],
    [
      'the type of a checkbox',
      'Paid__c',
      { type: 'picklist', values: ['Yes'] },
      "The org's field is of type boolean; the catalog has picklist.",
    ],
    [
      'a geolocation as a whole',
      'Where__c',
      { type: 'string', length: 80 },
      "The org's field is of type location; the catalog has string.",
    ],
    [
      'a formula',
      'Score__c',
      { type: 'double', precision: 5, scale: 1 },
      'The org computes it (a formula), so it is never sent. Add `computed: true` to the field.',
    ],
    [
      'an auto-number',
      'No__c',
      { type: 'string', length: 30 },
      'The org computes it (an auto-number), so it is never sent. Add `computed: true` to the field.',
    ],
    [
      'what it requires',
      'Account__c',
      { type: 'reference', to: ['Account'], relationship: 'Account__r' },
      "The org requires it; the catalog doesn't say so.",
    ],
  ])('by %s', ([, name, stated, said]) =>
    expect(told({ ...imported, [name]: stated })).toEqual([`Project__c.${name}: ${said}`]),
  );

  test.for<[why: string, name: string, stated: Field]>([
    ['other values of a combobox', 'Topic__c', { type: 'combobox', values: ['Chat'] }],
    ['fewer digits', 'Budget__c', { type: 'currency', precision: 5, scale: 2 }],
    ['a text for a picklist', 'Status__c', { type: 'string', length: 40 }],
    ['whole numbers for decimals', 'Share__c', { type: 'int' }],
  ])('not by %s', ([, name, stated]) => expect(told({ ...imported, [name]: stated })).toEqual([]));

  test('by a required field that the catalog lacks', () =>
    expect(told(without(imported, 'Account__c'))).toEqual([
      "Project__c.Account__c: The org requires it; the catalog doesn't have it.",
    ]));

  test.for<[sobject: string, hint: string | undefined]>([
    ['Log__c', 'The org has acme__Log__c: use that name.'],
    ['Projct__c', 'Did you mean Project__c?'],
    ['Nowhere__c', undefined],
  ])('by the object %s, which is not there', ([sobject, hint]) => {
    const [problem] = differences(sobject, standardCatalog.Account!, undefined, [
      'acme__Log__c',
      'Project__c',
    ]);
    expect(problem).toMatchObject({ message: "The org has no such object, or you don't have access to it." });
    expect(problem?.hint).toBe(hint);
  });
});
