import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Validation, validationText } from '../../../src/load/preflight/validate.ts';
import { noteLoad, realFolder } from '../../../src/load/receipts/known-loads.ts';
import { userPlace } from '../../../src/load/receipts/user-place.ts';
import type { OrgOptions } from '../../../src/practice-org/options.ts';
import { keyOf, PREFIX, SMALL, type Tables, writeDataset } from '../in-process/small-set.ts';
import { openStage, type Stage } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const ACCOUNTS: Tables = { Account: ['Name', ['A1', 'One'], ['A2', 'Two']] };
/** What is found, as a line each: `error: Message. Hint.` */
const lines = ({ findings }: Validation) =>
  findings.map(({ severity, problem }) => `${severity}: ${problem.message} ${problem.hint ?? ''}`.trim());
const nextOf = ({ findings }: Validation) => findings.flatMap(({ next }) => next ?? []);
const idOf = (sobject: string, key: string) =>
  String(stage.records(sobject).find((one) => one.Datagen_Key__c === keyOf(key))!.Id);
const accounts = (names: string[], more: string[] = []): Tables => ({
  Account: ['Name Site', ...names.map((name, at) => [`A${at + 1}`, name, more[at] ?? ''])],
});
/** Forgets what this machine's folders loaded, as another machine would. */
const elsewhere = () => vi.stubEnv('XDG_STATE_HOME', mkdtempSync(join(tmpdir(), 'state-')));

describe('a validation', () => {
  it('says what a load would send, and sends nothing', async () => {
    stage = openStage({ storageMb: 200, apiCalls: 1_000, bulkBatches: 500 });
    const found = await stage.validate();
    expect(found).toMatchObject({ org: 'qa', host: 'qa.practice.example.com', production: false });
    expect(found.sends).toEqual({
      ...{ Account: 3, Contact: 3, Opportunity: 2, OpportunityContactRole: 2, Case: 2, CaseComment: 2 },
      ...{ Task: 2, Event: 1 },
    });
    expect(validationText(found).split('\n')).toEqual([
      expect.stringMatching(/^qa: .+, Developer Edition, qa\.practice\.example\.com, as admin@practice/),
      expect.stringMatching(/^left today: \d+ MB of data storage, \d+ API requests, 500 bulk batches$/),
      'A load would send 3 Account, 3 Contact, 2 Opportunity, 2 OpportunityContactRole, 2 Case, 2 Task, 1 Event, 2 CaseComment.',
    ]);
    expect(stage.records('Account')).toEqual([]);
    await stage.load();
    expect(
      validationText(await stage.validate())
        .split('\n')
        .at(-1),
    ).toBe('The org already has the whole dataset.');
  });

  it.each<[OrgOptions['edition'], string]>([
    ['production', ', PRODUCTION, '],
    ['sandbox', ', sandbox, '],
    ['developer', ', Developer Edition, '],
  ])('of a %s org says so', async (edition, words) => {
    stage = openStage({ edition }, ACCOUNTS);
    const found = await stage.validate();
    expect(found.production).toBe(edition === 'production');
    expect(validationText(found)).toContain(words);
  });

  it('ends with the errors and the first command that puts one right', async () => {
    stage = openStage({ externalId: undefined });
    const text = validationText(await stage.validate()).split('\n');
    expect(text.filter((line) => line.startsWith('error: '))).toHaveLength(6);
    expect(text.at(-1)).toBe('6 errors block a load. Next: sfdc-datagen setup --target-org qa');
  });
});

describe('what an org has room for', () => {
  // 2,000 rows take four megabytes.
  const many: Tables = {
    Account: ['Name', ...Array.from({ length: 2_000 }, (_, n) => [keyOf(`A${n}_X`), 'One'])],
  };
  it.each<[string, Partial<OrgOptions>, string[]]>([
    ['is enough', { storageMb: 100 }, []],
    [
      'is little storage',
      { storageMb: 4 },
      [
        'warning: Creating 2,000 records takes about 3.9 MB; the org has 4 MB of data storage left. Clean up an older dataset, empty the recycle bin, or generate fewer accounts.',
      ],
    ],
    [
      'is perhaps too little storage',
      { storageMb: 3 },
      [expect.stringMatching(/^warning: .* the org has 3 MB/)],
    ],
    ['is too little storage', { storageMb: 2 }, [expect.stringMatching(/^error: .* the org has 2 MB/)]],
    [
      'are too few requests',
      { apiCalls: 49 },
      [expect.stringMatching(/^error: This load needs about 50 API requests; the org has 4\d left today\./)],
    ],
    [
      'are too few batches',
      { bulkBatches: 0 },
      ['error: This load needs 1 bulk batch; the org has 0 left today. Wait until more are available.'],
    ],
    ['are as many batches as are needed', { bulkBatches: 1 }, []],
  ])('%s', async (_, options, expected) => {
    stage = openStage(options, many);
    expect(lines(await stage.validate())).toEqual(expected);
  });

  it('is not asked for by records that are there', async () => {
    stage = openStage({ storageMb: 200 }, ACCOUNTS);
    await stage.load();
    Object.assign(stage.org.options, { storageMb: 0, bulkBatches: 0 });
    expect(lines(await stage.validate())).toEqual([]);
  });
});

