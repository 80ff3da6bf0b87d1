import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { submitJob } from '../../practice-org/client.ts';
import { makeDataSet, OBJECTS } from '../data-set.ts';
import { notOnce } from '../once.ts';
import { openStage, type TestStage } from './stage.ts';

const CLI = join(import.meta.dirname, '../../../src/cli.ts');

let stage: TestStage;
let dir: string;
beforeAll(async () => {
  stage = await openStage();
  dir = await makeDataSet(2);
  expect((await stage.load(dir)).exitCode).toBe(0);
});
beforeEach(() => stage.running.org.faults.clear());
afterAll(() => stage.end());

/** A run of the tool that can be watched: `until` waits for what it says. */
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [CLI, ...args, '--org', 'qa'], {
    env: { ...process.env, ...stage.sf.env, ...env },
    cwd: stage.cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let said = '';
  child.stderr!.on('data', (chunk) => {
    said += chunk;
  });
  return {
    until: (words: RegExp) => expect.poll(() => said, { timeout: 60_000 }).toMatch(words),
    async end(signal?: NodeJS.Signals) {
      if (signal) child.kill(signal);
      return { exitCode: await ended, said };
    },
  };
}

/** Deletes records as somebody would. */
function empty(...sobjects: string[]): void {
  for (const sobject of sobjects) for (const record of stage.records(sobject)) record.IsDeleted = true;
}

/** Starts a command that hangs in a job of an object, and ends it there: the job is left. */
async function interrupted(args: string[], object: string, signal: NodeJS.Signals): Promise<void> {
  stage.running.fail({ kind: 'job', outcome: 'hang', object });
  const run = start(args);
  const isThere = () =>
    [...stage.running.org.jobs.values()].some((job) => job.hangs && job.request.object === object);
  await expect.poll(isThere, { timeout: 60_000 }).toBe(true);
  // The journal knows the job as soon as `sf` has answered.
  if (args[0] === 'load') await run.until(new RegExp(`${object}: waiting for job`));
  const { said } = await run.end(signal);
  if (signal === 'SIGINT') expect(said).toContain('The org continues the jobs that were sent');
}

/** Runs a command that must wait for the job that was left, and lets that end then. */
async function waits(args: string[], words: RegExp, env: Record<string, string> = {}) {
  const run = start(args, env);
  await run.until(words);
  stage.running.heal();
  return run.end();
}

const OF_RUN = /waiting for job \w+ of the interrupted run/;
const OF_ORG = /Waiting for job \w+ \(\w+ of \w+\), which an interrupted load or cleanup may have left/;

it.each([
  ['in a journal of this machine', OF_RUN, undefined],
  ['that only the org knows', OF_ORG, 'state'],
] as const)('a load from a copy waits for a job of comments %s', async (_, words, state) => {
  empty('CaseComment');
  // A job of somebody's own, which no command waits for.
  stage.running.fail({ kind: 'job', outcome: 'hang', object: 'Contract' });
  await submitJob(stage.running, { object: 'Contract', operation: 'insert' }, 'Name\nOf others\n');
  await interrupted(['load', dir], 'CaseComment', 'SIGINT');
  const copy = mkdtempSync(join(tmpdir(), 'copy-'));
  for (const part of ['generated', 'enriched'])
    cpSync(join(dir, part), join(copy, part), { recursive: true });
  const env = state === undefined ? undefined : { XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'state-')) };
  expect((await waits(['load', copy], words, env)).exitCode).toBe(0);
  expect(notOnce(copy, stage.records)).toEqual([]);
});

it('a load waits for the jobs of a killed cleanup, and brings in what they delete', async () => {
  await interrupted(['cleanup', '--seed', '42'], 'Opportunity', 'SIGKILL');
  // Somebody takes the files of the run for refuse, and damages its journal.
  const runs = join(stage.cwd, 'output/seed-42/runs', stage.running.org.orgId);
  const run = readdirSync(runs)
    .filter((name) => /-cleanup(-\d+)?$/.test(name))
    .sort()
    .at(-1)!;
  rmSync(join(runs, run, 'files'), { recursive: true });
  appendFileSync(join(runs, run, 'journal.jsonl'), '\nnull\n');
  expect((await waits(['load', dir], OF_RUN)).exitCode).toBe(0);
  expect(notOnce(dir, stage.records)).toEqual([]);
});

it('a cleanup waits for the job of a killed load, and deletes what it brings in', async () => {
  empty(...OBJECTS);
  await interrupted(['load', dir], 'Account', 'SIGKILL');
  const dry = await stage.run(['cleanup', '--seed', '42', '--org', 'qa', '--dry-run']);
  expect(dry.stderr).toMatch(/Still running in the org, .*\(upsert of Account\)/);
  const { exitCode, said } = await waits(['cleanup', '--seed', '42'], OF_RUN);
  expect([exitCode, said]).toEqual([0, expect.stringContaining('qa has 2 Account')]);
  expect(stage.records('Account')).toEqual([]);
});
