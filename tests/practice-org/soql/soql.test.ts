import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seed } from '../../../src/practice-org/org.ts';
import type { RunningOrg } from '../../../src/practice-org/server.ts';
import { call, soql } from '../client.ts';
import { startOrg } from '../harness.ts';

let org: RunningOrg;

beforeAll(async () => {
  org = await startOrg({ externalId: 'Ext__c' });
  const keys = ['TD_4_A1', 'TD_42_A1', 'td_42_a2', 'TDX42_A3'];
  const accounts = keys.map((Ext__c, index) =>
    seed(org.org, 'Account', {
      Name: `Acct ${index}`,
      Ext__c,
      NumberOfEmployees: index * 10,
      Industry: index < 3 ? 'Energy' : null,
      IsDeleted: false,
    }),
  );
  const contact = seed(org.org, 'Contact', {
    LastName: "O'Leary",
    Name: "Inés O'Leary",
    AccountId: accounts[1]!,
    Ext__c: 'C1',
  });
  seed(org.org, 'Contact', { LastName: 'Alone', AccountId: null, Ext__c: 'C2' });
  seed(org.org, 'Task', {
    Subject: 'Now',
    WhatId: accounts[0]!,
    WhoId: contact,
    IsArchived: false,
    ActivityDate: '2026-01-15',
  });
  seed(org.org, 'Task', {
    Subject: 'Old',
    WhatId: accounts[0]!,
    IsArchived: true,
    ActivityDate: '2020-01-15',
  });
});
afterAll(() => org.stop());

const names = (query: string) => async () => {
  const { records } = await soql(org, query);
  return records?.map((record: { Name?: string; Subject?: string }) => record.Name ?? record.Subject);
};

describe('TYPEOF reads the fields of a parent by its type', () => {
  const what = async (branches: string) => {
    const { records } = await soql(org, `SELECT TYPEOF What ${branches} END FROM Task WHERE Subject = 'Now'`);
    return records[0].What;
  };
  test.each<[string, string, Record<string, unknown> | null]>([
    [
      'its own fields, also of the org',
      'WHEN Account THEN Name, Ext__c',
      { Name: 'Acct 0', Ext__c: 'TD_4_A1' },
    ],
    ['a branch of several', 'WHEN Case THEN Subject WHEN Account THEN Industry', { Industry: 'Energy' }],
    ['ELSE where no branch is of its type', 'WHEN Case THEN Subject ELSE Name', { Name: 'Acct 0' }],
    ['no ELSE where a branch is of its type', 'WHEN Account THEN Industry ELSE Name', { Industry: 'Energy' }],
    ['nothing where no branch is of its type', 'WHEN Case THEN Subject', null],
  ])('%s', async (_, branches, fields) => {
    const found = await what(branches);
    const { attributes, ...rest } = found ?? {};
    expect(found && rest).toEqual(fields);
    if (found) expect(attributes.type).toBe('Account');
  });
  test('and refuses a field that the type lacks, and a TYPEOF without branches', async () => {
    expect(
      JSON.stringify(await soql(org, 'SELECT TYPEOF What WHEN Account THEN Nope END FROM Task')),
    ).toContain("No such column 'Nope' on entity 'Account'");
    expect(JSON.stringify(await soql(org, 'SELECT TYPEOF What END FROM Task'))).toContain(
      "unexpected token: 'END'",
    );
  });
});

