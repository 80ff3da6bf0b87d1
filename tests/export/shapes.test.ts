import { beforeEach, describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { sfdmuFiles } from '../../src/export/shapes/sfdmu.ts';
import { type ShapeFile, treeFiles } from '../../src/export/shapes/tree.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import type { OrgSchema } from '../../src/org/describe.ts';
import { compiled, tableOf } from './tables.ts';

const data = () =>
  compiled([
    tableOf('Account', 'Name AnnualRevenue ParentId', ['A1', 'One', '1000', ''], ['A2', 'Two', '', 'A1']),
    tableOf('Contact', 'AccountId LastName HasOptedOutOfEmail', ['C1', 'A1', 'Ng', 'true']),
    tableOf('Opportunity', 'AccountId Name', ['O1', 'A1', 'Deal']),
    tableOf('OpportunityContactRole', 'OpportunityId ContactId', ['R1', 'O1', 'C1']),
    tableOf('Task', 'Subject WhatId WhoId', ['T1', 'Call', 'A1', 'C1'], ['T2', 'Mail', 'O1', '']),
  ]);
const textOf = (files: ShapeFile[], name: string) => files.find((file) => file.name === name)!.text;

describe('a plan for sf data import tree', () => {
  let files: ShapeFile[];
  beforeEach(() => {
    files = treeFiles(data(), standardOrg(standardCatalog, 'Key__c'));
  });
  it('names the objects parents first', () => {
    const plan = JSON.parse(textOf(files, 'plan.json'));
    expect(plan[0]).toEqual({ sobject: 'Account', files: ['Account.json'] });
    expect(plan.map(({ sobject }: { sobject: string }) => sobject)).toEqual([
      'Account',
      'Contact',
      'Opportunity',
      'OpportunityContactRole',
      'Task',
    ]);
  });
  it('gives values their types, and parents as references, also of the same object', () => {
    expect(JSON.parse(textOf(files, 'Account.json')).records).toEqual([
      {
        attributes: { type: 'Account', referenceId: 'AccountRef1' },
        Key__c: 'A1',
        Name: 'One',
        AnnualRevenue: 1000,
      },
      {
        attributes: { type: 'Account', referenceId: 'AccountRef2' },
        Key__c: 'A2',
        Name: 'Two',
        ParentId: '@AccountRef1',
      },
    ]);
    expect(JSON.parse(textOf(files, 'Contact.json')).records[0]).toMatchObject({
      AccountId: '@AccountRef1',
      HasOptedOutOfEmail: true,
    });
    const [first, second] = JSON.parse(textOf(files, 'Task.json')).records;
    expect([first.WhatId, first.WhoId, second.WhatId]).toEqual([
      '@AccountRef1',
      '@ContactRef1',
      '@OpportunityRef1',
    ]);
  });
});

describe('the configuration of SFDMU', () => {
  let files: ShapeFile[];
  beforeEach(() => {
    files = sfdmuFiles(data(), 'Key__c', {});
  });
  it('has a folder more for each further type of What', () => {
    expect(files.map(({ name }) => name)).toEqual([
      ...[
        'export.json',
        'Account.csv',
        'Contact.csv',
        'Opportunity.csv',
        'OpportunityContactRole.csv',
        'Task.csv',
      ],
      ...['Task-Opportunity/export.json', 'Task-Opportunity/Opportunity.csv', 'Task-Opportunity/Task.csv'],
    ]);
  });
  it('names lookups by field in the query, with the type where they are polymorphic, and by key in the CSV', () => {
    const { objects } = JSON.parse(textOf(files, 'export.json'));
    expect(objects).toContainEqual({
      query: 'SELECT Key__c, Subject, WhatId$Account, WhoId$Contact FROM Task',
      operation: 'Upsert',
      externalId: 'Key__c',
    });
    expect(objects).toContainEqual({
      query: 'SELECT OpportunityId, ContactId FROM OpportunityContactRole',
      operation: 'Upsert',
      externalId: 'Opportunity.Key__c;Contact.Key__c',
    });
    expect(textOf(files, 'Task.csv')).toBe('Key__c,Subject,What.Key__c,Who.Key__c\nT1,Call,A1,C1\n');
    expect(textOf(files, 'Account.csv')).toBe(
      'Key__c,Name,AnnualRevenue,Parent.Key__c\nA1,One,1000,\nA2,Two,,A1\n',
    );
  });
});

describe('rows that other tools take whole', () => {
  const tables = [
    tableOf('Account', 'Name ParentId', ['A1', 'One', '#N/A'], ['A2', 'Two', 'A1'], ['A3', 'Three', 'A2']),
    tableOf('Contact', 'AccountId LastName', ['C1', 'A1', '']),
    tableOf('Lead', 'LastName'),
    tableOf('CaseComment', 'ParentId CommentBody', ['M1', 'S1', 'Hello']),
    tableOf('Case', 'Subject AccountId', ['S1', 'Slow', '001000000000001AAA'], ['S2', 'Odd', 'A1']),
    tableOf('Task', 'Subject WhatId', ['T1', 'a', 'A1'], ['T2', 'b', 'S1'], ['T3', 'c', 'A3']),
  ];
  let whole: ReturnType<typeof compiled>;
  beforeEach(() => {
    whole = compiled(tables);
  });
  const schema = standardOrg(standardCatalog, 'Key__c');

  it('have the parents of the second pass, ids as they are, and no blanks', () => {
    const files = treeFiles(whole, schema);
    const records = (name: string) => JSON.parse(textOf(files, name)).records;
    const [first, second, third] = records('Account.json');
    expect(first).not.toHaveProperty('ParentId');
    expect([second.ParentId, third.ParentId]).toEqual(['@AccountRef1', '@AccountRef2']);
    expect(records('Contact.json')[0]).toEqual({
      ...{ attributes: { type: 'Contact', referenceId: 'ContactRef1' }, Key__c: 'C1' },
      AccountId: '@AccountRef1',
    });
    const byId = records('Case.json').find((one: { Key__c: string }) => one.Key__c === 'S1');
    expect(byId.AccountId).toBe('001000000000001AAA');
    expect(textOf(files, 'Case.json')).toMatch(/^\{"records":\[\n\{.*\},\n\{.*\}\n\]\}\n$/);
  });

  it('have numbers and flags as JSON has them, by the type of the field', () => {
    const data = compiled([
      tableOf(
        'Opportunity',
        'Name Amount Probability IsPrivate CloseDate',
        ['O1', '12', '10.50', '20', 'true', '2026-11-02'],
        ['O2', '12', '0', '', 'false', ''],
      ),
      tableOf('Account', 'Name NumberOfEmployees', ['A1', '1', '7']),
      tableOf('My_Own__c', 'Note__c', ['N1', '12']),
      tableOf('Order__c', 'Own__c', ['R1', 'N1']),
    ]);
    const files = treeFiles(data, schema);
    const [first, second] = JSON.parse(textOf(files, 'Opportunity.json')).records;
    expect(first).toMatchObject({ Name: '12', Amount: 10.5, Probability: 20, CloseDate: '2026-11-02' });
    expect([first.IsPrivate, second.IsPrivate, second.Amount]).toEqual(
      schema.Opportunity!.fields.IsPrivate ? [true, false, 0] : ['true', 'false', 0],
    );
    expect(JSON.parse(textOf(files, 'Account.json')).records[0].NumberOfEmployees).toBe(7);
    expect(JSON.parse(textOf(files, 'My_Own__c.json')).records[0].Note__c).toBe('12');
    expect(JSON.parse(textOf(files, 'Order__c.json')).records[0].Own__c).toBe('@MyOwncRef1');
  });

  it('are parts of a configuration of SFDMU, each with its operation, parents first', () => {
    const files = sfdmuFiles(whole, 'Key__c', {});
    const objectsOf = (name: string) =>
      JSON.parse(textOf(files, name)).objects.map((one: Record<string, string>) => [
        ...[one.operation, one.externalId, one.query],
      ]);
    expect(objectsOf('export.json')).toContainEqual([
      ...['Upsert', 'Key__c', 'SELECT Key__c, Name, ParentId FROM Account'],
    ]);
    expect(objectsOf('export.json')).toContainEqual([
      ...['Upsert', 'Parent.Key__c;CommentBody', 'SELECT ParentId, CommentBody FROM CaseComment'],
    ]);
    const folders = files.flatMap(({ name }) => (name.endsWith('/export.json') ? [name] : []));
    expect(folders).toEqual(['Case-id/export.json', 'Task-Case/export.json']);
    expect(objectsOf('Task-Case/export.json')).toEqual([
      ['Readonly', 'Key__c', 'SELECT Key__c FROM Case'],
      ['Upsert', 'Key__c', 'SELECT Key__c, Subject, WhatId$Case FROM Task'],
    ]);
    expect(textOf(files, 'Task-Case/Case.csv')).toBe('Key__c\nS2\nS1\n');
    expect(textOf(files, 'Case-id/Case.csv')).toBe('Key__c,Subject,AccountId\nS1,Slow,001000000000001AAA\n');
    expect(textOf(files, 'Case.csv')).toBe('Key__c,Subject,Account.Key__c\nS2,Odd,A1\n');
    expect(textOf(files, 'Task.csv')).toBe('Key__c,Subject,What.Key__c\nT1,a,A1\nT3,c,A3\n');
    const { objects: _, ...settings } = JSON.parse(textOf(files, 'export.json'));
    expect(settings).toEqual({
      ...{ promptOnMissingParentObjects: false, excludeIdsFromCSVFiles: true },
      alwaysUseRestApiToUpdateRecords: true,
    });
    expect(files.map(({ name }) => name)).not.toContain('Lead.csv');
  });
});

it('rows without a key that are all the same to SFDMU are inserted, so that none is taken for another', () => {
  const operation = (...bodies: string[]) => {
    const rows = bodies.map((body, at) => [`M${at}`, 'S1', body]);
    const tables = [
      tableOf('Case', 'Subject', ['S1', 'Slow']),
      tableOf('CaseComment', 'ParentId CommentBody', ...rows),
    ];
    const { objects } = JSON.parse(textOf(sfdmuFiles(compiled(tables), 'Key__c', {}), 'export.json'));
    return objects[1].operation;
  };
  expect([operation('Hello', 'Bye'), operation('Hello', 'Hello')]).toEqual(['Upsert', 'Insert']);
});

it('an object that the org lacks is in no shape', () => {
  const change = ({ Lead: _, ...schema }: ReturnType<typeof standardOrg>) => schema;
  const some = compiled(
    [tableOf('Account', 'Name', ['A1', 'One']), tableOf('Lead', 'LastName', ['L1', 'Ng'])],
    {
      change,
    },
  );
  const schema = standardOrg(standardCatalog, 'Key__c');
  expect(treeFiles(some, schema).map(({ name }) => name)).toEqual(['plan.json', 'Account.json']);
  expect(sfdmuFiles(some, 'Key__c', {}).map(({ name }) => name)).toEqual(['export.json', 'Account.csv']);
});

it('SFDMU gets the objects of ids that the dataset lacks, each with the ids that are used', () => {
  const owner = (referenceTo: string[]) => ({
    ...{ name: 'OwnerId', type: 'reference', referenceTo, relationship: 'Owner' },
    ...{ polymorphic: referenceTo.length > 1, createable: true, updateable: true },
  });
  const [jane, joe, queue] = ['005000000000001AAA', '005000000000002AAA', '00G000000000001EAA'];
  const tables = [
    tableOf('Account', 'Name OwnerId', ['A1', 'One', joe], ['A2', 'Two', jane], ['A3', 'Three', '']),
    tableOf('Case', 'Subject OwnerId', ['S1', 'Slow', queue]),
    tableOf('Opportunity', 'Name OwnerId', ['O1', 'Ng', queue], ['O2', 'Ito', jane]),
  ];
  const change = (schema: OrgSchema): OrgSchema => {
    const withOwner = (sobject: string, referenceTo: string[]) => ({
      ...schema[sobject]!,
      fields: {
        ...schema[sobject]!.fields,
        OwnerId: { ...schema[sobject]!.fields.Name, ...owner(referenceTo) },
      },
    });
    return {
      ...schema,
      Account: withOwner('Account', ['User']),
      Case: withOwner('Case', ['Group', 'User']),
      Opportunity: withOwner('Opportunity', ['Group', 'User']),
    } as OrgSchema;
  };
  const schema = change(standardOrg(standardCatalog, 'Key__c'));
  const files = sfdmuFiles(compiled(tables, { change }), 'Key__c', schema);
  const { objects } = JSON.parse(textOf(files, 'export.json'));
  expect(objects.map((one: Record<string, string>) => `${one.operation} ${one.query}`)).toEqual([
    'Readonly SELECT Id, Name FROM User',
    'Readonly SELECT Id, Name FROM Group',
    'Upsert SELECT Key__c, Name, OwnerId FROM Account',
    'Upsert SELECT Key__c, Subject, OwnerId$Group FROM Case',
    // Its ids are of two objects, and SFDMU binds a lookup to one.
    'Upsert SELECT Key__c, Name, OwnerId FROM Opportunity',
  ]);
  expect(textOf(files, 'Account.csv')).toBe(
    `Key__c,Name,Owner.Id\nA1,One,${joe}\nA2,Two,${jane}\nA3,Three,\n`,
  );
  expect(textOf(files, 'User.csv')).toBe(`Id,Name\n${jane},${jane}\n${joe},${joe}\n`);
});

it('SFDMU gets false for a blank checkbox, which the org takes for nothing else', () => {
  const tables = [
    tableOf('Contact', 'LastName HasOptedOutOfEmail Phone', ['C1', 'Ng', 'true', '1'], ['C2', 'Ito', '', '']),
  ];
  const files = sfdmuFiles(compiled(tables), 'Key__c', standardOrg(standardCatalog, 'Key__c'));
  expect(textOf(files, 'Contact.csv')).toBe(
    'Key__c,LastName,HasOptedOutOfEmail,Phone\nC1,Ng,true,1\nC2,Ito,false,\n',
  );
});
