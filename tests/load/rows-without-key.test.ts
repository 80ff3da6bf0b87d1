import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { ReceiptBlanks } from '../../src/load/difference/blanks.ts';
import { deletedOnce } from '../../src/load/difference/deleted-once.ts';
import type { InsertDifference } from '../../src/load/difference/insert-context.ts';
import { insertDifference } from '../../src/load/difference/read-org.ts';
import type { OrgField } from '../../src/org/describe.ts';
import { compiled, tableOf } from '../export/tables.ts';
import { receiptsOf } from './receipts.ts';

const DEAL = '006000000000001AAA';
const CONTACT = '003000000000001AAA';
const CASE = '500000000000001AAA';
const IDS = new Map([
  ['O1', DEAL],
  ['C1', CONTACT],
  ['C2', '003000000000002AAA'],
  ['S1', CASE],
  ['S2', '500000000000002AAA'],
]);
const OTHERS = [
  tableOf('Opportunity', 'Name', ['O1', 'Deal']),
  tableOf('Contact', 'LastName', ['C1', 'Ng'], ['C2', 'Ito']),
  tableOf('Case', 'Subject', ['S1', 'Broken'], ['S2', 'Lost']),
];

interface Case {
  sobject: string;
  columns: string;
  rows: string[][];
  records: Record<string, unknown>[];
  /** Key, id, fields sent, and false where a load only found the record. */
  sent?: [key: string, id: string, fields: string, created?: boolean][];
  change?: Record<string, Partial<OrgField>>;
  /** Which of several files is compared. */
  file?: number;
}

/** What a load makes of rows without a key, in short: cells to insert, updates and deletes by id, keys left alone. */
function found({ sobject, columns, rows, records, sent = [], change = {}, file = 0 }: Case) {
  const schema = standardOrg(standardCatalog, 'Key__c');
  for (const [name, more] of Object.entries(change)) Object.assign(schema[sobject]!.fields[name]!, more);
  const table = tableOf(sobject, columns, ...rows);
  const files = compiled([...OTHERS, table]).files.filter((one) => one.sobject === sobject);
  const store = receiptsOf(sobject, ...sent);
  const blanks = new ReceiptBlanks(store);
  const difference = insertDifference(files[file]!, {
    ...{ org: schema[sobject]!, ids: IDS, sent: store, blanks },
    ...{ rowKeys: new Set(rows.map(([key = '']) => key)), keys: new Set(IDS.keys()) },
    held: { sobject, records, repeated: [] },
  });
  const unknown = Object.fromEntries(blanks.unknown);
  blanks.keep();
  return {
    in: difference.file.rows.map(({ cells }) => cells.join('|')),
    updates: difference.updates.map(({ id, key, line, fields }) => ({ id, key, line, fields })),
    deletes: difference.deletes.map(({ id, key }) => ({ id, key })),
    unchanged: difference.unchanged,
    left: difference.left,
    unknown,
    knows: (key: string, id: unknown, field: string) => [store.knows(key, id), store.sent(key, id, field)],
  };
}

