import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { sfdmuFiles } from '../../src/export/shapes/sfdmu.ts';
import { type ShapeFile, treeFiles } from '../../src/export/shapes/tree.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { compiled, tableOf } from './tables.ts';

const data = compiled([
  tableOf('Account', 'Name AnnualRevenue ParentId', ['A1', 'One', '1000', ''], ['A2', 'Two', '', 'A1']),
  tableOf('Contact', 'AccountId LastName HasOptedOutOfEmail', ['C1', 'A1', 'Ng', 'true']),
  tableOf('Opportunity', 'AccountId Name', ['O1', 'A1', 'Deal']),
  tableOf('OpportunityContactRole', 'OpportunityId ContactId', ['R1', 'O1', 'C1']),
  tableOf('Task', 'Subject WhatId WhoId', ['T1', 'Call', 'A1', 'C1'], ['T2', 'Mail', 'O1', '']),
]);
const textOf = (files: ShapeFile[], name: string) => files.find((file) => file.name === name)!.text;

describe('a plan for sf data import tree', () => {
  const files = treeFiles(data, standardOrg(standardCatalog, 'Key__c'));
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
  const files = sfdmuFiles(data, 'Key__c');
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
