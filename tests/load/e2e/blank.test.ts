import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seed } from '../../../src/practice-org/org.ts';
import { openStage, type TestStage, total } from './stage.ts';

const RECORD_TYPE = `
- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Salesforce.SalesforceQuery
- var: renewal
  value:
    SalesforceQuery.find_record: {from: RecordType, where: "SobjectType = 'Opportunity' and DeveloperName = 'Renewal'"}
- object: Opportunity
  fields: {Name: R, StageName: Prospecting, CloseDate: 2026-12-01, RecordTypeId: "\${{renewal}}"}
- object: Opportunity
  fields: {Name: Default, StageName: Prospecting, CloseDate: 2026-12-01}
`;
const trigger = (phone: string, rating: string) => `
- snowfakery_version: 3
- object: Account
  fields: {Name: Alpha, Rating: Hot, Phone: ${phone}}
- object: Account
  fields: {Name: Beta, Rating: ${rating}}
`;

let stage: TestStage;
beforeAll(async () => {
  stage = await openStage({
    fields: {
      'Opportunity.RecordTypeId': { type: 'reference', to: ['RecordType'], relationship: 'RecordType' },
    },
    fills: { 'Account.Rating': 'Warm' },
  });
});
afterAll(() => stage.end());

async function generate(recipe: string, seed: number, output: string): Promise<void> {
  writeFileSync(join(stage.cwd, 'r.recipe.yml'), recipe);
  const settings = ['--recipe', 'r.recipe.yml', '--output', output, '--seed', String(seed)];
  const done = await stage.run(['generate', ...settings, '--plugin-option', 'org_name=qa', '--quiet']);
  expect(done).toMatchObject({ exitCode: 0 });
}

const ratings = () =>
  stage.records('Account').map(({ Name, Rating, Phone }) => [Name, Rating, Phone ?? null]);

it('load-05-blank-clears-what-org-filled: a default record type stays', async () => {
  const { org } = stage.running;
  const type = (DeveloperName: string) =>
    seed(org, 'RecordType', { DeveloperName, SobjectType: 'Opportunity' });
  const [renewal, standard] = [type('Renewal'), type('Standard')];
  org.options.fills['Opportunity.RecordTypeId'] = standard;
  await generate(RECORD_TYPE, 42, 'types');
  expect((await stage.load('types')).exitCode).toBe(0);
  const { exitCode, report } = await stage.load('types');
  expect([exitCode, total(report, 'sent')]).toEqual([0, 0]);
  expect(stage.records('Opportunity').map((one) => one.RecordTypeId)).toEqual([renewal, standard]);
});

it('load-05-blank-clears-what-org-filled: what a flow filled stays', async () => {
  await generate(trigger('"030 1"', ''), 43, 'flow');
  expect((await stage.load('flow')).exitCode).toBe(0);
  const { exitCode, report, run } = await stage.load('flow');
  expect([exitCode, total(report, 'sent')]).toEqual([0, 0]);
  expect(run.stderr).not.toContain('blank');
  expect(ratings()).toEqual([
    ['Alpha', 'Hot', '030 1'],
    ['Beta', 'Warm', null],
  ]);
});

it('a blank cell empties what this data set sent, and `#N/A` what it did not', async () => {
  await generate(trigger('', '"#N/A"'), 43, 'flow');
  const { report } = await stage.load('flow');
  expect(total(report, 'updated')).toBe(2);
  expect(ratings()).toEqual([
    ['Alpha', 'Hot', null],
    ['Beta', null, null],
  ]);
  expect(total((await stage.load('flow')).report, 'sent')).toBe(0);
  const verified = await stage.run(['verify', 'flow']);
  expect(verified).toMatchObject({ exitCode: 0 });
});

it('without receipts a blank cell leaves the org alone, and is told once', async () => {
  await generate(trigger('"030 1"', ''), 43, 'flow');
  await stage.load('flow');
  rmSync(join(stage.cwd, 'flow/runs'), { recursive: true });
  await generate(trigger('', ''), 43, 'flow');
  const fresh = await stage.load('flow');
  expect([fresh.exitCode, total(fresh.report, 'sent')]).toEqual([0, 0]);
  expect(fresh.run.stderr.match(/1 blank cell leaves a value of the org unchanged/g)).toHaveLength(1);
  expect(fresh.run.stderr).toContain('Account.Phone 1');
  const again = await stage.load('flow');
  expect(again.run.stderr).not.toContain('blank cell');
  expect(ratings()[0]).toEqual(['Alpha', 'Hot', '030 1']);
});
