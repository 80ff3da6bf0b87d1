import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Cleanup } from '../../../src/load/cleanup/cleanup.ts';
import { seed } from '../../../src/practice-org/org.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { DEPENDENTS } from '../dependents.ts';
import { keyOf, PREFIX, SMALL, type Tables, writeDataset } from '../in-process/small-set.ts';
import { openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const FOUND = { Account: 3, Contact: 3, Opportunity: 2, Case: 2, Task: 2, Event: 1 };
const ACCOUNTS: Tables = { Account: ['Name', ['A1', 'One'], ['A2', 'Two']] };

const idOf = (sobject: string, key: string) =>
  String(stage.records(sobject).find((one) => one.Datagen_Key__c === keyOf(key))!.Id);
const counts = (...sobjects: string[]) =>
  Object.fromEntries(sobjects.map((one) => [one, stage.records(one).length]));
const errorOf = (work: Promise<unknown>): Promise<UserError> =>
  work.then(
    () => Promise.reject(new Error('It came to its end.')),
    (error) => (error instanceof UserError ? error : Promise.reject(error)),
  );
const fileOf = ({ folder }: Pick<Cleanup, 'folder'>, name: string) =>
  readFileSync(join(folder, name), 'utf8').trim().split('\n');
/** The objects whose records are deleted, in the order of the jobs. */
const jobs = () =>
  stage.sf.starts.flatMap(({ line }) => /data delete bulk .*--sobject (\w+)/.exec(line)?.[1] ?? []);

describe('a cleanup', () => {
  it('counts, and deletes children first', async () => {
    stage = openStage();
    await stage.load();
    const dry = await stage.cleanup({ dryRun: true });
    expect(dry).toMatchObject({
      ...{ org: 'qa', prefix: PREFIX, dryRun: true, found: FOUND, left: FOUND },
      ...{ foreign: {}, losing: {}, uncounted: [], failed: [], exitCode: 0 },
    });
    expect(jobs()).toEqual([]);
    const done = await stage.cleanup();
    expect(done).toMatchObject({ dryRun: false, found: FOUND, left: {}, foreign: {}, exitCode: 0 });
    const order = jobs();
    expect(order.slice(0, 2).sort()).toEqual(['Case', 'Opportunity']);
    expect(order.at(-1)).toBe('Account');
    expect(stage.said).toContainEqual(
      'qa has 3 Account, 3 Contact, 2 Opportunity, 2 Case, 2 Task, 1 Event with prefix TESTDATA_42_',
    );
    expect(stage.said).toContainEqual(
      expect.stringMatching(/^Account: 3 of 3 records deleted \(job 750\w+\)$/),
    );
    expect(existsSync(join(done.folder, 'foreign.csv'))).toBe(false);
    expect(existsSync(join(done.folder, 'failed.csv'))).toBe(false);
    expect(readdirSync(done.folder)).toContain('calls.jsonl');
  });

  it('is refused where the records were loaded for another dataset, unless their prefix is stated', async () => {
    stage = openStage();
    await stage.load();
    const before = counts('Account', 'Contact');
    for (const dryRun of [true, false]) {
      const { message, next } = await errorOf(stage.cleanup({ dataset: 'large', dryRun }));
      expect(message).toMatch(
        /^The records with prefix TESTDATA_42_ in qa \(3 Account, .*\) were loaded for the dataset small \(.+\), not for large\./,
      );
      expect(next).toBe('sfdc-datagen cleanup --prefix TESTDATA_42_ --target-org qa --dry-run');
    }
    expect(counts('Account', 'Contact')).toEqual(before);
    expect(await stage.cleanup({ dataset: 'small', dryRun: true })).toMatchObject({ found: FOUND });
    expect(await stage.cleanup()).toMatchObject({ left: {} });
    expect(await stage.cleanup({ dataset: 'large' })).toMatchObject({ found: {} });
  });

  it('of an org without such records finds nothing, and starts no job', async () => {
    stage = openStage();
    expect(await stage.cleanup()).toMatchObject({ found: {}, left: {}, exitCode: 0 });
    expect(jobs()).toEqual([]);
  });

  it('leaves records whose key differs in a capital, and those of another prefix', async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
    stage.make('Account', { Name: 'Lower', Datagen_Key__c: 'testdata_42_A0000009' });
    stage.make('Account', { Name: 'Seed 420', Datagen_Key__c: 'TESTDATA_420_A0000001' });
    stage.make('Account', { Name: 'No key' });
    expect(await stage.cleanup()).toMatchObject({ found: { Account: 2 }, left: {} });
    expect(stage.records('Account').map(({ Name }) => Name)).toEqual(['Lower', 'Seed 420', 'No key']);
  });

  it('needs an org that has the field', async () => {
    stage = openStage({ externalId: undefined });
    const error = await errorOf(stage.cleanup());
    expect([error.exitCode, error.next]).toEqual([5, 'sfdc-datagen setup --target-org qa']);
    expect(error.message).toContain('No object of the org has the field Datagen_Key__c');
  });

  it('of a production org must be allowed, and a dry run need not be', async () => {
    stage = openStage({ edition: 'production' }, ACCOUNTS);
    stage.make('Account', { Name: 'One', Datagen_Key__c: keyOf('A1') });
    expect((await errorOf(stage.cleanup())).exitCode).toBe(6);
    expect(await stage.cleanup({ dryRun: true })).toMatchObject({ found: { Account: 1 } });
    expect(jobs()).toEqual([]);
    const allowProduction = 'qa.practice.example.com';
    expect(await stage.cleanup({ allowProduction })).toMatchObject({ left: {}, exitCode: 0 });
  });
});

