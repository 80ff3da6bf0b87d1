import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { headersOf } from '../../src/export/compile/export-file.ts';
import { extendCatalog } from '../../src/export/extend-catalog.ts';
import { indexKeys } from '../../src/export/keys.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import type { TextTable } from '../../src/export/text-table.ts';
import type { OrgSchema } from '../../src/org/describe.ts';
import { compiled, tableOf } from './tables.ts';

const stock = standardOrg(standardCatalog, 'Key__c');

const accounts = tableOf('Account', 'Name', ['A1', 'One'], ['A2', 'Two']);
const contacts = tableOf('Contact', 'AccountId LastName', ['C1', 'A1', 'Ng'], ['C2', 'A2', 'Ito']);
const opportunities = tableOf('Opportunity', 'AccountId Name', ['O1', 'A1', 'Deal']);
const cases = tableOf('Case', 'AccountId Subject', ['S1', 'A1', 'Broken']);

const headers = (...input: Parameters<typeof compiled>) =>
  Object.fromEntries(compiled(...input).files.map((file) => [file.name, headersOf(file).join(' ')]));

describe('the headers of a file', () => {
  it('give the key under the configured name, and a parent by its external ID', () => {
    expect(headers([accounts, contacts])).toEqual({
      Account: 'Key__c Name',
      Contact: 'Key__c Account.Key__c LastName',
    });
  });

  it('name the type of a polymorphic parent, with a file for each type of What', () => {
    const tasks = tableOf(
      'Task',
      'Subject WhatId WhoId',
      ['T1', 'Call', 'O1', 'C1'],
      ['T2', 'Mail', 'A1', ''],
      ['T3', 'Mail', 'S1', 'C1'],
      ['T4', 'Alone', '', ''],
    );
    const { files } = compiled([accounts, contacts, opportunities, cases, tasks]);
    const taskFiles = files.filter((file) => file.sobject === 'Task');
    expect(
      taskFiles.map((file) => [file.name, headersOf(file).join(' '), file.rows.map((row) => row.key).join()]),
    ).toEqual([
      ['Task-Case', 'Key__c Subject Case:What.Key__c Contact:Who.Key__c', 'T4,T3'],
      ['Task-Opportunity', 'Key__c Subject Opportunity:What.Key__c Contact:Who.Key__c', 'T1'],
      ['Task-Account', 'Key__c Subject Account:What.Key__c', 'T2'],
    ]);
  });

  it('have one file where all rows point to one type', () => {
    const events = tableOf('Event', 'Subject WhatId', ['E1', 'Demo', 'O1'], ['E2', 'Demo', '']);
    expect(headers([accounts, opportunities, events]).Event).toBe('Key__c Subject Opportunity:What.Key__c');
  });

  it('give an id of the org as it is, since it is no key', () => {
    const owned = tableOf(
      'Case',
      'Subject AccountId',
      ['S1', 'Broken', '001000000000001AAA'],
      ['S2', 'Slow', 'A1'],
    );
    expect(headers([accounts, owned])).toMatchObject({
      'Case-id': 'Key__c Subject AccountId',
      'Case-Account': 'Key__c Subject Account.Key__c',
    });
  });
});

describe('a second pass', () => {
  it('sets what a row cannot say of another row of its job', () => {
    const team = tableOf('Contact', 'LastName ReportsToId', ['C1', 'Ng', ''], ['C2', 'Ito', 'C1']);
    const { files } = compiled([team]);
    expect(files.map((file) => [file.name, file.pass, headersOf(file).join(' '), file.rows.length])).toEqual([
      ['Contact', 'records', 'Key__c LastName', 2],
      ['Contact-ReportsTo', 'links', 'Key__c ReportsTo.Key__c', 1],
    ]);
  });
});

