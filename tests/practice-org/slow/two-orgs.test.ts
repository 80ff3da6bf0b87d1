import { expect, it } from 'vitest';
import { makeDataSet } from '../../load/data-set.ts';
import { openStage } from '../../load/e2e/stage.ts';
import { loginSf } from '../harness.ts';

it('loads two orgs one after the other', async () => {
  const [one, two] = [await openStage(), await openStage()];
  try {
    const dir = await makeDataSet(2);
    await loginSf(one.sf, two.running, 'dev');
    const done = await one.run(['load', dir, '--target-org', 'qa,dev', '--json']);
    expect(done.json.orgs.map((org: { org: string }) => org.org)).toEqual(['qa', 'dev']);
    expect(two.records('Account')).toHaveLength(2);
  } finally {
    await one.end();
    await two.end();
  }
});