describe('records of others that depend on the dataset', () => {
  /** A dataset and, at any depth, records of others; those that a cleanup would take along. */
  async function withGuests() {
    stage = openStage({ objects: DEPENDENTS });
    await stage.load();
    const account = idOf('Account', 'A1');
    const contact = idOf('Contact', 'A1_C01');
    const other = stage.make('Account', { Name: 'Of others' });
    const guest = stage.make('Contact', { LastName: 'Guest', AccountId: account });
    stage.make('Asset', { Name: 'Pump', AccountId: account });
    stage.make('Contract', { AccountId: account });
    stage.make('Task', { Subject: 'Only a Who', WhoId: contact });
    stage.make('Task', { Subject: 'Of a guest', WhoId: guest });
    stage.make('Case', { Subject: 'Of a guest', ContactId: guest });
    stage.make('CaseComment', { ParentId: idOf('Case', 'A1_S01'), CommentBody: 'Of a person' });
    const role = { OpportunityId: idOf('Opportunity', 'A3_O01'), ContactId: contact };
    stage.make('OpportunityContactRole', role);
    stage.make('Trip__c', { Account__c: account });
    stage.make('Stay__c', { Account__c: account });
    // Loaded with a configuration that this cleanup doesn't have.
    stage.make('Trip__c', { Account__c: account, Datagen_Key__c: keyOf('A1_Trip01') });
    stage.make('Visit__c', { Account__c: account });
    stage.make('Note', { Title: 'To self', ParentId: idOf('Opportunity', 'A1_O01') });
    const file = seed(stage.org, 'ContentDocument', { Title: 'Offer' });
    stage.make('ContentDocumentLink', { ContentDocumentId: file, LinkedEntityId: idOf('Case', 'A1_S01') });
    // What nobody made goes along in silence.
    seed(stage.org, 'AccountShare', { AccountId: account });
    seed(stage.org, 'AccountHistory', { AccountId: account, Field: 'created' });
    // What belongs to others alone is no concern.
    stage.make('Asset', { Name: 'Elsewhere', AccountId: other });
    stage.make('Task', { Subject: 'Elsewhere', WhatId: other });
  }
  const FOREIGN = {
    ...{ Asset: 1, Case: 1, CaseComment: 1, Contact: 1, ContentDocumentLink: 1, Contract: 1, Note: 1 },
    ...{ OpportunityContactRole: 1, Stay__c: 1, Task: 2, Trip__c: 1 },
  };

  it('are counted at any depth, and keep a cleanup from deleting anything', async () => {
    await withGuests();
    const dry = await stage.cleanup({ dryRun: true });
    expect(dry).toMatchObject({
      ...{ foreign: FOREIGN, losing: { 'Visit__c.Account__c': 1 }, uncounted: [] },
      found: { ...FOUND, Trip__c: 1 },
    });
    expect(Object.keys(dry.foreign).sort()).toEqual(Object.keys(FOREIGN));
    const listed = fileOf(dry, 'foreign.csv');
    expect(listed[0]).toBe('sobject,id,what');
    const asset = stage.records('Asset').find(({ Name }) => Name === 'Pump')!.Id;
    const visit = stage.records('Visit__c')[0]!.Id;
    const stay = stage.records('Stay__c')[0]!.Id;
    expect(listed).toEqual(
      expect.arrayContaining([
        `Asset,${asset},would be deleted`,
        `Stay__c,${stay},blocks the delete`,
        `Visit__c,${visit},would lose its Account__c`,
      ]),
    );
    expect(listed).toHaveLength(1 + 12 + 1);

    const error = await errorOf(stage.cleanup());
    expect([error.exitCode, error.outcome, error.next]).toEqual([
      5,
      'nothing was deleted',
      'sfdc-datagen cleanup --prefix TESTDATA_42_ --target-org qa --take-foreign',
    ]);
    const [first, second] = error.problems;
    for (const [sobject, count] of Object.entries(FOREIGN))
      expect(first!.message).toContain(`${count} ${sobject}`);
    expect(first!.place!.file).toMatch(/foreign\.csv$/);
    expect([first!.hint, second!.message]).toEqual([
      undefined,
      "Records that aren't part of TESTDATA_42_ refer to it and would lose that: 1 Visit__c.Account__c.",
    ]);
    expect(second!.hint).toContain('use `--take-foreign` to delete them too.');
    expect([jobs(), counts('Account', 'Contact')]).toEqual([[], { Account: 4, Contact: 4 }]);
  });

  it('are deleted with it where they may be, those that block it first', async () => {
    await withGuests();
    const taken = await stage.cleanup({ takeForeign: true });
    expect(taken).toMatchObject({ exitCode: 0, left: {}, failed: [] });
    const gone = ['Contact', 'Opportunity', 'Case', 'Contract', 'Stay__c', 'Trip__c', 'Note', 'Event'];
    expect(counts(...gone)).toEqual(Object.fromEntries(gone.map((one) => [one, 0])));
    expect(counts('Account', 'Asset', 'Task', 'Visit__c')).toEqual({
      Account: 1,
      Asset: 1,
      Task: 1,
      Visit__c: 1,
    });
    expect(stage.records('Asset')[0]!.Name).toBe('Elsewhere');
    const order = jobs();
    expect(order.indexOf('Stay__c')).toBeLessThan(order.indexOf('Account'));
    expect(order).not.toContain('Asset');
  });

  it('would lose a lookup, which is told and can be allowed', async () => {
    stage = openStage({ objects: DEPENDENTS });
    await stage.load();
    const account = stage.make('Account', { Name: 'Theirs', ParentId: idOf('Account', 'A1') });
    stage.make('Contact', { LastName: 'Theirs', AccountId: account, ReportsToId: idOf('Contact', 'A1_C01') });
    stage.make('Case', { Subject: 'Theirs', AccountId: account, ParentId: idOf('Case', 'A1_S01') });
    const losing = { 'Account.ParentId': 1, 'Case.ParentId': 1, 'Contact.ReportsToId': 1 };
    expect(await stage.cleanup({ dryRun: true })).toMatchObject({ foreign: {}, losing });
    const error = await errorOf(stage.cleanup());
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]!.hint).toContain('or use `--take-foreign` to empty these fields.');
    const taken = await stage.cleanup({ takeForeign: true });
    expect([taken.exitCode, taken.left, taken.losing]).toEqual([0, {}, losing]);
    expect(fileOf(taken, 'foreign.csv')).toContain(`Account,${account},would lose its ParentId`);
    expect(counts('Account', 'Contact', 'Case')).toEqual({ Account: 1, Contact: 1, Case: 1 });
  });

  it('that appear while it deletes stop it, with what is deleted', async () => {
    stage = openStage();
    await stage.load();
    const account = idOf('Account', 'A1');
    let isMade = false;
    stage.beforeRequest = () => {
      if (isMade || !jobs().includes('Contact')) return;
      isMade = true;
      stage.make('Asset', { Name: 'Late', AccountId: account });
    };
    const error = await errorOf(stage.cleanup());
    expect([error.exitCode, error.outcome]).toEqual([1, 'the cleanup stopped']);
    expect(error.problems[0]!.message).toMatch(
      /: 1 Asset\. This appeared during the cleanup, which stopped; the Case, Opportunity, Task, Contact records are deleted, the rest is still there\.$/,
    );
    expect(counts('Account', 'Contact', 'Case')).toEqual({ Account: 3, Contact: 0, Case: 0 });
  });
});

