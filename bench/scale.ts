/**
 * What large datasets take: 240,000 rows, 200,000 of them children of one account, as they are exported, planned, loaded,
 * loaded again, and cleaned up, against a practice org. Prints the seconds and the peak of memory (RSS) of each command; the
 * org is another process. `bench/scale.ts [--rows N] [--via api|sf]`
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { csvText } from '../src/dataset/csv.ts';
import { manifestText } from '../src/dataset/manifest.ts';
import { sha256 } from '../src/random/hash.ts';
import { counted } from '../src/shared/counted.ts';
import { loginSf, sfHome, startOrg } from '../tests/practice-org/harness.ts';

const NODE = join(import.meta.dirname, '../scripts/node.sh');
const CLI = join(import.meta.dirname, '../src/cli.ts');
const PREFIX = 'TESTDATA_BIG_42_';

const { rows: wanted, via } = parseArgs({
  options: { rows: { type: 'string', default: '240000' }, via: { type: 'string', default: 'api' } },
}).values;
const total = Number(wanted);
const children = Math.floor((total * 5) / 6);
const accounts = Math.floor(total / 24);

/** The tables of the dataset: accounts, contacts of the first one, opportunities, and tasks of the others. */
const tables: Record<string, { columns: string; rows: () => Iterable<string[]> }> = {
  Account: {
    columns: 'ExternalId Name Industry Phone BillingCity Description',
    *rows() {
      for (let at = 1; at <= accounts; at++)
        yield [account(at), `Company ${at}`, 'Banking', '(212) 555-0100', 'New York', text(at)];
    },
  },
  Contact: {
    columns: 'ExternalId AccountId FirstName LastName Email Title Department MailingCity Description',
    *rows() {
      for (let at = 1; at <= children; at++)
        yield [
          ...[`${account(1)}_C${at}`, account(1), `First${at}`, `Last${at}`, `c${at}@company.example.com`],
          ...['Manager', 'Sales', 'New York', text(at)],
        ];
    },
  },
  Opportunity: {
    columns: 'ExternalId AccountId Name StageName CloseDate Amount',
    *rows() {
      for (let at = 1; at <= accounts; at++)
        yield [`${account(at)}_O01`, account(at), `Deal ${at}`, 'Prospecting', '2026-12-01', String(at)];
    },
  },
  Task: {
    columns: 'ExternalId WhatId Subject Status Priority ActivityDate',
    *rows() {
      for (let at = 1; at <= total - children - 2 * accounts; at++) {
        const of = account(1 + (at % accounts));
        yield [`${of}_T${at}`, of, `Call ${at}`, 'Not Started', 'Normal', '2026-11-03'];
      }
    },
  },
};

function account(at: number): string {
  return `${PREFIX}A${String(at).padStart(7, '0')}`;
}

function text(at: number): string {
  return `The ${at}th of them wants a call, "soon", about the renewal of the contract and its price.`;
}

const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-scale-'));
const [running, sf] = await Promise.all([
  startOrg({ jobSeconds: 0.5, externalId: 'Datagen_Key__c', storageMb: 10_000, apiCalls: 1_000_000 }),
  sfHome(),
]);
try {
  if (via === 'sf') await loginSf(sf, running, 'bench');
  process.stdout.write(`${counted(total)} rows, ${counted(children)} of one parent\n`);
  const dir = join(folder, 'big-42');
  write(dir);
  const org = ['--via', via, ...(via === 'sf' ? ['--target-org', 'bench'] : [])];
  for (const [what, ...args] of [
    ['export', 'export', dir],
    ['plan', 'load', dir, '--dry-run', ...org],
    ['load', 'load', dir, ...org],
    ['second load', 'load', dir, ...org],
    ['cleanup', 'cleanup', dir, '--prefix', PREFIX, ...org],
  ] as const)
    process.stdout.write(`${await measured(what, args)}\n`);
} finally {
  await running.stop();
  await sf.remove();
  rmSync(folder, { recursive: true, force: true });
}

function write(dir: string): void {
  const stage = join(dir, 'enriched');
  mkdirSync(stage, { recursive: true });
  const files = Object.entries(tables).map(([object, { columns, rows }]) => {
    const table = csvText(columns.split(' '), rows());
    writeFileSync(join(stage, `${object}.csv`), table);
    const lines = [...rows()].length;
    return { object, file: `${object}.csv`, rows: lines, sha256: sha256(table) };
  });
  const manifest = {
    ...{ stage: 'enriched' as const, dataset: 'big-42', seed: 42, as_of: '2026-11-02' },
    ...{ key_prefix: 'TESTDATA_BIG_', tool_version: '0.0.0', files, made_from: sha256('') },
    inputs: { recipe: 'r', templates: 't', config: 'c' },
  };
  writeFileSync(join(stage, 'manifest.json'), manifestText(manifest));
}

/** Runs a command of the tool: what it is, seconds, megabytes, and how it ended where that is not well. */
async function measured(what: string, args: readonly string[]): Promise<string> {
  const peak = join(folder, 'peak');
  // Written by the process itself as it ends, on every system; `sf` processes inherit no hook.
  const hook = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`;
  const begin = performance.now();
  const url = `data:text/javascript,${encodeURIComponent(hook)}`;
  const env = { ...sf.env, SF_INSTANCE_URL: running.url, SF_ACCESS_TOKEN: `${running.org.orgId}!practice` };
  const end = await execa(NODE, ['--import', url, CLI, ...args], {
    ...{ cwd: folder, env, reject: false, all: true },
  });
  const seconds = (performance.now() - begin) / 1_000;
  const megabytes = Number(readFileSync(peak, 'utf8')) / 1_024;
  const ending = end.exitCode === 0 ? '' : `exit ${end.exitCode}: ${end.all.slice(-300)}`;
  return `${what.padEnd(12)}${seconds.toFixed(1).padStart(7)} s${megabytes.toFixed(0).padStart(6)} MB ${ending}`.trimEnd();
}
