import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seed } from '../../../src/practice-org/org.ts';
import { openStage, type TestStage, total } from '../../load/e2e/stage.ts';
import { readDataSet } from '../../support/data-set.ts';
import { loginSf } from '../harness.ts';

const PLUGINS = `
- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Salesforce
- plugin: snowfakery.standard_plugins.Salesforce.SalesforceQuery
- plugin: snowfakery.standard_plugins.Salesforce.SOQLDataset
`;

const RECIPE = `${PLUGINS}
- object: Contact
  count: 6
  fields:
    LastName: Contact \${{child_index}}
    AccountId: {SalesforceQuery.find_record: {from: Account, where: Name = 'Beta'}}
    __bank:
      SalesforceQuery.random_record: {from: Account, fields: "Id, Name, Owner.Name", where: Industry = 'Banking'}
    Department: \${{__bank.Name}} of \${{__bank.Owner.Name}}
    OwnerId: {SalesforceQuery.random_record: {from: User}}
    Description: {Salesforce.ProfileId: Standard User}
    AssistantName: {Salesforce.Profile: {name: System Administrator}}
- object: Opportunity
  for_each:
    var: account
    value: {SOQLDataset.iterate: {fields: "Id, Name", from: Account, where: Industry != 'Energy'}}
  fields:
    Name: Deal with \${{account.Name}}
    StageName: Prospecting
    CloseDate: 2026-12-01
    AccountId: \${{account.Id}}
- object: Case
  count: 8
  fields:
    __account: {SOQLDataset.shuffle: {fields: "Id, Name", from: Account}}
    Subject: About \${{__account.Name}}
    AccountId: \${{__account.Id}}
`;

const ACCOUNTS = { Alpha: 'Banking', Beta: 'Insurance', Gamma: 'Banking', Delta: 'Energy' };

