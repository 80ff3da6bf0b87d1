import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanupLines } from '../../../src/commands/output/cleanup-text.ts';
import { planDocument, planText } from '../../../src/load/plan-text.ts';
import { validationText } from '../../../src/load/preflight/validate.ts';
import { reportText } from '../../../src/load/report/report-text.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { keyOf, type Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage, withObjects } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const WAYS = ['load', 'loadDirectly'] as const;
const BY_NUMBER = withObjects({ Account: { match: 'AccountNumber' } });
const TABLES: Tables = {
  Account: [
    'Name AccountNumber Phone',
    ['A1', 'One', 'N-1', ''],
    ['A2', 'Two', 'N-2', '2'],
    ['A3', 'Three', '', ''],
  ],
  Contact: ['LastName AccountId', ['A1_C01', 'Ng', 'A1'], ['A2_C01', 'Ito', 'A2']],
};
const values = (sobject: string, ...fields: string[]) =>
  stage.records(sobject).map((record) => fields.map((field) => record[field] ?? null));
const refusalOf = (work: Promise<unknown>): Promise<{ exitCode: number; messages: string[] }> =>
  work.then(
    () => Promise.reject(new Error('It came to its end.')),
    (error) => {
      if (!(error instanceof UserError)) throw error;
      return { exitCode: error.exitCode, messages: error.problems.map(({ message }) => message) };
    },
  );
const isWrite = ({ method }: { method: string }) => method !== 'GET';