describe('records without a key under the dataset', () => {
  it("are the dataset's where another clone of it says the same", async () => {
    stage = openStage();
    await stage.load();
    const elsewhere = mkdtempSync(join(tmpdir(), 'clone-'));
    writeDataset(elsewhere, SMALL);
    // The receipts of the load are in another folder, whose dataset is gone; the clone has none.
    expect(await stage.cleanup({ dir: elsewhere, dryRun: true })).toMatchObject({ foreign: {} });
    vi.stubEnv('XDG_STATE_HOME', join(elsewhere, 'state'));
    expect(await stage.cleanup({ dir: elsewhere, dryRun: true })).toMatchObject({ foreign: {} });
  });

  it("are others' where neither receipts nor rows know them", async () => {
    stage = openStage();
    await stage.load();
    const elsewhere = mkdtempSync(join(tmpdir(), 'nothing-'));
    vi.stubEnv('XDG_STATE_HOME', join(elsewhere, 'state'));
    expect(await stage.cleanup({ dir: elsewhere, dryRun: true })).toMatchObject({
      foreign: { CaseComment: 2, OpportunityContactRole: 2 },
    });
  });

  it("are the dataset's by the receipts where a person changed what they say", async () => {
    stage = openStage();
    await stage.load();
    for (const comment of stage.records('CaseComment')) Object.assign(comment, { CommentBody: 'Changed' });
    expect(await stage.cleanup({ dryRun: true })).toMatchObject({ foreign: {} });
  });

  it("are others' beside those of the dataset where they say something else", async () => {
    stage = openStage();
    await stage.load();
    stage.make('CaseComment', { ParentId: idOf('Case', 'A3_S01'), CommentBody: 'We look into it.' });
    expect(await stage.cleanup({ dryRun: true })).toMatchObject({ foreign: { CaseComment: 1 } });
  });
});

