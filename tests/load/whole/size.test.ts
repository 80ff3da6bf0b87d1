import { afterEach, describe, expect, it, vi } from 'vitest';
import { PREFIX, SMALL, type Table } from '../in-process/small-set.ts';
import { openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const ROWS = 340;
/** More characters than one job takes. */
const Account: Table = [
  'Name Description',
  ...Array.from({ length: ROWS }, (_, at) => [`${PREFIX}A${at}`, `No ${at}`, 'x'.repeat(32_000)]),
];

const byJobs = withSettings({ bulk_above: 0 });
const WAYS: [string, () => Promise<{ exitCode: number }>][] = [
  ['by sf', () => stage.load()],
  ['directly', () => stage.loadDirectly(byJobs)],
];

describe.each(WAYS)('more rows than a job takes, %s,', (_, load) => {
  it('go as several, one after the other, each record once', async () => {
    stage = openStage({ jobBytes: 10_000_000 }, { Account });
    expect((await load()).exitCode).toBe(0);
    expect(stage.records('Account')).toHaveLength(ROWS);
    expect(stage.said.filter((line) => /^Account-part\d: .* loaded/.test(line))).toEqual([
      expect.stringContaining('Account-part1: 312 of 312 rows loaded'),
      expect.stringContaining('Account-part2: 28 of 28 rows loaded'),
    ]);
  });
});

it('rows of several jobs are all there after a kill between two of them, and a resume', async () => {
  stage = openStage({}, { Account });
  let ended = 0;
  await stage.killed(
    () => stage.loadDirectly(byJobs),
    (when, line) => {
      if (when === 'afterRequest' && line.includes('successfulResults')) ended++;
      return ended > 0 && when === 'beforeRequest';
    },
  );
  expect(stage.records('Account').length).toBeLessThan(ROWS);
  const { exitCode } = await stage.load({ resume: true });
  expect([exitCode, stage.differences()]).toEqual([0, []]);
});

describe('an org that takes less than was sent', () => {
  it('says so, and nothing of the job comes in', async () => {
    stage = openStage({ jobBytes: 150 }, SMALL);
    const report = await stage.loadDirectly(byJobs);
    expect(report.exitCode).toBe(1);
    expect(report.failed.map(({ code, message }) => `${code} ${message}`)).toContain(
      'CLIENTINPUTERROR ClientInputError : Failed to read request. Exceeded max size limit of 200',
    );
  });
});
