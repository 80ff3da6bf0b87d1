import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wordsOf } from '../../../src/shared/shell-words.ts';
import { openStage, type TestStage, total } from './stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await openStage();
  const recipe = '- object: Account\n  count: 3\n  fields: {Name: Ours}\n';
  writeFileSync(join(stage.cwd, 'r.recipe.yml'), recipe);
  await stage.run(['generate', '--recipe', 'r.recipe.yml', '--output', 'set']);
  expect((await stage.load('set')).exitCode).toBe(0);
});
afterAll(() => stage.end());

it('a record whose key was emptied is not made a second time, and the next command gives it its key again', async () => {
  const { org } = stage.running;
  const [, second] = stage.records('Account');
  org.records.update(String(second!.Id), { Datagen_Key__c: null });
  const refused = await stage.run(['load', 'set', '--org', 'qa']);
  expect(refused.exitCode).toBe(5);
  expect(refused.stderr).toContain(
    `Account ${second!.Id}: an earlier load created the record as TESTDATA_R_42_A0000002`,
  );
  expect((await stage.run(['validate', 'set', '--org', 'qa'])).exitCode).toBe(5);
  expect(stage.records('Account')).toHaveLength(3);

  const [sf, ...words] = wordsOf(/^Next: (sf .*)$/m.exec(refused.stderr)![1]!);
  await execa(sf!, words, { env: stage.sf.env, cwd: stage.cwd });
  const healed = await stage.load('set');
  expect([healed.exitCode, total(healed.report, 'unchanged'), stage.records('Account').length]).toEqual([
    0, 3, 3,
  ]);
});

it('a dataset that was loaded by another external ID field is not loaded a second time', async () => {
  writeFileSync(join(stage.cwd, 'other.yml'), 'salesforce: {external_id_field: Other_Key__c}\n');
  const other = ['--config', 'other.yml', '--org', 'qa'];
  expect((await stage.run(['setup', ...other])).exitCode).toBe(0);
  const refused = await stage.run(['load', 'set', ...other]);
  expect(refused.exitCode).toBe(5);
  expect(refused.stderr).toContain(
    'If earlier loads used another `external_id_field`, continue with that one',
  );
  expect(stage.records('Account')).toHaveLength(3);
});

it('records that were deleted in the org go in again', async () => {
  const { org } = stage.running;
  for (const { Id } of stage.records('Account')) org.records.update(String(Id), { IsDeleted: true });
  const { exitCode, report } = await stage.load('set');
  expect([exitCode, total(report, 'created')]).toEqual([0, 3]);
});