describe('a row whose values one record of the org has', () => {
  it.each(WAYS)('takes it over by its id, and children link to it (%s)', async (way) => {
    stage = openStage({}, TABLES);
    const old = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1', Phone: '555' });
    const report = await stage[way](BY_NUMBER);
    expect([report.exitCode, countsOf(report, 'created'), countsOf(report, 'updated')]).toEqual([
      0,
      { Account: 2, Contact: 2 },
      { Account: 1 },
    ]);
    expect(report.adopted).toEqual([
      { sobject: 'Account', key: keyOf('A1'), id: old, by: ['AccountNumber'] },
    ]);
    expect(reportText(report)).toContain(
      `\n\nAdopted 1 Account by AccountNumber: ${old} (${keyOf('A1')}).\n`,
    );
    expect(countsOf(report, 'in_org')).toEqual({ Account: 3, Contact: 2 });
    // What people filled stays, and no key makes the record one of the dataset's.
    expect(values('Account', 'Name', 'Phone', 'Datagen_Key__c')).toEqual([
      ['One', '555', null],
      ['Two', '2', keyOf('A2')],
      ['Three', null, keyOf('A3')],
    ]);
    expect(stage.records('Contact')[0]!.AccountId).toBe(old);
    const again = await stage[way](BY_NUMBER);
    expect([again.exitCode, countsOf(again, 'sent'), again.adopted.length]).toEqual([0, {}, 1]);
    expect(stage.records('Account')).toHaveLength(3);
  });

  it('is told before a load, which then sends nothing', async () => {
    stage = openStage({}, TABLES);
    const old = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    const plan = await stage.plan(BY_NUMBER);
    const line = `Adopted 1 Account by AccountNumber: ${old} (${keyOf('A1')}).`;
    expect(planText(plan)).toContain(line);
    expect(planText(plan)).toContain(
      '  Account-adopted: update 1 record\n    PATCH composite/sobjects (1 Account record)',
    );
    expect(planDocument(plan)).toMatchObject({ adopted: [{ id: old, key: keyOf('A1') }] });
    const validation = await stage.validate(undefined, BY_NUMBER);
    expect(validationText(validation)).toContain(`${line}\nA load would send 3 Account, 2 Contact.`);
    expect(stage.org.requests.filter(isWrite)).toEqual([]);
  });

  it('is found by several fields together, also by its parent', async () => {
    stage = openStage(
      {},
      {
        Account: ['Name AccountNumber', ['A1', 'One', 'N-1'], ['A2', 'Two', 'N-2']],
        Contact: [
          'AccountId LastName Email Title',
          ['A1_C01', 'A1', 'Ng', 'NG@example.com', 'CEO'],
          ['A1_C02', 'A1', 'Ng', '', 'CFO'],
          ['A2_C01', 'A2', 'Ng', 'ng@example.com', 'CIO'],
        ],
      },
    );
    const account = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    const other = stage.make('Account', { Name: 'Of others' });
    const named = { LastName: 'Ng', Email: 'ng@example.com' };
    const contact = stage.make('Contact', { ...named, AccountId: account });
    stage.make('Contact', { ...named, AccountId: other });
    const config = withObjects({
      Account: { match: 'AccountNumber' },
      Contact: { match: ['Email', 'LastName', 'AccountId'] },
    });
    const report = await stage.load(config);
    expect(report.adopted.map(({ id }) => id)).toEqual([account, contact]);
    expect([report.exitCode, countsOf(report, 'created')]).toEqual([0, { Account: 1, Contact: 2 }]);
    expect(values('Contact', 'Title')).toEqual([['CEO'], [null], ['CFO'], ['CIO']]);
    expect(countsOf(await stage.load(config), 'sent')).toEqual({});
  });

  it('gets lookups to what the load makes, also within its object', async () => {
    stage = openStage(
      {},
      { Account: ['Name AccountNumber ParentId', ['A1', 'One', 'N-1', 'A2'], ['A2', 'Two', 'N-2', '']] },
    );
    const old = stage.make('Account', { Name: 'One', AccountNumber: 'N-1' });
    const report = await stage.load(BY_NUMBER);
    expect(report.exitCode).toBe(0);
    const made = stage.records('Account').find(({ Id }) => Id !== old)!;
    expect(stage.org.records.get(old)?.ParentId).toBe(made.Id);
    expect(countsOf(await stage.load(BY_NUMBER), 'sent')).toEqual({});
  });

  it('waits like other rows where the record that it refers to failed', async () => {
    stage = openStage(
      {},
      { Account: ['Name AccountNumber ParentId', ['A1', 'One', 'N-1', 'A2'], ['A2', 'Two', 'N-2', '']] },
    );
    const old = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    stage.fail({ kind: 'reject', object: 'Account', field: 'Name', equals: 'Two' });
    const report = await stage.load(BY_NUMBER);
    expect([report.exitCode, countsOf(report, 'failed'), countsOf(report, 'skipped')]).toEqual([
      1,
      { Account: 1 },
      { Account: 1 },
    ]);
    expect(stage.org.records.get(old)?.Name).toBe('Old');
  });

  it('stays the same in the eyes of later loads when its value changes on either side', async () => {
    stage = openStage({}, TABLES);
    const old = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    await stage.load(BY_NUMBER);
    stage.write({ Account: ['Name AccountNumber', ['A1', 'One', 'N-9']] });
    const report = await stage.load(BY_NUMBER);
    expect([countsOf(report, 'created'), report.adopted.map(({ id }) => id)]).toEqual([{}, [old]]);
    expect(stage.org.records.get(old)?.AccountNumber).toBe('N-9');
  });

  it('keeps what a blank cell has, unless the dataset sent it', async () => {
    stage = openStage({}, { Account: ['Name AccountNumber Phone Fax', ['A1', 'One', 'N-1', '1', '']] });
    const old = stage.make('Account', { Name: 'One', AccountNumber: 'N-1', Fax: '9' });
    await stage.load(BY_NUMBER);
    stage.write({ Account: ['Name AccountNumber Phone Fax', ['A1', 'One', 'N-1', '', '']] });
    await stage.load(BY_NUMBER);
    expect(stage.org.records.get(old)).toMatchObject({ Phone: null, Fax: '9' });
    expect(stage.said.filter((line) => line.startsWith('warning'))).toEqual([]);
  });
});

