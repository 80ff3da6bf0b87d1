import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seed } from '../../../src/practice-org/org.ts';
import type { FieldValue } from '../../../src/practice-org/value.ts';
import { DEPENDENTS } from '../dependents.ts';
import { makeIn, putDataSet } from './small-set.ts';
import { openStage, type TestStage } from './stage.ts';

let stage: TestStage;
beforeAll(async () => {
  // Long enough that a job is still under way when it is first asked for.
  stage = await openStage({ objects: DEPENDENTS, jobSeconds: 0.4 });
}, 120_000);
afterAll(() => stage.end());

const make = (sobject: string, values: Record<string, FieldValue>) => makeIn(stage, sobject, values);
const load = () => putDataSet(stage);

const DATA = [
  ...['Account', 'Contact', 'Opportunity', 'OpportunityContactRole', 'Case', 'CaseComment', 'Task', 'Asset'],
  ...['Contract', 'Trip__c', 'Stay__c', 'Visit__c', 'Note', 'ContentDocumentLink'],
];
const all = () => Object.fromEntries(DATA.map((one) => [one, stage.records(one).length]));
const empty = Object.fromEntries(DATA.map((one) => [one, 0]));
const cleanup = (...more: string[]) => stage.run(['cleanup', '--org', 'qa', ...more]);

it('a cleanup counts what is not its own, at any depth, and refuses to delete it', async () => {
  const [ours, second] = load();
  const other = make('Account', { Name: 'Of others' });
  const guest = make('Contact', { LastName: 'Guest', AccountId: ours!.account });
  make('Asset', { Name: 'Pump', AccountId: ours!.account });
  make('Contract', { AccountId: ours!.account });
  make('Task', { Subject: 'Only a Who', WhoId: ours!.contact });
  make('Task', { Subject: 'Of a guest', WhoId: guest });
  make('Case', { Subject: 'Of a guest', ContactId: guest });
  make('CaseComment', { ParentId: ours!.case, CommentBody: 'Of a person' });
  make('OpportunityContactRole', { OpportunityId: second!.opportunity, ContactId: ours!.contact });
  make('Trip__c', { Account__c: ours!.account });
  make('Stay__c', { Account__c: ours!.account });
  // Loaded with a configuration that this cleanup does not have.
  make('Trip__c', { Account__c: ours!.account, Datagen_Key__c: 'TESTDATA_42_A0000001_Trip01' });
  make('Visit__c', { Account__c: ours!.account });
  make('Note', { Title: 'To self', ParentId: ours!.opportunity });
  const file = seed(stage.running.org, 'ContentDocument', { Title: 'Offer' });
  make('ContentDocumentLink', { ContentDocumentId: file, LinkedEntityId: ours!.case });
  // A key of another case is another's key.
  make('Account', { Name: 'Lower case', Datagen_Key__c: 'testdata_42_A0000009' });
  // What nobody made goes along in silence.
  seed(stage.running.org, 'AccountShare', { AccountId: ours!.account });
  seed(stage.running.org, 'AccountHistory', { AccountId: ours!.account, Field: 'created' });
  // What belongs to others alone is no concern.
  make('Asset', { Name: 'Elsewhere', AccountId: other });
  make('Task', { Subject: 'Elsewhere', WhatId: other });

  const foreign = {
    ...{ Asset: 1, Case: 1, CaseComment: 1, Contact: 1, ContentDocumentLink: 1, Contract: 1, Note: 1 },
    ...{ OpportunityContactRole: 1, Stay__c: 1, Task: 2, Trip__c: 1 },
  };
  const before = all();
  const dry = await cleanup('--dry-run', '--json');
  const { found } = dry.json.orgs[0];
  const losing = { 'Visit__c.Account__c': 1 };
  expect(dry.json.orgs[0]).toMatchObject({ foreign, losing, uncounted: [], left: found });
  expect(Object.keys(dry.json.orgs[0].foreign).sort()).toEqual(Object.keys(foreign));
  expect(found).toEqual({ Account: 2, Contact: 2, Opportunity: 2, Case: 2, Task: 4, Trip__c: 1 });
  const refused = await cleanup();
  expect(refused.exitCode).toBe(5);
  expect(refused.stderr).toContain('would lose that: 1 Visit__c.Account__c.');
  for (const [sobject, count] of Object.entries(foreign))
    expect(refused.stderr).toContain(`${count} ${sobject}`);
  expect(refused.stderr).toContain(
    'Next: sfdc-datagen cleanup --prefix TESTDATA_42_ --target-org qa --take-foreign',
  );
  expect(all()).toEqual(before);

  const taken = await cleanup('--take-foreign', '--json');
  expect([taken.exitCode, taken.json.orgs[0].left]).toEqual([0, {}]);
  expect(taken.stderr).toMatch(
    /^[\w-]+: waiting for job \S+ with \d+ rows?, \w+ \(until [-\d :]+ at the latest\)$/m,
  );
  expect(all()).toEqual({ ...empty, Account: 2, Task: 1, Asset: 1, Visit__c: 1 });
  expect(stage.records('Asset')[0]!.Name).toBe('Elsewhere');
});

it('a cleanup counts lookups of others that it would empty, and refuses to', async () => {
  const [ours] = load();
  const account = make('Account', { Name: 'Theirs', ParentId: ours!.account });
  make('Contact', { LastName: 'Theirs', AccountId: account, ReportsToId: ours!.contact });
  make('Case', { Subject: 'Theirs', AccountId: account, ParentId: ours!.case });
  const losing = { 'Account.ParentId': 1, 'Case.ParentId': 1, 'Contact.ReportsToId': 1 };
  const before = all();
  const dry = await cleanup('--dry-run', '--json');
  expect(dry.json.orgs[0]).toMatchObject({ foreign: {}, losing });
  const refused = await cleanup();
  expect([refused.exitCode, all()]).toEqual([5, before]);
  expect(refused.stderr).toContain('1 Contact.ReportsToId');
  expect(refused.stderr).toContain('or use `--take-foreign` to empty these fields.');
  const taken = await cleanup('--take-foreign', '--json');
  expect([taken.exitCode, taken.json.orgs[0].left]).toEqual([0, {}]);
  const list = readFileSync(join(stage.cwd, taken.json.orgs[0].folder, 'foreign.csv'), 'utf8');
  expect(list).toContain(`Account,${account},would lose its ParentId`);
  expect(stage.records('Contact').filter(({ LastName }) => LastName === 'Theirs')).toHaveLength(1);
});

it('what the org does not count is told, and nothing is deleted', async () => {
  load();
  stage.running.fail({
    kind: 'http',
    status: 400,
    path: 'query SELECT .* FROM Trip__c WHERE',
    message: 'too complicated',
    times: 9,
  });
  const before = all();
  const refused = await cleanup();
  expect(refused.exitCode).toBe(5);
  expect(refused.stderr).toContain("can't count Trip__c records by Account__c");
  expect(all()).toEqual(before);
});
