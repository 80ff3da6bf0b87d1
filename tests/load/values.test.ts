import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { extendCatalog } from '../../src/export/extend-catalog.ts';
import { indexKeys } from '../../src/export/keys.ts';
import { wrongValues } from '../../src/load/preflight/values.ts';
import { parseDescribe } from '../../src/org/describe.ts';
import { compiled, tableOf } from '../export/tables.ts';

const field = (name: string, type: string, more: object = {}) => ({
  ...{ name, type, createable: true, updateable: true, nillable: true },
  ...more,
});
const decimal = (precision: number, scale: number) => ({ precision, scale });

const trip = parseDescribe(
  {
    name: 'Trip__c',
    createable: true,
    updateable: true,
    fields: [
      field('Key__c', 'string', { length: 80, externalId: true }),
      field('Share__c', 'percent', decimal(5, 2)),
      field('Budget__c', 'currency', decimal(3, 0)),
      field('Rate__c', 'double', decimal(0, 0)),
      field('Seats__c', 'int'),
      field('Where__Latitude__s', 'double', decimal(18, 15)),
      field('Where__Longitude__s', 'double', decimal(18, 15)),
      field('Paid__c', 'boolean', { nillable: false, defaultedOnCreate: true }),
      field('Day__c', 'date'),
      field('At__c', 'datetime'),
      field('Start__c', 'time'),
      field('Mail__c', 'email', { length: 80 }),
      field('Name', 'string', { length: 80 }),
      field('Score__c', 'double', { ...decimal(2, 0), calculated: true }),
    ],
  },
  'a describe',
);

/** The problems of cells, each in a row of its own. */
function told(columns: string, ...cells: string[]): string[] {
  const rows = cells.map((cell, at) => [`T${at + 1}`, cell]);
  const tables = [tableOf('Trip__c', columns, ...rows)];
  const schema = { Trip__c: trip };
  const { catalog } = extendCatalog(standardCatalog, tables, indexKeys(tables), schema);
  const problems = wrongValues({
    schema,
    compiled: compiled(tables, { catalog, change: () => schema }),
  });
  return problems.map(({ message, place }) => `${place?.line}: ${message}`);
}

describe('a field takes', () => {
  test.for<[name: string, cells: string[]]>([
    ['Share__c', ['12.5', '-999.99', '.5', '1e2', '999.994', '', '#N/A']],
    ['Budget__c', ['999', '999.4']],
    ['Rate__c', ['123456789']],
    ['Seats__c', ['2147483647', '-2147483647']],
    ['Where__Latitude__s', ['90', '-90', '52.520008']],
    ['Where__Longitude__s', ['180', '-180']],
    ['Paid__c', ['true', 'false', 'TRUE', 'yes', '0']],
    ['Day__c', ['2026-02-28', '2026-01-15Z', '2026-01-15T00:00:00.000Z']],
    ['At__c', ['2026-01-15T14:30:00.000Z', '2026-01-15T14:30:00+02:00', '2026-01-15T14:30:00']],
    ['Start__c', ['10:30:00', '10:30:00.000Z', '23:59:59']],
    ['Mail__c', ['a.b@c.example.com', "o'leary@example.com"]],
    ['Name', ['anything']],
    // It is never sent.
    ['Score__c', ['much']],
  ])('%s: %j', ([name, cells]) => expect(told(name, ...cells)).toEqual([]));
});

describe('a field refuses', () => {
  test.for<[name: string, cell: string, why: string]>([
    ['Share__c', 'much', 'must be a number'],
    ['Share__c', '1000', 'can have at most 3 digits before the decimal point'],
    ['Share__c', '999.995', 'can have at most 3 digits before the decimal point'],
    ['Budget__c', '-1000', 'can have at most 3 digits before the decimal point'],
    ['Budget__c', '1,000', 'must be a number'],
    ['Seats__c', '2147483648', 'can be at most 2147483647'],
    ['Where__Latitude__s', '90.000001', 'must be a latitude, from -90 to 90'],
    ['Where__Longitude__s', '-181', 'must be a longitude, from -180 to 180'],
    ['Paid__c', 'maybe', 'must be true or false'],
    ['Day__c', '2026-02-30', 'must be a date such as 2026-01-15'],
    ['Day__c', '15.01.2026', 'must be a date such as 2026-01-15'],
    ['Day__c', '1699-12-31', 'must be a date such as 2026-01-15'],
    ['At__c', '2026-01-15', 'must be a time such as 2026-01-15T14:30:00.000Z'],
    ['At__c', '2026-01-15T24:30:00Z', 'must be a time such as 2026-01-15T14:30:00.000Z'],
    ['Start__c', '25:00:00', 'must be a time of day such as 10:30:00'],
    ['Start__c', '10:30', 'must be a time of day such as 10:30:00'],
    ['Mail__c', 'nobody', 'must be an email address'],
    ['Mail__c', 'a@b', 'must be an email address'],
  ])('%s: %s', ([name, cell, why]) =>
    expect(told(name, cell)).toEqual([`2: Trip__c.${name} ${why}; got "${cell}".`]),
  );

  test('several cells, which are counted', () =>
    expect(told('Share__c', '1', 'x', '2', 'y', 'z')).toEqual([
      '3: Trip__c.Share__c must be a number; got "x". 2 more rows have such a value.',
    ]));
});
