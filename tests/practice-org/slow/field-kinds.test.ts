import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/types.ts';
import { openStage, type TestStage, total } from '../../load/e2e/stage.ts';
import { readDataSet } from '../../support/data-set.ts';

const decimal = (precision: number, scale: number) => ({ type: 'double', precision, scale }) as const;

/** An object with a field of each kind, and one of a managed package. */
const OBJECTS: Catalog = {
  acme__Log__c: {
    code: 'L9',
    match: { by: 'external_id' },
    fields: {
      Name: { type: 'string', length: 80, required: true },
      acme__Text__c: { type: 'string', length: 100 },
    },
  },
  Trip__c: {
    code: 'T9',
    match: { by: 'external_id' },
    fields: {
      Name: { type: 'string', length: 80, required: true },
      Tags__c: { type: 'multipicklist', values: ['Red', 'Green', 'Blue'], restricted: true },
      Start_Time__c: { type: 'time' },
      Share__c: { type: 'percent', precision: 5, scale: 2 },
      Notes__c: { type: 'textarea', length: 32_768 },
      Rich__c: { type: 'textarea', length: 32_768 },
      Topic__c: { type: 'combobox', values: ['Call'] },
      Secret__c: { type: 'encryptedstring', length: 100 },
      Where__Latitude__s: decimal(9, 6),
      Where__Longitude__s: decimal(9, 6),
      Score__c: { ...decimal(5, 1), computed: true },
      No__c: { type: 'string', length: 30, computed: true },
      CurrencyIsoCode: { type: 'picklist', values: ['USD', 'EUR', 'DEM'], restricted: true },
      Country__c: { type: 'picklist', values: ['DE', 'FR'], restricted: true },
      City__c: { type: 'picklist', values: ['Berlin', 'Paris'], restricted: true },
    },
  },
};

const RECIPE = `
- snowfakery_version: 3
- object: Trip__c
  count: 2
  fields:
    Name: Trip \${{child_index + 1}}
    Tags__c: \${{ ["Blue", "Red"] }}
    Start_Time__c: "10:30:00"
    Share__c: 12.5
    Notes__c: "a\\r\\nb"
    Rich__c: "a & b\\nc"
    Topic__c: Chat
    Secret__c: 1234-5678-9012
    Where__Latitude__s: 52.520008
    Where__Longitude__s: 13.404954
    Score__c: 1.5
    CurrencyIsoCode: EUR
    Country__c: DE
    City__c: Berlin
`;

describe('a field of each kind', () => {
  let stage: TestStage;
  const write = (name: string, content: string) => writeFileSync(join(stage.cwd, name), content);
  const generate = () => stage.run(['generate', '--recipe', 'trip.recipe.yml', '--output', 'trip']);

  beforeAll(async () => {
    stage = await openStage({
      objects: OBJECTS,
      fields: {
        'Trip__c.Rich__c': { html: true },
        'Trip__c.No__c': { calculated: false, autoNumber: true },
        'Trip__c.CurrencyIsoCode': { inactive: ['DEM'] },
        'Trip__c.City__c': { controller: 'Country__c', validFor: { DE: ['Berlin'], FR: ['Paris'] } },
      },
    });
  });
  afterAll(() => stage.end());

  it('is imported to the catalog, generated, loaded, and not sent again', async () => {
    const imported = await stage.run(['catalog', 'import', 'Trip__c', '--org', 'qa']);
    expect(imported.stdout).toContain(
      'Tags__c: {type: multipicklist, values: [Red, Green, Blue], restricted: true}',
    );
    expect(imported.stdout).toContain('Start_Time__c: {type: time}');
    expect(imported.stdout).toContain('Topic__c: {type: combobox, values: [Call]}');
    expect(imported.stdout).toContain('No__c: {type: string, length: 30, computed: true}');
    expect(imported.stdout).toContain(
      'CurrencyIsoCode: {type: picklist, values: [USD, EUR], restricted: true}',
    );
    write('config.yml', imported.stdout);
    expect(await stage.run(['catalog', 'check', 'Trip__c', '--org', 'qa'])).toMatchObject({ exitCode: 0 });
    write('trip.recipe.yml', RECIPE);
    expect(await generate()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readDataSet(join(stage.cwd, 'trip')).Trip__c![0]!.Tags__c).toBe('Blue;Red');
    const first = await stage.load('trip');
    expect([first.exitCode, total(first.report, 'created')]).toEqual([0, 2]);
    expect(first.run.stderr.match(/Score__c is left out/g)).toHaveLength(1);
    expect(first.run.stderr).not.toContain('Topic__c');
    expect(stage.records('Trip__c')[0]).toMatchObject({
      ...{ Tags__c: 'Red;Blue', Start_Time__c: '10:30:00.000Z', Share__c: 12.5, Notes__c: 'a\nb' },
      ...{ Rich__c: 'a &amp; b<br>c', Topic__c: 'Chat', Secret__c: '1234-5678-9012' },
      ...{ Where__Latitude__s: 52.520008, CurrencyIsoCode: 'EUR' },
    });
    const second = await stage.load('trip');
    expect([second.exitCode, total(second.report, 'unchanged')]).toEqual([0, 2]);
  });

  it('is refused before anything is sent, all of them at once', async () => {
    write(
      'trip.recipe.yml',
      RECIPE.replace('"Blue", "Red"', '"Blue", "Pink"').replace('EUR', 'DEM').replace('Berlin', 'Paris'),
    );
    expect((await generate()).exitCode).toBe(0);
    const refused = await stage.run(['validate', 'trip', '--org', 'qa']);
    expect(refused.exitCode).toBe(5);
    expect(refused.stdout).toContain('Trip__c.Tags__c is restricted and has no value "Pink" (2 rows).');
    expect(refused.stdout).toContain(
      'Trip__c.CurrencyIsoCode is restricted and has no value "DEM" (2 rows).',
    );
    expect(refused.stdout).toContain('Trip__c.City__c "Paris" isn\'t valid for Country__c "DE" (2 rows).');
  });

  it('of an object whose name needs a namespace is told with the names that the org has', async () => {
    write('trip.recipe.yml', '- object: Log__c\n  fields: {Name: L, Text__c: x}\n');
    expect((await generate()).exitCode).toBe(0);
    const refused = await stage.run(['validate', 'trip', '--org', 'qa']);
    expect(refused.exitCode).toBe(5);
    expect(refused.stdout).toContain(
      "The org has no object Log__c, or you don't have access to it. The org has acme__Log__c: use that name in the recipe, with its fields acme__Text__c.",
    );
  });
});
