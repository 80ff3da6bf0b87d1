import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog, Field } from '../../../src/catalog/types.ts';
import { openStage, type TestStage, total } from '../../load/e2e/stage.ts';
import { readDataSet } from '../../support/data-set.ts';

const text = (length: number): Field => ({ type: 'string', length });
const lookup = (to: string): Field => ({
  type: 'reference',
  to: [to],
  relationship: `${to.replace('__c', '')}__r`,
});

/** What the org has: projects of accounts, led by contacts, with milestones that belong to one project for good. */
const OBJECTS: Catalog = {
  Project__c: {
    code: 'P',
    match: { by: 'external_id' },
    fields: {
      Name: { ...text(80), required: true },
      Account__c: { ...lookup('Account'), required: true },
      Lead__c: { type: 'reference', to: ['Contact'], relationship: 'Lead__r' },
      Before__c: { type: 'reference', to: ['Project__c'], relationship: 'Before__r' },
      Status__c: { type: 'picklist', values: ['Planned', 'Active', 'Done'], restricted: true },
      Budget__c: { type: 'currency', precision: 16, scale: 2 },
      Summary__c: { type: 'textarea', length: 500 },
    },
  },
  Milestone__c: {
    code: 'M2',
    match: { by: 'external_id' },
    fields: {
      Name: { ...text(80), required: true },
      Project__c: { ...lookup('Project__c'), required: true, createOnly: true },
      Due__c: { type: 'date' },
      Reached__c: { type: 'boolean' },
    },
  },
};

const RECIPE = `
- snowfakery_version: 3
- object: Account
  count: 3
  fields:
    __company: {company: }
    Name: \${{__company.name}}
  friends:
    - object: Contact
      count: 2
      fields:
        AccountId: \${{Account}}
        FirstName: {fake: first_name}
        LastName: {fake: last_name}
    - object: Project__c
      count: 2
      nickname: project
      fields:
        Name: \${{Account.Name}} rollout \${{child_index + 1}}
        Account__c: \${{Account}}
        Lead__c: {random_reference: {to: Contact, within: Account}}
        Before__c: {random_reference: {to: Project__c, within: Account}}
        Status__c: {random_choice: [Planned, Active, Done]}
        Budget__c: {random_number: {min: 10000, max: 90000, step: 1000}}
        Summary__c: {llm: project_summary}
      friends:
        - object: Milestone__c
          count: 3
          fields:
            Name: Step \${{child_index + 1}}
            Project__c: {reference: project}
            Due__c: \${{today + relativedelta(months=child_index + 1)}}
            Reached__c: \${{child_index == 0}}
`;
const ROWS = 3 + 6 + 6 + 18;

