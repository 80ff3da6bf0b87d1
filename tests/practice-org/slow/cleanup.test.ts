import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FieldValue } from '../../../src/practice-org/value.ts';
import { makeIn, putDataSet } from '../../load/e2e/small-set.ts';
import { openStage, type TestStage } from '../../load/e2e/stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await openStage();
}, 120_000);
afterAll(() => stage.end());

const make = (sobject: string, values: Record<string, FieldValue>) => makeIn(stage, sobject, values);
const load = () => putDataSet(stage);

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
