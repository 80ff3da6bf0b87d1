import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobRequest } from '../../../src/practice-org/bulk/job.ts';
import { seed } from '../../../src/practice-org/org.ts';
import type { RunningOrg } from '../../../src/practice-org/server.ts';
import { bulk, call, finishedJob, soql, submitJob } from '../client.ts';
import { startOrg } from '../harness.ts';

let org: RunningOrg;

beforeEach(async () => {
  org = await startOrg({ externalId: 'Ext__c', jobSeconds: 0 });
  seed(org.org, 'Account', { Name: 'Acme', Ext__c: 'A1', Phone: '1' });
  seed(org.org, 'Contact', { LastName: 'Known', Ext__c: 'C1' });
  seed(org.org, 'Lead', { LastName: 'Lead', Company: 'Co' });
  seed(org.org, 'Opportunity', {
    Name: 'Deal',
    Ext__c: 'O1',
    StageName: 'Prospecting',
    CloseDate: '2026-01-01',
  });
  seed(org.org, 'Case', { Subject: 'Case', Ext__c: 'S1', CaseNumber: '1', Status: 'New' });
});
afterEach(() => org.stop());

const upsert = (object: string): JobRequest => ({
  object,
  operation: 'upsert',
  externalIdFieldName: 'Ext__c',
});
const insert = (object: string): JobRequest => ({ object, operation: 'insert' });
const rowsOf = (file: string) => file.trim().split('\n').slice(1);