describe('records of people', () => {
  it('get children without being changed where only these are loaded', async () => {
    stage = openStage({}, TABLES);
    const old = ['N-1', 'N-2'].map((AccountNumber) => stage.make('Account', { Name: 'Old', AccountNumber }));
    const report = await stage.load({ ...BY_NUMBER, only: ['Contact'] });
    expect([report.exitCode, report.adopted, countsOf(report, 'created')]).toEqual([0, [], { Contact: 2 }]);
    expect(stage.records('Contact').map(({ AccountId }) => AccountId)).toEqual(old);
    expect(values('Account', 'Name')).toEqual([['Old'], ['Old']]);
  });

  it('are found by lines, quotes, and numbers as the org has them', async () => {
    const street = "O'Leary's\nBack \\ yard";
    stage = openStage(
      {},
      {
        Account: [
          'Name BillingStreet NumberOfEmployees',
          ['A1', 'One', street, '7'],
          ['A2', 'Two', street, '8'],
        ],
      },
    );
    const old = stage.make('Account', { Name: 'Old', BillingStreet: street, NumberOfEmployees: 7 });
    stage.make('Account', { Name: 'Old', BillingStreet: street });
    const config = withObjects({ Account: { match: ['BillingStreet', 'NumberOfEmployees'] } });
    const report = await stage.loadDirectly(config);
    expect([report.exitCode, report.adopted.map(({ id }) => id)]).toEqual([0, [old]]);
  });
});

describe('no record is taken over', () => {
  it('where a value is blank, or its case differs in a field that tells cases apart', async () => {
    stage = openStage({}, { Account: ['Name AccountNumber', ['A1', 'One', 'n-1'], ['A2', 'Two', '#N/A']] });
    stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    stage.make('Account', { Name: 'Old' });
    const report = await stage.load(BY_NUMBER);
    expect([countsOf(report, 'created'), report.adopted]).toEqual([{ Account: 2 }, []]);
  });

  it('where a record has the key of the row, or that of another row', async () => {
    stage = openStage({}, TABLES);
    stage.make('Account', { Name: 'One', AccountNumber: 'N-7', Datagen_Key__c: keyOf('A1') });
    stage.make('Account', { Name: 'Nine', AccountNumber: 'N-2', Datagen_Key__c: keyOf('A9') });
    stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    const report = await stage.load(BY_NUMBER);
    expect([countsOf(report, 'created').Account, report.adopted]).toEqual([2, []]);
  });

  it('in the recycle bin', async () => {
    stage = openStage({}, TABLES);
    const old = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    stage.org.records.update(old, { IsDeleted: true });
    expect((await stage.load(BY_NUMBER)).adopted).toEqual([]);
  });
});

