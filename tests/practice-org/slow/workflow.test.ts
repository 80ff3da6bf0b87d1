import { mkdtempSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RunningOrg } from '../../../src/practice-org/server.ts';
import { pageText, root } from '../../readme/blocks.ts';
import { loginSf, type Sf, sfHome, startOrg } from '../harness.ts';

interface Workflow {
  jobs: { load: { steps: { uses?: string; run?: string; env?: Record<string, string> }[] } };
}

const yaml = /```yaml\n(on: .*?)```/s.exec(pageText('docs/load.md'))?.[1] ?? '';
const steps = (parse(yaml) as Workflow).jobs.load.steps;

/** What a test does in another way: `sf` is there, and the practice org has a login of its own. */
const REPLACED = [/^npm install --global @salesforce\/cli$/, /sf org login jwt/];

const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-workflow-'));
const clone = join(folder, 'clone');
let running: RunningOrg;
let sf: Sf;

beforeAll(async () => {
  [running, sf] = await Promise.all([startOrg(), sfHome()]);
  await loginSf(sf, running, 'qa');
  await execa('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  utimesSync(join(root, 'node_modules'), new Date(), new Date());
});

afterAll(async () => {
  await running?.stop();
  await sf?.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('the workflow of docs/load.md begins with a checkout and logs in once', () => {
  expect(steps[0]?.uses).toMatch(/^actions\/checkout@/);
  const replaced = steps.filter(({ run }) => REPLACED.some((one) => one.test(run?.trim() ?? '')));
  expect(replaced.length).toBe(REPLACED.length);
});

it('the workflow of docs/load.md passes as it is printed, and leaves the dataset in the org', async () => {
  const runs = steps.flatMap(({ run }) =>
    run && !REPLACED.some((one) => one.test(run.trim())) ? [run] : [],
  );
  expect(runs.length).toBeGreaterThan(1);
  for (const run of runs) {
    const { exitCode, all } = await execa('bash', ['-eo', 'pipefail', '-c', run], {
      cwd: clone,
      env: { ...sf.env, CI: 'true' },
      extendEnv: false,
      all: true,
      reject: false,
    });
    expect({ run, exitCode, all }).toEqual({ run, exitCode: 0, all });
  }
  const records = running.org.records.all('Account').filter((record) => !record.IsDeleted);
  expect(records.length).toBe(100);
});