describe('a row is refused, with the words that Salesforce has for it, where', () => {
  const long = 'x'.repeat(256);
  test.each<[string, JobRequest, string, string]>([
    [
      'a required field is missing',
      upsert('Account'),
      'Ext__c,Phone\nA2,1\n',
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
    ],
    [
      'the key is blank',
      upsert('Account'),
      'Ext__c,Name\n,Acme\n',
      'MISSING_ARGUMENT:Ext__c not specified:--',
    ],
    [
      'a text is too long',
      upsert('Account'),
      `Ext__c,Name\nA2,${long}\n`,
      'STRING_TOO_LONG:Name: data value too large',
    ],
    [
      'a comment has too many bytes',
      insert('CaseComment'),
      `Parent.Ext__c,CommentBody\nS1,${'é'.repeat(2_001)}\n`,
      'STRING_TOO_LONG:Comment Body: data value too large',
    ],
    [
      'a date is none',
      upsert('Opportunity'),
      'Ext__c,Name,StageName,CloseDate\nO2,D,Prospecting,6/15/19\n',
      "INVALID_FIELD:Failed to deserialize field at col 3. Due to, '6/15/19' is not a valid value for the type xsd:date:CloseDate --",
    ],
    [
      'a day does not exist',
      upsert('Opportunity'),
      'Ext__c,Name,StageName,CloseDate\nO2,D,Prospecting,2026-02-30\n',
      "'2026-02-30' is not a valid value for the type xsd:date",
    ],
    [
      'a datetime is a date',
      upsert('Event'),
      'Ext__c,StartDateTime,DurationInMinutes\nE1,2026-01-01,30\n',
      "'2026-01-01' is not a valid value for the type xsd:dateTime",
    ],
    [
      'a number is none',
      upsert('Account'),
      'Ext__c,Name,NumberOfEmployees\nA2,N,many\n',
      "'many' is not a valid value for the type xsd:int",
    ],
    [
      'a boolean is none',
      upsert('Contact'),
      'Ext__c,LastName,DoNotCall\nC2,N,maybe\n',
      "'maybe' is not a valid value for the type xsd:boolean",
    ],
    [
      'a mail address is none',
      upsert('Contact'),
      'Ext__c,LastName,Email\nC2,N,nobody\n',
      'INVALID_EMAIL_ADDRESS:Email: invalid email address: nobody:Email --',
    ],
    [
      'a parent does not exist',
      upsert('Contact'),
      'Ext__c,LastName,Account.Ext__c\nC2,N,A9\n',
      'INVALID_FIELD:Foreign key external ID: A9 not found for field Ext__c in entity Account:--',
    ],
    [
      'a restricted picklist lacks the value',
      upsert('Event'),
      'Ext__c,StartDateTime,DurationInMinutes,ShowAs\nE1,2026-01-01T10:00:00.000Z,30,Away\n',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:Show As: bad value for restricted picklist field: Away:ShowAs --',
    ],
    [
      'a computed field is sent',
      upsert('Opportunity'),
      'Ext__c,Name,StageName,CloseDate,IsWon\nO2,D,Prospecting,2026-01-01,true\n',
      'INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: IsWon.',
    ],
    [
      'a timed event has no start',
      upsert('Event'),
      'Ext__c,Subject\nE1,Hi\n',
      'REQUIRED_FIELD_MISSING:Required fields are missing: [ActivityDateTime, DurationInMinutes]',
    ],
    [
      'a required field is nulled',
      upsert('Account'),
      'Ext__c,Name\nA1,#N/A\n',
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]',
    ],
    [
      'the id in a reference is of another object',
      insert('Case'),
      'AccountId\n003000000000000AAA\n',
      'FIELD_INTEGRITY_EXCEPTION:',
    ],
  ])('%s', async (_, request, csv, error) => {
    const { info, failed } = await bulk(org, request, csv);
    expect(info).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1, numberRecordsFailed: 1 });
    expect(failed).toContain(error);
  });

  test.each<[string, string, string, string]>([
    [
      'a key is taken',
      'Account',
      'Ext__c,Name\nA1,Twin\n',
      'DUPLICATE_VALUE:duplicate value found: Ext__c duplicates value on record with id: 001',
    ],
    [
      'an id stands in an insert',
      'Account',
      'Id,Name\n001000000000000AAA,n\n',
      'INVALID_FIELD_FOR_INSERT_UPDATE:cannot specify Id in an insert call',
    ],
    [
      'a number is too large',
      'Account',
      'Name,NumberOfEmployees\nn,3000000000\n',
      'NUMBER_OUTSIDE_VALID_RANGE:Number Of Employees: value outside of valid range',
    ],
    ['a reference is no id', 'Case', 'AccountId\nAcme\n', 'MALFORMED_ID:'],
    [
      'a reference leads nowhere',
      'Case',
      'AccountId\n001000000000000AAA\n',
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY:insufficient access rights on cross-reference id',
    ],
  ])('%s on insert', async (_, sobject, csv, error) => {
    expect((await bulk(org, insert(sobject), csv)).failed).toContain(error);
  });

  test('it becomes its own ancestor', async () => {
    await bulk(org, upsert('Account'), 'Ext__c,Name,Parent.Ext__c\nA2,Child,A1\n');
    const { failed } = await bulk(org, upsert('Account'), 'Ext__c,Parent.Ext__c\nA1,A2\n');
    expect(failed).toContain('CIRCULAR_DEPENDENCY:attempt to violate hierarchy constraints:ParentId --');
  });

  test('it names a parent twice, by key and by id', async () => {
    const csv = `Ext__c,LastName,Account.Ext__c,AccountId\nC2,n,A1,${org.records('Account')[0]!.Id}\n`;
    const { failed } = await bulk(org, upsert('Contact'), csv);
    expect(failed).toContain(
      'cannot specify both an external ID reference Account and a salesforce id, AccountId',
    );
  });

  test('a task has its key already, since both are activities', async () => {
    await bulk(org, upsert('Task'), 'Ext__c,Subject\nX1,Call\n');
    const csv = 'Ext__c,StartDateTime,DurationInMinutes\nX1,2026-01-15T14:30:00.000Z,30\n';
    expect((await bulk(org, upsert('Event'), csv)).failed).toContain('DUPLICATE_VALUE:duplicate value found');
  });

  test('its parent is in the recycle bin', async () => {
    const id = org.records('Account')[0]!.Id;
    await bulk(org, { object: 'Account', operation: 'delete' }, `Id\n${id}\n`);
    const csv = `AccountId\n${id}\n`;
    expect((await bulk(org, insert('Case'), csv)).failed).toContain('ENTITY_IS_DELETED');
    const byKey = await bulk(org, upsert('Contact'), 'Ext__c,LastName,Account.Ext__c\nC2,n,A1\n');
    expect(byKey.failed).toContain('Foreign key external ID: A1 not found');
  });

  test('an activity has a lead and a What', async () => {
    const [lead] = org.records('Lead');
    const csv = `Ext__c,WhoId,Opportunity:What.Ext__c\nT1,${lead!.Id},O1\n`;
    expect((await bulk(org, upsert('Task'), csv)).failed).toContain('FIELD_INTEGRITY_EXCEPTION');
    expect((await bulk(org, upsert('Task'), `Ext__c,WhoId\nT1,${lead!.Id}\n`)).failed).not.toContain('T1');
  });

  test('a create-only field is sent a second time', async () => {
    const csv = 'Ext__c,Subject,TaskSubtype\nT1,Hi,Call\n';
    expect((await bulk(org, upsert('Task'), csv)).info.numberRecordsFailed).toBe(0);
    expect((await bulk(org, upsert('Task'), csv)).failed).toContain(
      'Unable to create/update fields: TaskSubtype',
    );
  });

  test('it hangs on another row of its job', async () => {
    const { failed, successful } = await bulk(
      org,
      upsert('Account'),
      'Ext__c,Name,Parent.Ext__c\nA2,P,\nA3,C,A2\n',
    );
    expect(rowsOf(successful)).toEqual([expect.stringContaining('"A2"')]);
    expect(failed).toContain('Foreign key external ID: A2 not found');
  });

  test('it has its key twice in a chunk of 200, while in another chunk it overwrites in silence', async () => {
    const names = Array.from({ length: 201 }, (_, index) => `K${index},Name ${index}`);
    const near = await bulk(org, upsert('Account'), ['Ext__c,Name', 'K0,a', ...names].join('\n'));
    expect(rowsOf(near.failed)).toHaveLength(2);
    expect(near.failed).toContain('DUPLICATE_VALUE:Duplicate external id specified: K0:Ext__c --');
    const far = await bulk(org, upsert('Account'), ['Ext__c,Name', ...names, 'K0,last'].join('\n'));
    expect(far.info.numberRecordsFailed).toBe(0);
    expect(org.records('Account').filter(({ Ext__c }) => Ext__c === 'K0')).toEqual([
      expect.objectContaining({ Name: 'last' }),
    ]);
  });
});

