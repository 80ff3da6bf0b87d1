import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { ReceiptBlanks } from '../../src/load/difference/blanks.ts';
import { upsertDifference } from '../../src/load/difference/difference.ts';
import type { OrgField, OrgSchema } from '../../src/org/describe.ts';
import { compiled, tableOf } from '../export/tables.ts';
import { receiptsOf } from './receipts.ts';

const ID = '006000000000009AAA';
const ACCOUNTS = new Map([
  ['A1', '001000000000001AAA'],
  ['A2', '001000000000002AAA'],
]);

/** A stock org some of whose fields are otherwise: `{'Event.DurationInMinutes': {nillable: true}}`. */
const changedBy = (change: Record<string, Partial<OrgField>>) => (schema: OrgSchema) => {
  const next = structuredClone(schema) as OrgSchema;
  for (const [name, more] of Object.entries(change)) {
    const [sobject, field] = name.split('.') as [string, string];
    Object.assign(next[sobject]!.fields[field]!, more);
  }
  return next;
};

/** The files that a load sends of rows of one object, and the keys that it leaves as they are. */
function sentOf(
  sobject: string,
  columns: string,
  rows: string[][],
  held: Record<string, unknown>[],
  change: Record<string, Partial<OrgField>> = {},
) {
  const schema = changedBy(change)(standardOrg(standardCatalog, 'Key__c'));
  const table = tableOf(sobject, columns, ...rows);
  const accounts = tableOf('Account', 'Name', ['A1', 'One'], ['A2', 'Two']);
  const tables = sobject === 'Account' ? [table] : [accounts, table];
  const files = compiled(tables, { newRowsApart: true, change: () => schema }).files;
  const ids = rows.map(([key = ''], at): [string, string] => [key, `${ID.slice(0, 14)}${at}AAA`]);
  const blanks = new ReceiptBlanks(
    receiptsOf(sobject, ...ids.map(([key, id]) => [key, id, columns] as const)),
  );
  const records = held.map((one, at) => ({ Key__c: ids[at]![0], Id: ids[at]![1], ...one }));
  const parts = upsertDifference(
    files.filter((file) => file.sobject === sobject),
    {
      ...{ org: schema[sobject]!, ids: new Map([...ACCOUNTS, ...ids]), externalIdField: 'Key__c', blanks },
      held: { sobject, records, repeated: [] },
    },
  );
  return {
    unchanged: parts.flatMap((part) => [...part.unchanged]).join(' '),
    files: parts
      .filter(({ file }) => file.rows.length > 0)
      .map(({ file }) => ({
        name: file.name,
        columns: file.columns.map(({ field }) => field).join(' '),
        rows: file.rows.map(({ cells }) => cells.join('|')),
      })),
  };
}

/** The cells of one changed row behind its key; undefined where it is left as it is. */
function changedCells(
  sobject: string,
  columns: string,
  cells: string[],
  held: Record<string, unknown>,
  change: Record<string, Partial<OrgField>> = {},
) {
  const { files } = sentOf(sobject, columns, [['K1', ...cells]], [held], change);
  return files[0]?.rows[0]?.replace('K1|', '');
}

