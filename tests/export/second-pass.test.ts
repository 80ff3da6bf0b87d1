import { describe, expect, it } from 'vitest';
import { headersOf } from '../../src/export/compile/export-file.ts';
import type { OrgField, OrgSchema } from '../../src/org/describe.ts';
import { compiled, tableOf } from './tables.ts';

/** A schema in which one field is otherwise. */
const with_ =
  (sobject: string, field: string, change: Partial<OrgField>) =>
  (schema: OrgSchema): OrgSchema => {
    const object = schema[sobject]!;
    return {
      ...schema,
      [sobject]: {
        ...object,
        fields: { ...object.fields, [field]: { ...object.fields[field]!, ...change } },
      },
    };
  };
const shapeOf = (...input: Parameters<typeof compiled>) =>
  compiled(...input).files.map((file) => [
    ...[file.name, file.pass, headersOf(file).join(' ')],
    file.rows.map(({ line, cells }) => `${line}: ${cells.join(' ')}`).join(', '),
  ]);

describe('a lookup to the same object', () => {
  it('is sent in a second pass, rows of one parent together, and blank in the first', () => {
    const accounts = tableOf(
      'Account',
      'Name ParentId',
      ['A1', 'One', 'A4'],
      ['A2', 'Two', 'A3'],
      ['A3', 'Three', 'A4'],
      ['A4', 'Four', ''],
      ['A5', 'Five', 'A3'],
    );
    expect(shapeOf([accounts])).toEqual([
      ['Account', 'records', 'Key__c Name', '2: A1 One, 3: A2 Two, 4: A3 Three, 5: A4 Four, 6: A5 Five'],
      ['Account-Parent', 'links', 'Key__c Parent.Key__c', '3: A2 A3, 6: A5 A3, 2: A1 A4, 4: A3 A4'],
    ]);
  });

  it('is emptied in the first pass, where a row says so, with its column', () => {
    const accounts = tableOf('Account', 'ParentId Name', ['A1', '#N/A', 'One'], ['A2', 'A1', 'Two']);
    expect(shapeOf([accounts])).toEqual([
      ['Account', 'records', 'Key__c ParentId Name', '2: A1 #N/A One, 3: A2  Two'],
      ['Account-Parent', 'links', 'Key__c Parent.Key__c', '3: A2 A1'],
    ]);
  });

  it.each([
    ['is required from the start', { nillable: false }],
    ["can't be set later", { updateable: false }],
  ])('that %s is a problem', (why, change) => {
    const accounts = tableOf('Account', 'Name ParentId', ['A1', 'One', ''], ['A2', 'Two', 'A1']);
    const { problems, files } = compiled([accounts], {
      ...{ change: with_('Account', 'ParentId', change), newRowsApart: true },
    });
    expect(problems).toEqual([
      {
        message: `Account.ParentId refers to a Account that is loaded later, and ${why}.`,
        place: { file: 'Account.csv', line: 3, key: 'A2' },
      },
    ]);
    expect(files).toHaveLength(1);
  });
});

it('references of several types that must wait are files of one type each', () => {
  const after = { Account: ['Task'], Opportunity: ['Task'] };
  const tables = [
    tableOf('Account', 'Name', ['A1', 'One']),
    tableOf('Opportunity', 'Name', ['O1', 'Deal']),
    tableOf('Task', 'Subject WhatId', ['T1', 'Call', 'A1'], ['T2', 'Mail', 'O1'], ['T3', 'Mail', 'A1']),
  ];
  expect(shapeOf(tables, { after }).filter(([name]) => name!.startsWith('Task'))).toEqual([
    ['Task', 'records', 'Key__c Subject', '2: T1 Call, 3: T2 Mail, 4: T3 Mail'],
    ['Task-What-Account', 'links', 'Key__c Account:What.Key__c', '2: T1 A1, 4: T3 A1'],
    ['Task-What-Opportunity', 'links', 'Key__c Opportunity:What.Key__c', '3: T2 O1'],
  ]);
});

describe('the cells of a lookup', () => {
  it('that are not in the data set are one kind of problem for each field, with the first five rows', () => {
    const rows = Array.from({ length: 7 }, (_, at) => [`C${at}`, 'Ng', `A${at}`, at === 0 ? 'C9' : '']);
    const { problems } = compiled([tableOf('Contact', 'LastName AccountId ReportsToId', ...rows)]);
    expect(problems.map(({ message }) => message)).toEqual([
      "AccountId refers to A0, which isn't in the dataset.",
      "ReportsToId refers to C9, which isn't in the dataset.",
      "AccountId refers to A1, which isn't in the dataset.",
      "AccountId refers to A2, which isn't in the dataset.",
      "AccountId refers to A3, which isn't in the dataset.",
      "AccountId refers to A4, which isn't in the dataset.",
      '2 more rows have such a reference.',
    ]);
  });

  it('are emptied by the field itself where no row has a parent', () => {
    const contacts = tableOf('Contact', 'LastName AccountId', ['C1', 'Ng', '#N/A'], ['C2', 'Li', '']);
    expect(shapeOf([contacts])).toEqual([
      ['Contact', 'records', 'Key__c LastName AccountId', '2: C1 Ng #N/A, 3: C2 Li '],
    ]);
  });

  it('say nothing where all are blank', () => {
    const contacts = tableOf('Contact', 'LastName AccountId', ['C1', 'Ng', '']);
    expect(shapeOf([contacts])).toEqual([['Contact', 'records', 'Key__c LastName', '2: C1 Ng']]);
  });

  it('that must wait are a problem in an insert, which has no second pass', () => {
    const comments = tableOf('CaseComment', 'ParentId CommentBody', ['M1', 'S1', 'Hello']);
    const { problems } = compiled([tableOf('Case', 'Subject', ['S1', 'Slow']), comments], {
      change: with_('CaseComment', 'ParentId', { nillable: true }),
      after: { Case: ['CaseComment'] },
    });
    expect(problems.map(({ message }) => message)).toEqual([
      "CaseComment.ParentId refers to a Case that is loaded later, and can't be set later.",
    ]);
  });
});

