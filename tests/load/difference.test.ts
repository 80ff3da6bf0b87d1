import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { ExportFile } from '../../src/export/export-file.ts';
import { stockSchema } from '../../src/export/stock-schema.ts';
import { difference } from '../../src/load/difference/difference.ts';
import { insertDifference } from '../../src/load/difference/difference-insert.ts';
import { compiled, tableOf } from '../export/tables.ts';

const schema = stockSchema(standardCatalog, 'Key__c');
const ids = new Map([
  ['A1', '001000000000001AAA'],
  ['A2', '001000000000002AAA'],
  ['C1', '003000000000001AAA'],
  ['C2', '003000000000002AAA'],
  ['O1', '006000000000001AAA'],
  ['S1', '500000000000001AAA'],
]);
const others = [
  tableOf('Account', 'Name', ['A1', 'One'], ['A2', 'Two']),
  tableOf('Opportunity', 'Name', ['O1', 'Deal']),
  tableOf('Case', 'Subject', ['S1', 'Broken']),
];
const filesOf = (sobject: string, table: ReturnType<typeof tableOf>): ExportFile[] =>
  compiled([
    ...others.filter((one) => one.sobject !== sobject),
    table,
    ...(sobject === 'Contact' ? [] : [tableOf('Contact', 'LastName', ['C1', 'Ng'], ['C2', 'Ito'])]),
  ]).files.filter((file) => file.sobject === sobject);

describe('rows that the org does not hold as they are', () => {
  const changed = (table: ReturnType<typeof tableOf>, records: Record<string, unknown>[]) =>
    difference(filesOf('Contact', table), {
      ...{ org: schema.Contact!, ids, externalIdField: 'Key__c' },
      held: { sobject: 'Contact', records, repeated: [] },
    }).map(({ file, unchanged }) => ({
      name: file.name,
      rows: file.rows.map((row) => row.cells.join('|')),
      unchanged,
    }));
  const held = { Key__c: 'C1', AccountId: ids.get('A1'), LastName: 'Ng', Phone: '1', ReportsToId: null };

  it.each([
    ['a new row goes as it is', [['C9', 'A1', 'Ng', '']], [], ['C9|A1|Ng|'], []],
    ['an equal one stays', [['C1', 'A1', 'Ng', '1']], [held], [], ['C1']],
    ['a changed text goes', [['C1', 'A1', 'Nguyen', '1']], [held], ['C1|A1|Nguyen|1'], []],
    ['another parent goes', [['C1', 'A2', 'Ng', '1']], [held], ['C1|A2|Ng|1'], []],
    [
      'a blank where the org has a value is set to null',
      [['C1', 'A1', 'Ng', '']],
      [held],
      ['C1|A1|Ng|#N/A'],
      [],
    ],
    [
      'a blank where the org has none stays',
      [['C1', 'A1', 'Ng', '']],
      [{ ...held, Phone: null }],
      [],
      ['C1'],
    ],
    ['a parent that the org lacks goes again', [['C1', '', 'Ng', '1']], [held], ['C1|#N/A|Ng|1'], []],
  ])('%s', (_, rows, records, sent, unchanged) => {
    const table = tableOf('Contact', 'AccountId LastName Phone', ...rows, ['C8', 'A1', 'x', 'x']);
    const [first] = changed(table, [
      ...records,
      { Key__c: 'C8', AccountId: ids.get('A1'), LastName: 'x', Phone: 'x' },
    ]);
    expect(first!.rows).toEqual(sent);
    expect(first!.unchanged.filter((key) => key !== 'C8')).toEqual(unchanged);
  });

  it('a link that the fixture no longer has is set to null in the second pass', () => {
    const table = tableOf(
      'Contact',
      'LastName ReportsToId',
      ['C1', 'Ng', ''],
      ['C2', 'Ito', 'C1'],
      ['C3', 'Day', 'C1'],
    );
    const records = [
      { Key__c: 'C1', LastName: 'Ng', ReportsToId: ids.get('C2') },
      { Key__c: 'C2', LastName: 'Ito', ReportsToId: ids.get('C1') },
    ];
    expect(changed(table, records)).toEqual([
      { name: 'Contact', rows: ['C3|Day'], unchanged: ['C1', 'C2'] },
      { name: 'Contact-ReportsTo', rows: ['C3|C1', 'C1|#N/A'], unchanged: ['C2'] },
    ]);
  });
});

