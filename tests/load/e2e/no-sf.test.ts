import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RunningOrg } from '../../../src/practice-org/server.ts';
import { startOrg } from '../../practice-org/harness.ts';
import { makeDataSet } from '../data-set.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CLI = join(import.meta.dirname, '../../../src/cli.ts');

const RECIPE = `
- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Salesforce.SalesforceQuery
- object: Account
  fields:
    Name: Owned
    Description: {SalesforceQuery.find_record: {from: User, where: "Username like 'admin%'"}}
`;

let running: RunningOrg;
let cwd: string;
let dir: string;
beforeAll(async () => {
  running = await startOrg();
  cwd = mkdtempSync(join(tmpdir(), 'no-sf-'));
  writeFileSync(join(cwd, 'owned.yml'), RECIPE);
  writeFileSync(join(cwd, 'wrong.yml'), RECIPE.replace('Username', 'Nope'));
  dir = await makeDataSet(2);
});
afterAll(() => running.stop());

/** A command where there is no `sf`: with the session of the environment, and a home without any of the CLI's files. */
const run = (args: string[], env: Record<string, string> = {}) =>
  execa(process.execPath, [CLI, ...args.map((word) => (word === 'DIR' ? dir : word))], {
    ...{ cwd, extendEnv: false, reject: false },
    env: {
      ...{ PATH: join(process.execPath, '..'), HOME: cwd, SFDC_DATAGEN_PROGRAM: 'sfdc-datagen' },
      ...{ SF_INSTANCE_URL: running.url, SF_ACCESS_TOKEN: `${running.org.orgId}!practice`, ...env },
    },
  });

// In the order in which a person would run them: each finds what those before it left.
it.each<[command: string, exitCode: number, says: RegExp]>([
  ['validate DIR', 5, /Account has no field Datagen_Key__c[\s\S]*Next: sfdc-datagen setup/],
  ['setup', 0, /Datagen_Key__c on .* is deployed and granted by Datagen_Key/],
  ['setup --via api', 0, /was in place/],
  ['catalog import Account', 0, /Account:/],
  ['catalog check', 0, /./],
  ['recipe new Contact --output new.yml', 0, /./],
  ['validate DIR', 0, /is ready|sends|would send|would be sent/],
  ['export DIR --via api --output out', 0, /records in \d+ files of out/],
  ['load DIR --dry-run', 0, /PATCH composite\/sobjects\/Account\/Datagen_Key__c \(2 rows\)/],
  ['load DIR', 0, /REST calls/],
  ['load DIR --prune', 0, /REST calls/],
  ['generate --recipe owned.yml --output owned', 0, /Written to owned/],
  ['generate --recipe wrong.yml --output wrong', 2, /The org rejected the query: .*No such column 'Nope'/],
  ['cleanup DIR --dry-run', 0, /./],
  ['cleanup DIR', 0, /./],
])('`%s` needs no sf', async (command, exitCode, says) => {
  const done = await run(command.split(' '));
  expect([done.exitCode, done.stdout + done.stderr]).toEqual([exitCode, expect.stringMatching(says)]);
  expect(`${done.stdout}${done.stderr}`).not.toMatch(/\bsf (?:org|data|project|sobject) /);
});

it('what the session of the environment lacks is said as it is of a load', async () => {
  const { exitCode, stderr } = await run(['generate', '--recipe', 'owned.yml', '--output', 'none'], {
    SF_INSTANCE_URL: '',
  });
  expect([exitCode, stderr]).toEqual([
    4,
    expect.stringContaining('SF_ACCESS_TOKEN is set without SF_INSTANCE_URL.'),
  ]);
});

it('the org was never asked by the CLI', () => {
  expect(running.org.requests.filter(({ agent }) => /sfdx|sf-cli|oclif/i.test(agent ?? ''))).toEqual([]);
});
