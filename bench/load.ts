/**
 * What a load costs: the default data set into a practice org whose jobs take 0.5 s, the second load of the same, both
 * ways, and plain `sf … --wait` for the same files, side by side where they are independent. Wall time, `sf` processes, calls.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { tableLines } from '../src/shared/table-text.ts';
import { countRows, makeDataSet } from '../tests/load/data-set.ts';
import { loginSf, runSf, sfHome, startOrg } from '../tests/practice-org/harness.ts';

const CLI = join(import.meta.dirname, '../src/cli.ts');
const ALIAS = 'bench';

/** The `sf` processes that were started here and not by the tool. */
let started = 0;

const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-bench-'));
const [running, sf] = await Promise.all([
  startOrg({ jobSeconds: 0.5, externalId: 'Datagen_Key__c' }),
  sfHome(),
]);
try {
  await loginSf(sf, running, ALIAS);
  const dir = await makeDataSet(100, join(folder, 'seed-42'));
  const rows: string[][] = [];
  for (const via of ['sf', 'api']) {
    const load = () => tool('load', dir, '--org', ALIAS, '--via', via);
    rows.push(await measured(`load --via ${via}`, load));
    rows.push(await measured(`second load --via ${via}`, load));
    await tool('cleanup', '--org', ALIAS);
  }
  const plan = await tool('load', dir, '--org', ALIAS, '--dry-run');
  rows.push(await measured('plain sf, --wait, side by side', () => plainSf(plan.orgs[0].steps)));
  const lines = tableLines(['', 'seconds', 'sf processes', 'calls'], rows, [1, 2, 3]);
  process.stdout.write(`${countRows(dir)} records, jobs of 0.5 s\n${lines.join('\n')}\n`);
} finally {
  await running.stop();
  await sf.remove();
  rmSync(folder, { recursive: true, force: true });
}

/** Runs the tool with `--json`. */
// biome-ignore lint/suspicious/noExplicitAny: each command has a document of its own
async function tool(...args: string[]): Promise<any> {
  const { stdout } = await execa(process.execPath, [CLI, ...args, '--json', '--quiet'], {
    cwd: folder,
    env: sf.env,
  });
  return JSON.parse(stdout);
}

/** One line of the table. What a step answers may say how many `sf` it has started; plain ones are counted here. */
async function measured(what: string, work: () => Promise<unknown>): Promise<string[]> {
  const before = running.org.requests.length;
  started = 0;
  const begin = performance.now();
  const answer = (await work()) as { orgs?: { calls?: { sf: number } }[] } | undefined;
  const seconds = (performance.now() - begin) / 1_000;
  const processes = answer?.orgs?.[0]?.calls?.sf ?? started;
  return [what, seconds.toFixed(1), String(processes), String(running.org.requests.length - before)];
}

/** The steps of a plan as a shell script would run them: level by level, each `sf` waiting for its job. */
async function plainSf(steps: { level: number; command: string }[]): Promise<void> {
  for (const level of new Set(steps.map((step) => step.level))) {
    const commands = steps
      .filter((step) => step.level === level)
      .map(({ command }) => command.split(' ').slice(1, -1));
    started += commands.length;
    const ends = await Promise.all(commands.map((argv) => runSf(sf, [...argv, '--wait', '10'])));
    const failed = ends.find((end) => end.exitCode !== 0);
    if (failed) throw new Error(failed.stdout);
  }
}