describe('roles, by the pair of opportunity and contact', () => {
  const roles = tableOf('OpportunityContactRole', 'OpportunityId ContactId Role IsPrimary', [
    'R1',
    'O1',
    'C1',
    'Influencer',
    'true',
  ]);
  const record = {
    Id: '00K1',
    OpportunityId: ids.get('O1'),
    ContactId: ids.get('C1'),
    Role: 'Influencer',
    IsPrimary: true,
  };
  const found = (records: Record<string, unknown>[]) => {
    const [file] = filesOf('OpportunityContactRole', roles);
    return insertDifference(file!, {
      org: schema.OpportunityContactRole!,
      ids,
      held: { sobject: 'OpportunityContactRole', records, repeated: [] },
    });
  };
  it.each([
    ['what is missing goes in', [], { in: 1, updates: [], deletes: [] }],
    ['what is there stays', [record], { in: 0, updates: [], deletes: [] }],
    [
      'what differs is changed by its id',
      [{ ...record, Role: 'Evaluator' }],
      { in: 0, updates: [{ Role: 'Influencer' }], deletes: [] },
    ],
    [
      'a doubled one is deleted',
      [record, { ...record, Id: '00K2' }],
      { in: 0, updates: [], deletes: ['00K2'] },
    ],
    [
      'what is ours and gone is deleted',
      [record, { ...record, Id: '00K3', ContactId: ids.get('C2') }],
      { in: 0, updates: [], deletes: ['00K3'] },
    ],
    [
      "another's contact is left alone",
      [record, { ...record, Id: '00K4', ContactId: '003000000000009AAA' }],
      { in: 0, updates: [], deletes: [] },
    ],
  ])('%s', (_, records, expected) => {
    const { file, updates, deletes } = found(records);
    expect({
      in: file.rows.length,
      updates: updates.map(({ fields }) => fields),
      deletes: deletes.map(({ id }) => id),
    }).toEqual(expected);
  });
});

describe('comments, by their case and what they say', () => {
  const comments = tableOf(
    'CaseComment',
    'ParentId CommentBody IsPublished',
    ['M1', 'S1', 'Hello', 'true'],
    ['M2', 'S1', 'Hello', 'true'],
    ['M3', 'S1', 'Bye', ''],
  );
  const record = (CommentBody: string, IsPublished: boolean) => ({
    Id: '00a',
    ParentId: ids.get('S1'),
    CommentBody,
    IsPublished,
  });
  it.each([
    ['all, where there are none', [], 'M1 M2 M3'],
    ['the second of two equal ones', [record('Hello', true)], 'M2 M3'],
    [
      'none, where white space alone differs',
      [record('Hello\r\n', true), record('Hello', true), record('Bye ', false)],
      '',
    ],
    [
      'one that is published there and not here',
      [record('Hello', true), record('Hello', true), record('Bye', true)],
      'M3',
    ],
    [
      'none the less for comments of others',
      [record('Hello', true), record('Hello', true), record('Bye', false), record('Other', true)],
      '',
    ],
  ])('%s', (_, records, keys) => {
    const [file] = filesOf('CaseComment', comments);
    const { file: left, deletes } = insertDifference(file!, {
      org: schema.CaseComment!,
      ids,
      held: { sobject: 'CaseComment', records, repeated: [] },
    });
    expect(left.rows.map((row) => row.key).join(' ')).toBe(keys);
    expect(deletes).toEqual([]);
  });
});