describe('an object', () => {
  it('without rows has an empty file, so that a load knows of it', () => {
    const { files } = compiled([tableOf('Account', 'Name ParentId')]);
    expect(files).toEqual([
      {
        ...{ name: 'Account', sobject: 'Account', pass: 'records', source: 'Account.csv' },
        ...{ match: { by: 'external_id' }, columns: [], rows: [] },
      },
    ]);
  });

  it('that the org lacks is a problem of its file, and has no files', () => {
    const change = ({ Account: _, ...schema }: OrgSchema) => schema as OrgSchema;
    const { files, problems } = compiled([tableOf('Account', 'Name', ['A1', 'One'])], { change });
    expect(files).toEqual([]);
    expect(problems).toEqual([
      {
        message: "The org has no object Account, or you don't have access to it.",
        hint: '`--skip Account` leaves it out.',
        place: { file: 'Account.csv' },
      },
    ]);
  });

  it('is matched by an External ID where the org has one on it, else as the catalog says', () => {
    const roles = tableOf('CaseComment', 'CommentBody', ['M1', 'Hello']);
    const key = { ...{ name: 'Key__c', type: 'string', createable: true, updateable: true } };
    const matchOf = (change: Partial<OrgField>) =>
      compiled([roles], { change: with_('CaseComment', 'Key__c', change) }).files[0]!;
    expect(matchOf({ ...key, externalId: true }).match).toEqual({ by: 'external_id' });
    expect(headersOf(matchOf({ ...key, externalId: true }))).toEqual(['Key__c', 'CommentBody']);
    expect(matchOf({ ...key, externalId: false }).match).toMatchObject({ by: 'content' });
  });
});

describe('a column without values', () => {
  it('that the org lacks or does not take is not worth a word', () => {
    const empty = tableOf('Case', 'CaseNumber Nowhere__c Subject', ['S1', '', '', 'Slow']);
    expect(compiled([empty]).warnings).toEqual([]);
    const filled = tableOf('Case', 'CaseNumber Subject', ['S1', '', 'Slow'], ['S2', '7', 'Slow']);
    expect(compiled([filled]).warnings).toHaveLength(1);
  });
});

it('a picklist maps no blank and no value that is to be emptied', () => {
  const picklists = { config: { 'Case.Status': { '': 'New', '#N/A': 'New' } }, industries: {} };
  const cases = tableOf('Case', 'Status', ['S1', ''], ['S2', '#N/A']);
  const { files, unknownValues, notes } = compiled([cases], { picklists });
  expect(files[0]!.rows.map(({ cells }) => cells[1])).toEqual(['', '#N/A']);
  expect([unknownValues, notes]).toEqual([[], []]);
});

it('a value that is mapped is noted, one that is not is not', () => {
  const picklists = { config: { 'Case.Status': { Odd: 'New' } }, industries: {} };
  const cases = tableOf('Case', 'Status', ['S1', 'Odd'], ['S2', 'New']);
  expect(compiled([cases], { picklists }).notes).toEqual(['Case.Status: "Odd" loads as "New" (1 row).']);
});

it('columns say what they are of, and which of them an update refuses', () => {
  const tables = [
    tableOf('Account', 'Name ParentId', ['A1', 'One', 'A1']),
    tableOf('Task', 'TaskSubtype WhatId', ['T1', 'Call', '001000000000001AAA'], ['T2', 'Call', 'A1']),
  ];
  const columns = Object.fromEntries(
    compiled(tables, {
      newRowsApart: true,
      change: with_('Task', 'WhatId', { updateable: false }),
    }).files.map((file) => [file.name, file.columns]),
  );
  const key = { kind: 'key', header: 'Key__c', field: 'ExternalId' };
  const subtype = { kind: 'value', header: 'TaskSubtype', field: 'TaskSubtype', createOnly: true };
  expect(columns['Account-Parent']).toMatchObject([
    key,
    { kind: 'parent', field: 'ParentId', to: 'Account' },
  ]);
  expect(columns['Task-id']).toMatchObject([key, subtype, { kind: 'id', header: 'WhatId', field: 'WhatId' }]);
  expect(columns['Task-Account']).toMatchObject([
    ...[key, subtype],
    { kind: 'parent', header: 'Account:What.Key__c', field: 'WhatId', to: 'Account', createOnly: true },
  ]);
});