describe('a row that an org would not take', () => {
  it.each<[string, Partial<OrgOptions>, Tables, string | RegExp]>([
    [
      'is too long',
      {},
      { Account: ['Name Site', ['A1', 'One', 'x'.repeat(81)], ['A2', 'Two', 'x'.repeat(80)]] },
      /^error: .*Site.* 81 characters.*80/,
    ],
    [
      'is too long beside others',
      {},
      { Account: ['Name Site', ['A1', 'One', 'x'.repeat(81)], ['A2', 'Two', 'x'.repeat(99)]] },
      /1 more row is too long\./,
    ],
    [
      'is too long in bytes',
      {},
      {
        Case: ['Subject', ['A1_S01', 'Broken']],
        CaseComment: ['ParentId CommentBody', ['A1_S01_M01', 'A1_S01', 'é'.repeat(2_001)]],
      },
      /^error: .*CommentBody.* bytes/,
    ],
    [
      'has a value that its picklist lacks',
      { fields: { 'Account.Rating': { values: ['Hot'] } } },
      { Account: ['Name Rating', ['A1', 'One', 'Tepid']] },
      /The org's picklist Account\.Rating has no value "Tepid" \(1 row\)/,
    ],
    [
      'has a duplicate rule',
      { duplicateRules: ['Account'] },
      ACCOUNTS,
      /^warning: The duplicate rule ".+" of Account is active, and a bulk job can't override it\. If it rejects/,
    ],
    [
      'lacks what the org requires',
      {},
      { Contact: ['Phone', ['A1_C01', '1'], ['A1_C02', '2']] },
      "error: The org requires Contact.LastName, which the dataset doesn't have. Fill it in the recipe, or make it optional in the org.",
    ],
    [
      'leaves blank what the org requires',
      {},
      { Contact: ['LastName', ['A1_C01', 'Ng'], ['A1_C02', ''], ['A3_C01', '']] },
      /^error: The org requires Contact\.LastName, which is blank here and in 1 more row\./,
    ],
    [
      'states a key of its own',
      {},
      { Account: ['Name _sf_update_key', ['A1', 'One', 'Name']] },
      /^warning: Account: `update_key: Name` has no effect: records are found by Datagen_Key__c/,
    ],
  ])('%s', async (_, options, tables, expected) => {
    stage = openStage(options, tables);
    const found = lines(await stage.validate());
    expect(
      found.filter((line) => (typeof expected === 'string' ? line === expected : expected.test(line))),
    ).toHaveLength(1);
  });

  it('needs your permission to create it', async () => {
    stage = openStage({}, ACCOUNTS);
    Object.assign(stage.org.schema.get('account')!, { createable: false });
    const found = await stage.validate();
    expect(lines(found)).toEqual(["error: You don't have permission to create Account records."]);
    expect(nextOf(found)).toEqual([]);
  });

  it('needs an External ID field that you may write', async () => {
    stage = openStage({}, ACCOUNTS);
    Object.assign(stage.org.schema.get('account')!.fields.get('datagen_key__c')!, { externalId: false });
    const found = await stage.validate();
    expect(lines(found)).toEqual(["error: Account.Datagen_Key__c isn't an External ID field."]);
    expect(nextOf(found)).toEqual(['sfdc-datagen setup --target-org qa']);
  });
});

