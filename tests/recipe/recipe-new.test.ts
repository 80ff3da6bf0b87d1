import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { objectsText } from '../../src/commands/output/catalog-text.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { generate } from '../../src/generate/generate.ts';
import { parseDescribe } from '../../src/org/describe.ts';
import { overlayOf } from '../../src/org/overlay-of.ts';
import { planRecipe } from '../../src/recipe/new/plan-recipe.ts';
import { recipeText } from '../../src/recipe/new/recipe-text.ts';
import { inFolder, readDataSet } from '../support/data-set.ts';

const field = (name: string, type: string, more: object = {}) => ({
  ...{ name, type, length: 0, createable: true, updateable: true, nillable: true, ...more },
});
const picklist = (name: string, type: string, values: string[], more: object = {}) =>
  field(name, type, { picklistValues: values.map((value) => ({ value, active: true })), ...more });
const lookup = (name: string, referenceTo: string[], more: object = {}) =>
  field(name, 'reference', { referenceTo, relationshipName: name.replace(/__c$/, '__r'), ...more });
const required = { nillable: false };

/** Every type of field, in lengths that leave little room, and lookups of all kinds. */
const TRIP = parseDescribe(
  {
    name: 'acme__Trip__c',
    createable: true,
    fields: [
      field('Id', 'id', { createable: false }),
      field('Name', 'string', { length: 80, ...required }),
      field('CreatedDate', 'datetime', { createable: true }),
      field('Key__c', 'string', { length: 80, externalId: true, unique: true }),
      field('Booking_Code__c', 'string', { length: 8, unique: true, externalId: true }),
      field('Serial__c', 'double', { precision: 18, unique: true }),
      ...[1, 2, 5, 7, 12, 19, 20, 80, 255].map((length) => field(`Text_${length}__c`, 'string', { length })),
      ...['City', 'Country', 'First_Name', 'Postal_Code', 'Street', 'Job_Title'].map((name) =>
        field(`${name}__c`, 'string', { length: 10 }),
      ),
      field('Guest_City__c', 'string', { length: 60 }),
      field('Notes__c', 'textarea', { length: 32_768 }),
      field('Short_Note__c', 'textarea', { length: 20, byteLength: 20 }),
      field('Mail__c', 'email', { length: 80 }),
      field('Phone__c', 'phone', { length: 40 }),
      field('Site__c', 'url', { length: 255 }),
      picklist(
        'Level__c',
        'picklist',
        ['1', 'yes', 'off', 'null', '1_0', '012', '2026-01-02', '1:30', '~', '', 'a: b', "it's", '#1', 'é'],
        {
          restrictedPicklist: true,
          ...required,
        },
      ),
      picklist('Tags__c', 'multipicklist', ['red', 'blue']),
      picklist('Empty__c', 'picklist', []),
      field('Paid__c', 'boolean', { nillable: false, defaultedOnCreate: true }),
      field('Guests__c', 'int'),
      field('Rate__c', 'double', { precision: 3, scale: 2 }),
      field('Price__c', 'currency', { precision: 18, scale: 2 }),
      field('Small_Price__c', 'currency', { precision: 3, scale: 0 }),
      field('Share__c', 'percent', { precision: 5, scale: 2 }),
      field('Due_Date__c', 'date'),
      field('Birthdate__c', 'date'),
      field('Left_At__c', 'datetime'),
      field('Photo__c', 'base64'),
      field('Place__c', 'location'),
      lookup('Account__c', ['Account'], required),
      lookup('Guide__c', ['acme__Guide__c']),
      lookup('Approver__c', ['User'], required),
      lookup('Before__c', ['acme__Trip__c']),
      lookup('Any__c', ['Group', 'Account'], { polymorphicForeignKey: true }),
      lookup('OwnerId', ['Group', 'User'], { ...required, defaultedOnCreate: true }),
    ],
  },
  'sf org display',
);
/** Refers back to the trip, which it needs. */
const GUIDE = parseDescribe(
  {
    name: 'acme__Guide__c',
    createable: true,
    fields: [field('Name', 'string', { length: 80, ...required }), lookup('Trip__c', ['acme__Trip__c'])],
  },
  'sf org display',
);
const ACCOUNT = parseDescribe(
  {
    name: 'Account',
    createable: true,
    fields: [field('Name', 'string', { length: 255, ...required }), field('Phone', 'phone', { length: 40 })],
  },
  'sf org display',
);

it('a recipe from a describe runs under a strict catalog, whatever the fields', () =>
  inFolder(async (folder) => {
    const orgs = { Account: ACCOUNT, acme__Guide__c: GUIDE, acme__Trip__c: TRIP };
    const plan = await planRecipe(TRIP, {
      externalIdField: 'Key__c',
      describe: async (name) => orgs[name as keyof typeof orgs],
      makes: (name) => name === 'Account' || name.endsWith('__c'),
    });
    expect(plan.objects.map(({ sobject }) => sobject)).toEqual([
      'Account',
      'acme__Guide__c',
      'acme__Trip__c',
    ]);
    const trip = plan.objects.at(-1)!.fields;
    expect(Object.keys(trip).slice(0, 3)).toEqual(['Name', 'Level__c', 'Account__c']);
    expect(Object.keys(trip)).not.toEqual(
      expect.arrayContaining(['OwnerId', 'Key__c', 'CreatedDate', 'Photo__c']),
    );
    expect(trip).toMatchObject({
      Any__c: { random_reference: 'Account' },
      Guide__c: { random_reference: 'acme__Guide__c' },
    });
    expect(plan.open).toEqual([
      'acme__Trip__c.Approver__c is a required lookup to User: set the id of a record of the org.',
      'acme__Trip__c.Before__c is a lookup to acme__Trip__c, which this recipe leaves blank.',
    ]);

    const text = recipeText(plan, { head: ['Made.'], strict: true });
    expect(text).toContain('#\n# To do:\n# - acme__Trip__c.Approver__c');
    writeFileSync(
      join(folder, 'trip.yml'),
      text.replace('    Account__c:', '    Approver__c: 005000000000001AAA\n    Account__c:'),
    );
    const overlays = { ...overlayOf(TRIP, 'T1', 'Key__c'), ...overlayOf(GUIDE, 'G1', 'Key__c') };
    const file = join(folder, 'config.yml');
    writeFileSync(file, `recipe: trip.yml\n${objectsText(overlays)}`);
    const { config } = resolveConfig({ file, settings: [], env: {} });
    const made = await generate({ config, options: new Map(), folder: join(folder, 'o') });
    expect(made.warnings).toEqual([]);
    const rows = readDataSet(join(folder, 'o')).acme__Trip__c!;
    expect(rows).toHaveLength(10);
    expect(rows.every(({ Account__c, Guide__c, Text_1__c }) => Account__c && Guide__c && Text_1__c)).toBe(
      true,
    );
  }));