describe('columns that do not leave', () => {
  it.each([
    ['_industry', 'Account', '_industry', 'insurance', undefined],
    ['a computed one', 'Case', 'CaseNumber', '17', 'Case.CaseNumber is left out: Salesforce computes it.'],
    [
      'a create-only one',
      'Task',
      'TaskSubtype',
      'Call',
      'Task.TaskSubtype is left out: it can only be set on insert, and an upsert may update.',
    ],
  ])('%s', (_, sobject, column, cell, note) => {
    const result = compiled([tableOf(sobject, column, ['K1', cell])]);
    expect(headersOf(result.files[0]!)).toEqual(['Key__c']);
    const place = { file: `${sobject}.csv`, line: 1 };
    expect(result.warnings).toEqual(note ? [{ message: note, place }] : []);
  });

  it('a create-only one goes with new rows, where these go apart', () => {
    const task = tableOf('Task', 'Subject TaskSubtype', ['K1', 'Call', 'Call']);
    const { files, warnings } = compiled([task], { newRowsApart: true });
    expect(headersOf(files[0]!)).toEqual(['Key__c', 'Subject', 'TaskSubtype']);
    expect(warnings).toEqual([]);
  });

  it('a create-only lookup goes with new rows, where these go apart', () => {
    const change = (schema: OrgSchema): OrgSchema => {
      const { fields } = schema.Contact!;
      const AccountId = { ...fields.AccountId!, updateable: false };
      return { ...schema, Contact: { ...schema.Contact!, fields: { ...fields, AccountId } } };
    };
    const { files, warnings } = compiled([accounts, contacts], { newRowsApart: true, change });
    expect(headersOf(files[1]!)).toEqual(['Key__c', 'Account.Key__c', 'LastName']);
    expect(warnings).toEqual([]);
    expect(compiled([accounts, contacts], { change }).warnings).toHaveLength(1);
  });

  it('one that the org lacks', () => {
    const { Site: _, ...fields } = stock.Account!.fields;
    const change = (schema: OrgSchema) => ({ ...schema, Account: { ...stock.Account!, fields } });
    const result = compiled([tableOf('Account', 'Site', ['K1', 'x'])], { change });
    expect(headersOf(result.files[0]!)).toEqual(['Key__c']);
    expect(result.warnings).toEqual([
      {
        message: "Account.Site is left out: the org has no such field, or you don't have access to it.",
        place: { file: 'Account.csv', line: 1 },
      },
    ]);
  });

  it('one that the user may not write', () => {
    const change = (
      schema: Parameters<NonNullable<Parameters<typeof compiled>[1]>['change'] & object>[0],
    ) => {
      const Account = schema.Account!;
      const Phone = { ...Account.fields.Phone!, createable: false, updateable: false };
      return { ...schema, Account: { ...Account, fields: { ...Account.fields, Phone } } };
    };
    const { warnings } = compiled([tableOf('Account', 'Phone', ['A1', '1'])], { change });
    expect(warnings.map(({ message }) => message)).toEqual([
      "Account.Phone is left out: you don't have edit access to it.",
    ]);
  });
});

describe('objects without an External ID', () => {
  it('have no key column, and are told apart by their parents or by what they say', () => {
    const roles = tableOf('OpportunityContactRole', 'OpportunityId ContactId Role', [
      'R1',
      'O1',
      'C1',
      'Influencer',
    ]);
    const comments = tableOf('CaseComment', 'ParentId CommentBody', ['M1', 'S1', 'Hello']);
    const { files } = compiled([accounts, contacts, opportunities, cases, roles, comments]);
    const found = files.filter((file) => file.match.by !== 'external_id');
    expect(found.map((file) => [file.sobject, file.match.by, headersOf(file).join(' ')])).toEqual([
      ['OpportunityContactRole', 'parents', 'Opportunity.Key__c Contact.Key__c Role'],
      ['CaseComment', 'content', 'Parent.Key__c CommentBody'],
    ]);
  });
});