describe('a query finds', () => {
  test.each<[string, string, string[]]>([
    ['a text without regard to case', "SELECT Name FROM Account WHERE name = 'ACCT 1'", ['Acct 1']],
    ['a case-sensitive key exactly', "SELECT Name FROM Account WHERE Ext__c = 'TD_42_A2'", []],
    [
      'LIKE: _ is any character, case does not count',
      "SELECT Name FROM Account WHERE Ext__c LIKE 'TD_42_%'",
      ['Acct 1', 'Acct 2', 'Acct 3'],
    ],
    [
      'LIKE: an escaped _ is itself',
      "SELECT Name FROM Account WHERE Ext__c LIKE 'TD\\_42\\_%'",
      ['Acct 1', 'Acct 2'],
    ],
    ['a number', 'SELECT Name FROM Account WHERE NumberOfEmployees >= 20', ['Acct 2', 'Acct 3']],
    ['blanks', 'SELECT Name FROM Account WHERE Industry = null', ['Acct 3']],
    ['blanks with !=', "SELECT Name FROM Account WHERE Industry != 'Energy'", ['Acct 3']],
    ['IN', "SELECT Name FROM Account WHERE Ext__c IN ('TD_4_A1','TDX42_A3')", ['Acct 0', 'Acct 3']],
    ['NOT IN', "SELECT Name FROM Account WHERE Ext__c NOT IN ('TD_4_A1')", ['Acct 1', 'Acct 2', 'Acct 3']],
    [
      'AND with OR in brackets',
      "SELECT Name FROM Account WHERE Industry = 'Energy' AND (Name = 'Acct 0' OR Name = 'Acct 3')",
      ['Acct 0'],
    ],
    ['NOT', "SELECT Name FROM Account WHERE (NOT Name LIKE 'Acct 0')", ['Acct 1', 'Acct 2', 'Acct 3']],
    ['a semi-join', 'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)', ['Acct 1']],
    [
      'an anti-join',
      "SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact WHERE Ext__c = 'C1') LIMIT 1",
      ['Acct 0'],
    ],
    ['through a parent', "SELECT Name FROM Contact WHERE Account.Ext__c = 'TD_42_A1'", ["Inés O'Leary"]],
    ['a quote in a text', "SELECT Name FROM Contact WHERE LastName = 'O\\'Leary'", ["Inés O'Leary"]],
    ['a date', 'SELECT Subject FROM Task WHERE ActivityDate = 2026-01-15', ['Now']],
    ['no archived activity', 'SELECT Subject FROM Task', ['Now']],
    [
      'in order, blanks first',
      'SELECT Name FROM Account ORDER BY Industry, Name DESC LIMIT 2 OFFSET 1',
      ['Acct 2', 'Acct 1'],
    ],
  ])('%s', async (_, query, expected) => {
    expect(await names(query)()).toEqual(expected);
  });

  test('parents nested, none as null, and a polymorphic parent by its name fields', async () => {
    const contacts = await soql(
      org,
      'SELECT LastName, Account.Name, Account.Ext__c FROM Contact ORDER BY LastName',
    );
    expect(contacts.records).toMatchObject([
      { Account: null },
      { Account: { Name: 'Acct 1', Ext__c: 'TD_42_A1' } },
    ]);
    const tasks = await soql(org, 'SELECT What.Type, What.Name, Who.Name FROM Task');
    expect(tasks.records).toMatchObject([
      { What: { Type: 'Account', Name: 'Acct 0' }, Who: { Name: "Inés O'Leary" } },
    ]);
  });

  test('archived activities with queryAll', async () => {
    expect((await soql(org, 'SELECT Subject FROM Task', 'queryAll')).totalSize).toBe(2);
  });

  test('counts, alone and by group', async () => {
    expect(await soql(org, 'SELECT COUNT() FROM Account')).toEqual({ totalSize: 4, done: true, records: [] });
    const grouped = await soql(org, 'SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry');
    expect(grouped.records).toMatchObject([
      { Industry: 'Energy', n: 3 },
      { Industry: null, n: 1 },
    ]);
  });

  test('datetimes in the form of REST', async () => {
    const { records } = await soql(org, 'SELECT CreatedDate FROM Account LIMIT 1');
    expect(records[0].CreatedDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  });

  test('page after page', async () => {
    org.org.options.queryPage = 3;
    const first = await soql(org, 'SELECT Id FROM Account');
    expect([first.done, first.totalSize, first.records.length]).toEqual([false, 4, 3]);
    const path = first.nextRecordsUrl.replace('/services/data/v62.0', '');
    const second = (await call(org, 'GET', path)).body;
    expect([second.done, second.records.length]).toEqual([true, 1]);
    org.org.options.queryPage = 2_000;
  });
});

describe('a query is refused where', () => {
  test.each<[string, string, string, string]>([
    [
      'a field is unknown',
      'SELECT Nope FROM Account',
      'INVALID_FIELD',
      "\n       ^\nERROR at Row:1:Column:8\nNo such column 'Nope' on entity 'Account'",
    ],
    [
      'a relationship is unknown',
      'SELECT Nope.Name FROM Account',
      'INVALID_FIELD',
      "Didn't understand relationship 'Nope' in field path",
    ],
    [
      'a custom field is reached through a polymorphic parent',
      'SELECT What.Ext__c FROM Task',
      'INVALID_FIELD',
      "No such column 'Ext__c' on entity 'Name'",
    ],
    ['an object is unknown', 'SELECT Id FROM Nope', 'INVALID_TYPE', "sObject type 'Nope' is not supported"],
    ['it is no SOQL', 'SELECT Id FRM Account', 'MALFORMED_QUERY', "unexpected token: 'Account'"],
    [
      'AND and OR meet without brackets',
      "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
      'MALFORMED_QUERY',
      "unexpected token: 'OR'",
    ],
    [
      'a date is in quotes',
      "SELECT Id FROM Task WHERE ActivityDate = '2026-01-15'",
      'INVALID_FIELD',
      "value of filter criterion for field 'ActivityDate' must be of type date and should not be enclosed in quotes",
    ],
    [
      'a long text is filtered',
      "SELECT Id FROM CaseComment WHERE CommentBody = 'x'",
      'INVALID_FIELD',
      "field 'CommentBody' can not be filtered in a query call",
    ],
    [
      'a semi-join is below OR',
      'SELECT Id FROM Account WHERE Name = null OR Id IN (SELECT AccountId FROM Contact)',
      'MALFORMED_QUERY',
      'Semi join sub-selects are only allowed at the top level',
    ],
    [
      'an id is none',
      "SELECT Id FROM Account WHERE Id = 'x'",
      'INVALID_QUERY_FILTER_OPERATOR',
      'invalid ID field: x',
    ],
    [
      'the offset is too far',
      'SELECT Id FROM Account OFFSET 2001',
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Maximum SOQL offset allowed is 2000',
    ],
    [
      'a column is not grouped',
      'SELECT Name, COUNT(Id) FROM Account GROUP BY Industry',
      'MALFORMED_QUERY',
      'Field must be grouped or aggregated: Name',
    ],
  ])('%s', async (_, query, errorCode, message) => {
    expect(await soql(org, query)).toMatchObject([{ errorCode, message: expect.stringContaining(message) }]);
  });

  test('the URI is longer than 16,384 bytes', async () => {
    const { status } = await call(org, 'GET', `/query?q=${'x'.repeat(16_400)}`);
    expect(status).toBe(414);
  });
});

test('a bulk query pages by locator and writes datetimes with Z', async () => {
  const created = await call(org, 'POST', '/jobs/query', {
    operation: 'query',
    query: 'SELECT Account.Name, CreatedDate FROM Contact',
  });
  const path = `/jobs/query/${created.body.id}`;
  await expect.poll(async () => (await call(org, 'GET', path)).body.state).toBe('JobComplete');
  const first = await call(org, 'GET', `${path}/results?maxRecords=1`);
  expect(first.body).toMatch(/^"Account.Name","CreatedDate"\n"Acct 1","[^"]+Z"\n$/);
  expect(first.headers.get('sforce-locator')).toBe('1');
  const second = await call(org, 'GET', `${path}/results?maxRecords=1&locator=1`);
  expect(second.headers.get('sforce-locator')).toBe('null');
});
