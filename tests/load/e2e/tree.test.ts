import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runSf } from '../../practice-org/harness.ts';
import { countRows, makeDataSet } from '../data-set.ts';
import { openStage, total } from './stage.ts';

it('writes a plan that sf data import tree takes, and a load then finds nothing to send', async () => {
  const stage = await openStage();
  try {
    const dir = await makeDataSet(6);
    const folder = join(stage.cwd, 'tree');
    expect((await stage.run(['export', dir, '--format', 'tree', '--output', folder])).exitCode).toBe(0);
    const imported = await runSf(stage.sf, [
      'data',
      'import',
      'tree',
      '--plan',
      join(folder, 'plan.json'),
      '--target-org',
      'qa',
    ]);
    expect(imported.json?.message).toBeUndefined();
    expect(imported.json?.result).toHaveLength(countRows(dir));
    const { report } = await stage.load(dir);
    expect(total(report, 'unchanged')).toBe(countRows(dir));
  } finally {
    await stage.end();
  }
});
