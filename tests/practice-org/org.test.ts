import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { OrgOptions } from '../../src/practice-org/options.ts';
import { seed } from '../../src/practice-org/org.ts';
import type { RunningOrg } from '../../src/practice-org/server.ts';
import { bulk, call, soql } from './client.ts';
import { startOrg } from './harness.ts';

let org: RunningOrg;

beforeEach(async () => {
  org = await startOrg({ jobSeconds: 0 });
});
afterEach(() => org.stop());

async function restarted(options: Partial<OrgOptions>): Promise<void> {
  await org.stop();
  org = await startOrg({ jobSeconds: 0, ...options });
}

const keyField = (more = '') =>
  `<CustomObject><fields><fullName>Ext__c</fullName><label>Key</label><type>Text</type><length>80</length><externalId>true</externalId><unique>true</unique>${more}</fields></CustomObject>`;
const permissionSet = (...fields: string[]) =>
  `<PermissionSet><label>P</label>${fields.map((field) => `<fieldPermissions><editable>true</editable><field>${field}</field><readable>true</readable></fieldPermissions>`).join('')}</PermissionSet>`;

async function deploy(files: Record<string, string>) {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  const envelope = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header><SessionHeader><sessionId>${org.org.orgId}!test</sessionId></SessionHeader></soapenv:Header><soapenv:Body><deploy><ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions><checkOnly>false</checkOnly></DeployOptions></deploy></soapenv:Body></soapenv:Envelope>`;
  const response = await fetch(`${org.url}/services/Soap/m/62.0`, { method: 'POST', body: envelope });
  const id = /<id>(\w+)<\/id>/.exec(await response.text())![1];
  const { deployResult } = (await call(org, 'GET', `/metadata/deployRequest/${id}?includeDetails=true`)).body;
  return {
    success: deployResult.success as boolean,
    problems: deployResult.details.componentFailures.map(
      ({ problem }: { problem: string }) => problem,
    ) as string[],
  };
}

async function assign(name: string) {
  const { records } = await soql(org, `SELECT Id FROM PermissionSet WHERE Name = '${name}'`);
  return call(org, 'POST', '/sobjects/PermissionSetAssignment', {
    AssigneeId: org.org.userId,
    PermissionSetId: records[0].Id,
  });
}

const fieldsOf = async (sobject: string) =>
  Object.fromEntries(
    (await call(org, 'GET', `/sobjects/${sobject}/describe`)).body.fields.map((field: { name: string }) => [
      field.name,
      field,
    ]),
  );

describe('a deployed field', () => {
  const files = {
    'objects/Account.object': keyField(),
    'objects/Activity.object': keyField(),
    'permissionsets/Data.permissionset': permissionSet('Account.Ext__c', 'Task.Ext__c'),
  };

  test('is there for nobody until a permission set grants it', async () => {
    expect(await deploy(files)).toEqual({ success: true, problems: [] });
    const job = { object: 'Account', operation: 'upsert', externalIdFieldName: 'Ext__c' } as const;
    expect(await fieldsOf('Account')).not.toHaveProperty('Ext__c');
    expect(await soql(org, 'SELECT Ext__c FROM Account')).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    await expect(bulk(org, job, 'Ext__c,Name\n1,n\n')).rejects.toThrow('does not match an External ID');
    const insert = await bulk(org, { object: 'Account', operation: 'insert' }, 'Ext__c,Name\n1,n\n');
    expect(insert.info.errorMessage).toBe('InvalidBatch : Field name not found : Ext__c');

    expect((await assign('Data')).status).toBe(201);
    expect((await fieldsOf('Account')).Ext__c).toMatchObject({
      externalId: true,
      unique: true,
      idLookup: true,
      length: 80,
    });
    expect((await bulk(org, job, 'Ext__c,Name\n1,n\n')).info.numberRecordsFailed).toBe(0);
    expect(await fieldsOf('Task')).toHaveProperty('Ext__c');
    expect(await fieldsOf('Event')).not.toHaveProperty('Ext__c');
    const granted = await soql(org, "SELECT Field FROM FieldPermissions WHERE Parent.Name = 'Data'");
    expect(granted.totalSize).toBe(2);
  });

  test('is known to the tooling API before it is granted', async () => {
    await deploy(files);
    const query = "SELECT TableEnumOrId FROM CustomField WHERE DeveloperName = 'Ext'";
    const { records } = await soql(org, query, 'tooling/query');
    expect(records).toMatchObject([{ TableEnumOrId: 'Account' }, { TableEnumOrId: 'Activity' }]);
    expect(await soql(org, query)).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
  });

  test('can be granted once: a second assignment is refused', async () => {
    await deploy(files);
    await assign('Data');
    expect(await assign('Data')).toMatchObject({
      status: 400,
      body: [
        {
          errorCode: 'DUPLICATE_VALUE',
          message: expect.stringContaining('Duplicate PermissionSetAssignment'),
        },
      ],
    });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'CaseComment takes none',
      { 'objects/CaseComment.object': keyField() },
      'bad value for restricted picklist field: CaseComment',
    ],
    [
      'Task has none of its own',
      { 'objects/Task.object': keyField() },
      'bad value for restricted picklist field: Task',
    ],
    [
      'a permission set names a field that is not there',
      { 'permissionsets/P.permissionset': permissionSet('Account.No__c') },
      'In field: field - no CustomField named Account.No__c found',
    ],
    [
      'a required field is granted',
      {
        'objects/Account.object': keyField('<required>true</required>'),
        'permissionsets/P.permissionset': permissionSet('Account.Ext__c'),
      },
      'You cannot deploy to a required field: Account.Ext__c',
    ],
  ])('is refused where %s', async (_, refused, problem) => {
    const { success, problems } = await deploy(refused);
    expect(success).toBe(false);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test('does not stay where another part of its deploy is refused', async () => {
    await deploy({ ...files, 'objects/CaseComment.object': keyField() });
    expect(await deploy({ 'permissionsets/P.permissionset': permissionSet('Account.Ext__c') })).toMatchObject(
      { success: false },
    );
  });

  test('may not be unique on Activity where the org is such', async () => {
    await restarted({ refuseUniqueOnActivity: true });
    expect((await deploy(files)).problems[0]).toContain("'unique'");
  });

  test('is no External ID on OpportunityContactRole, whatever its definition says', async () => {
    await deploy({
      'objects/OpportunityContactRole.object': keyField(),
      'permissionsets/Data.permissionset': permissionSet('OpportunityContactRole.Ext__c'),
    });
    await assign('Data');
    expect((await fieldsOf('OpportunityContactRole')).Ext__c).toMatchObject({
      externalId: false,
      idLookup: false,
    });
    const job = { object: 'OpportunityContactRole', operation: 'upsert', externalIdFieldName: 'Ext__c' };
    expect((await call(org, 'POST', '/jobs/ingest', job)).body[0].message).toContain(
      'does not match an External ID',
    );
  });
});

describe('a describe', () => {
  test('shows every field of the catalog as the catalog has it', async () => {
    for (const [sobject, { fields }] of Object.entries(standardCatalog)) {
      const described = await fieldsOf(sobject);
      for (const [name, field] of Object.entries(fields)) {
        const proposed = name === 'Subject' && sobject !== 'Case';
        expect(described[name].type, `${sobject}.${name}`).toBe(proposed ? 'combobox' : field.type);
        if (field.computed && name !== 'ActivityDate') expect(described[name].createable, name).toBe(false);
        if (field.createOnly) expect(described[name].updateable).toBe(false);
        if (field.type === 'reference') expect(described[name].relationshipName).toBe(field.relationship);
      }
    }
  });

  test.each<[string, string, object]>([
    ['Task', 'WhatId', { polymorphicForeignKey: true, referenceTo: ['Account', 'Opportunity', 'Case'] }],
    ['Account', 'OwnerId', { polymorphicForeignKey: false, nillable: false, defaultedOnCreate: true }],
    ['Case', 'OwnerId', { polymorphicForeignKey: true }],
    ['Opportunity', 'ContactId', { relationshipName: null, createable: true }],
    ['CaseComment', 'CommentBody', { byteLength: 4_000, filterable: false }],
    ['Event', 'ShowAs', { restrictedPicklist: true }],
  ])('%s.%s', async (sobject, field, expected) => {
    expect((await fieldsOf(sobject))[field]).toMatchObject(expected);
  });

  test('of an unknown object is not found', async () => {
    expect((await call(org, 'GET', '/sobjects/Nope/describe')).status).toBe(404);
  });

  test('shows a field that only this org requires, and holds records to it', async () => {
    const region = { type: 'picklist', values: ['North'], restricted: true, nillable: false } as const;
    await restarted({ fields: { 'Account.Region__c': region } });
    expect((await fieldsOf('Account')).Region__c).toMatchObject({
      createable: true,
      nillable: false,
      defaultedOnCreate: false,
      custom: true,
    });
    const { body } = await call(org, 'POST', '/sobjects/Account', { Name: 'Acme' });
    expect(body).toMatchObject([{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Region__c'] }]);
  });

  test('follows the options: values, missing fields, objects of the user', async () => {
    await restarted({
      fields: { 'Case.Status': { values: ['New', 'On Hold'] }, 'Task.Type': 'missing' },
      objects: {
        Project__c: {
          code: 'P',
          match: { by: 'external_id' },
          fields: {
            Name: { type: 'string', length: 80 },
            Account__c: { type: 'reference', to: ['Account'], relationship: 'Account__r' },
          },
        },
      },
      externalId: 'Ext__c',
    });
    expect(
      (await fieldsOf('Case')).Status.picklistValues.map(({ value }: { value: string }) => value),
    ).toEqual(['New', 'On Hold']);
    expect(await fieldsOf('Task')).not.toHaveProperty('Type');
    seed(org.org, 'Account', { Name: 'Acme', Ext__c: 'A1' });
    const job = { object: 'Project__c', operation: 'upsert', externalIdFieldName: 'Ext__c' } as const;
    const { info } = await bulk(org, job, 'Ext__c,Name,Account__r.Ext__c\nP1,Plan,A1\n');
    expect(info.numberRecordsFailed).toBe(0);
    expect((await soql(org, 'SELECT Account__r.Name FROM Project__c')).records).toMatchObject([
      { Account__r: { Name: 'Acme' } },
    ]);
  });
});

test.each<[OrgOptions['edition'], object]>([
  ['developer', { IsSandbox: false, OrganizationType: 'Developer Edition', TrialExpirationDate: null }],
  ['sandbox', { IsSandbox: true }],
  ['production', { IsSandbox: false, OrganizationType: 'Enterprise Edition', TrialExpirationDate: null }],
  ['trial', { IsSandbox: false, TrialExpirationDate: expect.any(String) }],
])('an org can be a %s org', async (edition, expected) => {
  await restarted({ edition });
  const { records } = await soql(
    org,
    'SELECT IsSandbox, OrganizationType, InstanceName, TrialExpirationDate FROM Organization',
  );
  expect(records).toMatchObject([expected]);
});

test('limits say what is left of storage, calls and batches', async () => {
  await restarted({ storageMb: 5, apiCalls: 100, bulkBatches: 7 });
  for (let index = 0; index < 600; index++) seed(org.org, 'Lead', { LastName: 'x', Company: 'y' });
  expect((await call(org, 'GET', '/limits')).body).toMatchObject({
    DataStorageMB: { Max: 5, Remaining: 3 },
    DailyApiRequests: { Remaining: 99 },
    DailyBulkApiBatches: { Remaining: 7 },
  });
});

describe('one record over REST', () => {
  test('is created, read, changed, upserted and deleted', async () => {
    await restarted({ externalId: 'Ext__c' });
    const { status, body } = await call(org, 'POST', '/sobjects/Account', { Name: 'Acme', Ext__c: 'A1' });
    expect(status).toBe(201);
    const path = `/sobjects/Account/${body.id}`;
    expect((await call(org, 'PATCH', path, { Phone: '1' })).status).toBe(204);
    expect((await call(org, 'GET', path)).body).toMatchObject({ Name: 'Acme', Phone: '1' });
    const again = await call(org, 'PATCH', '/sobjects/Account/Ext__c/A1', { Name: 'Acme 2' });
    expect(again).toMatchObject({ status: 200, body: { id: body.id, created: false } });
    const contact = { LastName: 'X', Account: { Ext__c: 'A1' } };
    expect(await call(org, 'PATCH', '/sobjects/Contact/Ext__c/C1', contact)).toMatchObject({
      status: 201,
      body: { created: true },
    });
    expect(org.records('Contact')).toMatchObject([{ AccountId: body.id, Ext__c: 'C1', Name: 'X' }]);
    expect((await call(org, 'DELETE', path)).status).toBe(204);
    expect((await call(org, 'DELETE', path)).body).toMatchObject([{ errorCode: 'ENTITY_IS_DELETED' }]);
  });

  test('is a duplicate, unless the header lets it through', async () => {
    await restarted({ duplicateRules: ['Account'] });
    const twin = { Name: 'Acme', Website: 'acme.example.com' };
    await call(org, 'POST', '/sobjects/Account', twin);
    expect((await call(org, 'POST', '/sobjects/Account', twin)).body).toMatchObject([
      { errorCode: 'DUPLICATES_DETECTED' },
    ]);
    const header = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    expect((await call(org, 'POST', '/sobjects/Account', twin, header)).status).toBe(201);
    const rules = await soql(org, 'SELECT SobjectType FROM DuplicateRule WHERE IsActive = true');
    expect(rules.records).toMatchObject([{ SobjectType: 'Account' }]);
  });
});

describe('collections', () => {
  const account = (Name: string | null) => ({ attributes: { type: 'Account' }, Name });

  test('save what they can, row by row', async () => {
    const { body } = await call(org, 'POST', '/composite/sobjects', {
      records: [account('a'), account(null)],
    });
    expect(body).toMatchObject([
      { success: true },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] },
    ]);
    const update = { records: [{ ...account('b'), id: body[0].id }] };
    expect((await call(org, 'PATCH', '/composite/sobjects', update)).body).toMatchObject([{ success: true }]);
    expect(org.records('Account')).toMatchObject([{ Name: 'b' }]);
    expect((await call(org, 'DELETE', `/composite/sobjects?ids=${body[0].id}`)).body).toMatchObject([
      { success: true },
    ]);
    expect(org.records('Account')).toEqual([]);
  });

  test('save nothing with allOrNone where one row is refused', async () => {
    const request = { allOrNone: true, records: [account('a'), account(null)] };
    const { body } = await call(org, 'POST', '/composite/sobjects', request);
    expect(body[0].errors).toMatchObject([{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }]);
    expect(org.records('Account')).toEqual([]);
  });

  test('upsert by a key, and take 200 rows at most', async () => {
    await restarted({ externalId: 'Ext__c' });
    const records = [{ ...account('a'), Ext__c: 'A1' }];
    for (const created of [true, false])
      expect(
        (await call(org, 'PATCH', '/composite/sobjects/Account/Ext__c', { records })).body,
      ).toMatchObject([{ success: true, created }]);
    const many = { records: Array.from({ length: 201 }, () => account('a')) };
    expect((await call(org, 'POST', '/composite/sobjects', many)).body).toMatchObject([
      { errorCode: 'EXCEEDED_ID_LIMIT' },
    ]);
  });
});

test('the org works out names, stages, case numbers and the account of a case by itself', async () => {
  const create = async (sobject: string, record: object) =>
    (await call(org, 'POST', `/sobjects/${sobject}`, record)).body.id;
  const AccountId = await create('Account', { Name: 'Acme' });
  const ContactId = await create('Contact', { FirstName: 'Inés', LastName: 'Vega', AccountId });
  await create('Opportunity', { Name: 'D', StageName: 'Closed Won', CloseDate: '2026-01-01', Amount: 200 });
  await create('Case', { Subject: 'S', ContactId, Status: 'Closed' });
  await create('Event', {
    Subject: 'E',
    StartDateTime: '2026-01-15T14:30:00.000Z',
    DurationInMinutes: 90,
    WhatId: AccountId,
  });
  expect(org.records('Contact')).toMatchObject([{ Name: 'Inés Vega' }]);
  expect(org.records('Opportunity')).toMatchObject([
    { IsWon: true, IsClosed: true, Probability: 100, ExpectedRevenue: 200, ForecastCategoryName: 'Closed' },
  ]);
  expect(org.records('Case')).toMatchObject([
    { CaseNumber: expect.stringMatching(/^\d{8}$/), IsClosed: true, Priority: 'Medium', AccountId },
  ]);
  expect(org.records('Event')).toMatchObject([{ EndDateTime: '2026-01-15T16:00:00.000Z', AccountId }]);
});

test('a closed task of long ago is archived', async () => {
  await call(org, 'POST', '/sobjects/Task', {
    Subject: 'Old',
    Status: 'Completed',
    ActivityDate: '2020-01-01',
  });
  expect((await soql(org, 'SELECT Id FROM Task')).totalSize).toBe(0);
  expect((await soql(org, 'SELECT Id FROM Task', 'queryAll')).totalSize).toBe(1);
});

describe('told to fail', () => {
  test('a path answers 503 so many times', async () => {
    org.fail({ kind: 'http', status: 503, path: 'GET .*/limits$', times: 2 });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await call(org, 'GET', '/limits')).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect((await call(org, 'GET', '/sobjects')).status).toBe(200);
  });

  test('a connection drops before or after the work is done', async () => {
    for (const when of ['before', 'after'] as const) {
      org.fail({ kind: 'drop', path: 'POST .*/sobjects/Account$', when });
      await expect(call(org, 'POST', '/sobjects/Account', { Name: when })).rejects.toThrow();
    }
    expect(org.records('Account').map(({ Name }) => Name)).toEqual(['after']);
  });

  test('a session ends for one call, or until there is another', async () => {
    org.fail({ kind: 'expire_session', times: 1 });
    const expired = await call(org, 'GET', '/limits');
    expect(expired).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] });
    expect((await call(org, 'GET', '/limits')).status).toBe(200);
    org.fail({ kind: 'expire_session', after: 1 });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await call(org, 'GET', '/limits')).status);
    expect(statuses).toEqual([200, 401, 401]);
    const Authorization = `Bearer ${org.org.orgId}!new`;
    expect((await call(org, 'GET', '/limits', undefined, { Authorization })).status).toBe(200);
  });

  test('calls run out at the limit that the org says', async () => {
    await restarted({ apiCalls: 2 });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await call(org, 'GET', '/limits')).status);
    expect(statuses).toEqual([200, 200, 403]);
  });

  test('calls run out', async () => {
    org.fail({ kind: 'api_limit', after: 1 });
    await call(org, 'GET', '/limits');
    expect(await call(org, 'GET', '/limits')).toMatchObject({
      status: 403,
      body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    });
  });

  test('over HTTP, where the org is another process', async () => {
    const control = (method: string, path: string, body?: object) =>
      fetch(`${org.url}/__practice/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    await control('POST', 'faults', { kind: 'http', status: 503, path: '/limits' });
    expect((await call(org, 'GET', '/limits')).status).toBe(503);
    await control('POST', 'faults', { kind: 'api_limit' });
    await control('DELETE', 'faults');
    await control('PATCH', 'options', { storageMb: 1 });
    expect((await call(org, 'GET', '/limits')).body.DataStorageMB.Max).toBe(1);
    const requests = (await (await control('GET', 'requests')).json()) as {
      method: string;
      status: number;
    }[];
    expect(requests.map(({ method, status }) => `${method} ${status}`)).toEqual(['GET 503', 'GET 200']);
    seed(org.org, 'Account', { Name: 'Acme' });
    expect(await (await control('GET', 'records/Account')).json()).toMatchObject([{ Name: 'Acme' }]);
  });
});

test('a call without a session is refused', async () => {
  const answer = await call(org, 'GET', '/limits', undefined, { Authorization: 'Bearer nonsense' });
  expect(answer).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] });
});
