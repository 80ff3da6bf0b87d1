import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loginSf, runSf, startOrg } from '../../practice-org/harness.ts';
import { makeDataSet } from '../data-set.ts';
import { notOnce } from '../once.ts';
import { openStage, type TestStage, total } from './stage.ts';

const CLI = join(import.meta.dirname, '../../../src/cli.ts');
const USERNAME = 'admin@practice.example.com';

let stage: TestStage;
let dir: string;
beforeAll(async () => {
  stage = await openStage();
  dir = await makeDataSet(2);
});
afterAll(() => stage.end());

/** A load that hangs in a job until the org is healed. */
async function hangingLoad(sobject = 'CaseComment'): Promise<{ end(): Promise<number | null> }> {
  stage.running.org.faults.clear();
  stage.running.fail({ kind: 'job', outcome: 'hang', object: sobject });
  const child = spawn(process.execPath, [CLI, 'load', dir, '--org', 'qa'], {
    env: { ...process.env, ...stage.sf.env },
    cwd: stage.cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.stderr!.on('data', (chunk) => {
      said += chunk;
      if (said.includes(`${sobject}: waiting for job`)) resolve();
    });
    child.once('exit', () => reject(new Error(said)));
  });
  return {
    async end() {
      stage.running.heal();
      return (await ended)[0] as number | null;
    },
  };
}

it('loads by alias, by username and from a copy of the folder at once: one goes on, the others are refused', async () => {
  const copy = join(stage.cwd, 'copy', 'seed-42');
  for (const part of ['generated', 'enriched'])
    cpSync(join(dir, part), join(copy, part), { recursive: true });
  const first = await hangingLoad();
  try {
    for (const [folder, org] of [
      [dir, USERNAME],
      [copy, 'qa'],
    ] as const) {
      const second = await stage.run(['load', folder, '--org', org]);
      expect(second).toMatchObject({ exitCode: 5, stdout: '' });
      expect(second.stderr).toContain('A load of this dataset in this org is already running');
      const cleaned = await stage.run(['cleanup', '--seed', '42', '--org', org]);
      expect(cleaned.exitCode).toBe(5);
    }
  } finally {
    expect(await first.end()).toBe(0);
  }
  expect(notOnce(dir, stage.records)).toEqual([]);
  const again = await stage.run(['load', dir, '--org', USERNAME, '--json']);
  expect([again.exitCode, total(again.json.orgs[0], 'sent')]).toEqual([0, 0]);
});

it('keeps runs by the id of the org, and the names that were typed as links to it', () => {
  const { orgId } = stage.running.org;
  const runs = join(dir, 'runs');
  expect(readdirSync(runs).sort()).toEqual([orgId, USERNAME, 'qa'].sort());
  for (const name of ['qa', USERNAME]) expect(readlinkSync(join(runs, name))).toBe(orgId);
});

it('goes on with what an earlier version left in a folder of the name typed', async () => {
  const { orgId } = stage.running.org;
  const old = await makeDataSet(2);
  const before = join(dir, 'runs', orgId);
  mkdirSync(join(old, 'runs'));
  cpSync(before, join(old, 'runs', 'sandbox'), { recursive: true });
  renameSync(join(old, 'runs', 'sandbox'), join(old, 'runs', 'qa'));
  const runs = readdirSync(join(old, 'runs/qa')).filter((name) => /^\d{4}/.test(name));
  const { exitCode } = await stage.load(old);
  expect(exitCode).toBe(0);
  expect(lstatSync(join(old, 'runs/qa')).isSymbolicLink()).toBe(true);
  for (const run of runs) expect(existsSync(join(old, 'runs', orgId, run))).toBe(true);
});

it('stays in its org where the alias becomes that of another one meanwhile', async () => {
  const username = 'two@practice.example.com';
  const other = await startOrg({ externalId: 'Datagen_Key__c', username });
  try {
    await loginSf(stage.sf, other, 'two');
    stage.running.org.records.all('Account').forEach(({ Id }) => {
      stage.running.org.records.update(String(Id), { IsDeleted: true });
    });
    const load = await hangingLoad('Account');
    const alias = await runSf(stage.sf, ['alias', 'set', `qa=${username}`]);
    expect(alias.exitCode).toBe(0);
    expect(await load.end()).toBe(0);
    expect(stage.records('Account')).toHaveLength(2);
    expect(other.org.records.all('Account')).toEqual([]);
    expect(other.org.records.all('Contact')).toEqual([]);
  } finally {
    await runSf(stage.sf, ['alias', 'set', `qa=${USERNAME}`]);
    await other.stop();
  }
});