describe('a whole job fails where', () => {
  test.each<[string, JobRequest, string, string]>([
    [
      'a column is unknown',
      upsert('Account'),
      'Ext__c,Name,Nope\nA2,N,1\n',
      'InvalidBatch : Field name not found : Nope',
    ],
    [
      'a polymorphic parent has no type',
      upsert('Task'),
      'Ext__c,What.Ext__c\nT1,O1\n',
      'InvalidBatch : Field name not found : What.Ext__c',
    ],
    [
      'a plain parent has a type',
      upsert('Contact'),
      'Ext__c,LastName,Account:Account.Ext__c\nC2,N,A1\n',
      'InvalidBatch : Field name not found : Account:Account.Ext__c',
    ],
    [
      'a parent has no such key',
      upsert('Contact'),
      'Ext__c,LastName,Account.Name\nC2,N,Acme\n',
      'InvalidBatch : Field name not found : Account.Name',
    ],
    [
      'a parent is two levels away',
      insert('CaseComment'),
      'Parent.Account.Ext__c\nA1\n',
      'InvalidBatch : Field name not found : Parent.Account.Ext__c',
    ],
    [
      'a lookup has no relationship',
      upsert('Opportunity'),
      'Ext__c,Contact.Ext__c\nO1,C1\n',
      'InvalidBatch : Field name not found : Contact.Ext__c',
    ],
    [
      'line ends are wrong',
      upsert('Account'),
      'Ext__c,Name\r\nA2,N\r\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
  ])('%s', async (_, request, csv, errorMessage) => {
    const { info, unprocessed, successful } = await bulk(org, request, csv);
    expect(info).toMatchObject({ state: 'Failed', errorMessage, numberRecordsProcessed: 0 });
    expect(rowsOf(unprocessed)).toHaveLength(1);
    expect(rowsOf(successful)).toHaveLength(0);
  });
});

describe('a job is refused where', () => {
  test.each<[string, JobRequest, string]>([
    [
      'the key is no External ID',
      { ...upsert('Account'), externalIdFieldName: 'Website' },
      'InvalidJob : Field name provided, Website does not match an External ID, Salesforce Id, or indexed field for Account',
    ],
    ['the object takes none', upsert('CaseComment'), 'does not match an External ID'],
    ['the object does not exist', insert('Nope'), 'InvalidJob : Unable to find object: Nope'],
    [
      'it deletes for good without the permission',
      { object: 'Account', operation: 'hardDelete' },
      'hardDelete operation requires special user profile permission',
    ],
  ])('%s', async (_, request, message) => {
    const { status, body } = await call(org, 'POST', '/jobs/ingest', request);
    expect(status).toBe(400);
    expect(body[0].message).toContain(message);
  });
});

test('an upsert says what is new, leaves what an empty cell stands over, and nulls #N/A', async () => {
  const { successful } = await bulk(
    org,
    upsert('Account'),
    'Ext__c,Name,Phone,Site\nA1,Acme 2,,#N/A\nA2,New,5,Here\n',
  );
  const created = Object.fromEntries(
    rowsOf(successful)
      .map((row) => row.split(','))
      .map((row) => [row[2], row[1]]),
  );
  expect(created).toEqual({ '"A1"': '"false"', '"A2"': '"true"' });
  expect(org.records('Account')).toMatchObject([
    { Name: 'Acme 2', Phone: '1', Site: null },
    { Name: 'New', Phone: '5', Site: 'Here' },
  ]);
});

test('parents are found by their keys, polymorphic ones by type and key', async () => {
  const csv = 'Ext__c,Subject,Opportunity:What.Ext__c,Contact:Who.Ext__c\nT1,Hi,O1,C1\n';
  expect((await bulk(org, upsert('Task'), csv)).info.numberRecordsFailed).toBe(0);
  expect(org.records('Task')).toMatchObject([
    {
      WhatId: org.records('Opportunity')[0]!.Id,
      WhoId: org.records('Contact')[0]!.Id,
      Status: 'Not Started',
    },
  ]);
});

test('texts arrive as they left: quotes, commas, line breaks, accents, emoji, 4,000 bytes', async () => {
  const comment = `Dr. "Zoë", née\nO’Neil 🚀 ${'x'.repeat(3_950)}`;
  const csv = `Parent.Ext__c,CommentBody\nS1,"${comment.replaceAll('"', '""')}"\n`;
  expect((await bulk(org, insert('CaseComment'), csv)).failed).not.toContain('S1');
  expect(org.records('CaseComment')).toMatchObject([{ CommentBody: comment }]);
});

test('roles of the same pair may double, and an opportunity keeps one primary contact', async () => {
  const csv = 'Opportunity.Ext__c,Contact.Ext__c,IsPrimary\nO1,C1,true\nO1,C1,true\n';
  expect((await bulk(org, insert('OpportunityContactRole'), csv)).info.numberRecordsFailed).toBe(0);
  expect(org.records('OpportunityContactRole').map(({ IsPrimary }) => IsPrimary)).toEqual([false, true]);
});

test('the rows of a result file come in another order than they were sent, the same each time', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `K${String(index).padStart(2, '0')}`);
  const { successful } = await bulk(
    org,
    upsert('Account'),
    ['Ext__c,Name', ...names.map((key) => `${key},n`)].join('\n'),
  );
  const order = rowsOf(successful).map((row) => row.split(',')[2]!.replaceAll('"', ''));
  expect(order).not.toEqual(names);
  expect(order.toSorted()).toEqual(names);
});

