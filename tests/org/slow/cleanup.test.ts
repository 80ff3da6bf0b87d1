import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type TestStage } from '../../load/e2e/stage.ts';
import { objectNamed } from '../org.ts';
import { save } from '../save/save.ts';
import type { Value } from '../value.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await openStage();
}, 120_000);
afterAll(() => stage.end());

/** A record that somebody made in the org. */
function make(sobject: string, values: Record<string, Value>): string {
  const { org } = stage.running;
  const done = save(org, { object: objectNamed(org, sobject)!, values });
  if (!done.success) throw new Error(JSON.stringify(done.error));
  return done.id;
}

/** Puts a small data set in, as a load would have: two accounts, each with all that a data set has. */
function load(): { account: string; contact: string; opportunity: string; case: string }[] {
  return [1, 2].map((n) => {
    const key = (tail: string) => ({ Datagen_Key__c: `TESTDATA_42_A000000${n}${tail}` });
    const account = make('Account', { ...key(''), Name: `Ours ${n}` });
    const contact = make('Contact', { ...key('_C01'), LastName: 'Own', AccountId: account });
    const opportunity = make('Opportunity', {
      ...{ ...key('_O01'), Name: 'Own', AccountId: account },
      ...{ StageName: 'Closed Won', CloseDate: '2026-10-01' },
    });
    make('OpportunityContactRole', { OpportunityId: opportunity, ContactId: contact });
    const own = make('Case', { ...key('_S01'), Subject: 'Own', AccountId: account, ContactId: contact });
    make('CaseComment', { ParentId: own, CommentBody: 'Own' });
    make('Task', { ...key('_T01'), Subject: 'Own', WhoId: contact, WhatId: opportunity });
    make('Task', { ...key('_T02'), Subject: 'Own', WhoId: contact });
    return { account, contact, opportunity, case: own };
  });
}

it('what is made between the count and the delete stops the cleanup before it would go along', async () => {
  const [ours] = load();
  // A job of the first stage hangs, so that there is time.
  stage.running.fail({ kind: 'job', outcome: 'hang', object: 'Opportunity' });
  const running = stage.run(['cleanup', '--org', 'qa']);
  const jobs = () =>
    [...stage.running.org.jobs.values()].filter(({ request }) => request.object === 'Opportunity');
  await expect.poll(() => jobs().at(-1)?.state, { timeout: 60_000 }).toBe('InProgress');
  make('Asset', { Name: 'Late', AccountId: ours!.account });
  stage.running.heal();
  const { exitCode, stderr } = await running;
  expect(stderr).toContain('1 Asset');
  expect(stderr).toContain(
    'the Case, Opportunity, Task, Contact records are deleted, the rest is still there',
  );
  expect(exitCode).toBe(1);
  expect(stage.records('Asset').map(({ Name }) => Name)).toContain('Late');
});