describe('a recipe that asks an org', () => {
  let stage: TestStage;
  let ids: Record<string, string>;
  let dir: string;
  const write = (text: string) => writeFileSync(join(stage.cwd, 'ask.recipe.yml'), text);
  const generate = (...more: string[]) => stage.run(['generate', '--recipe', 'ask.recipe.yml', ...more]);
  const asked = () => stage.running.org.requests.filter(({ soql }) => soql !== undefined).length;
  const answers = (folder: string) => JSON.parse(readFileSync(join(folder, 'org-answers.json'), 'utf8'));

  beforeAll(async () => {
    stage = await openStage();
    const { org } = stage.running;
    ids = Object.fromEntries(
      Object.entries(ACCOUNTS).map(([Name, Industry]) => [
        Name,
        seed(org, 'Account', { Name, Industry, OwnerId: org.userId }),
      ]),
    );
    dir = join(stage.cwd, 'asked');
  });
  beforeEach(() => write(RECIPE));
  afterAll(() => stage.end());

  it('takes records that are found, by chance, in order and shuffled', async () => {
    const done = await generate('--output', dir, '--plugin-option', 'org_name=qa');
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    const { Contact = [], Opportunity = [], Case = [] } = readDataSet(dir);
    const { userId, userProfileId, records } = stage.running.org;
    const standard = records.all('Profile').find(({ Name }) => Name === 'Standard User')!;
    for (const contact of Contact)
      expect(contact).toMatchObject({
        ...{ AccountId: ids.Beta, OwnerId: userId },
        ...{ Description: standard.Id, AssistantName: userProfileId },
      });
    const banks = new Set(Contact.map(({ Department }) => Department));
    expect([...banks].sort()).toEqual(['Alpha of Practice Admin', 'Gamma of Practice Admin']);
    expect(Opportunity.map(({ Name, AccountId }) => [Name, AccountId])).toEqual(
      ['Alpha', 'Beta', 'Gamma'].map((name) => [`Deal with ${name}`, ids[name]]),
    );
    const subjects = Case.map(({ Subject }) => Subject!.replace('About ', ''));
    for (const round of [subjects.slice(0, 4), subjects.slice(4)])
      expect(round.toSorted()).toEqual(Object.keys(ACCOUNTS).sort());
    expect(Case.every(({ Subject, AccountId }) => ids[Subject!.slice(6)] === AccountId)).toBe(true);
  });

  it('asks each query once and keeps what the org said', () => {
    expect(answers(dir).org).toBe('qa');
    expect(Object.keys(answers(dir).answers)).toHaveLength(7);
  });

  it('makes the same bytes again from the kept answers, without sf', async () => {
    const again = join(stage.cwd, 'again');
    cpSync(join(dir, 'org-answers.json'), join(again, 'org-answers.json'));
    const PATH = mkdtempSync(join(tmpdir(), 'no-sf-'));
    const command = ['generate', '--recipe', 'ask.recipe.yml', '--output', again];
    for (const more of [['--dry-run'], []])
      expect((await stage.run([...command, ...more], { PATH })).exitCode).toBe(0);
    const files = ['Contact.csv', 'Opportunity.csv', 'Case.csv', 'manifest.json'];
    for (const file of ['org-answers.json', ...files.map((name) => join('generated', name))])
      expect(readFileSync(join(again, file), 'utf8')).toBe(readFileSync(join(dir, file), 'utf8'));
  });

  it('makes rows whose ids pass the checks, and that load once', async () => {
    expect(await stage.run(['verify', dir])).toMatchObject({ exitCode: 0, stderr: '' });
    const first = await stage.load(dir);
    expect(first.exitCode).toBe(0);
    expect(total(first.report, 'created')).toBe(17);
    expect(stage.records('Opportunity').map(({ AccountId }) => AccountId)).toEqual([
      ids.Alpha,
      ids.Beta,
      ids.Gamma,
    ]);
    expect(total((await stage.load(dir)).report, 'unchanged')).toBe(17);
  });

  it('asks anew where another org is named for the recipe', async () => {
    await loginSf(stage.sf, stage.running, 'dev');
    write(
      `${PLUGINS}- object: Contact\n  fields: {LastName: x, OwnerId: {SalesforceQuery.find_record: User}}`,
    );
    const other = join(stage.cwd, 'other');
    const calls: number[] = [];
    for (const name of ['qa', 'qa', 'dev']) {
      const before = asked();
      const done = await generate('--output', other, '--plugin-option', `org_name=${name}`);
      expect(done.exitCode).toBe(0);
      calls.push(asked() - before);
    }
    expect(calls.map((count) => count > 0)).toEqual([true, false, true]);
    expect(answers(other).org).toBe('dev');
  });

  const field = (value: string) => `- object: Contact\n  fields:\n    LastName: ${value}`;
  it.each([
    [
      'no record found',
      field("{SalesforceQuery.find_record: {from: Account, where: Name = 'Nobody'}}"),
      "ask.recipe.yml:8:5 (TESTDATA_ASK_42_C0000001): The org has no record for: SELECT Id FROM Account WHERE Name = 'Nobody' LIMIT 1",
      2,
    ],
    [
      'no record to choose from',
      field("{SalesforceQuery.random_record: {from: Account, where: Name = 'Nobody'}}"),
      'The org has no record for',
      2,
    ],
    [
      'no record to go through',
      field("{SOQLDataset.shuffle: {from: Account, fields: Id, where: Name = 'Nobody'}}"),
      "SOQLDataset.shuffle (SELECT Id FROM Account WHERE Name = 'Nobody') has no values.",
      2,
    ],
    ['no such profile', field('{Salesforce.ProfileId: Nobody}'), 'The org has no record for', 2],
    [
      'an unknown object',
      field('{SalesforceQuery.find_record: Acount}'),
      "ask.recipe.yml:8:5 (TESTDATA_ASK_42_C0000001): The org rejected the query: sObject type 'Acount' is not supported. (SELECT Id FROM Acount LIMIT 1)",
      2,
    ],
    [
      'an unknown field',
      field('{SalesforceQuery.find_record: {from: Account, fields: Nam}}'),
      "The org rejected the query: No such column 'Nam' on entity 'Account'.",
      2,
    ],
    [
      'no object named',
      field('{SalesforceQuery.find_record: {where: Id = null}}'),
      'find_record needs `from`: the object to query.',
      2,
    ],
    ['no fields named', field('{SOQLDataset.iterate: Account}'), 'iterate needs `fields`', 2],
  ])('says where it is: %s', async (_, recipe, message, exitCode) => {
    write(PLUGINS + recipe);
    const done = await generate('--output', 'failed', '--plugin-option', 'org_name=qa');
    expect(done.stderr).toContain(message);
    expect(done.exitCode).toBe(exitCode);
    expect(existsSync(join(stage.cwd, 'failed/generated'))).toBe(false);
  });

  it.each([
    ['asks for an org where none is named', [], {}, 'Name it with --plugin-option org_name=ALIAS.', 2],
    [
      'names the nearest org for an alias that the CLI does not know',
      ['--plugin-option', 'org_name=qaa'],
      {},
      'the Salesforce CLI knows no org "qaa". Did you mean qa?',
      4,
    ],
    ['takes the org of the environment', [], { SF_ORG_ALIAS: 'quux' }, 'knows no org "quux"', 4],
    ['says what to install', [], { PATH: tmpdir() }, 'npm install --global @salesforce/cli', 4],
  ])('%s', async (_, more, env, message, exitCode) => {
    const done = await stage.run(
      ['generate', '--recipe', 'ask.recipe.yml', '--output', 'failed', ...more],
      env,
    );
    expect(done.stderr).toContain(message);
    expect(done.exitCode).toBe(exitCode);
  });

  it('says that an org is not reached', async () => {
    await stage.running.stop();
    const down = await generate('--output', 'failed', '--plugin-option', 'org_name=qa');
    expect(down.stderr).toContain("The recipe queries an org, but qa can't be reached");
    expect(down.exitCode).toBe(4);
  });
});