describe('a role that differs from its record', () => {
  const ID = '00K000000000001AAA';
  const columns = 'OpportunityId ContactId Role IsPrimary';
  const held = { Id: ID, OpportunityId: DEAL, ContactId: CONTACT, Role: 'Evaluator', IsPrimary: false };
  const role = (cells: [role: string, primary: string], record: object, more: Partial<Case> = {}) =>
    found({
      ...{ sobject: 'OpportunityContactRole', columns, rows: [['R1', 'O1', 'C1', ...cells]] },
      ...{ records: [{ ...held, ...record }], ...more },
    });
  const SENT: Case['sent'] = [['R1', ID, 'Role IsPrimary']];

  it.each<[string, ReturnType<typeof role>, Record<string, unknown> | undefined]>([
    ['has another value', role(['Influencer', 'false'], {}), { Role: 'Influencer' }],
    ['is made primary', role(['Evaluator', 'true'], {}), { IsPrimary: true }],
    ['is no longer primary', role(['Evaluator', 'false'], { IsPrimary: true }), { IsPrimary: false }],
    ['changes in two fields', role(['Influencer', 'true'], {}), { Role: 'Influencer', IsPrimary: true }],
    ['loses a value that was sent', role(['', 'false'], {}, { sent: SENT }), { Role: null }],
    ['keeps a value that nobody sent', role(['', 'false'], {}), undefined],
    ['loses what nobody sent by `#N/A`', role(['#N/A', 'false'], {}), { Role: null }],
    ['has no value, as `#N/A` says', role(['#N/A', 'false'], { Role: null }), undefined],
    [
      'is no longer primary by `#N/A`',
      role(['Evaluator', '#N/A'], { IsPrimary: true }),
      { IsPrimary: false },
    ],
    [
      'is no longer primary by a blank cell, which was true',
      role(['Evaluator', ''], { IsPrimary: true }, { sent: SENT }),
      { IsPrimary: false },
    ],
    [
      'stays primary by a blank cell that nobody sent',
      role(['Evaluator', ''], { IsPrimary: true }),
      undefined,
    ],
    [
      'keeps a value that the org requires',
      role(['#N/A', 'false'], {}, { sent: SENT, change: { Role: { nillable: false } } }),
      undefined,
    ],
    [
      'keeps a value that you may not change',
      role(['Influencer', 'false'], {}, { change: { Role: { updateable: false } } }),
      undefined,
    ],
  ])('%s', (_, { updates, unchanged, deletes, in: inserted }, fields) => {
    expect(updates).toEqual(fields ? [{ id: ID, key: 'R1', line: 2, fields }] : []);
    expect([unchanged, deletes, inserted]).toEqual([fields ? [] : ['R1'], [], []]);
  });

  it('is counted where nobody can tell if its blank cell was a value', () => {
    expect(role(['', 'false'], {}).unknown).toEqual({ 'OpportunityContactRole.Role': 1 });
  });

  it('takes what the org has as the dataset says it for sent, and nothing else', () => {
    const { knows } = role(['Influencer', 'false'], {});
    expect(knows('R1', ID, 'IsPrimary')).toEqual([true, true]);
    expect(knows('R1', ID, 'ContactId')).toEqual([true, true]);
    expect(knows('R1', ID, 'Role')).toEqual([true, false]);
    expect(role(['', 'false'], { Role: null }).knows('R1', ID, 'Role')).toEqual([true, false]);
  });

  it('is inserted without `#N/A`', () => {
    expect(role(['#N/A', 'false'], { ContactId: IDS.get('C2') }).in).toEqual(['O1|C1||false']);
  });

  it('of two with the same parents is the one that a load made', () => {
    const other = { ...held, Id: '00K000000000002AAA' };
    const both = (records: object[]) =>
      role(['Influencer', 'false'], {}, { records: records as Case['records'], sent: SENT }).updates;
    expect(both([other, held]).map(({ id }) => id)).toEqual([ID]);
    expect(both([held, other]).map(({ id }) => id)).toEqual([ID]);
  });
});

describe('roles in two files, as one has an id of the org', () => {
  const ID = (n: number) => `00K00000000000${n}AAA`;
  const role = (n: number, contact: string) => ({
    ...{ Id: ID(n), OpportunityId: DEAL, ContactId: IDS.get(contact), Role: 'Evaluator' },
  });
  const rows = [
    ['R1', 'O1', 'C1', 'Evaluator'],
    ['R2', DEAL, 'C2', 'Evaluator'],
  ];
  const sent: Case['sent'] = [
    ['R1', ID(1), 'Role'],
    ['R2', ID(2), 'Role'],
  ];
  const compare = (more: Partial<Case>) =>
    [0, 1].map((file) =>
      found({
        ...{ sobject: 'OpportunityContactRole', columns: 'OpportunityId ContactId Role', rows, sent, file },
        ...{ records: [role(1, 'C1'), role(2, 'C2')], ...more },
      }),
    );

  it('are left alone by the file that lacks them', () => {
    const both = compare({});
    expect(both.map(({ deletes, left, in: inserted }) => [deletes, left, inserted])).toEqual([
      [[], 0, []],
      [[], 0, []],
    ]);
    expect(both.flatMap(({ unchanged }) => unchanged).sort()).toEqual(['R1', 'R2']);
  });

  it('whose rows are gone are deleted once, and not if another file has them', () => {
    const gone = (n: number) => ({ id: ID(n), key: '', line: 0, fields: {} });
    const part = (unchanged: string[], ...ids: number[]) =>
      ({ unchanged, updates: [], deletes: ids.map(gone) }) as unknown as InsertDifference;
    const ids = new Map([['R1', ID(1)]]);
    const parts = deletedOnce([part([], 1, 3), part(['R1'], 3, 4)], ids);
    expect(parts.map(({ deletes }) => deletes)).toEqual([[gone(3)], [gone(4)]]);
  });
});

