import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeIn } from './small-set.ts';
import { openStage, total } from './stage.ts';

const RECIPE = `
- snowfakery_version: 3
- object: Account
  fields: {Name: Acme, AccountNumber: N-1, Site: Berlin}
  friends:
    - object: Contact
      fields: {LastName: Ng, AccountId: {reference: Account}}
- object: Account
  fields: {Name: Bolt, AccountNumber: N-2}
`;
const CONFIG = 'recipe: adopt.yml\ndataset: adopt\nobjects: {Account: {match: AccountNumber}}\n';

it('rows take over records that people made, by either way, and a cleanup leaves these', async () => {
  const stage = await openStage();
  try {
    const old = makeIn(stage, 'Account', { Name: 'Old', AccountNumber: 'N-1', Phone: '555' });
    writeFileSync(join(stage.cwd, 'adopt.yml'), RECIPE);
    writeFileSync(join(stage.cwd, 'config.yml'), CONFIG);
    expect((await stage.run(['generate'])).exitCode).toBe(0);
    const dry = await stage.run(['load', '--target-org', 'qa', '--dry-run', '--json']);
    expect(dry.json.orgs[0].adopted).toMatchObject([{ sobject: 'Account', id: old, by: ['AccountNumber'] }]);
    const { exitCode, report } = await stage.load('output/adopt');
    expect([exitCode, total(report, 'created'), total(report, 'updated')]).toEqual([0, 2, 1]);
    expect(stage.running.org.records.get(old)).toMatchObject({ Name: 'Acme', Site: 'Berlin', Phone: '555' });
    expect(stage.records('Contact')[0]?.AccountId).toBe(old);
    expect(total((await stage.load('output/adopt', '--via', 'api')).report, 'sent')).toBe(0);
    const { stdout } = await stage.run(['cleanup', 'output/adopt', '--target-org', 'qa']);
    expect(stdout).toContain('Records that a load adopted stay: 1 Account.');
    expect(stage.records('Account').map(({ Id }) => Id)).toEqual([old]);
  } finally {
    await stage.end();
  }
});