describe('a blank cell of a row whose values were all sent', () => {
  const DEAL = { Name: 'Deal', StageName: 'Prospecting' };
  it.each<[string, Parameters<typeof changedCells>, string | undefined]>([
    [
      'empties a field that the org can leave blank',
      ['Opportunity', 'Name Amount', ['Deal', ''], { ...DEAL, Amount: 5 }],
      'Deal|#N/A',
    ],
    [
      'leaves a field that the org requires',
      ['Opportunity', 'Name StageName', ['Deal', ''], DEAL],
      undefined,
    ],
    [
      'leaves a checkbox, which has no blank value',
      ['Opportunity', 'Name IsPrivate', ['Deal', ''], { ...DEAL, IsPrivate: true }],
      undefined,
    ],
    [
      'leaves a field that the org fills on create',
      [
        'Opportunity',
        'Name Amount',
        ['Deal', ''],
        { ...DEAL, Amount: 5 },
        { 'Opportunity.Amount': { defaultedOnCreate: true } },
      ],
      undefined,
    ],
    [
      'leaves a probability, which follows from the stage',
      ['Opportunity', 'Name Probability', ['Deal', ''], { ...DEAL, Probability: 10 }],
      undefined,
    ],
    [
      'leaves a forecast category, which follows from the stage',
      [
        'Opportunity',
        'Name ForecastCategoryName',
        ['Deal', ''],
        { ...DEAL, ForecastCategoryName: 'Pipeline' },
      ],
      undefined,
    ],
    [
      'leaves the end of an event, which follows from its start',
      [
        'Event',
        'Subject EndDateTime',
        ['Call', ''],
        { Subject: 'Call', EndDateTime: '2026-11-02T10:00:00Z' },
      ],
      undefined,
    ],
    [
      'leaves the length of an event, which follows from its end',
      [
        'Event',
        'Subject DurationInMinutes',
        ['Call', ''],
        { Subject: 'Call', DurationInMinutes: 30 },
        { 'Event.DurationInMinutes': { nillable: true } },
      ],
      undefined,
    ],
    [
      'leaves the time of an event, which follows from its start',
      [
        'Event',
        'Subject ActivityDateTime',
        ['Call', ''],
        { Subject: 'Call', ActivityDateTime: '2026-11-02T10:00:00Z' },
      ],
      undefined,
    ],
    [
      'leaves the day of an event, which follows from its start',
      [
        'Event',
        'Subject ActivityDate',
        ['Call', ''],
        { Subject: 'Call', ActivityDate: '2026-11-02' },
        { 'Event.ActivityDate': { updateable: true, createable: true } },
      ],
      undefined,
    ],
    [
      'empties the same field of another object',
      ['Task', 'Subject ActivityDate', ['Call', ''], { Subject: 'Call', ActivityDate: '2026-11-02' }],
      'Call|#N/A',
    ],
    [
      'leaves a text that is empty',
      ['Contact', 'LastName Phone', ['Ng', ''], { LastName: 'Ng', Phone: '' }],
      undefined,
    ],
  ])('%s', (_, row, cells) => {
    expect(changedCells(...row)).toBe(cells);
  });
});

describe('`#N/A`', () => {
  it.each<[string, Parameters<typeof changedCells>, string | undefined]>([
    [
      'unchecks a checkbox',
      ['Contact', 'LastName DoNotCall', ['Ng', '#N/A'], { LastName: 'Ng', DoNotCall: true }],
      'Ng|false',
    ],
    [
      'leaves a checkbox that is unchecked',
      ['Contact', 'LastName DoNotCall', ['Ng', '#N/A'], { LastName: 'Ng', DoNotCall: false }],
      undefined,
    ],
    [
      'is a blank cell beside a change where the org has no value',
      ['Contact', 'LastName DoNotCall Phone', ['Ito', '#N/A', '#N/A'], { LastName: 'Ng', DoNotCall: false }],
      'Ito||',
    ],
    [
      'empties a field of text beside a checkbox',
      [
        'Contact',
        'LastName DoNotCall Phone',
        ['Ng', 'true', '#N/A'],
        { LastName: 'Ng', DoNotCall: true, Phone: '1' },
      ],
      'Ng|true|#N/A',
    ],
  ])('%s', (_, row, cells) => {
    expect(changedCells(...row)).toBe(cells);
  });
});