describe('the primary role of an opportunity', () => {
  const columns = 'OpportunityId ContactId IsPrimary';
  const other = { Id: '00K9', OpportunityId: DEAL, ContactId: IDS.get('C2') };
  const primary = (records: Record<string, unknown>[]) =>
    found({ sobject: 'OpportunityContactRole', columns, rows: [['R1', 'O1', 'C1', 'true']], records });

  it('is the one of the dataset beside one of others that is not', () => {
    expect(primary([{ ...other, IsPrimary: false }]).in).toEqual(['O1|C1|true']);
  });
  it('is the one of the dataset beside the one of another opportunity', () => {
    expect(primary([{ ...other, OpportunityId: '006000000000009AAA', IsPrimary: true }]).in).toEqual([
      'O1|C1|true',
    ]);
  });
  it('stays that of others', () => {
    expect(primary([{ ...other, IsPrimary: true }]).in).toEqual(['O1|C1|false']);
  });
  it('is no question of a dataset without the column', () => {
    const records = [{ ...other, IsPrimary: true }];
    const rows = [['R1', 'O1', 'C1', 'Evaluator']];
    const columns = 'OpportunityId ContactId Role';
    expect(found({ sobject: 'OpportunityContactRole', columns, rows, records }).in).toEqual([
      'O1|C1|Evaluator',
    ]);
  });
});

describe('a comment', () => {
  const ID = (n: number) => `00a00000000000${n}AAA`;
  const columns = 'ParentId CommentBody IsPublished';
  const record = (n: number, CommentBody: string, more = {}) => ({
    ...{ Id: ID(n), ParentId: CASE, CommentBody, IsPublished: true, ...more },
  });
  const SENT: Case['sent'] = [['M1', ID(1), 'CommentBody']];
  const comment = (records: Case['records'], more: Partial<Case> = {}) =>
    found({
      ...{ sobject: 'CaseComment', columns, rows: [['M1', 'S1', 'Hello', 'true']], records, sent: SENT },
      ...more,
    });

  it('that is there is left alone, and known from then on', () => {
    const { unchanged, in: inserted, updates, knows } = comment([record(1, 'Hello')], { sent: [] });
    expect({ unchanged, inserted, updates }).toEqual({ unchanged: ['M1'], inserted: [], updates: [] });
    expect(knows('M1', ID(1), 'CommentBody')).toEqual([true, true]);
  });

  it('that says something else is updated in all that it says', () => {
    expect(comment([record(1, 'Hi', { IsPublished: false })]).updates).toEqual([
      { id: ID(1), key: 'M1', line: 2, fields: { CommentBody: 'Hello', IsPublished: true } },
    ]);
  });

  it('without a column for it says nothing of being published', () => {
    const rows = [['M1', 'S1', 'Hello']];
    const { updates } = comment([record(1, 'Hi', { IsPublished: false })], {
      columns: 'ParentId CommentBody',
      rows,
    });
    expect(updates.map(({ fields }) => fields)).toEqual([{ CommentBody: 'Hello' }]);
  });

  it.each(['CommentBody', 'IsPublished'])('is made anew where %s may not be changed', (field) => {
    const done = comment([record(1, 'Hi')], { change: { [field]: { updateable: false } } });
    expect([done.in, done.updates, done.deletes]).toEqual([['S1|Hello|true'], [], [{ id: ID(1), key: '' }]]);
  });

  it('that moves to another case is made anew there', () => {
    const done = comment([record(1, 'Hello', { ParentId: IDS.get('S2') })]);
    expect([done.in, done.updates, done.deletes]).toEqual([['S1|Hello|true'], [], [{ id: ID(1), key: '' }]]);
  });

  it('of a row in another file of the same object is no concern of this one', () => {
    const rows = [
      ['M1', 'S1', 'Hello', 'true'],
      ['M2', '500000000000007', 'Of a case of the org', 'true'],
    ];
    const records = [record(1, 'Hello'), record(2, 'Old', { ParentId: '500000000000007AAA' })];
    const sent: Case['sent'] = [
      ['M1', ID(1), 'CommentBody'],
      ['M2', ID(2), 'CommentBody'],
    ];
    const files = [0, 1].map((file) => comment(records, { rows, sent, file }));
    expect(files.map(({ left, deletes }) => [left, deletes])).toEqual([
      [0, []],
      [0, []],
    ]);
    expect(files.flatMap(({ updates }) => updates.map(({ id }) => id))).toEqual([ID(2)]);
  });
});
