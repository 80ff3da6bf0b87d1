import { afterEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/shared/errors.ts';
import type { Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const org = {
  recordTypes: { Account: ['Business', 'Partner', 'BusinessAccount'], Case: ['Business'] },
  unavailableRecordTypes: ['Account.Partner'],
  queues: { Tier_1: ['Case'], Tier_2: ['Lead'] },
  users: { 'jane@example.com': true, 'old@example.com': false, 'ann@example.com.qa': true },
};

/** The problems of a load, each with its hint. */
async function problemsOf(tables: Tables): Promise<string[]> {
  stage = openStage(org, tables);
  const error = await stage.load().catch((one: unknown) => one);
  expect(stage.records('Account')).toEqual([]);
  if (!(error instanceof UserError)) throw error;
  return error.problems.map(({ message, hint, place }) =>
    [`${place?.line}: ${message}`, hint].filter(Boolean).join(' '),
  );
}

const idOf = (sobject: string, name: string, of = '') =>
  stage
    .records(sobject)
    .find((one) => (one.DeveloperName ?? one.Username) === name && (!of || one.SobjectType === of))?.Id;

describe('a load of rows that name records of the org', () => {
  it.each(['load', 'loadDirectly'] as const)(
    'sends the ids of that org, and nothing the second time (%s)',
    async (way) => {
      stage = openStage(org, {
        Account: [
          'Name RecordType OwnerId',
          ['A1', 'One', 'Business', 'JANE@example.com'],
          ['A2', 'Two', 'BusinessAccount', ''],
        ],
        Case: [
          'Subject AccountId RecordTypeId OwnerId',
          ['A1_S01', 'One', 'A1', 'business', 'Tier_1'],
          ['A1_S02', 'Two', 'A1', '', 'Tier 1'],
          ['A1_S03', 'Three', 'A1', '', 'jane@example.com'],
        ],
      });
      const report = await stage[way]();
      expect([report.exitCode, countsOf(report, 'created')]).toEqual([0, { Account: 2, Case: 3 }]);
      const jane = idOf('User', 'jane@example.com');
      const queue = idOf('Group', 'Tier_1');
      expect(stage.records('Account').map((one) => [one.RecordTypeId, one.OwnerId])).toEqual([
        [idOf('RecordType', 'Business', 'Account'), jane],
        [idOf('RecordType', 'BusinessAccount'), stage.org.userId],
      ]);
      expect(stage.records('Case').map((one) => [one.RecordTypeId, one.OwnerId])).toEqual([
        [idOf('RecordType', 'Business', 'Case'), queue],
        [null, queue],
        [null, jane],
      ]);
      const queries = stage.org.requests.flatMap(({ soql }) => (soql ? [/FROM (\w+)/.exec(soql)![1]] : []));
      expect(
        ['RecordType', 'Group', 'User'].map((one) => queries.filter((from) => from === one).length),
      ).toEqual(
        // The Salesforce CLI's own session asks for its user, and a queue's name may be a user's.
        [1, 1, queries.filter((from) => from === 'User').length],
      );
      expect(countsOf(await stage[way](), 'sent')).toEqual({});
    },
  );

  it('takes ids of the org as they are, and asks for no names then', async () => {
    stage = openStage(org, { Account: ['Name', ['A1', 'One']] });
    const id = String(idOf('RecordType', 'Business', 'Account'));
    stage.write({ Account: ['Name RecordTypeId', ['A1', 'One', id], ['A2', 'Two', id.slice(0, 15)]] });
    await stage.load();
    expect(stage.records('Account').map((one) => one.RecordTypeId)).toEqual([id, id]);
    expect(stage.org.requests.filter(({ soql }) => soql?.includes('FROM RecordType'))).toEqual([]);
    expect(countsOf(await stage.load(), 'sent')).toEqual({});
  });

  it('reports every name that the org lacks or does not let them have, with its place, and sends nothing', async () => {
    expect(
      await problemsOf({
        Account: [
          'Name RecordTypeId OwnerId',
          ['A1', 'One', 'Busines', 'nobody@example.com'],
          ['A2', 'Two', 'Busines', 'ann@example.com'],
          ['A3', 'Three', 'Partner', 'old@example.com'],
        ],
        Case: ['Subject OwnerId', ['A1_S01', 'One', 'Tier_2'], ['A1_S02', 'Two', 'Tier_3']],
      }),
    ).toEqual([
      '2: Account.RecordTypeId: the org has no record type of Account "Busines". Did you mean Business?',
      '3: Account.RecordTypeId: the org has no record type of Account "Busines". Did you mean Business?',
      `4: Account.RecordTypeId: the record type "Partner" isn't available to you. Assign it to your profile or to a permission set of yours.`,
      '2: Account.OwnerId: the org has no user "nobody@example.com". Did you mean jane@example.com?',
      '3: Account.OwnerId: the org has no user "ann@example.com". Did you mean ann@example.com.qa?',
      `4: Account.OwnerId: the user "old@example.com" isn't active.`,
      `2: Case.OwnerId: the queue "Tier_2" can't own Case records. Add Case to the supported objects of the queue.`,
      '3: Case.OwnerId: the org has no user or queue "Tier_3". Did you mean Tier_1?',
    ]);
  });

  it('changes the record type of a record when its name changes', async () => {
    const tables = (name: string): Tables => ({ Case: ['Subject OwnerId', ['A1_S01', 'One', name]] });
    stage = openStage(org, tables('Tier_1'));
    await stage.load();
    stage.write(tables('jane@example.com'));
    expect(countsOf(await stage.load(), 'updated')).toEqual({ Case: 1 });
    expect(stage.records('Case')[0]?.OwnerId).toBe(idOf('User', 'jane@example.com'));
  });
});

describe('the org itself', () => {
  it.each([
    ['RecordTypeId', () => idOf('RecordType', 'Business', 'Case'), 'INVALID_CROSS_REFERENCE_KEY'],
    ['RecordTypeId', () => idOf('RecordType', 'Partner'), 'INVALID_CROSS_REFERENCE_KEY'],
    ['OwnerId', () => idOf('User', 'old@example.com'), 'INACTIVE_OWNER_OR_USER'],
  ])('refuses an account with %s', (field, id, code) => {
    stage = openStage(org);
    expect(() => stage.make('Account', { Name: 'One', [field]: id() as string })).toThrow(code);
  });

  it('refuses a queue that does not support the object', () => {
    stage = openStage(org);
    expect(() => stage.make('Case', { OwnerId: idOf('Group', 'Tier_2') as string })).toThrow(
      'Queue not associated with this SObject type',
    );
  });
});

it('says which object an org lacks whose records the dataset names, and what to do', async () => {
  stage = openStage(org, {
    Account: ['Name', ['A1', 'One']],
    Opportunity: [
      'Name StageName CloseDate Pricebook2Id',
      ['A1_O01', 'Deal', 'Prospecting', '2026-12-01', 'Standard'],
    ],
  });
  Object.assign(stage.org.schema.get('opportunity')!.fields.get('pricebook2id')!, { createable: true });
  stage.answer(/SELECT Id, Name FROM Pricebook2/, {
    status: 400,
    body: JSON.stringify([
      { errorCode: 'INVALID_TYPE', message: "\nERROR\nsObject type 'Pricebook2' is not supported." },
    ]),
  });
  const error = (await stage.load().catch((one: unknown) => one)) as UserError;
  expect(error.problems.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
    "Opportunity.Pricebook2Id: the org has no object Pricebook2, or you don't have access to it. Get access to Pricebook2, or leave Opportunity out with `--skip Opportunity`.",
  ]);
});