describe('picklists', () => {
  it('are not what a combobox proposes', () => {
    const change = (schema: OrgSchema): OrgSchema => {
      const Task = schema.Task!;
      const Subject = { ...Task.fields.Subject!, type: 'combobox', picklist: ['Call', 'Email'] };
      return { ...schema, Task: { ...Task, fields: { ...Task.fields, Subject } } };
    };
    const { unknownValues } = compiled([tableOf('Task', 'Subject', ['T1', 'Ask Ada'])], { change });
    expect(unknownValues).toEqual([]);
  });

  const picklists = {
    config: { 'Case.Status': { 'On Hold': 'Working' }, 'Account.Industry': { 'High Tech': 'Electronics' } },
    industries: {
      high_tech: { 'Account.Industry': { 'High Tech': 'Technology' } },
      odd: { 'Account.Industry': { 'High Tech': 'Nowhere' } },
      field_service: { 'Account.Industry': { 'Field Service': 'Utilities' } },
    },
  };
  const cell = (table: Parameters<typeof compiled>[0][number], header: string) => {
    const { files } = compiled([table], { picklists });
    return files[0]!.rows.at(0)!.cells[headersOf(files[0]!).indexOf(header)];
  };
  it.each([
    [
      'keep a value that the org has',
      tableOf('Account', 'Industry', ['A1', 'Insurance']),
      'Industry',
      'Insurance',
    ],
    [
      'take the mapping of the industry of the row',
      tableOf('Account', 'Industry _industry', ['A1', 'High Tech', 'high_tech']),
      'Industry',
      'Technology',
    ],
    [
      'take the mapping of the configuration else',
      tableOf('Account', 'Industry _industry', ['A1', 'High Tech', 'other']),
      'Industry',
      'Electronics',
    ],
    [
      'take what the industries agree on where a row names none',
      tableOf('Account', 'Industry', ['A1', 'Field Service']),
      'Industry',
      'Utilities',
    ],
    [
      'take the mapping of the configuration where they do not agree',
      tableOf('Account', 'Industry', ['A1', 'High Tech']),
      'Industry',
      'Electronics',
    ],
    [
      'pass over a mapping to what the org lacks too',
      tableOf('Account', 'Industry _industry', ['A1', 'High Tech', 'odd']),
      'Industry',
      'Electronics',
    ],
    ['map a status', tableOf('Case', 'Status', ['S1', 'On Hold']), 'Status', 'Working'],
    ['leave what nothing maps', tableOf('Case', 'Status', ['S1', 'Odd']), 'Status', 'Odd'],
  ])('%s', (_, table, header, value) => {
    expect(cell(table, header)).toBe(value);
  });

  it.each([
    ['Foo.Bar', 'nothing is known of an object Foo', undefined],
    ['Cas.Status', 'nothing is known of an object Cas', 'Did you mean Case?'],
    ['Case.Statu', 'Case has no field Statu', 'Did you mean Status?'],
  ])('tell of a mapping of %s, which maps nothing', (field, why, hint) => {
    const { warnings } = compiled([cases], {
      picklists: { config: { [field]: { a: 'b' } }, industries: {} },
    });
    expect(warnings).toEqual([
      { message: `\`salesforce.picklists.${field}\` maps nothing: ${why}.`, ...(hint ? { hint } : {}) },
    ]);
  });

  it('say what a value is mapped to that the org lacks as well', () => {
    const { unknownValues } = compiled([tableOf('Account', 'Industry _industry', ['A1', 'Odd', 'x'])], {
      picklists: { config: { 'Account.Industry': { Odd: 'Odder' } }, industries: {} },
    });
    expect(unknownValues).toMatchObject([{ value: 'Odd', mappedTo: 'Odder' }]);
  });

  it('name each value that the org lacks once, with the number of rows', () => {
    const { unknownValues } = compiled([tableOf('Case', 'Status', ['S1', 'Odd'], ['S2', 'Odd'])]);
    expect(unknownValues).toMatchObject([
      { sobject: 'Case', field: 'Status', value: 'Odd', rows: 2, restricted: false },
    ]);
  });
});

