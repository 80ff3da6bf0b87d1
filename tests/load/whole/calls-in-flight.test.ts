import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SMALL, type Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const accounts = (...phones: string[]): Tables => ({
  Account: ['Name Phone', ...phones.map((phone, at) => [`A${at + 1}`, `Account ${at + 1}`, phone])],
});

const comments = (...bodies: string[]): Tables => ({
  Account: ['Name', ['A1', 'One']],
  Case: ['AccountId Subject', ['A1_S01', 'A1', 'Broken']],
  CaseComment: [
    'ParentId CommentBody',
    ...bodies.map((body, at) => [`A1_S01_M${String(at + 1).padStart(2, '0')}`, 'A1_S01', body]),
  ],
});

/** Has the org end a request at the n-th question for a trace of it; returns how often it was asked. */
function endLate(late: () => Promise<unknown>, asked = 3): { count: number } {
  const state = { count: 0 };
  stage.beforeRequest = (line) => {
    if (/SELECT COUNT\(\) FROM \w+ WHERE (?:Id|Datagen_Key__c) IN /.test(line) && ++state.count === asked)
      void late();
  };
  return state;
}

const waitsForCalls = () => stage.said.filter((line) => line.includes('waiting for a call'));

describe('a call that the org still works on when its process was killed', () => {
  it('is waited for by a cleanup, which leaves nothing', async () => {
    stage = openStage();
    const late = await stage.killedInFlight(
      () => stage.loadDirectly(),
      /^PATCH composite\/sobjects\/Account/,
    );
    const asked = endLate(late);
    await stage.cleanup();
    expect([asked.count >= 3, stage.records('Account')]).toEqual([true, []]);
    expect(waitsForCalls()[0]).toMatch(
      /^Account: waiting for a call with \d rows that was interrupted \(until \d\d:\d\d:\d\d at the latest\)$/,
    );
  });

  it('is waited for by the load of a changed dataset, whose values are the last ones', async () => {
    stage = openStage({}, accounts('1', '2'));
    await stage.loadDirectly();
    await sleep(5_000);
    stage.write(accounts('3', '4'));
    const late = await stage.killedInFlight(
      () => stage.loadDirectly(),
      /^PATCH composite\/sobjects\/Account/,
    );
    stage.write(accounts('5', '6'));
    const asked = endLate(late);
    const report = await stage.loadDirectly();
    expect([asked.count >= 3, report.exitCode, stage.differences()]).toEqual([true, 0, []]);
  });

  it.each(['loadDirectly', 'load'] as const)(
    'that deletes is waited for by a load, which brings everything in again (%s)',
    async (load) => {
      stage = openStage();
      await stage.loadDirectly();
      const late = await stage.killedInFlight(
        () => stage.cleanupDirectly(),
        /^DELETE composite\/sobjects\?ids=500/,
      );
      const asked = endLate(late);
      const report = await stage[load]();
      expect([asked.count >= 3, report.exitCode, stage.differences()]).toEqual([true, 0, []]);
    },
  );

  it.each([
    { what: 'deletes', now: comments('one'), method: 'DELETE' },
    { what: 'changes', now: comments('one', 'two again'), method: 'PATCH' },
  ])('of a load by `sf` that $what records by their id is waited for', async ({ now, method }) => {
    stage = openStage({}, comments('one', 'two'));
    await stage.load();
    await sleep(5_000);
    stage.write(now);
    const late = await stage.killedInFlight(
      () => stage.load(),
      new RegExp(`^${method} composite/sobjects(?:\\?|$)`),
    );
    stage.write(comments('one', 'two'));
    const asked = endLate(late);
    const report = await stage.load();
    expect([asked.count >= 3, report.exitCode, stage.differences()]).toEqual([true, 0, []]);
  });

  it('is not waited for by a resume, which sends the same rows', async () => {
    stage = openStage();
    const late = await stage.killedInFlight(
      () => stage.loadDirectly(),
      /^PATCH composite\/sobjects\/Account/,
    );
    let isLate = false;
    stage.beforeRequest = (line) => {
      if (!isLate && line.startsWith('PATCH composite/sobjects/Account')) void late();
      isLate ||= line.startsWith('PATCH composite/sobjects/Account');
    };
    const report = await stage.loadDirectly({ resume: true });
    expect([isLate, report.exitCode, stage.differences()]).toEqual([true, 0, []]);
    expect(waitsForCalls()).toEqual([]);
  });

  it('that never came to the org is waited for two minutes from its start, and no longer', async () => {
    stage = openStage();
    await stage.killedInFlight(() => stage.loadDirectly(), /^PATCH composite\/sobjects\/Account/);
    const before = Date.now();
    await stage.cleanup();
    const waited = (Date.now() - before) / 1_000;
    expect([waited > 115, waited < 125]).toEqual([true, true]);
    await stage.cleanup();
    expect((Date.now() - before) / 1_000).toBeLessThan(130);
  });

  it('stops a command that waits for less', async () => {
    stage = openStage();
    await stage.killedInFlight(() => stage.loadDirectly(), /^PATCH composite\/sobjects\/Account/);
    await expect(stage.cleanup({ waitMinutes: 1 })).rejects.toThrow(
      /A call of Account, which an interrupted load or cleanup may have left, is still running/,
    );
  });
});

it('the results of calls that were answered before a kill are kept', async () => {
  const settings = withSettings({ batch_size: 1 });
  stage = openStage({}, accounts('', '', '', ''));
  await stage.loadDirectly(settings);
  stage.write(accounts('1', '2', '3', '4'));
  let calls = 0;
  await stage.killed(
    () => stage.loadDirectly(settings),
    (when, line) => when === 'beforeRequest' && line.startsWith('PATCH') && ++calls === 4,
  );
  expect(stage.records('Account').map(({ Phone }) => Phone ?? '')).toEqual(['1', '2', '3', '']);
  // A blank cell empties only what receipts say that the dataset sent.
  stage.write(accounts('', '', '', ''));
  const report = await stage.loadDirectly(settings);
  expect([countsOf(report, 'updated'), stage.differences()]).toEqual([{ Account: 3 }, []]);
});

it('a load of the whole small dataset has no call left open', async () => {
  stage = openStage({}, SMALL);
  await stage.loadDirectly();
  await stage.cleanup();
  expect(waitsForCalls()).toEqual([]);
});