describe('records of the org that are not as a load needs them', () => {
  it('lost their keys', async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
    const id = idOf('Account', 'A2');
    stage.org.records.update(id, { Datagen_Key__c: null });
    const found = await stage.validate();
    expect(lines(found)[0]).toMatch(
      new RegExp(`^error: Account ${id}: an earlier load created the record as ${keyOf('A2')}`),
    );
    expect(nextOf(found)).toEqual([
      `sf data update record --sobject Account --record-id ${id} --values Datagen_Key__c=${keyOf('A2')} --target-org qa`,
    ]);
  });

  it('share a key', async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
    stage.org.schema.get('account')!.fields.get('datagen_key__c')!.unique = false;
    stage.make('Account', { Name: 'Twin', Datagen_Key__c: keyOf('A1') });
    expect(lines(await stage.validate())).toContainEqual(
      `error: More than one Account has the Datagen_Key__c ${keyOf('A1')}, so an upsert can't choose. Delete all but one of them, or clean up the dataset.`,
    );
  });

  it('have values where the dataset has blank cells, and nobody can tell whose', async () => {
    stage = openStage({}, { Account: ['Name Phone Fax', ['A1', 'One', '', ''], ['A2', 'Two', '', '2']] });
    stage.make('Account', { Name: 'One', Datagen_Key__c: keyOf('A1'), Phone: '1', Fax: '1' });
    stage.make('Account', { Name: 'Two', Datagen_Key__c: keyOf('A2'), Phone: '2', Fax: '2' });
    expect(lines(await stage.validate())).toEqual([
      'warning: 3 blank cells leave values of the org unchanged (Account.Phone 2, Account.Fax 1): this folder has no results of a load that sent one. To empty a field, write `#N/A` in its cell.',
    ]);
  });

  it('have one value where the dataset has a blank cell', async () => {
    stage = openStage({}, { Account: ['Name Phone', ['A1', 'One', '']] });
    stage.make('Account', { Name: 'One', Datagen_Key__c: keyOf('A1'), Phone: '1' });
    expect(lines(await stage.validate())[0]).toContain(
      '1 blank cell leaves a value of the org unchanged (Account.Phone 1)',
    );
  });

  it('are primary already', async () => {
    stage = openStage();
    await stage.load();
    const [role] = stage.records('OpportunityContactRole').filter(({ IsPrimary }) => IsPrimary);
    const OpportunityId = idOf('Opportunity', 'A1_O01');
    stage.make('OpportunityContactRole', {
      OpportunityId,
      ContactId: idOf('Contact', 'A3_C01'),
      IsPrimary: true,
    });
    expect(role!.IsPrimary).toBe(false);
    expect(lines(await stage.validate())).toContainEqual(
      `warning: OpportunityContactRole: 1 row not made primary because another record already is (${keyOf('A1_O01_R01')}).`,
    );
  });

  it('are below the dataset, and nobody can tell whose', async () => {
    stage = openStage();
    await stage.load();
    rmSync(join(stage.dir, 'runs'), { recursive: true });
    elsewhere();
    const make = (CommentBody: string) =>
      stage.make('CaseComment', { ParentId: idOf('Case', 'A3_S01'), CommentBody });
    make('Other');
    const one = lines(await stage.validate());
    expect(one).toContainEqual(
      "warning: CaseComment: 1 record under the dataset's records isn't in it and stays; this folder has no results of earlier loads that show whose it is.",
    );
    make('More');
    expect(lines(await stage.validate())).toContainEqual(
      "warning: CaseComment: 2 records under the dataset's records aren't in it and stay; this folder has no results of earlier loads that show whose they are.",
    );
  });

  it('are more than the dataset accounts for', async () => {
    stage = openStage({}, ACCOUNTS);
    await stage.load();
    stage.make('Account', { Name: 'More', Datagen_Key__c: keyOf('A9') });
    stage.make('Account', { Name: 'Lower', Datagen_Key__c: keyOf('A8').toLowerCase() });
    expect(lines(await stage.validate())).toEqual([
      `warning: The org has 1 Account with prefix TESTDATA_42_ that neither this dataset nor its earlier loads account for (${keyOf('A9')}).`,
    ]);
  });
});

describe('an update of a dataset', () => {
  const update = (tables: Tables) =>
    writeDataset(stage.dir, tables, { update: true } as Parameters<typeof writeDataset>[2]);

  it('needs the records that it changes', async () => {
    stage = openStage({}, ACCOUNTS);
    update(ACCOUNTS);
    expect(lines(await stage.validate())).toContainEqual(
      "error: The org doesn't have 2 Account that this update changes; the update has only their new values. Load the dataset that it updates first.",
    );
  });

  it('brings rows below its own, and leaves what it does not have', async () => {
    stage = openStage();
    await stage.load();
    update({
      Account: ['Name', ['A1', 'Uno']],
      Contact: ['AccountId LastName', ['A1_C09', 'A1', 'New']],
    });
    const found = await stage.validate();
    expect([lines(found), found.sends]).toEqual([[], { Account: 1, Contact: 1 }]);
  });
});