describe("objects of the user's own", () => {
  let stage: TestStage;
  const write = (name: string, content: string) => writeFileSync(join(stage.cwd, name), content);
  const config = (name: string) => join(stage.cwd, name);

  beforeAll(async () => {
    stage = await openStage({ externalId: undefined, objects: OBJECTS });
    mkdirSync(join(stage.cwd, 'templates/prompts'), { recursive: true });
    write('templates/prompts/project_summary.txt', 'Sum up the project {name}.\nStatus: {status}\n');
    write('own.recipe.yml', RECIPE);
  });
  afterAll(() => stage.end());

  it('are refused at setup and validate with what to do while no configuration describes them', async () => {
    write('plain.recipe.yml', RECIPE.replace('{llm: project_summary}', 'A summary'));
    const made = await stage.run(['generate', '--recipe', 'plain.recipe.yml', '--output', 'plain']);
    expect(made.exitCode).toBe(0);
    expect(made.stderr).toContain('plain.recipe.yml:15:7: The catalog has no object Project__c.');
    const { Milestone__c = [], Project__c = [] } = readDataSet(join(stage.cwd, 'plain'));
    expect(Milestone__c[0]!.Project__c).toBe(Project__c[0]!.ExternalId);
    const exported = await stage.run(['export', 'plain']);
    expect(exported.stderr).toContain(
      'The catalog has no object Milestone__c: Project__c is treated as a lookup to Project__c',
    );
    const file = readFileSync(join(stage.cwd, 'plain/export/Milestone__c.csv'), 'utf8');
    expect(file.split('\n')[0]).toBe('Datagen_Key__c,Name,Project__r.Datagen_Key__c,Due__c,Reached__c');
    const refused = await stage.run(['validate', 'plain', '--org', 'qa']);
    expect(refused.exitCode).toBe(5);
    expect(refused.stdout).toContain('Project__c has no field Datagen_Key__c');
    expect(refused.stdout).toContain(
      'Next: sfdc-datagen catalog import Project__c Milestone__c --target-org qa',
    );
  });

  it('are described by catalog import, and checked', async () => {
    const imported = await stage.run(['catalog', 'import', 'Project__c', 'Milestone__c', '--org', 'qa']);
    expect(imported.exitCode).toBe(0);
    expect(imported.stdout).toContain('Budget__c: {type: currency, precision: 16, scale: 2}');
    expect(imported.stdout).toContain(
      'Project__c: {type: reference, to: [Project__c], relationship: Project__r, required: true, createOnly: true}',
    );
    write('config.yml', imported.stdout);
    expect(await stage.run(['catalog', 'check', '--org', 'qa'])).toMatchObject({
      exitCode: 0,
      stdout: 'qa matches the catalog.',
    });
    write('other.yml', imported.stdout.replace('Budget__c', 'Budgett__c').replace('Planned', 'Dreamt'));
    const differs = await stage.run([
      'catalog',
      'check',
      'Project__c',
      '--org',
      'qa',
      '--config',
      config('other.yml'),
    ]);
    expect(differs.exitCode).toBe(1);
    expect(differs.stdout.trim().split('\n')).toEqual([
      "Project__c.Status__c: The org's picklist lacks Dreamt.",
      'Project__c.Budgett__c: The org has no such field. Did you mean Budget__c?',
    ]);
    const unknown = await stage.run(['catalog', 'import', 'Projet__c', '--org', 'qa']);
    expect(unknown.stderr).toContain('qa has no object Projet__c. Did you mean Project__c?');
  });

  it('go from recipe to org like the others: set up, made, written, exported, validated, loaded', async () => {
    const setup = await stage.run(['setup', '--org', 'qa', '--json']);
    expect(setup.json.orgs[0].sobjects).toEqual(expect.arrayContaining(['Project__c', 'Milestone__c']));
    const made = await stage.run(['generate', '--recipe', 'own.recipe.yml', '--output', 'own']);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await stage.run(['enrich', 'own', '--provider', 'offline'])).exitCode).toBe(0);
    expect(await stage.run(['verify', 'own'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await stage.run(['export', 'own', '--org', 'qa'])).exitCode).toBe(0);
    const validated = await stage.run(['validate', 'own', '--org', 'qa']);
    expect(validated.exitCode).toBe(0);
    expect(validated.stdout).toContain(
      'A load would send 3 Account, 6 Contact, 6 Project__c, 18 Milestone__c.',
    );
    const first = await stage.load(join(stage.cwd, 'own'));
    expect(first.exitCode).toBe(0);
    expect(total(first.report, 'created')).toBe(ROWS);
    const projects = stage.records('Project__c');
    expect(projects.every(({ Lead__c, Summary__c }) => Lead__c && Summary__c)).toBe(true);
    expect(projects.filter(({ Before__c }) => Before__c)).toHaveLength(
      readDataSet(join(stage.cwd, 'own')).Project__c!.filter(({ Before__c }) => Before__c !== '').length,
    );
  });

  it('are left alone by a second load, and take what an edit of the recipe changes', async () => {
    const second = await stage.load(join(stage.cwd, 'own'));
    expect(second.exitCode).toBe(0);
    expect(total(second.report, 'unchanged')).toBe(ROWS);
    write('own.recipe.yml', RECIPE.replace('Name: Step', 'Name: Stage'));
    await stage.run(['generate', '--recipe', 'own.recipe.yml', '--output', 'own']);
    await stage.run(['enrich', 'own', '--provider', 'offline']);
    const third = await stage.load(join(stage.cwd, 'own'));
    expect(third.exitCode).toBe(0);
    expect([total(third.report, 'updated'), total(third.report, 'unchanged')]).toEqual([18, ROWS - 18]);
    expect(new Set(stage.records('Milestone__c').map(({ Name }) => Name))).toEqual(
      new Set(['Stage 1', 'Stage 2', 'Stage 3']),
    );
  });

  const broken: [title: string, change: [string | RegExp, string], exitCode: number, said: string][] = [
    [
      'a wrong field name',
      ['Status__c:', 'Statuss__c:'],
      0,
      "warning: bad/generated/Project__c.csv:1: Project__c.Statuss__c is left out: the org has no such field, or you don't have access to it. Did you mean Status__c?",
    ],
    [
      'a value that is too long',
      ['Name: Step', `Name: ${'long '.repeat(20)}`],
      5,
      'bad/generated/Milestone__c.csv:2 (TESTDATA_BAD_7_A0000001_P01_Milestone01): Name has',
    ],
    [
      'a required field that is not there',
      ['        Account__c: ${{Account}}\n', ''],
      5,
      "The org requires Project__c.Account__c, which the dataset doesn't have.",
    ],
    [
      'a value that a restricted picklist lacks',
      ['[Planned, Active, Done]', '[Dreamt]'],
      5,
      'picklist Project__c.Status__c is restricted and has no value "Dreamt" (6 rows)',
    ],
    [
      'a lookup to records of another object',
      [/Lead__c: .*/, 'Lead__c: ${{Account}}'],
      5,
      "Project__c.Lead__c refers to Account in 6 rows; the org's field accepts Contact.",
    ],
    ['an object that is not in the org', [/Milestone__c/g, 'Phase__c'], 5, 'The org has no object Phase__c'],
  ];
  it.each(broken)('are refused or warned of for %s', async (_, [what, instead], exitCode, said) => {
    const plain = RECIPE.replace('{llm: project_summary}', 'A summary');
    write('bad.recipe.yml', plain.replace(what, instead));
    rmSync(join(stage.cwd, 'bad'), { recursive: true, force: true });
    expect(
      (await stage.run(['generate', '--seed', '7', '--recipe', 'bad.recipe.yml', '--output', 'bad']))
        .exitCode,
    ).toBe(0);
    const validated = await stage.run(['validate', 'bad', '--org', 'qa']);
    expect(validated.stdout).toContain(said);
    expect(validated.exitCode).toBe(exitCode);
  });

  it.each([
    ['are cleaned up with the others', []],
    ['also where the configuration does not know them', ['--config', 'plain.config.yml']],
  ])('%s', async (_, config) => {
    write('plain.config.yml', 'seed: 7\n');
    expect((await stage.load('own')).exitCode).toBe(0);
    const cleaned = await stage.run(['cleanup', 'own', '--org', 'qa', '--json', ...config]);
    expect(cleaned.json.orgs[0]).toMatchObject({
      exitCode: 0,
      found: { Project__c: 6, Milestone__c: 18 },
      left: {},
    });
    for (const sobject of ['Account', 'Contact', 'Project__c', 'Milestone__c'])
      expect(stage.records(sobject)).toEqual([]);
  });
});