describe('a lookup', () => {
  const NG = { LastName: 'Ng' };
  it.each<[string, string, unknown, string | undefined]>([
    ['to a parent by its key is the same record', 'A1', '001000000000001AAA', undefined],
    ['to a parent by its key is the same record with a short id', 'A1', '001000000000001', undefined],
    ['to a parent by its key is another record', 'A1', '001000000000002AAA', 'Ng|A1'],
    ['to a parent by its key was blank', 'A1', null, 'Ng|A1'],
    ['to a record of the org by its id is the same', '001000000000007AAA', '001000000000007AAA', undefined],
    [
      'to a record of the org by its short id is the same',
      '001000000000007',
      '001000000000007AAA',
      undefined,
    ],
    ['to a record of the org is another', '001000000000007', '001000000000008AAA', 'Ng|001000000000007'],
  ])('%s', (_, cell, held, cells) => {
    expect(changedCells('Contact', 'LastName AccountId', ['Ng', cell], { ...NG, AccountId: held })).toBe(
      cells,
    );
  });

  it('that the second pass sets is not emptied by the first', () => {
    const rows = [
      ['C1', 'Ng', '003000000000007AAA'],
      ['C2', 'Ito', 'C1'],
      ['C3', 'Day', ''],
    ];
    const held = [
      { LastName: 'Ng', ReportsToId: '003000000000007AAA' },
      { LastName: 'Ito', ReportsToId: '003000000000008AAA' },
      { LastName: 'Day', ReportsToId: '003000000000008AAA' },
    ];
    expect(sentOf('Contact', 'LastName ReportsToId', rows, held)).toEqual({
      unchanged: 'C1 C2',
      files: [
        { name: 'Contact', columns: 'ExternalId LastName ReportsToId', rows: ['C3|Day|#N/A'] },
        { name: 'Contact-ReportsTo', columns: 'ExternalId ReportsToId', rows: ['C2|C1'] },
      ],
    });
  });

  it('that no row of the dataset has now is emptied in the second pass, and no other one', () => {
    const rows = [
      ['C1', 'Ng', 'C2'],
      ['C2', 'Ito', ''],
      ['C3', 'Day', ''],
      ['C4', 'Fox', ''],
    ];
    const held = [
      { LastName: 'Ng', ReportsToId: '003000000000007AAA' },
      { LastName: 'Ito', ReportsToId: '006000000000000AAA' },
      { LastName: 'Day', ReportsToId: null },
    ];
    const { files } = sentOf('Contact', 'LastName ReportsToId', rows, held);
    expect(files).toEqual([
      { name: 'Contact', columns: 'ExternalId LastName', rows: ['C4|Fox'] },
      { name: 'Contact-ReportsTo', columns: 'ExternalId ReportsToId', rows: ['C1|C2', 'C2|#N/A'] },
    ]);
  });
});

describe('a column that only a new row may have', () => {
  const columns = 'Subject TaskSubtype';
  const rows = [
    ['T1', 'Call', 'Task'],
    ['T2', 'Write', 'Email'],
    ['T3', 'Meet', 'Task'],
    ['T4', 'New', 'Call'],
  ];
  const held = (second: string) => [
    { Subject: 'Call', TaskSubtype: 'Call' },
    { Subject: second, TaskSubtype: 'Email' },
    { Subject: 'Meet', TaskSubtype: 'Task' },
  ];

  it('is sent of new rows, and changed ones have a file without it', () => {
    expect(sentOf('Task', columns, rows, held('Read'))).toEqual({
      unchanged: 'T1 T3',
      files: [
        { name: 'Task', columns: 'ExternalId Subject TaskSubtype', rows: ['T4|New|Call'] },
        { name: 'Task-changed', columns: 'ExternalId Subject', rows: ['T2|Write'] },
      ],
    });
  });

  it('needs no second file where no row has changed', () => {
    expect(sentOf('Task', columns, rows, held('Write'))).toEqual({
      unchanged: 'T1 T2 T3',
      files: [{ name: 'Task', columns: 'ExternalId Subject TaskSubtype', rows: ['T4|New|Call'] }],
    });
  });

  it('leaves new and changed rows in one file where no column is such', () => {
    const short = rows.map(([key, subject]) => [key!, subject!]);
    expect(sentOf('Task', 'Subject', short, held('Read')).files).toEqual([
      { name: 'Task', columns: 'ExternalId Subject', rows: ['T2|Write', 'T4|New'] },
    ]);
  });
});
