import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Neutral } from '../../src/export/neutral.ts';
import { extras, forgetAccounted } from '../../src/load/difference/extra.ts';
import type { InsertDifference } from '../../src/load/difference/insert-context.ts';
import type { OrgState } from '../../src/load/difference/read-org.ts';
import { SentStore } from '../../src/load/receipts/sent-store.ts';
import { runsOf } from '../../src/load/run/run-folder.ts';
import { makeFolder } from '../../src/shared/files/make-folder.ts';
import { inFolder } from '../support/data-set.ts';

const CHANGE = { id: '001', key: '', line: 0, fields: {} };

/** A comparison of comments with so many copies of others, copies of ours, and rows that were held back. */
const compared = (doubles: number, deletes = 0, unclear: string[] = [], sobject = 'CaseComment') => ({
  ...{ by: 'insert' as const, sobject },
  part: { doubles, deletes: Array(deletes).fill(CHANGE), unclear } as unknown as InsertDifference,
});
const keyed = { by: 'external_id' as const, sobject: 'Account', parts: [] };
const stateOf = (differences: OrgState['differences'], unaccounted: Record<string, string[]> = {}) =>
  ({
    differences,
    unaccounted: new Map(
      Object.entries(unaccounted).map(([sobject, keys]) => [
        sobject,
        keys.map((key, at) => ({ key, id: `00100000000000${at}` })),
      ]),
    ),
  }) as unknown as OrgState;

describe('what an org has beyond a dataset', () => {
  it.each<[string, OrgState, boolean, unknown[]]>([
    ['is nothing', stateOf([keyed, compared(0)]), false, []],
    [
      'are records that nobody accounts for',
      stateOf([], { Account: ['T_1', 'T_2', 'T_3'] }),
      false,
      [['Account', 'unaccounted', 3, false, 'has 3 Account with prefix T_', '(T_1, T_2, T_3).']],
    ],
    [
      'are many records that nobody accounts for',
      stateOf([], { Account: ['T_1', 'T_2', 'T_3', 'T_4'] }),
      false,
      [['Account', 'unaccounted', 4, false, 'has 4 Account', '(T_1, T_2, T_3, …).']],
    ],
    [
      'are copies, whatever file their rows are in',
      stateOf([compared(1), keyed, compared(2)]),
      false,
      [['CaseComment', 'doubled', 3, false, 'has 3 more CaseComment', 'copies of existing ones.']],
    ],
    ['are not copies of ours before a load, which deletes them', stateOf([compared(0, 2)]), false, []],
    [
      'are copies of ours after a load, which the next one deletes',
      stateOf([compared(0, 2), compared(0, 1)]),
      true,
      [['CaseComment', 'doubled', 3, true, 'has 3 more CaseComment', 'from another load at the same time.']],
    ],
    [
      'are copies of ours and of others',
      stateOf([compared(1, 2)]),
      true,
      [['CaseComment', 'doubled', 3, false, 'has 3 more CaseComment', 'at the same time.']],
    ],
    [
      'may be rows of an earlier version',
      stateOf([compared(0, 0, ['M1', 'M2'])]),
      false,
      [['CaseComment', 'unclear', 2, false, '2 rows of CaseComment not sent', 'that show it.']],
    ],
    [
      'is told by object',
      stateOf([compared(1), compared(1, 0, [], 'Role')], { Account: ['T_1'], Contact: ['T_2'] }),
      false,
      [
        ['Account', 'unaccounted', 1, false, 'has 1 Account', '(T_1).'],
        ['Contact', 'unaccounted', 1, false, 'has 1 Contact', '(T_2).'],
        ['CaseComment', 'doubled', 1, false, 'has 1 more CaseComment', 'ones.'],
        ['Role', 'doubled', 1, false, 'has 1 more Role', 'ones.'],
      ],
    ],
  ])('%s', (_, state, after, expected) => {
    const found = extras(state, 'T_', after);
    expect(found.map(({ sobject, kind, count, heals }) => [sobject, kind, count, heals])).toEqual(
      expected.map((one) => (one as unknown[]).slice(0, 4)),
    );
    for (const [at, one] of expected.entries())
      for (const words of (one as string[]).slice(4)) expect(found[at]!.text).toContain(words);
  });
});

describe('records that no row has are accounted for', () => {
  const org = { orgId: '00D1', name: 'qa' } as Parameters<typeof runsOf>[1];
  const KEYS = { Account: ['T_1', 'T_2'], Contact: ['T_3'] };
  const neutral = { name: 'x', tables: [] } as unknown as Neutral;
  const load = (dir: string, recipe = 'r') => ({ prefix: 'T_', dir, dataset: 'x', recipe });

  /** What is left unaccounted for where some folders loaded records, each by its key, object, and id. */
  const left = (
    loads: (folder: string) => { own: ReturnType<typeof load>; loads: ReturnType<typeof load>[] },
    sent: Record<string, [sobject: string, key: string, id: string][]>,
    of = neutral,
  ) =>
    inFolder((folder) => {
      for (const [dir, rows] of Object.entries(sent)) {
        const runs = runsOf(join(folder, dir), org);
        makeFolder(runs);
        const store = new SentStore(runs);
        for (const [sobject, key, id] of rows)
          store.add(sobject, ['Name'], [{ key, id, created: true, sent: [true], cleared: [] }]);
      }
      const state = stateOf([], KEYS);
      forgetAccounted(state, of, loads(folder), org);
      return Object.fromEntries(
        [...state.unaccounted].map(([sobject, rows]) => [sobject, rows.map(({ key }) => key)]),
      );
    });
  const FIRST: [string, string, string] = ['Account', 'T_1', '001000000000000'];
  const SECOND: [string, string, string] = ['Account', 'T_2', '001000000000001'];
  const THIRD: [string, string, string] = ['Contact', 'T_3', '001000000000000'];
  const both =
    (recipe?: string, own = 'r') =>
    (folder: string) => ({
      own: load(join(folder, 'a'), own),
      loads: [load(join(folder, 'a'), own), load(join(folder, 'b'), recipe)],
    });

  it.each<[string, ReturnType<typeof both>, Parameters<typeof left>[1], object]>([
    ['by nobody', both(), {}, KEYS],
    ['by a clone that loaded some', both(), { b: [FIRST] }, { Account: ['T_2'], Contact: ['T_3'] }],
    ['by a clone that loaded all of an object', both(), { b: [FIRST, SECOND] }, { Contact: ['T_3'] }],
    ['by a clone that loaded all', both(), { b: [FIRST, SECOND, THIRD] }, {}],
    ['by no other record of the same key', both(), { b: [['Account', 'T_1', '001000000000009']] }, KEYS],
    ['by no load of another recipe', both('other'), { b: [FIRST] }, KEYS],
    ['by no load of an unknown recipe', both('', ''), { b: [FIRST] }, KEYS],
    ['by no load of the own folder, which has been asked', both(), { a: [FIRST] }, KEYS],
    [
      'by several clones together',
      (folder) => ({
        own: load(join(folder, 'a')),
        loads: ['b', 'c'].map((dir) => load(join(folder, dir))),
      }),
      { b: [FIRST], c: [SECOND] },
      { Contact: ['T_3'] },
    ],
  ])('%s', async (_, loads, sent, expected) => {
    expect(await left(loads, sent)).toEqual(expected);
  });

  it('by the dataset of which an update has some', async () => {
    expect(await left(both(), {}, { ...neutral, update: true })).toEqual({});
  });
});
