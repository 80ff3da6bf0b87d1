import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { ExportFile } from '../../src/export/compile/export-file.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { ReceiptBlanks } from '../../src/load/difference/blanks.ts';
import { upsertDifference } from '../../src/load/difference/difference.ts';
import { insertDifference } from '../../src/load/difference/read-org.ts';
import { compiled, tableOf } from '../export/tables.ts';
import { receiptsOf } from './receipts.ts';

const schema = standardOrg(standardCatalog, 'Key__c');
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
  const SENT = receiptsOf(
    'Contact',
    ['C1', ids.get('C1')!, 'LastName AccountId Phone ReportsToId'],
    ['C2', ids.get('C2')!, 'LastName'],
  );
  const changed = (
    table: ReturnType<typeof tableOf>,
    records: Record<string, unknown>[],
    blanks = new ReceiptBlanks(SENT),
  ) =>
    upsertDifference(filesOf('Contact', table), {
      ...{ org: schema.Contact!, ids, externalIdField: 'Key__c', blanks },
      held: { sobject: 'Contact', records, repeated: [] },
    }).map(({ file, unchanged }) => ({
      name: file.name,
      rows: file.rows.map((row) => row.cells.join('|')),
      unchanged: [...unchanged],
    }));
  const held = {
    ...{ Key__c: 'C1', Id: ids.get('C1'), AccountId: ids.get('A1'), LastName: 'Ng' },
    ...{ Phone: '1', ReportsToId: null },
  };
  const second = { ...held, Key__c: 'C2', Id: ids.get('C2') };

  it.each([
    ['a new row goes as it is', [['C9', 'A1', 'Ng', '']], [], ['C9|A1|Ng|'], []],
    ['an equal one stays', [['C1', 'A1', 'Ng', '1']], [held], [], ['C1']],
    ['a changed text goes', [['C1', 'A1', 'Nguyen', '1']], [held], ['C1|A1|Nguyen|1'], []],
    ['another parent goes', [['C1', 'A2', 'Ng', '1']], [held], ['C1|A2|Ng|1'], []],
    [
      'a blank where the org has a value that was sent is set to null',
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
    ['a blank where the org filled a value stays', [['C2', 'A1', 'Ng', '']], [second], [], ['C2']],
    [
      'a blank stays where the record is another than that of the receipts',
      [['C1', 'A1', 'Ng', '']],
      [{ ...held, Id: '003000000000009AAA' }],
      [],
      ['C1'],
    ],
    ['#N/A empties what nobody sent', [['C2', 'A1', 'Ng', '#N/A']], [second], ['C2|A1|Ng|#N/A'], []],
    [
      '#N/A is unchanged once the org has none',
      [['C1', 'A1', 'Ng', '#N/A']],
      [{ ...held, Phone: null }],
      [],
      ['C1'],
    ],
    ['#N/A of a lookup empties it', [['C2', '#N/A', 'Ng', '1']], [second], ['C2|#N/A|Ng|1'], []],
    ['#N/A of a new row is nothing', [['C9', '#N/A', 'Ng', '#N/A']], [], ['C9||Ng|'], []],
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
      { Key__c: 'C1', Id: ids.get('C1'), LastName: 'Ng', ReportsToId: ids.get('C2') },
      { Key__c: 'C2', Id: ids.get('C2'), LastName: 'Ito', ReportsToId: ids.get('C1') },
    ];
    expect(changed(table, records)).toEqual([
      { name: 'Contact', rows: ['C3|Day'], unchanged: ['C1', 'C2'] },
      { name: 'Contact-ReportsTo', rows: ['C3|C1', 'C1|#N/A'], unchanged: ['C2'] },
    ]);
  });

  it('a lookup to the same object is emptied by #N/A where no other row sets it', () => {
    const table = tableOf('Contact', 'LastName ReportsToId', ['C2', 'Ito', '#N/A'], ['C3', 'Day', '#N/A']);
    expect(changed(table, [{ ...second, LastName: 'Ito', ReportsToId: ids.get('C1') }])).toEqual([
      { name: 'Contact', rows: ['C2|Ito|#N/A', 'C3|Day|'], unchanged: [] },
    ]);
  });

  it('counts blanks of records without receipts, and takes what the org confirms for sent', () => {
    const sent = receiptsOf('Contact');
    const blanks = new ReceiptBlanks(sent);
    const rows = [['C1', 'A1', 'Ng', ''] as const, ['C2', 'A1', 'Ito', '2'] as const];
    const table = tableOf('Contact', 'AccountId LastName Phone', ...rows.map((row) => [...row]));
    changed(table, [held, { ...second, Phone: '2' }], blanks);
    expect([...blanks.unknown]).toEqual([['Contact.Phone', 1]]);
    blanks.keep();
    expect(sent.sent('C2', ids.get('C2'), 'Phone')).toBe(true);
    expect(sent.sent('C2', ids.get('C2'), 'LastName')).toBe(false);
    expect(sent.knows('C1', ids.get('C1'))).toBe(true);
    expect(sent.sent('C1', ids.get('C1'), 'Phone')).toBe(false);
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
  // What a larger data set of the same prefix left in the org: it has keys, and no rows here.
  const inOrg = new Map([...ids, ['O2', '006000000000002AAA'], ['C3', '003000000000003AAA']]);
  const OURS = '00K000000000009AAA';
  const sent = receiptsOf('OpportunityContactRole', ['R9', OURS, 'Role']);
  const found = (records: Record<string, unknown>[]) => {
    const [file] = filesOf('OpportunityContactRole', roles);
    return insertDifference(file!, {
      org: schema.OpportunityContactRole!,
      ...{ ids: inOrg, sent, rowKeys: new Set(['R1']), keys: new Set(['R1', ...ids.keys()]) },
      blanks: new ReceiptBlanks(receiptsOf('OpportunityContactRole')),
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
      'a copy that nobody accounts for is told',
      [record, { ...record, Id: '00K2' }],
      { in: 0, updates: [], deletes: [], doubles: 1 },
    ],
    [
      'of two, that of the receipts is the row and the other is left alone',
      [
        { ...record, Id: '00K2', Role: 'Other' },
        { ...record, Id: OURS },
      ],
      { in: 0, updates: [], deletes: [] },
    ],
    [
      'what is ours and gone is deleted',
      [record, { ...record, Id: OURS, ContactId: ids.get('C2') }],
      { in: 0, updates: [], deletes: [OURS] },
    ],
    [
      'one of others, or of an earlier version, is left alone and counted where receipts do not tell',
      [record, { ...record, Id: '00K3', ContactId: ids.get('C2') }],
      { in: 0, updates: [], deletes: [], unclaimed: 1 },
    ],
    [
      'one of others is left alone where receipts tell',
      [
        { ...record, Id: OURS },
        { ...record, Id: '00K3', ContactId: ids.get('C2') },
      ],
      { in: 0, updates: [], deletes: [] },
    ],
    [
      'the primary one of others stays primary',
      [
        { ...record, IsPrimary: false, Role: 'Evaluator' },
        { ...record, Id: '00K3', ContactId: ids.get('C2') },
      ],
      { in: 0, updates: [{ Role: 'Influencer' }], deletes: [], yielding: ['R1'], unclaimed: 1 },
    ],
    [
      'the primary one of others stays primary when ours goes in',
      [{ ...record, Id: '00K3', ContactId: ids.get('C2') }],
      { in: 1, cells: 'Influencer false', updates: [], deletes: [], yielding: ['R1'], unclaimed: 1 },
    ],
    [
      'primary again is what another one of ours was',
      [
        { ...record, IsPrimary: false },
        { ...record, Id: OURS, ContactId: ids.get('C2') },
      ],
      { in: 0, updates: [{ IsPrimary: true }], deletes: [OURS] },
    ],
    [
      "another's contact is left alone",
      [record, { ...record, Id: '00K4', ContactId: '003000000000009AAA' }],
      { in: 0, updates: [], deletes: [] },
    ],
    [
      'that of an opportunity of a larger data set is left alone',
      [
        record,
        { ...record, Id: '00K5', OpportunityId: inOrg.get('O2'), ContactId: inOrg.get('C3') },
        { ...record, Id: '00K6', ContactId: inOrg.get('C3') },
      ],
      { in: 0, updates: [], deletes: [] },
    ],
    [
      'ours of an opportunity which the data set no longer has stays with it, and is counted',
      [record, { ...record, Id: OURS, OpportunityId: inOrg.get('O2') }],
      { in: 0, updates: [], deletes: [], left: 1 },
    ],
  ])('%s', (_, records, expected) => {
    const { file, updates, deletes, left, doubles, yielding, unclaimed } = found(records);
    const cells = file.rows.map((row) => row.cells.slice(-2).join(' ')).join();
    expect({
      ...{ in: file.rows.length, left, doubles, yielding, unclaimed, cells },
      updates: updates.map(({ fields }) => fields),
      deletes: deletes.map(({ id }) => id),
    }).toEqual({
      ...{ left: 0, doubles: 0, yielding: [], unclaimed: 0, cells: expected.in > 0 ? 'Influencer true' : '' },
      ...expected,
    });
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
  const rowKeys = new Set(['M1', 'M2', 'M3']);
  const keys = new Set([...rowKeys, ...ids.keys()]);
  // A case that the data set no longer has.
  const inOrg = new Map([...ids, ['S9', '500000000000009AAA']]);
  const none = receiptsOf('CaseComment');
  const made = receiptsOf('Case', ['S1', ids.get('S1')!, 'Subject']);
  const record = (CommentBody: string, IsPublished: boolean, Id = '00a') => ({
    Id,
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
  ])('%s', (_, records, missing) => {
    const [file] = filesOf('CaseComment', comments);
    const { file: left, deletes } = insertDifference(file!, {
      org: schema.CaseComment!,
      ...{ ids, sent: made, blanks: new ReceiptBlanks(made), rowKeys, keys },
      held: {
        sobject: 'CaseComment',
        records: records.map((one, at) => ({ ...one, Id: `00b${at}` })),
        repeated: [],
      },
    });
    expect(left.rows.map((row) => row.key).join(' ')).toBe(missing);
    expect(deletes).toEqual([]);
  });

  const ID = (n: number) => `00a00000000000${n}AAA`;
  const compare = (sent: ReturnType<typeof receiptsOf>, records: Record<string, unknown>[]) => {
    const [file] = filesOf('CaseComment', comments);
    const done = insertDifference(file!, {
      ...{ org: schema.CaseComment!, ids: inOrg, sent, blanks: new ReceiptBlanks(sent) },
      held: { sobject: 'CaseComment', records, repeated: [] },
      ...{ rowKeys, keys },
    });
    return {
      in: done.file.rows.map(({ key }) => key).join(' '),
      updates: done.updates.map(({ id, fields }) => `${id.slice(14, 15)} ${fields.CommentBody}`),
      deletes: done.deletes.map(({ id }) => id.slice(14, 15)),
      ...{ doubles: done.doubles, unclear: done.unclear, left: done.left },
      unclaimed: done.unclaimed,
    };
  };
  const all = [record('Hello', true, ID(1)), record('Hello', true, ID(2)), record('Bye', false, ID(3))];
  const own = receiptsOf(
    'CaseComment',
    ['M1', ID(1), 'CommentBody'],
    ['M2', ID(2), 'CommentBody'],
    ['M3', ID(3), 'CommentBody'],
    ['M4', ID(4), 'CommentBody'],
  );
  const confirmed = receiptsOf(
    'CaseComment',
    ['M3', ID(4), 'CommentBody', false],
    ['M3', ID(3), 'CommentBody', false],
  );
  const nothing = { in: '', updates: [], deletes: [], doubles: 0, unclear: [], left: 0, unclaimed: 0 };
  it.each([
    [
      'a changed one is updated by its id',
      own,
      [...all.slice(0, 2), record('Old', false, ID(3))],
      { updates: ['3 Bye'] },
    ],
    [
      'one that the fixture has no more is deleted',
      own,
      [...all, record('Gone', true, ID(4))],
      { deletes: ['4'] },
    ],
    [
      'one of a case that the data set no longer has stays with it, and is counted',
      own,
      [...all, { ...record('Gone', true, ID(4)), ParentId: inOrg.get('S9') }],
      { left: 1 },
    ],
    ['one that was deleted in the org goes in again', own, all.slice(0, 2), { in: 'M3' }],
    ['one of others stays, beside ours', own, [...all, record('Other', true, ID(9))], {}],
    [
      'one of others stays, where ours is missing',
      own,
      [...all.slice(0, 2), record('Other', true, ID(9))],
      { in: 'M3' },
    ],
    [
      'of one that came twice ours is deleted',
      own,
      [...all, record('Bye', false, ID(9))],
      { deletes: ['3'] },
    ],
    [
      'one that receipts only confirm is deleted where no row says it any more',
      confirmed,
      [...all, record('Old', false, ID(4))],
      { deletes: ['4'] },
    ],
    [
      'of one that receipts only confirm a copy is told',
      confirmed,
      [...all, record('Bye', false, ID(9))],
      { doubles: 1 },
    ],
    ['without receipts a copy is told', none, [...all, record('Bye', false, ID(9))], { doubles: 1 }],
    [
      'without receipts a row that may be there in an earlier version is held back',
      none,
      [...all.slice(0, 2), record('Old', false, ID(9))],
      { unclear: ['M3'], unclaimed: 1 },
    ],
  ])('%s', (_, sent, records, expected) => {
    expect(compare(sent, records)).toEqual({ ...nothing, ...expected });
  });
});
