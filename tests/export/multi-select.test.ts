import { expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { Catalog } from '../../src/catalog/types.ts';
import { compiled, tableOf } from './tables.ts';

const catalog: Catalog = {
  ...standardCatalog,
  Account: {
    ...standardCatalog.Account!,
    fields: {
      ...standardCatalog.Account!.fields,
      Tags__c: { type: 'multipicklist', values: ['Red', 'Green', 'Blue'], restricted: true },
    },
  },
};
const picklists = { config: { 'Account.Tags__c': { Rot: 'Red', Grau: '' } }, industries: {} };

test.for<[cell: string, sent: string, unknown: string[]]>([
  ['Blue;Red', 'Blue;Red', []],
  ['Green', 'Green', []],
  ['Rot;Blue', 'Red;Blue', []],
  ['Rot;Red', 'Red', []],
  ['Grau;Blue', 'Blue', []],
  ['Blue;Pink', 'Blue;Pink', ['Pink']],
  ['Blue; Red;', 'Blue;Red', []],
  ['#N/A', '#N/A', []],
])('%s of a multi-select picklist is sent as %s', ([cell, sent, unknown]) => {
  const table = tableOf('Account', 'Tags__c', ['A1', cell]);
  const { files, unknownValues } = compiled([table], { catalog, picklists });
  expect(files[0]!.rows.at(0)!.cells[1]).toBe(sent);
  expect(unknownValues.map(({ value }) => value)).toEqual(unknown);
});
