import { afterEach, expect, it, vi } from 'vitest';
import { SentStore } from '../../../src/load/receipts/sent-store.ts';
import { Journal } from '../../../src/load/run/journal.ts';
import { UserError } from '../../../src/shared/errors.ts';
import type { Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage, withObjects } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

/** An upsert, links between its records, and an insert. */
const TABLES: Tables = {
  Account: ['Name ParentId', ['A1', 'One', 'A2'], ['A2', 'Two', '']],
  Case: ['AccountId Subject', ['A1_S01', 'A1', 'Broken']],
  CaseComment: [
    'ParentId CommentBody',
    ['A1_S01_M01', 'A1_S01', 'Again.'],
    ['A1_S01_M02', 'A1_S01', 'Again.'],
  ],
};

/** A UserError, since no other error of a request ends a load at once. */
class Killed extends UserError {}

/**
 * Kills the process of the next loads at the n-th thing that they leave on disk or start: before it, or right after. From
 * then on they do nothing; an `sf` that runs by then goes on. Returns how many such moments there were.
 */
function killAt(moment: number): { count: number; heal(): void } {
  const state = { count: 0, heal: () => {} };
  const step = () => {
    if (state.count++ >= moment) throw new Killed('killed');
  };
  const alive = () => {
    if (state.count > moment) throw new Killed('killed');
  };
  const around = <Args extends unknown[]>(of: object, name: string) => {
    const target = of as Record<string, (...args: Args) => void>;
    const original = target[name]!;
    const spy = vi.spyOn(target, name).mockImplementation(function (this: unknown, ...args) {
      step();
      original.apply(this, args);
      step();
    });
    return () => spy.mockRestore();
  };
  const restored = [around(Journal.prototype, 'write'), around(SentStore.prototype, 'add')];
  stage.sf.before = step;
  stage.beforeRequest = alive;
  state.heal = () => {
    for (const restore of restored) restore();
    stage.sf.before = () => {};
    stage.beforeRequest = () => {};
  };
  return state;
}

/** Loads with a kill at a moment, and again; returns false where the first load came to its end. */
async function loadWithKill(moment: number, resume: boolean): Promise<boolean> {
  const kill = killAt(moment);
  const killed = await stage.load().then(
    () => false,
    (error) => kill.count > moment || Promise.reject(error),
  );
  kill.heal();
  const { exitCode } = await stage.load({ resume });
  expect([moment, stage.differences(), exitCode]).toEqual([moment, [], 0]);
  return killed;
}

it('a load that is killed at any moment has each record once after the next one, resumed or not', async () => {
  let moment = 0;
  for (;;) {
    stage?.close();
    stage = openStage({}, TABLES);
    if (!(await loadWithKill(moment, moment % 4 < 2))) break;
    moment++;
  }
  // A load's begin and end, and of each of four steps a start, four entries, and receipts.
  expect(moment).toBeGreaterThan(40);
});

it.each(['load', 'loadDirectly'] as const)(
  'nor is a record of people taken over twice, or made again (%s)',
  async (way) => {
    const config = withObjects({ Account: { match: 'AccountNumber' }, Case: { match: 'SuppliedEmail' } });
    const tables: Tables = {
      Account: ['Name AccountNumber ParentId', ['A1', 'One', 'N-1', 'A2'], ['A2', 'Two', 'N-2', '']],
      Case: ['AccountId Subject SuppliedEmail', ['A1_S01', 'A1', 'Broken', 'a@example.com']],
      CaseComment: ['ParentId CommentBody', ['A1_S01_M01', 'A1_S01', 'Again.']],
    };
    let moment = 0;
    for (let isKilled = true; isKilled; moment++) {
      stage?.close();
      stage = openStage({}, tables);
      stage.make('Account', { Name: 'Old', AccountNumber: 'N-1' });
      stage.make('Case', { Subject: 'Old', SuppliedEmail: 'a@example.com' });
      const kill = killAt(moment);
      isKilled = await stage[way](config).then(
        () => false,
        (error) => kill.count > moment || Promise.reject(error),
      );
      kill.heal();
      const { exitCode } = await stage[way]({ ...config, resume: moment % 2 === 0 });
      const held = ['Account', 'Case', 'CaseComment'].map((sobject) => stage.records(sobject).length);
      expect([moment, exitCode, held]).toEqual([moment, 0, [2, 1, 1]]);
      expect(countsOf(await stage[way](config), 'sent')).toEqual({});
      expect(stage.records('Case')[0]).toMatchObject({
        Subject: 'Broken',
        AccountId: stage.records('Account')[0]!.Id,
      });
    }
    expect(moment).toBeGreaterThan(12);
  },
);