describe('what the org does not count', () => {
  const uncounted = (message: string, path: string, status = 400) =>
    stage.fail({ kind: 'http', status, path, message, times: 99 });

  it('of records that would go along is told, and nothing is deleted', async () => {
    stage = openStage({ objects: DEPENDENTS });
    await stage.load();
    uncounted('too  complicated', 'query SELECT .* FROM Trip__c WHERE Account__c');
    expect((await stage.cleanup({ dryRun: true })).uncounted).toMatchObject([
      { sobject: 'Trip__c', field: 'Account__c', parent: 'Account', fate: 'deleted' },
    ]);
    const error = await errorOf(stage.cleanup());
    expect([error.exitCode, jobs()]).toEqual([5, []]);
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]!.message).toMatch(
      /^The org can't count Trip__c records by Account__c, which would go with their Account: \w+: .*too complicated/,
    );
    expect(error.problems[0]!.hint).toContain('to delete them too');
    expect(await stage.cleanup({ takeForeign: true })).toMatchObject({ exitCode: 0 });
  });

  it('of records that would lose a lookup is told where it was too much', async () => {
    stage = openStage({ objects: DEPENDENTS });
    await stage.load();
    const answer = (errorCode: string) => ({
      status: 400,
      body: JSON.stringify([{ errorCode, message: 'no' }]),
    });
    stage.answer(/FROM Visit__c WHERE Account__c/, answer('QUERY_TIMEOUT'));
    expect((await stage.cleanup({ dryRun: true })).uncounted).toEqual([
      {
        sobject: 'Visit__c',
        field: 'Account__c',
        parent: 'Account',
        why: 'QUERY_TIMEOUT: no',
        fate: 'emptied',
      },
    ]);
    stage.answer(/FROM Visit__c WHERE Account__c/, answer('QUERY_TIMEOUT'));
    const error = await errorOf(stage.cleanup());
    expect(error.problems[0]!.message).toContain('which would lose their Account: QUERY_TIMEOUT: no');
    stage.answer(/FROM Visit__c WHERE Account__c/, answer('INVALID_FIELD'));
    expect((await stage.cleanup({ dryRun: true })).uncounted).toEqual([]);
  });

  it('since it lacks a field that its describe lists is told', async () => {
    stage = openStage();
    await stage.load();
    const answer = { status: 400, body: JSON.stringify([{ errorCode: 'INVALID_FIELD', message: 'no' }]) };
    stage.answer(/FROM Contract WHERE AccountId/, answer);
    const { uncounted } = await stage.cleanup({ dryRun: true });
    expect(uncounted.map(({ sobject }) => sobject)).toEqual(['Contract']);
  });

  it('since the connection breaks ends the cleanup', async () => {
    stage = openStage({ objects: DEPENDENTS });
    await stage.load();
    for (let n = 0; n < 20; n++) stage.answer(/FROM Trip__c WHERE Account__c/, { status: 500, body: '[]' });
    await expect(stage.cleanup()).rejects.toThrow();
    expect(jobs()).toEqual([]);
  });
});