describe('records under the same keys', () => {
  const names = ['Alpha', 'Beta', 'Gamma', 'Delta'];
  const fill = (all: string[], sites: string[] = []) => {
    for (const [at, Name] of all.entries())
      stage.make('Account', { Name, Site: sites[at] ?? null, Datagen_Key__c: keyOf(`A${at + 1}`) });
  };

  it('are of another dataset where none says what its row says', async () => {
    stage = openStage({}, accounts(names));
    fill(['One', 'Two', 'Three']);
    const found = await stage.validate();
    expect(lines(found)).toEqual([
      'error: qa has 3 Account with prefix TESTDATA_42_ from another dataset; a load would overwrite 3 of them. Use another `--seed` or `key_prefix` for this dataset, or delete the other one first.',
    ]);
    expect(nextOf(found)).toEqual(['sfdc-datagen cleanup --prefix TESTDATA_42_ --target-org qa']);
  });

  it.each([
    ['one of them says what its row says', ['One', 'Two', 'Gamma'], []],
    ['one of them says half of what its row says', ['Alpha', 'Two', 'Three'], ['here', 'there']],
  ])('are of the dataset where %s', async (_, held, sites) => {
    stage = openStage({}, accounts(names, sites));
    fill(held);
    expect(lines(await stage.validate()).filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('are of another dataset where less than half of each row is the same', async () => {
    stage = openStage({}, { Account: ['Name Site Fax', ['A1', 'Alpha', 'here', '1']] });
    stage.make('Account', { Name: 'One', Site: 'there', Fax: '1', Datagen_Key__c: keyOf('A1') });
    expect(lines(await stage.validate())[0]).toContain('from another dataset');
  });

  it('are of another dataset whatever dates and picklists say', async () => {
    stage = openStage({}, { Account: ['Name Rating', ['A1', 'Alpha', 'Hot']] });
    stage.make('Account', { Name: 'One', Rating: 'Hot', Datagen_Key__c: keyOf('A1') });
    // One of two cells would be half of them.
    expect(lines(await stage.validate())[0]).toContain('from another dataset');
  });

  it('are of the dataset where its receipts know them, whatever they say', async () => {
    stage = openStage({}, accounts(names));
    await stage.load();
    for (const record of stage.records('Account')) Object.assign(record, { Name: 'Changed' });
    expect(lines(await stage.validate())).toEqual([]);
  });

  describe('that another folder loaded', () => {
    const other = () => `${stage.dir}-b`;
    const errors = async () => lines(await stage.validate()).filter((line) => line.startsWith('error'));
    const manifest = (more: object) => more as Parameters<typeof writeDataset>[2];
    const inputs = { recipe: 'r', templates: 't', config: 'c' };
    /** Loads from another folder, and has a person change what the records say. */
    async function start({ changed = true } = {}) {
      stage = openStage({}, accounts(names));
      await stage.load({ dir: other() });
      if (changed) for (const record of stage.records('Account')) Object.assign(record, { Name: 'Changed' });
    }

    it('are of the dataset where the recipe is the same', async () => {
      await start();
      expect(await errors()).toEqual([]);
    });

    it('are of another dataset where the recipe is another and nothing is the same, and the folder is named', async () => {
      await start();
      writeDataset(stage.dir, accounts(names), manifest({ inputs: { ...inputs, recipe: 's' } }));
      expect(await errors()).toEqual([
        expect.stringContaining(`from another dataset (${other()}); a load would overwrite 4 of them.`),
      ]);
    });

    it('are of the dataset where the recipe is another and they say the same', async () => {
      await start({ changed: false });
      writeDataset(stage.dir, accounts(names), manifest({ inputs: { ...inputs, recipe: 's' } }));
      expect(await errors()).toEqual([]);
    });

    it('are of another dataset where that has another name, even if they say the same', async () => {
      await start({ changed: false });
      writeDataset(
        stage.dir,
        accounts(names),
        manifest({ dataset: 'big', inputs: { ...inputs, recipe: 's' } }),
      );
      expect(await errors()).toEqual([expect.stringContaining(`from another dataset (${other()})`)]);
    });

    it('are of the dataset where the other folder holds updates of it', async () => {
      await start({ changed: false });
      const update = { prefix: PREFIX, dir: realFolder(other()), dataset: 'small-update', recipe: 'u' };
      noteLoad(userPlace(stage.org.orgId), update);
      expect(await errors()).toHaveLength(1);
      noteLoad(userPlace(stage.org.orgId), { ...update, update: true });
      expect(await errors()).toEqual([]);
    });

    it.each([
      ['other settings would be changed', { templates: 'u' }, 1],
      ['the same settings may be changed', {}, 0],
    ])('and generated with %s', async (_, more, count) => {
      await start();
      writeDataset(other(), accounts(names), manifest({ inputs: { ...inputs, ...more } }));
      renameSync(join(other(), 'enriched'), join(other(), 'generated'));
      const file = join(other(), 'generated/manifest.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"enriched"', '"generated"'));
      const found = await errors();
      expect(found).toHaveLength(count);
      if (count > 0)
        expect(found[0]).toContain(
          `were loaded from ${other()}, which was generated with other settings or templates; a load would change 4 of them. Load that folder, use another`,
        );
    });
  });
});

it('a dataset of the default objects has no finding but those of its rows', async () => {
  stage = openStage({}, SMALL);
  expect(lines(await stage.validate())).toEqual([]);
});
