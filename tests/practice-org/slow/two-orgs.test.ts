import { expect, it } from 'vitest';
import { makeDataSet } from '../../load/data-set.ts';
import { openStage } from '../../load/e2e/stage.ts';
import { notOnce } from '../../load/once.ts';
import { loginSf } from '../harness.ts';

it.each([
  ['one after the other', []],
  ['side by side', ['--parallel', '2']],
  ['side by side, directly', ['--parallel', '2', '--via', 'api']],
])('loads two orgs %s', async (_, flags) => {
  const [one, two] = [await openStage(), await openStage({ username: 'second@practice.example.com' })];
  try {
    const dir = await makeDataSet(2);
    await loginSf(one.sf, two.running, 'dev');
    const done = await one.run(['load', dir, '--target-org', 'qa,dev', '--json', ...flags]);
    expect(done.json.orgs.map((org: { org: string }) => org.org)).toEqual(['qa', 'dev']);
    for (const { records } of [one, two]) expect(notOnce(dir, records)).toEqual([]);
    expect(done.exitCode).toBe(0);
  } finally {
    await one.end();
    await two.end();
  }
});
