import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { countsOf, openStage, type Stage, withSettings } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const ALL = {
  ...{ Account: 3, Contact: 3, Opportunity: 2, OpportunityContactRole: 2, Case: 2, CaseComment: 2 },
  ...{ Task: 2, Event: 1 },
};

describe('a whole load', () => {
  it('brings the dataset into an empty org, and a second one sends nothing', async () => {
    stage = openStage();
    const first = await stage.load();
    expect([first.exitCode, countsOf(first, 'created')]).toEqual([0, ALL]);
    expect(stage.differences()).toEqual([]);
    const starts = stage.sf.starts.length;
    const second = await stage.load();
    expect([second.exitCode, countsOf(second, 'sent')]).toEqual([0, {}]);
    expect(stage.sf.starts.slice(starts).map(({ line }) => line.split(' --')[0])).toEqual([
      'org display',
      'org auth show-access-token',
    ]);
    expect(stage.differences()).toEqual([]);
  });

  it('comes after a setup, and is undone by a cleanup', async () => {
    stage = openStage({ externalId: undefined });
    await expect(stage.load()).rejects.toThrow('Account has no field Datagen_Key__c');
    expect(await stage.setup()).toMatchObject({ deployed: true });
    expect(await stage.setup()).toMatchObject({ deployed: false });
    expect((await stage.validate()).sends).toEqual(ALL);
    expect((await stage.load()).exitCode).toBe(0);
    expect(stage.differences()).toEqual([]);
    expect(await stage.cleanup()).toMatchObject({ exitCode: 0, found: { Account: 3 }, left: {} });
    for (const sobject of Object.keys(ALL)) expect(stage.records(sobject)).toEqual([]);
  });

  it('of one org under two names at a time is one load: the other is refused', async () => {
    stage = openStage();
    const ends = await Promise.allSettled([stage.load(), stage.loadDirectly()]);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    expect(refused).toMatchObject([{ message: expect.stringContaining('under another name'), exitCode: 5 }]);
    expect(stage.differences()).toEqual([]);
  });

  it('by another External ID field than that of the records is refused, also without receipts', async () => {
    stage = openStage();
    await stage.load();
    await stage.setup(withSettings({ external_id_field: 'Other_Key__c' }));
    rmSync(join(stage.dir, 'runs'), { recursive: true });
    const error = await stage
      .load(withSettings({ external_id_field: 'Other_Key__c' }))
      .catch((thrown) => thrown);
    expect(error.problems).toContainEqual({
      message: expect.stringMatching(
        /^Account 001\w{15} has the record key TESTDATA_42_\w+ in Datagen_Key__c, not in Other_Key__c; a load would create it a second time\.$/,
      ),
      hint: 'Continue with `external_id_field: Datagen_Key__c`, or clean up with it first.',
    });
    expect(stage.differences()).toEqual([]);
  });
});
