import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStage, readTable } from '../../../src/dataset/read.ts';
import { editRows, makeDataSet, OBJECTS } from '../../load/data-set.ts';
import { openStage, type TestStage, total } from '../../load/e2e/stage.ts';
import { notOnce } from '../../load/once.ts';
import { momentsOf } from './moments.ts';

const CLI = join(import.meta.dirname, '../../../src/cli.ts');
const ROUNDS = 10;

const moment = momentsOf('load');

let stage: TestStage;
let dir: string;
beforeAll(async () => {
  stage = await openStage({ jobSeconds: 0.4 });
  dir = await makeDataSet(20);
  writeFileSync(join(stage.cwd, 'calls.yml'), 'salesforce: {batch_size: 10}\n');
  writeFileSync(join(stage.cwd, 'jobs.yml'), 'salesforce: {bulk_above: 0}\n');
});
afterAll(() => stage.end());

function empty(): void {
  for (const sobject of OBJECTS)
    for (const record of stage.running.org.records.all(sobject)) record.IsDeleted = true;
}

// The moments are spread over the whole load and differ from run to run; the seed that is printed repeats them.
for (let round = 0; round < ROUNDS; round++) {
  const afterMs = Math.round(2_500 + (round + moment()) * 1_100);
  const withSf = round % 2 === 1;
  it(`has every record once after a SIGKILL at ${afterMs} ms, ${withSf ? 'with' : 'without'} its sf, and a resume`, async () => {
    empty();
    await stage.killed(['load', dir], afterMs, withSf);
    const { exitCode, report } = await stage.load(dir, '--resume');
    expect(notOnce(dir, stage.records)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(total(report, 'in_org')).toBe(total(report, 'records'));
  });
}

// A direct load takes some two seconds.
for (const config of ['calls.yml', 'jobs.yml']) {
  for (let round = 0; round < 10; round++) {
    const afterMs = Math.round(400 + (round + moment()) * 200);
    it(`has every record once after a SIGKILL at ${afterMs} ms of a direct load with ${config}, and a resume`, async () => {
      empty();
      const direct = [dir, '--via', 'api', '--config', config];
      await stage.killed(['load', ...direct], afterMs, true);
      const { exitCode, report } = await stage.load(dir, ...direct.slice(1), '--resume');
      expect(notOnce(dir, stage.records)).toEqual([]);
      expect(exitCode).toBe(0);
      expect(total(report, 'in_org')).toBe(total(report, 'records'));
    });
  }
}

it('has every record once after ten kills of one load', async () => {
  empty();
  for (let round = 0; round < ROUNDS; round++)
    await stage.killed(['load', dir], 3_000 + Math.round(moment() * 3_000), round % 2 === 0);
  const { exitCode } = await stage.load(dir, '--resume');
  expect(notOnce(dir, stage.records)).toEqual([]);
  expect(exitCode).toBe(0);
});

it('has each change once after kills of a load that changes, empties and deletes', async () => {
  empty();
  const small = await makeDataSet(2);
  expect((await stage.load(small)).exitCode).toBe(0);
  for (let round = 0; round < 4; round++) {
    editRows(small, 'CaseComment', ({ columns, rows }) => {
      const body = columns.indexOf('CommentBody');
      return rows.slice(1).map((row) => row.with(body, `${row[body]!.slice(0, 60)} ${round}`));
    });
    editRows(small, 'Contact', ({ columns, rows }) => {
      const phone = columns.indexOf('Phone');
      const at = rows.findIndex((row) => row[phone] !== '');
      return rows.map((row, index) => (index === at ? row.with(phone, '') : row));
    });
    await stage.killed(['load', small], 2_500 + Math.round(moment() * 9_000), round % 2 === 0);
  }
  const { exitCode } = await stage.load(small);
  expect(exitCode).toBe(0);
  expect(notOnce(small, stage.records)).toEqual([]);
  const { columns, rows } = readTable(readStage(small, 'enriched'), 'Contact');
  const phones = new Map(stage.records('Contact').map((one) => [one.Datagen_Key__c, one.Phone ?? '']));
  const wanted = rows.map((row) => [row[0], row[columns.indexOf('Phone')]]);
  expect(wanted.map(([key]) => [key, phones.get(key!)])).toEqual(wanted);
});

it('says how to go on after a Ctrl-C, with exit code 130', async () => {
  empty();
  const child = spawn(process.execPath, [CLI, 'load', dir, '--org', 'qa'], {
    env: { ...process.env, ...stage.sf.env },
    cwd: stage.cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let pressed = false;
  child.stderr!.on('data', (chunk) => {
    said += chunk;
    // Once: a second one ends the process where it stands.
    if (!pressed && said.includes('Account: 20 of 20')) pressed = child.kill('SIGINT');
  });
  const [exitCode] = await once(child, 'exit');
  expect(exitCode).toBe(130);
  expect(said).toContain(`Next: sfdc-datagen load ${dir} --target-org qa --resume`);
  expect((await stage.load(dir, '--resume')).exitCode).toBe(0);
  expect(notOnce(dir, stage.records)).toEqual([]);
});
