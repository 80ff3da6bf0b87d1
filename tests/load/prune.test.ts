import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { readNeutral } from '../../src/export/read-neutral.ts';
import { load } from '../../src/load/load.ts';
import { planText } from '../../src/load/plan-text.ts';
import { reportText } from '../../src/load/report/report-text.ts';
import { SMALL, type Tables, writeDataset } from './in-process/small-set.ts';
import { openStage, type Stage } from './in-process/stage.ts';

vi.mock('execa', () => import('./in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('./in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

/** The small dataset without the rows of these short keys, and without objects that have none left. */
function without(...keys: string[]): Tables {
  const tables = Object.entries(SMALL).map(([sobject, [columns, ...rows]]) => {
    const left = rows.filter(([key = '']) => !keys.some((gone) => key.startsWith(gone)));
    return [sobject, [columns, ...left]] as const;
  });
  return Object.fromEntries(tables.filter(([, [, ...rows]]) => rows.length > 0));
}

const keysOf = (sobject: string) => stage.records(sobject).map((record) => String(record.Datagen_Key__c));

describe('load --prune', () => {
  it('deletes what the dataset no longer has, with the roles and comments below it, and nothing else', async () => {
    stage = openStage();
    await stage.load();
    const stranger = stage.make('Account', { Name: 'Not ours', Datagen_Key__c: 'TESTDATA_421_A1' });
    stage.write(without('A1_O01', 'A1_T01', 'A1_E01', 'A1_S01'));
    const told = await stage.load();
    expect(told.left).toEqual({ Opportunity: 1, Case: 1, Task: 1, Event: 1 });
    expect(told.next).toEqual([expect.stringMatching(/^sfdc-datagen load .* --prune$/)]);
    const other = stage.make('Contact', { LastName: 'Other', Datagen_Key__c: 'TESTDATA_42_A0000009_C01' });
    const { prunes } = await stage.plan({ prune: true });
    expect(prunes.map(({ key }) => key.slice(-3)).sort()).toEqual(['E01', 'O01', 'S01', 'T01']);
    const report = await stage.load({ prune: true });
    expect(report.pruned).toEqual({ Opportunity: 1, Case: 1, Task: 1, Event: 1 });
    expect(stage.records('OpportunityContactRole')).toEqual([]);
    expect(stage.records('CaseComment')).toEqual([]);
    expect(stage.records('Account').map(({ Id }) => Id)).toContain(stranger);
    expect(stage.records('Contact').map(({ Id }) => Id)).toContain(other);
    expect(keysOf('Opportunity')).toHaveLength(1);
  });

  it('deletes the records of an object that the dataset lacks by now', async () => {
    stage = openStage();
    await stage.load();
    stage.write(without('A1_T01', 'A3_T01'));
    const report = await stage.load({ prune: true });
    expect([report.exitCode, report.pruned, stage.records('Task')]).toEqual([0, { Task: 2 }, []]);
  });

  it('looks at the objects of `--only` alone', async () => {
    stage = openStage();
    await stage.load();
    stage.write(without('A1_T01', 'A1_E01'));
    const report = await stage.load({ prune: true, only: ['Task'] });
    expect([report.pruned, stage.records('Event').length]).toEqual([{ Task: 1 }, 1]);
  });

  it('deletes nothing if a record of others would go along, and names it', async () => {
    stage = openStage();
    await stage.load();
    const account = stage.records('Account').find(({ Name }) => Name === 'Three')!;
    stage.make('Contact', { LastName: 'Added by hand', AccountId: account.Id });
    stage.write(
      Object.fromEntries(
        Object.entries(without('A3')).map(([name, [columns, ...rows]]) => [
          name,
          [columns, ...rows.map((row) => row.map((cell) => (cell === 'A3' ? '' : cell)))],
        ]),
      ) as Tables,
    );
    const report = await stage.load({ prune: true });
    expect([report.exitCode, report.pruned]).toEqual([1, {}]);
    expect(reportText(report)).toContain(
      'foreign.csv: Records that stay depend on the records to prune and would be deleted with them, or block the delete: 1 Contact.',
    );
    expect(stage.records('Account')).toHaveLength(3);
  });

  it('waits until every row came in', async () => {
    stage = openStage();
    await stage.load();
    const tables = without('A1_T01');
    stage.write({ ...tables, Case: [...tables.Case!, ['A1_S02', 'A1', 'A1_C01', 'New']] });
    stage.fail({ kind: 'reject', object: 'Case', field: 'Subject', equals: 'New' });
    const report = await stage.load({ prune: true });
    expect([report.pruned, stage.records('Task').length]).toEqual([{}, 2]);
    expect(report.unpruned).toEqual([
      'Not every row came in, and what failed may depend on records that would be pruned.',
    ]);
  });

  it('shows what it would delete in a dry run, and deletes nothing', async () => {
    stage = openStage();
    await stage.load();
    stage.write(without('A1_T01'));
    const text = planText(await stage.plan({ prune: true }));
    expect(text).toContain(
      'Prune 1 record that the dataset no longer has\n  Task TESTDATA_42_A0000001_T01 (00T',
    );
    expect(stage.records('Task')).toHaveLength(2);
  });

  it('never deletes by the key alone: without receipts nothing shows that a load made a record', async () => {
    stage = openStage();
    await stage.load();
    rmSync(join(stage.dir, 'runs', stage.org.orgId, 'receipts.jsonl'));
    stage.write(without('A1_T01'));
    const report = await stage.load({ prune: true });
    expect([report.exitCode, report.pruned, stage.records('Task').length]).toEqual([1, {}, 2]);
  });

  it('leaves what another folder sent, which may still have rows for it', async () => {
    stage = openStage();
    await stage.load();
    const clone = join(stage.dir, '..', 'clone');
    cpSync(join(stage.dir, 'enriched'), join(clone, 'enriched'), { recursive: true });
    const { config } = resolveConfig({ settings: [], env: {} });
    const quiet = { say: () => {}, detail: () => {}, live: () => {}, done: () => {} };
    const fromClone = (prune: boolean) =>
      load('qa', readNeutral(clone), {
        ...{ config, dir: clone, prune, resume: false, dryRun: false, waitMinutes: 1, progress: quiet },
      });
    await fromClone(false);
    writeDataset(clone, without('A1_T01'));
    expect(await fromClone(true)).toMatchObject({ report: { pruned: {} } });
    expect(stage.records('Task')).toHaveLength(2);
  });
});
