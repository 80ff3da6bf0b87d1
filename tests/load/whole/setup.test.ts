import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { applyComponents } from '../../../src/practice-org/deploy/apply.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { openStage, type Stage } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const KEYED = ['Account', 'Contact', 'Opportunity', 'Case', 'Task', 'Event'];
const SET = 'Datagen_Key';
const errorOf = (work: Promise<unknown>): Promise<UserError> =>
  work.then(
    () => Promise.reject(new Error('It came to its end.')),
    (error) => (error instanceof UserError ? error : Promise.reject(error)),
  );
const granted = () =>
  Object.fromEntries(
    stage.org.records.all('FieldPermissions').map((one) => [one.Field, one.PermissionsEdit]),
  );
const fieldOn = (sobject: string, field = 'Datagen_Key__c') =>
  stage.org.schema.get(sobject.toLowerCase())?.fields.get(field.toLowerCase());
const commands = () => stage.sf.starts.map(({ line }) => line.split(' --')[0]);
const deploying = /project deploy start/;
const assigning = /org assign permset/;
/** An answer of a deploy that did not succeed. */
const deployed = (status: string, details: object) => ({
  prints: { status: 1, result: { success: false, status, details } },
});

describe('a setup', () => {
  it('deploys the field, grants it, and assigns it to the user', async () => {
    stage = openStage({ externalId: undefined });
    expect(await stage.setup()).toEqual({
      ...{ org: 'qa', username: 'admin@practice.example.com', externalIdField: 'Datagen_Key__c' },
      ...{ sobjects: KEYED, permissionSet: SET, deployed: true, notUnique: [] },
    });
    expect(granted()).toEqual(Object.fromEntries(KEYED.map((one) => [`${one}.Datagen_Key__c`, true])));
    expect(stage.said.filter((line) => /Deploying|Assigning/.test(line))).toEqual([
      'Deploying Datagen_Key__c on Account, Contact, Opportunity, Case, Activity and the permission set Datagen_Key',
      'Assigning Datagen_Key to admin@practice.example.com',
    ]);
    expect(stage.org.records.all('PermissionSetAssignment')).toHaveLength(1);
    const runs = join(stage.dir, 'runs', stage.org.orgId);
    const run = readdirSync(runs).find((name) => name.endsWith('-setup'))!;
    expect(readdirSync(join(runs, run))).toContain('calls.jsonl');
  });

  it('has nothing to do where all is there', async () => {
    stage = openStage();
    expect(await stage.setup()).toMatchObject({ deployed: false, notUnique: [], sobjects: KEYED });
    expect(commands()).not.toContain('project deploy start');
    expect(commands()).not.toContain('org assign permset');
  });

  it('makes a field that is not unique where an object refuses that', async () => {
    stage = openStage({ externalId: undefined, refuseUniqueOnActivity: true });
    expect(await stage.setup()).toMatchObject({ deployed: true, notUnique: ['Activity'] });
    expect(commands().filter((line) => line === 'project deploy start')).toHaveLength(2);
    expect([fieldOn('Account')!.unique, fieldOn('Task')!.unique]).toEqual([true, false]);
    expect((await stage.validate()).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('keeps what a person granted by the same permission set', async () => {
    stage = openStage({ externalId: undefined });
    applyComponents(stage.org, [
      {
        ...{ kind: 'permission_set', file: 'x', name: SET },
        metadata: {
          label: 'Datagen',
          fieldPermissions: [
            { field: 'Account.Phone', readable: 'true', editable: 'false' },
            { field: 'Contact.Fax', readable: 'true', editable: 'true' },
          ],
          objectPermissions: [
            { object: 'Account', allowRead: 'true', allowEdit: 'true' },
            { object: 'Contact', allowRead: 'true', allowCreate: 'true', allowDelete: 'true' },
            { object: 'Case', allowRead: 'true', modifyAllRecords: 'true', viewAllRecords: 'true' },
          ],
          userPermissions: [{ name: 'BulkApiHardDelete', enabled: 'true' }],
        },
      },
    ]);
    expect(await stage.setup()).toMatchObject({ deployed: true });
    expect(granted()).toEqual({
      ...Object.fromEntries(KEYED.map((one) => [`${one}.Datagen_Key__c`, true])),
      ...{ 'Account.Phone': false, 'Contact.Fax': true },
    });
    const rights = stage.org.records.all('ObjectPermissions').map((one) => {
      const allowed = ['Create', 'Delete', 'Edit', 'Read', 'ModifyAllRecords', 'ViewAllRecords'];
      return [one.SobjectType, ...allowed.filter((right) => one[`Permissions${right}`] === true)].join(' ');
    });
    expect(rights).toEqual([
      'Account Edit Read',
      'Contact Create Delete Read',
      'Case Read ModifyAllRecords ViewAllRecords',
    ]);
    const set = stage.org.records.all('PermissionSet').find(({ Name }) => Name === SET)!;
    expect([set.PermissionsBulkApiHardDelete, set.PermissionsViewSetup === true]).toEqual([true, false]);
  });

  it('takes nothing from another permission set', async () => {
    stage = openStage({ externalId: undefined });
    const other = {
      label: 'Other',
      fieldPermissions: [{ field: 'Account.Fax', readable: 'true', editable: 'true' }],
      objectPermissions: [{ object: 'Account', allowRead: 'true' }],
      userPermissions: [],
    };
    applyComponents(stage.org, [{ kind: 'permission_set', file: 'x', name: 'Other', metadata: other }]);
    applyComponents(stage.org, [
      {
        kind: 'permission_set',
        file: 'x',
        name: SET,
        metadata: { ...other, fieldPermissions: [], objectPermissions: [] },
      },
    ]);
    await stage.setup();
    const set = stage.org.records.all('PermissionSet').find(({ Name }) => Name === SET)!;
    const ofSet = (sobject: string) =>
      stage.org.records.all(sobject).filter(({ ParentId }) => ParentId === set.Id);
    expect(
      ofSet('FieldPermissions')
        .map(({ Field }) => Field)
        .sort(),
    ).toEqual(KEYED.map((one) => `${one}.Datagen_Key__c`).sort());
    expect(ofSet('ObjectPermissions')).toEqual([]);
  });

  it('of a production org must be allowed', async () => {
    stage = openStage({ externalId: undefined, edition: 'production' });
    const error = await errorOf(stage.setup());
    expect([error.exitCode, commands().includes('project deploy start')]).toEqual([6, false]);
  });

  it('takes an assignment that was there before for done', async () => {
    stage = openStage({ externalId: undefined });
    stage.sf.next(assigning, {
      prints: {
        ...{ status: 0, warnings: [] },
        result: { successes: [], failures: [{ name: 'x', message: 'Duplicate PermissionSetAssignment' }] },
      },
    });
    // Nothing was assigned here, so that the check at its end finds no access.
    await expect(stage.setup()).rejects.toThrow('The org has no field Account.Datagen_Key__c');
    expect(commands().filter((line) => line === 'org assign permset')).toHaveLength(1);
  });
});

describe('a setup that fails', () => {
  it.each<[string, RegExp, Parameters<Stage['sf']['next']>[1], number, string | RegExp, string | undefined]>([
    [
      'since the connection is lost may still be under way',
      deploying,
      { prints: { status: 10, name: 'TypeError', message: 'fetch failed' } },
      4,
      'The deploy failed',
      'It may still be running in the org; run setup again to see what is missing.',
    ],
    [
      'since the CLI refuses can be repeated',
      deploying,
      { prints: { status: 1, name: 'NoPermission', message: 'not you' } },
      5,
      'The deploy failed (NoPermission): not you',
      'Setup can be repeated: it deploys what is missing.',
    ],
    [
      'since a component fails names it',
      deploying,
      deployed('Failed', {
        componentFailures: { fullName: 'Account.Datagen_Key__c', problem: 'too many fields' },
      }),
      5,
      /^Account\.Datagen_Key__c: too many fields$/,
      undefined,
    ],
    [
      'without a word has its status',
      deploying,
      deployed('Canceled', {}),
      5,
      'The deploy ended with status Canceled.',
      undefined,
    ],
    [
      'to assign says that all else is there',
      assigning,
      { prints: { status: 1, name: 'NoPermission', message: 'not you' } },
      5,
      "are deployed, but it isn't assigned to you: NoPermission not you",
      'Ask an administrator to assign it, or run setup again.',
    ],
    [
      'to assign, as the answer of a success says',
      assigning,
      { prints: { status: 0, result: { successes: [], failures: [{ name: 'x', message: 'no license' }] } } },
      5,
      /isn't assigned to you: .*no license/,
      'Ask an administrator to assign it, or run setup again.',
    ],
  ])('%s', async (_, command, fault, exitCode, message, hint) => {
    stage = openStage({ externalId: undefined });
    stage.sf.next(command, fault);
    const error = await errorOf(stage.setup());
    expect(error.exitCode).toBe(exitCode);
    expect(error.problems[0]!.message).toMatch(message);
    expect(error.problems[0]!.hint).toBe(hint);
    if (command === assigning)
      expect(error.next).toBe('sf org assign permset --name Datagen_Key --target-org qa');
  });

  it('in part says what is deployed', async () => {
    stage = openStage({ externalId: undefined });
    stage.sf.next(
      deploying,
      deployed('SucceededPartial', {
        componentFailures: [
          { fullName: 'Account.Datagen_Key__c', problem: 'no' },
          { fullName: 'Case.Datagen_Key__c', problem: 'no' },
        ],
        componentSuccesses: [{ fullName: 'package.xml' }, { fullName: '' }, { fullName: 'Datagen_Key' }],
      }),
    );
    const error = await errorOf(stage.setup());
    expect(error.problems.map(({ message }) => message)).toEqual([
      'Account.Datagen_Key__c: no',
      'Case.Datagen_Key__c: no',
      'Deployed: Datagen_Key.',
    ]);
    expect(error.outcome).toBe('the deploy succeeded in part');
  });

  it('as a whole has deployed nothing, whatever succeeded before', async () => {
    stage = openStage({ externalId: undefined });
    stage.sf.next(
      deploying,
      deployed('Failed', {
        componentFailures: [{ fullName: 'Account.Datagen_Key__c', problem: 'no' }],
        componentSuccesses: [{ fullName: 'Datagen_Key' }],
      }),
    );
    const error = await errorOf(stage.setup());
    expect([error.problems.length, error.outcome]).toEqual([1, 'nothing was deployed']);
  });

  it('where an object is unique in vain for two reasons asks once', async () => {
    stage = openStage({ externalId: undefined });
    const refused = deployed('Failed', {
      componentFailures: { fullName: 'Account.Datagen_Key__c', problem: "can't be Unique" },
    });
    stage.sf.next(deploying, refused, refused);
    const error = await errorOf(stage.setup());
    expect(error.problems[0]!.message).toBe("Account.Datagen_Key__c: can't be Unique");
    expect(commands().filter((line) => line === 'project deploy start')).toHaveLength(2);
  });

  it('cannot read what the permission set grants, and so replaces nothing', async () => {
    stage = openStage({ externalId: undefined });
    stage.answer(/FROM PermissionSet WHERE/, {
      status: 400,
      body: JSON.stringify([{ errorCode: 'INSUFFICIENT_ACCESS', message: 'no' }]),
    });
    const error = await errorOf(stage.setup());
    expect([error.exitCode, commands().includes('project deploy start')]).toEqual([5, false]);
    expect(error.problems[0]!.message).toMatch(
      /^You can't read what .* Datagen_Key grants already \(INSUFFICIENT_ACCESS: no\)/,
    );
  });
});

describe('a field that is there', () => {
  it('but is no External ID is an error, after all else was tried', async () => {
    stage = openStage();
    Object.assign(fieldOn('Account')!, { externalId: false });
    const error = await errorOf(stage.setup());
    expect(error.problems.map((one) => one.message)).toEqual([
      "Account.Datagen_Key__c isn't an External ID field.",
    ]);
    expect(error.next).toBe('sf org assign permset --name Datagen_Key --target-org qa');
    expect(stage.said).toContain('Deploying the permission set Datagen_Key');
  });

  it('but may not be written any more is granted again, and no other field is deployed', async () => {
    stage = openStage();
    for (const one of stage.org.records.all('FieldPermissions'))
      if (one.Field === 'Account.Datagen_Key__c') Object.assign(one, { PermissionsEdit: false });
    expect(await stage.setup()).toMatchObject({ deployed: true });
    expect(granted()['Account.Datagen_Key__c']).toBe(true);
    expect(stage.said).toContain('Deploying the permission set Datagen_Key');
  });

  it('on all objects but one is deployed on that one', async () => {
    stage = openStage();
    stage.org.schema.get('case')!.fields.delete('datagen_key__c');
    expect(await stage.setup()).toMatchObject({ deployed: true });
    expect(stage.said).toContain('Deploying Datagen_Key__c on Case and the permission set Datagen_Key');
  });
});

describe('a setup without `sf`', () => {
  const deploys = () => stage.requests().filter((line) => line.startsWith('POST metadata/deployRequest'));

  it('deploys the field, grants it, and assigns it to the user', async () => {
    stage = openStage({ externalId: undefined });
    expect(await stage.setupDirectly()).toEqual({
      ...{ org: 'admin@practice.example.com', username: 'admin@practice.example.com' },
      ...{ externalIdField: 'Datagen_Key__c', sobjects: KEYED, permissionSet: SET },
      ...{ deployed: true, notUnique: [] },
    });
    expect(granted()).toEqual(Object.fromEntries(KEYED.map((one) => [`${one}.Datagen_Key__c`, true])));
    expect(stage.org.records.all('PermissionSetAssignment')).toHaveLength(1);
    expect(await stage.setupDirectly()).toMatchObject({ deployed: false });
    expect([deploys().length, stage.sf.starts]).toEqual([1, []]);
    // What one way set up, the other one finds.
    expect(await stage.setup()).toMatchObject({ deployed: false });
    expect((await stage.loadDirectly()).exitCode).toBe(0);
  });

  it('makes a field that is not unique where an object refuses that', async () => {
    stage = openStage({ externalId: undefined, refuseUniqueOnActivity: true });
    expect(await stage.setupDirectly()).toMatchObject({ deployed: true, notUnique: ['Activity'] });
    expect(deploys()).toHaveLength(2);
    expect([fieldOn('Account')!.unique, fieldOn('Task')!.unique]).toEqual([true, false]);
  });

  it('waits for a deploy that takes a while', async () => {
    stage = openStage({ externalId: undefined });
    const pending = {
      status: 200,
      body: JSON.stringify({ deployResult: { done: false, status: 'InProgress' } }),
    };
    stage.answer(/^GET metadata\/deployRequest/, pending, pending);
    expect(await stage.setupDirectly()).toMatchObject({ deployed: true });
    expect(stage.said.find((line) => line.startsWith('Waiting for the deploy'))).toMatch(
      /0Af\w+, InProgress \(until/,
    );
  });

  it.each<[string, RegExp, { status: number; body: string } | 'lost', number, RegExp, string | undefined]>([
    [
      'a user who may not deploy',
      /^POST metadata/,
      {
        status: 403,
        body: '[{"errorCode":"INSUFFICIENT_ACCESS","message":"use of the Metadata API requires a user"}]',
      },
      5,
      /^The deploy failed \(INSUFFICIENT_ACCESS\): use of the Metadata API requires a user/,
      'Setup can be repeated: it deploys what is missing.',
    ],
    [
      'a deploy whose answer is lost',
      /^POST metadata/,
      'lost',
      4,
      /^The deploy failed \(Unreachable\): qa\.practice\.example\.com can't be reached/,
      'It may still be running in the org; run setup again to see what is missing.',
    ],
    [
      'a component that fails',
      /^GET metadata/,
      {
        status: 200,
        body: JSON.stringify({
          deployResult: {
            ...{ done: true, status: 'Failed', success: false },
            details: { componentFailures: [{ fullName: 'Case.Datagen_Key__c', problem: 'too many fields' }] },
          },
        }),
      },
      5,
      /^Case\.Datagen_Key__c: too many fields$/,
      undefined,
    ],
    [
      'a permission set that the user may not assign',
      /^POST sobjects\/PermissionSetAssignment/,
      { status: 400, body: '[{"errorCode":"INSUFFICIENT_ACCESS_OR_READONLY","message":"no"}]' },
      5,
      /isn't assigned to you: INSUFFICIENT_ACCESS_OR_READONLY: no$/,
      'Ask an administrator to assign it, or run setup again.',
    ],
  ])('says what to do after %s', async (_, request, answer, exitCode, message, hint) => {
    stage = openStage({ externalId: undefined });
    if (answer === 'lost')
      stage.beforeRequest = (line) => {
        if (request.test(line)) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
      };
    else stage.answer(request, answer);
    const error = await errorOf(stage.setupDirectly());
    expect([error.exitCode, error.problems[0]!.hint]).toEqual([exitCode, hint]);
    expect(error.problems[0]!.message).toMatch(message);
    expect(`${error.message} ${error.next}`).not.toMatch(/\bsf\b/);
  });
});