test('another delimiter and CRLF are read and written where the job says so', async () => {
  const request = { ...upsert('Account'), columnDelimiter: 'PIPE', lineEnding: 'CRLF' } as const;
  const { successful } = await bulk(org, request, 'Ext__c|Name\r\nA2|a,b\r\n');
  expect(successful).toContain('"A2"|"a,b"\r\n');
});

describe('deleting', () => {
  const remove = (object: string, id: string, operation: 'delete' | 'hardDelete' = 'delete') =>
    bulk(org, { object, operation }, `Id\n${id}\n`);
  const idOf = (sobject: string) => org.records(sobject)[0]!.Id;

  test('an account stays while a case points at it, and takes contacts and deals with it after', async () => {
    await bulk(org, upsert('Case'), 'Ext__c,Account.Ext__c\nS1,A1\n');
    await bulk(org, upsert('Contact'), 'Ext__c,Account.Ext__c\nC1,A1\n');
    await bulk(org, upsert('Opportunity'), 'Ext__c,Account.Ext__c\nO1,A1\n');
    await bulk(org, insert('OpportunityContactRole'), 'Opportunity.Ext__c,Contact.Ext__c\nO1,C1\n');
    await bulk(org, upsert('Task'), 'Ext__c,Opportunity:What.Ext__c\nT1,O1\n');
    const account = idOf('Account');
    expect((await remove('Account', account)).failed).toContain(
      'DELETE_FAILED:Your attempt to delete Acme could not be completed because it is associated with the following cases.: 1',
    );
    await remove('Case', idOf('Case'));
    expect((await remove('Account', account)).info.numberRecordsFailed).toBe(0);
    for (const sobject of ['Account', 'Contact', 'Opportunity', 'OpportunityContactRole', 'Task'])
      expect(org.records(sobject)).toEqual([]);
  });

  test('an account stays while it has a won deal', async () => {
    await bulk(org, upsert('Opportunity'), 'Ext__c,Account.Ext__c,StageName\nO1,A1,Closed Won\n');
    expect((await remove('Account', idOf('Account'))).failed).toContain('closed won: Deal');
  });

  test('a deleted record is in the recycle bin: not found, not deleted twice, its key free again', async () => {
    const id = idOf('Account');
    await remove('Account', id);
    expect((await remove('Account', id)).failed).toContain('ENTITY_IS_DELETED:entity is deleted:--');
    expect((await soql(org, 'SELECT Id FROM Account')).totalSize).toBe(0);
    const binned = await soql(org, 'SELECT Id FROM Account WHERE IsDeleted = true', 'queryAll');
    expect(binned.records).toMatchObject([{ Id: id }]);
    const again = await bulk(org, upsert('Account'), 'Ext__c,Name\nA1,Again\n');
    expect(again.successful).toContain('"true"');
  });

  test('a hard delete leaves nothing in the bin', async () => {
    org.org.options.hardDelete = true;
    await remove('Account', idOf('Account'), 'hardDelete');
    expect((await soql(org, 'SELECT Id FROM Account', 'queryAll')).totalSize).toBe(0);
  });
});