describe('a load is refused before anything is written', () => {
  it('where a row has several records, or several rows have one', async () => {
    stage = openStage(
      {},
      {
        Account: [
          'Name AccountNumber',
          ['A1', 'One', 'N-1'],
          ['A2', 'Two', 'N-2'],
          ['A3', 'Three', 'N-2'],
          ['A4', 'Four', 'N-4'],
        ],
      },
    );
    const first = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    const second = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    const shared = stage.make('Account', { Name: 'Old', AccountNumber: 'N-2' });
    const foreign = { Name: 'Old', AccountNumber: 'N-4', Datagen_Key__c: 'TESTDATA_7_A0000001' };
    const other = stage.make('Account', foreign);
    expect(await refusalOf(stage.load(BY_NUMBER))).toEqual({
      exitCode: 5,
      messages: [
        `2 Account records of the org have the AccountNumber of this row: ${first}, ${second}. Only one can be taken over.`,
        `2 rows match Account ${shared} by AccountNumber: ${keyOf('A2')}, ${keyOf('A3')}. Only one can take it over.`,
        `Account ${other}, which has the AccountNumber of this row, is a record of another dataset (TESTDATA_7_A0000001).`,
      ],
    });
    expect(stage.org.requests.filter(isWrite)).toEqual([]);
  });

  it("where the org lacks fields to match, or can't search for them", async () => {
    stage = openStage({}, TABLES);
    const config = withObjects({
      Account: { match: ['AcountNumber', 'Description'] },
      Contact: { match: 'Nope__c' },
    });
    expect(await refusalOf(stage.load(config))).toEqual({
      exitCode: 5,
      messages: [
        "`match` of Account in the configuration: the org has no field Account.AcountNumber, or you don't have access to it.",
        "`match` of Account in the configuration: Account.Description (textarea) can't be searched for.",
        "`match` of Contact in the configuration: the org has no field Contact.Nope__c, or you don't have access to it.",
      ],
    });
  });

  it('where `match` is gone that found the records of rows', async () => {
    stage = openStage({}, TABLES);
    stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    await stage.load(BY_NUMBER);
    const { messages } = await refusalOf(stage.load());
    expect(messages).toEqual([
      expect.stringContaining(
        `an earlier load took over the record for ${keyOf('A1')}, and the configuration`,
      ),
    ]);
  });

  it('not where the dataset lacks the field, which is told', async () => {
    stage = openStage({}, { Account: ['Name', ['A1', 'One']] });
    await stage.load(BY_NUMBER);
    expect(stage.said).toContainEqual(
      "warning: No Account of the org is taken over: `match` compares AccountNumber, which the dataset doesn't have.",
    );
  });
});

describe('what people made is never deleted', () => {
  it.each(['with', 'without'])('by a cleanup %s receipts', async (receipts) => {
    stage = openStage({}, TABLES);
    const old = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    await stage.load(BY_NUMBER);
    if (receipts === 'without') {
      rmSync(join(stage.dir, 'runs'), { recursive: true });
      rmSync(join(stage.dir, '..', 'state'), { recursive: true });
    }
    const done = await stage.cleanup(BY_NUMBER);
    expect(done).toMatchObject({ found: { Account: 2, Contact: 2 }, left: {}, foreign: {}, exitCode: 0 });
    expect(stage.records('Account').map(({ Id }) => Id)).toEqual([old]);
    const line = 'Records that a load adopted stay: 1 Account.';
    expect(cleanupLines(done).includes(line)).toBe(receipts === 'with');
  });

  it('by a cleanup, although somebody gave it the key of its row', async () => {
    stage = openStage({}, TABLES);
    const old = stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    await stage.load(BY_NUMBER);
    stage.org.records.update(old, { Datagen_Key__c: keyOf('A1') });
    expect(await stage.cleanup(BY_NUMBER)).toMatchObject({ found: { Account: 2 }, left: {} });
    expect(stage.records('Account').map(({ Id }) => Id)).toEqual([old]);
  });

  it('with a record of the load above it, whatever a cleanup may take along', async () => {
    stage = openStage(
      {},
      {
        Account: ['Name', ['A1', 'One']],
        Contact: ['LastName Email AccountId', ['A1_C01', 'Ng', 'ng@example.com', 'A1']],
      },
    );
    const config = withObjects({ Contact: { match: 'Email' } });
    const old = stage.make('Contact', { LastName: 'Old', Email: 'ng@example.com' });
    await stage.load(config);
    const { exitCode, messages } = await refusalOf(stage.cleanup({ ...config, takeForeign: true }));
    expect([exitCode, messages[0]]).toEqual([
      5,
      'Records that a load adopted depend on records to delete and would be deleted with them: 1 Contact. A cleanup never deletes adopted records.',
    ]);
    expect(stage.records('Contact').map(({ Id }) => Id)).toEqual([old]);
    expect(stage.records('Account')).toHaveLength(1);
  });

  it('by `--prune`, which says that it stays', async () => {
    stage = openStage({}, TABLES);
    stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
    await stage.load(BY_NUMBER);
    const [columns, , ...rest] = TABLES.Account!;
    stage.write({ Account: [columns, ...rest], Contact: ['LastName AccountId', ['A2_C01', 'Ito', 'A2']] });
    const report = await stage.load({ ...BY_NUMBER, prune: true });
    expect([report.pruned, report.released]).toEqual([{ Contact: 1 }, { Account: 1 }]);
    expect(reportText(report)).toContain(
      'No longer in the dataset, and never deleted, since they were adopted: 1 Account.',
    );
    expect(stage.records('Account')).toHaveLength(3);
  });
});