describe('a record that is not deleted', () => {
  it('is told with its reason and left, and the others are gone', async () => {
    stage = openStage({ objects: DEPENDENTS }, ACCOUNTS);
    await stage.load();
    // It keeps its account, and wasn't there when the records were counted.
    stage.sf.before = (line) => {
      if (line.includes('delete bulk') && stage.records('Stay__c').length === 0)
        stage.make('Stay__c', { Account__c: idOf('Account', 'A2') });
    };
    const done = await stage.cleanup();
    const id = idOf('Account', 'A2');
    expect(done).toMatchObject({
      ...{ exitCode: 1, found: { Account: 2 }, left: { Account: 1 } },
      failed: [{ sobject: 'Account', id, code: 'DELETE_FAILED' }],
    });
    expect(fileOf(done, 'failed.csv')).toEqual([
      'sobject,id,code,message,cause,fix',
      expect.stringContaining(`Account,${id},DELETE_FAILED,`),
    ]);
    expect(stage.said).toContainEqual(expect.stringMatching(/^Account: 1 of 2 records deleted/));
    stage.sf.before = () => {};
    expect(await stage.cleanup({ takeForeign: true })).toMatchObject({ found: { Account: 1 }, left: {} });
  });

  it('since it is locked is tried again after pauses that double, alone', async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
    stage.waits.length = 0;
    stage.fail({ kind: 'row_lock', object: 'Account', field: 'Name', equals: 'Two', times: 2 });
    const done = await stage.cleanup();
    expect(done).toMatchObject({ exitCode: 0, left: {}, failed: [] });
    expect(stage.waits.filter((ms) => ms >= 1_000)).toEqual([1_000, 2_000]);
    expect(
      stage.said.filter((line) => line.includes('deleted')).map((line) => line.replace(/ \(.*/, '')),
    ).toEqual([
      'Account: 1 of 2 records deleted',
      'Account: 0 of 1 record deleted',
      'Account: 1 of 1 record deleted',
    ]);
    expect(readdirSync(join(done.folder, 'files'))).toEqual([
      ...['Account-delete.2.csv', 'Account-delete.3.csv', 'Account-delete.csv'],
    ]);
  });

  it('since it is locked for longer fails', async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
    stage.fail({ kind: 'row_lock', object: 'Account', field: 'Name', equals: 'Two', times: 99 });
    const done = await stage.cleanup(withSettings({ retry_attempts: 1 }));
    expect(done).toMatchObject({
      exitCode: 1,
      failed: [{ code: 'UNABLE_TO_LOCK_ROW' }],
      left: { Account: 1 },
    });
    expect(jobs()).toEqual(['Account', 'Account']);
  });

  it('but was deleted meanwhile is no failure', async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
    stage.sf.before = (line) => {
      if (line.includes('delete bulk')) stage.records('Account')[0]!.IsDeleted = true;
    };
    expect(await stage.cleanup()).toMatchObject({ exitCode: 0, failed: [], left: {} });
  });
});