describe('told to fail', () => {
  const rows = Array.from({ length: 400 }, (_, index) => `K${index},n`);
  const csv = ['Ext__c,Name', ...rows].join('\n');

  test('a share of the rows is locked for the first try, the same rows each time', async () => {
    org.fail({ kind: 'row_lock', object: 'Account', fraction: 0.03, times: 1 });
    const { info, failed } = await bulk(org, upsert('Account'), csv);
    expect(info.numberRecordsFailed).toBeGreaterThan(3);
    expect(info.numberRecordsFailed).toBeLessThan(30);
    expect(failed).toContain('UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record');
    expect((await bulk(org, upsert('Account'), csv)).info.numberRecordsFailed).toBe(0);
  });

  test('a validation rule refuses one row until it is lifted', async () => {
    org.fail({ kind: 'reject', object: 'Account', field: 'Ext__c', equals: 'K7', message: 'No sevens.' });
    expect((await bulk(org, upsert('Account'), csv)).failed).toContain(
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:No sevens.:Ext__c --',
    );
    org.heal();
    expect((await bulk(org, upsert('Account'), csv)).info.numberRecordsFailed).toBe(0);
  });

  test.each([
    ['fail', 'Failed'],
    ['abort', 'Aborted'],
  ] as const)('a job can %s half way', async (outcome, state) => {
    org.fail({ kind: 'job', outcome, object: 'Account', afterRows: 100 });
    const { info, successful, unprocessed } = await bulk(org, upsert('Account'), csv);
    expect(info.state).toBe(state);
    expect([rowsOf(successful).length, rowsOf(unprocessed).length]).toEqual([100, 300]);
  });

  test('a job can hang until it is released', async () => {
    org.fail({ kind: 'job', outcome: 'hang' });
    const id = await submitJob(org, upsert('Account'), csv);
    await expect
      .poll(async () => (await call(org, 'GET', `/jobs/ingest/${id}`)).body.state)
      .toBe('InProgress');
    org.heal();
    expect((await finishedJob(org, id)).info.state).toBe('JobComplete');
  });

  test('a hanging job can be aborted', async () => {
    org.fail({ kind: 'job', outcome: 'hang' });
    const id = await submitJob(org, upsert('Account'), csv);
    await call(org, 'PATCH', `/jobs/ingest/${id}`, { state: 'Aborted' });
    const { info, unprocessed } = await finishedJob(org, id);
    expect(info.state).toBe('Aborted');
    expect(rowsOf(unprocessed)).toHaveLength(400);
  });

  test('storage can be full, by fault and by size', async () => {
    org.fail({ kind: 'storage_full' });
    expect((await bulk(org, upsert('Account'), 'Ext__c,Name\nA2,n\n')).failed).toContain(
      'STORAGE_LIMIT_EXCEEDED',
    );
    org.heal();
    org.org.options.storageMb = 0.1;
    const { info, failed } = await bulk(org, upsert('Account'), csv);
    expect(info.numberRecordsFailed).toBe(354);
    expect(failed).toContain('STORAGE_LIMIT_EXCEEDED');
  });

  test('duplicates are detected, by fault and by the standard rule of an org that has it on', async () => {
    org.fail({ kind: 'duplicate', object: 'Account' });
    expect((await bulk(org, upsert('Account'), 'Ext__c,Name\nA2,n\n')).failed).toContain(
      'DUPLICATES_DETECTED',
    );
    org.heal();
    org.org.options.duplicateRules = ['Account'];
    const csv =
      'Ext__c,Name,Website\nA2,Twin,twin.example.com\nA3,twin,TWIN.example.com\nA4,Twin,other.example.com\n';
    expect(rowsOf((await bulk(org, upsert('Account'), csv)).failed)).toEqual([
      expect.stringContaining('"A3"'),
    ]);
  });
});

test('50,000 rows with a parent are in within seconds', { timeout: 20_000 }, async () => {
  const rows = Array.from({ length: 50_000 }, (_, index) => `K${index},Name ${index},A1`);
  const csv = ['Ext__c,LastName,Account.Ext__c', ...rows].join('\n');
  expect((await bulk(org, upsert('Contact'), csv)).info).toMatchObject({
    numberRecordsProcessed: 50_000,
    numberRecordsFailed: 0,
  });
  const counted = await soql(org, "SELECT COUNT() FROM Contact WHERE Account.Ext__c = 'A1'");
  expect(counted.totalSize).toBe(50_000);
});