describe('a reference to a record without an External ID', () => {
  const tables = [
    tableOf('Account', 'Name', ['A1', 'Acme']),
    tableOf('Case', 'AccountId', ['S1', 'A1']),
    tableOf('CaseComment', 'ParentId CommentBody', ['M1', 'S1', 'Fine.']),
    tableOf('Mark__c', 'Comment__c', ['K1', 'M1'], ['K2', '']),
  ];
  const catalog = {
    ...standardCatalog,
    Mark__c: {
      ...{ code: 'K', match: { by: 'external_id' as const } },
      fields: { Comment__c: { type: 'reference' as const, to: ['CaseComment'], relationship: 'Comment__r' } },
    },
  };

  it('has the field itself in its header, for the id that a load puts there', () => {
    const { files, warnings } = compiled(tables, { catalog, newRowsApart: true });
    const file = files.find(({ sobject }) => sobject === 'Mark__c')!;
    expect(file.columns.at(-1)).toEqual({
      ...{ kind: 'parent', header: 'Comment__c', field: 'Comment__c', to: 'CaseComment', byId: true },
    });
    expect(warnings).toEqual([]);
  });

  it('is noted in files that no load resolves', () => {
    const { warnings } = compiled(tables, { catalog });
    expect(warnings.map(({ message }) => message)).toEqual([
      'Mark__c.Comment__c contains record keys: CaseComment has no External ID, so only `load` can replace them with IDs.',
    ]);
  });
});

describe('what cannot be loaded is a problem with a place', () => {
  it('a reference to a record that is not there', () => {
    const { problems } = compiled([tableOf('Contact', 'AccountId LastName', ['C1', 'A9', 'Ng'])]);
    expect(problems).toMatchObject([{ place: { file: 'Contact.csv', line: 2, key: 'C1' } }]);
  });
  it('a key that two rows share, even of two objects', () => {
    const twice = () =>
      compiled([tableOf('Task', 'Subject', ['K1', 'a']), tableOf('Event', 'Subject', ['K1', 'b'])]);
    expect(twice).toThrow('Another row, of Task, has the same ExternalId.');
  });
  it('a text that is not written', () => {
    const waiting = () => tableOf('Task', 'Subject', ['T1', '__LLM_PLACEHOLDER__']);
    expect(waiting).toThrow("Task.csv:2 (T1): The text of Subject isn't written yet.");
  });
});

