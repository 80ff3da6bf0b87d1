import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataSet } from '../../load/data-set.ts';
import { openStage, type TestStage } from '../../load/e2e/stage.ts';
import { notOnce } from '../../load/once.ts';
import { momentsOf } from './moments.ts';

const JOB_SECONDS = 2;
const ROUNDS = 3;

const moment = momentsOf('cleanup');

let stage: TestStage;
let dir: string;
beforeAll(async () => {
  stage = await openStage({ jobSeconds: JOB_SECONDS });
  dir = await makeDataSet(4);
});
afterAll(() => stage.end());

/** Waits until all jobs of the org are over, so that what they do late is seen. */
const settled = () => sleep((JOB_SECONDS + 1) * 1_000);

// The moments are spread over the whole cleanup or load and differ from run to run; the seed that is printed repeats them.
for (let round = 0; round < ROUNDS; round++) {
  const afterMs = Math.round(2_500 + (round + moment()) * 3_000);
  const withSf = round % 2 === 1;
  const how = `at ${afterMs} ms, ${withSf ? 'with' : 'without'} its sf`;

  it(`a load from a copy has every record once after a cleanup that was killed ${how}`, async () => {
    expect((await stage.load(dir)).exitCode).toBe(0);
    await stage.killed(['cleanup', dir], afterMs, withSf);
    const copy = join(mkdtempSync(join(tmpdir(), 'copy-')), 'seed-42');
    for (const part of ['generated', 'enriched'])
      cpSync(join(dir, part), join(copy, part), { recursive: true });
    expect((await stage.load(copy)).exitCode).toBe(0);
    await settled();
    expect(notOnce(copy, stage.records)).toEqual([]);
  });

  it(`a cleanup leaves nothing after a load that was killed ${how}`, async () => {
    expect((await stage.run(['cleanup', dir, '--org', 'qa'])).exitCode).toBe(0);
    await stage.killed(['load', dir], afterMs, withSf);
    const done = await stage.run(['cleanup', '--seed', '42', '--org', 'qa']);
    await settled();
    const left = ['Account', 'Contact', 'Opportunity', 'Case', 'CaseComment', 'Task', 'Event'];
    expect(left.map((sobject) => stage.records(sobject).length)).toEqual(left.map(() => 0));
    expect(done.exitCode).toBe(0);
  });
}