describe('comments and roles below records of people', () => {
  const tables: Tables = {
    Account: ['Name AccountNumber', ['A1', 'One', 'N-1']],
    Case: ['Subject AccountId SuppliedEmail', ['A1_S01', 'Broken', 'A1', 'a@example.com']],
    CaseComment: [
      'ParentId CommentBody',
      ['A1_S01_M01', 'A1_S01', 'Ours.'],
      ['A1_S01_M02', 'A1_S01', 'Said before.'],
    ],
  };
  const config = withObjects({ Case: { match: 'SuppliedEmail' } });

  it.each(WAYS)('are added once, and only those of loads are deleted (%s)', async (way) => {
    stage = openStage({}, tables);
    const old = stage.make('Case', { Subject: 'Old', SuppliedEmail: 'a@example.com' });
    stage.make('CaseComment', { ParentId: old, CommentBody: 'Said before.' });
    stage.make('CaseComment', { ParentId: old, CommentBody: 'Of a person.' });
    const report = await stage[way](config);
    expect([report.exitCode, countsOf(report, 'created'), countsOf(report, 'in_org')]).toEqual([
      0,
      { Account: 1, CaseComment: 1 },
      { Account: 1, Case: 1, CaseComment: 2 },
    ]);
    expect(stage.said.filter((line) => line.startsWith('warning'))).toEqual([]);
    expect(countsOf(await stage[way](config), 'sent')).toEqual({});
    // What a row no longer says goes where a load said it, and stays where a person did.
    stage.write({ ...tables, CaseComment: ['ParentId CommentBody'] });
    expect(await stage[way](config)).toMatchObject({ exitCode: 0, deleted: 1 });
    expect(values('CaseComment', 'CommentBody')).toEqual([['Said before.'], ['Of a person.']]);
  });

  it.each(WAYS)('are told where they are of people, and what those said stays (%s)', async (way) => {
    stage = openStage({}, tables);
    const old = stage.make('Case', { Subject: 'Old', SuppliedEmail: 'a@example.com' });
    const said = stage.make('CaseComment', { ParentId: old, CommentBody: 'Said before.' });
    const { adopted } = await stage[way](config);
    expect(adopted).toContainEqual({
      ...{ sobject: 'CaseComment', key: keyOf('A1_S01_M02'), id: said },
      by: expect.arrayContaining(['CommentBody']),
    });
    stage.write({ ...tables, CaseComment: ['ParentId CommentBody', ['A1_S01_M02', 'A1_S01', 'Said anew.']] });
    expect((await stage[way](config)).exitCode).toBe(0);
    expect(values('CaseComment', 'CommentBody')).toEqual([['Said before.'], ['Said anew.']]);
    expect(countsOf(await stage[way](config), 'sent')).toEqual({});
  });

  it('go with a cleanup where a load made them', async () => {
    stage = openStage({}, tables);
    const old = stage.make('Case', { Subject: 'Old', SuppliedEmail: 'a@example.com' });
    stage.make('CaseComment', { ParentId: old, CommentBody: 'Said before.' });
    // The account of the load would be kept by a case that isn't the dataset's.
    stage.write({ ...tables, Case: ['Subject SuppliedEmail', ['A1_S01', 'Broken', 'a@example.com']] });
    await stage.load(config);
    expect(await stage.cleanup(config)).toMatchObject({
      ...{ found: { Account: 1, CaseComment: 1 }, left: {}, exitCode: 0 },
      adopted: { Case: 1, CaseComment: 1 },
    });
    expect(values('CaseComment', 'CommentBody')).toEqual([['Said before.']]);
  });
});
