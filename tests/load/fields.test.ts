import { expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { requiredFields } from '../../src/load/preflight/fields.ts';
import { tableOf } from '../export/tables.ts';

const schema = standardOrg(standardCatalog, 'Key__c');

test.each([
  ['a column that is not there', 'Phone', [['A1', '1']], [], ["which the dataset doesn't have."]],
  [
    'a cell that is blank',
    'Name',
    [
      ['A1', 'One'],
      ['A2', ''],
    ],
    [],
    ['which is blank here.'],
  ],
  ['nothing where all is filled', 'Name', [['A1', 'One']], [], []],
  [
    'nothing of records that the org holds, which an update leaves as they are',
    'Phone',
    [['A1', '1']],
    ['A1'],
    [],
  ],
  [
    'a cell that is blank also where the org holds the record, whose value it would take away',
    'Name',
    [['A1', '']],
    ['A1'],
    ['which is blank here.'],
  ],
  [
    'a row that an update would have to create',
    'Phone',
    [
      ['A1', '1'],
      ['A2', '2'],
    ],
    ['A1'],
    ["which the dataset doesn't have."],
  ],
])('an insert lacks %s', (_, columns, rows, present, said) => {
  const table = tableOf('Account', columns, ...rows);
  const neutral = { name: 'x', seed: 1, as_of: '2026-11-02', key_prefix: 'T_', hash: '', tables: [table] };
  const found = requiredFields({ neutral, schema }, new Set(present));
  expect(found.map(({ problem }) => problem.message.replace('The org requires Account.Name, ', ''))).toEqual(
    said,
  );
});