describe('an object that the catalog does not know', () => {
  it('keeps what the data set says of it, however long', () => {
    const long = 'x'.repeat(300);
    const { files, notes } = compiled([tableOf('Program__c', 'Hours__c Note__c', ['P1', '12.5', long])]);
    expect(files[0]!.rows.at(0)!.cells).toEqual(['P1', '12.5', long]);
    expect(notes).toEqual([]);
  });

  const visits = tableOf('Visit__c', 'Account__c Note__c', ['V1', 'A1', 'fine']);
  const noted = (table: TextTable, org?: OrgSchema) => {
    const tables = [accounts, table];
    const { unknown, notes } = extendCatalog(standardCatalog, tables, indexKeys(tables), org);
    return { unknown, notes };
  };

  it('takes a column of keys for a lookup and all else for text, and goes in by its external ID', () => {
    expect(headers([accounts, visits]).Visit__c).toBe('Key__c Account__r.Key__c Note__c');
  });

  it.each([
    [
      'an object',
      visits,
      ['Visit__c'],
      "The catalog has no object Visit__c: Account__c is treated as a lookup to Account and values load unchanged and unchecked, and dates don't shift. To read it from an org: sfdc-datagen catalog import Visit__c --target-org ORG",
    ],
    [
      'fields of an object that it knows',
      tableOf('Contact', 'LastName Rank__c Score__c', ['C1', 'Li', '3', '4']),
      [],
      "The catalog has no field Rank__c and Score__c of Contact: values load unchanged and unchecked, and dates don't shift. To read it from an org: sfdc-datagen catalog import Contact --target-org ORG",
    ],
  ])('says what is not known of %s where no org is asked', (_, table, unknown, note) => {
    expect(noted(table)).toEqual({ unknown, notes: [note] });
  });

  it('takes nothing for granted where an org says what it has', () => {
    expect(noted(visits, stock)).toEqual({ unknown: ['Visit__c'], notes: [] });
  });

  const three = tableOf('Visit__c', 'Hours__c Note__c Rank__c', ['V1', '1', '2', '3']);
  const ORG = 'To read it from an org: sfdc-datagen catalog import Visit__c --target-org ORG';
  it.each([
    [
      'says of nothing but lookups only what they are',
      tableOf('Visit__c', 'Account__c', ['V1', 'A1']),
      `The catalog has no object Visit__c: Account__c is treated as a lookup to Account. ${ORG}`,
    ],
    [
      'says of a lookup to two objects both',
      tableOf('Visit__c', 'What__c', ['V1', 'A1'], ['V2', 'V1']),
      `The catalog has no object Visit__c: What__c is treated as a lookup to Account or Visit__c. ${ORG}`,
    ],
    [
      'does not take a column of keys and other values for a lookup',
      tableOf('Visit__c', 'What__c', ['V1', 'A1'], ['V2', 'x']),
      `The catalog has no object Visit__c: values load unchanged and unchecked, and dates don't shift. ${ORG}`,
    ],
    [
      'does not take a blank column for a lookup',
      tableOf('Visit__c', 'What__c', ['V1', ''], ['V2', '#N/A']),
      `The catalog has no object Visit__c: values load unchanged and unchecked, and dates don't shift. ${ORG}`,
    ],
  ])('%s', (_, table, note) => {
    expect(noted(table).notes).toEqual([note]);
  });

  const fieldOf = (table: TextTable, name: string, org?: OrgSchema) => {
    const tables = [accounts, table];
    const { catalog } = extendCatalog(standardCatalog, tables, indexKeys(tables), org);
    return catalog[table.sobject]!.fields[name];
  };
  it.each([
    ['Account__c', 'Account__r'],
    ['AccountId', 'Account'],
    ['Account__cId__c', 'Account__cId__r'],
    ['IdOfAccount', 'IdOfAccount'],
  ])('takes %s for a lookup of the relationship %s', (column, relationship) => {
    expect(fieldOf(tableOf('Visit__c', column, ['V1', 'A1'], ['V2', '']), column)).toEqual({
      ...{ type: 'reference', to: ['Account'], relationship },
    });
  });
  it('takes a column of keys of two objects for a polymorphic lookup', () => {
    const both = tableOf('Visit__c', 'What__c', ['V1', 'A1'], ['V2', 'V1']);
    expect(fieldOf(both, 'What__c')).toMatchObject({ to: ['Account', 'Visit__c'], polymorphic: true });
  });
  it('has the fields that the org describes, and a lookup of keys, which the org may lack', () => {
    const { Account } = stock;
    const Visit__c = {
      ...Account!,
      name: 'Visit__c',
      fields: { Note__c: { ...Account!.fields.Site!, length: 7 } },
    };
    const org = { ...stock, Visit__c };
    expect(fieldOf(visits, 'Note__c', org)).toMatchObject({ type: 'string', length: 7 });
    expect(fieldOf(visits, 'Account__c', org)).toMatchObject({ type: 'reference' });
    expect(fieldOf(three, 'Rank__c', org)).toBeUndefined();
    expect(fieldOf(three, 'Rank__c')).toMatchObject({ type: 'textarea', length: 131_072 });
  });
  it('leaves what it knows as it is, and the columns of the tool alone', () => {
    const known = tableOf('Contact', 'LastName _industry', ['C1', 'Li', 'x']);
    const tables = [known];
    const extended = extendCatalog(standardCatalog, tables, indexKeys(tables));
    expect(extended).toEqual({ catalog: standardCatalog, unknown: [], notes: [] });
    const more = tableOf('Contact', 'LastName Rank__c', ['C1', 'Li', '3']);
    const { catalog } = extendCatalog(standardCatalog, [more], indexKeys([more]));
    expect(catalog.Contact).toMatchObject(standardCatalog.Contact!);
    expect(catalog.Account).toBe(standardCatalog.Account);
  });
  it('is matched by an External ID', () => {
    const { catalog } = extendCatalog(standardCatalog, [visits], indexKeys([visits]));
    expect(catalog.Visit__c).toMatchObject({ code: 'Visit__c', match: { by: 'external_id' } });
  });
});