describe('a delete that the CLI does not make', () => {
  const start = async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
  };
  const deleting = /data delete bulk/;

  it('since its connection breaks is repeated', async () => {
    await start();
    stage.sf.next(deleting, { killedAfter: 0 });
    expect(await stage.cleanup()).toMatchObject({ exitCode: 0, left: {} });
    expect(jobs()).toEqual(['Account', 'Account']);
  });

  it('since its connection breaks each time ends the cleanup, with what to run', async () => {
    await start();
    stage.sf.next(deleting, ...Array(9).fill({ killedAfter: 0 }));
    const error = await errorOf(stage.cleanup(withSettings({ retry_attempts: 1 })));
    expect([error.exitCode, error.next]).toEqual([
      4,
      'sfdc-datagen cleanup --prefix TESTDATA_42_ --target-org qa',
    ]);
    expect(error.message).toContain('The connection was lost while Account records were being deleted');
    expect(jobs()).toHaveLength(2);
  });

  it('since the org refuses it ends the cleanup', async () => {
    await start();
    stage.sf.next(deleting, { prints: { status: 1, name: 'ODD', message: 'no' } });
    const error = await errorOf(stage.cleanup());
    expect([error.exitCode, error.message]).toEqual([1, "The Account records weren't deleted (ODD): no"]);
  });

  it('for good needs a permission', async () => {
    await start();
    const error = await errorOf(stage.cleanup({ hardDelete: true }));
    expect([error.exitCode, jobs()]).toEqual([5, ['Account']]);
    expect(error.message).toContain("You don't have permission to hard delete");
    expect(stage.sf.starts.at(-1)!.line).toContain('--hard-delete');
  });

  it('for good leaves nothing in the recycle bin', async () => {
    stage = openStage({ hardDelete: true }, ACCOUNTS);
    await stage.load();
    expect(await stage.cleanup({ hardDelete: true })).toMatchObject({ exitCode: 0, left: {} });
    expect(stage.org.records.all('Account')).toEqual([]);
  });

  it('within the wait is left to a later cleanup', async () => {
    await start();
    stage.fail({ kind: 'job', outcome: 'hang', object: 'Account' });
    const error = await errorOf(stage.cleanup({ waitMinutes: 1 }));
    expect([error.exitCode, error.next]).toEqual([
      1,
      'sfdc-datagen cleanup --prefix TESTDATA_42_ --target-org qa',
    ]);
    expect(error.message).toMatch(/^Job 750\w+, which deletes Account records, is still running\.$/);
    stage.heal();
    expect(await stage.cleanup()).toMatchObject({ exitCode: 0, left: {} });
  });

  it('of one object does not keep those of its stage from being watched', async () => {
    stage = openStage();
    await stage.load();
    stage.sf.next(/delete bulk .*--sobject Case/, { prints: { status: 1, name: 'ODD', message: 'no' } });
    await expect(stage.cleanup()).rejects.toThrow("The Case records weren't deleted");
    expect(counts('Case', 'Opportunity')).toEqual({ Case: 2, Opportunity: 0 });
  });
});
