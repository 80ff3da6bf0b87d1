import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeDataSet } from '../data-set.ts';
import { openStage, total } from './stage.ts';

const RECIPE = `
- snowfakery_version: 3
- object: Account
  fields:
    Rating: Hot
    Description: \${{input.Name}} was reviewed.
`;

it('an update changes what it names of the records that were loaded, and nothing else', async () => {
  const stage = await openStage();
  try {
    const dir = await makeDataSet(4);
    const update = `${dir}-update`;
    writeFileSync(join(stage.cwd, 'update.yml'), RECIPE);
    const input = join(dir, 'enriched/Account.csv');
    const generate = ['generate', '--recipe', 'update.yml', '--update-input-file', input, '--output', update];
    expect(await stage.run(generate)).toMatchObject({ exitCode: 0 });

    const early = await stage.run(['load', update, '--org', 'qa']);
    expect(early.exitCode).toBe(5);
    expect(early.stderr).toContain("The org doesn't have 4 Account that this update changes");
    expect(early.stderr).toMatch(/Next: sfdc-datagen load \S+\/seed-42 --target-org qa/);
    expect(stage.records('Account')).toEqual([]);

    await stage.load(dir);
    const before = stage.records('Account');
    const { report, run } = await stage.load(update);
    expect(run.exitCode).toBe(0);
    expect([total(report, 'updated'), total(report, 'created'), total(report, 'failed')]).toEqual([4, 0, 0]);

    const changed = before.map((account) => ({
      ...account,
      Rating: 'Hot',
      Description: `${account.Name} was reviewed.`,
    }));
    const system = { LastModifiedDate: expect.anything(), SystemModstamp: expect.anything() };
    expect(stage.records('Account')).toEqual(changed.map((account) => ({ ...account, ...system })));
  } finally {
    await stage.end();
  }
});
