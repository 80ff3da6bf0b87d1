import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seed } from '../../../src/practice-org/org.ts';
import { editRows, makeDataSet } from '../data-set.ts';
import { openStage, type TestStage, total } from './stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.end());

/** Two cases with comments, whose texts are given. */
async function generate(...texts: string[]): Promise<void> {
  const comments = texts.map(
    (text) => `    - {object: CaseComment, fields: {ParentId: "\${{Case}}", CommentBody: ${text}}}`,
  );
  const recipe = `
- snowfakery_version: 3
- object: Case
  count: 2
  fields: {Subject: Broken, Status: New}
  friends:
${comments.join('\n')}
`;
  writeFileSync(join(stage.cwd, 'r.recipe.yml'), recipe);
  const done = await stage.run(['generate', '--recipe', 'r.recipe.yml', '--output', 'set', '--quiet']);
  expect(done).toMatchObject({ exitCode: 0 });
}

const bodies = () =>
  stage
    .records('CaseComment')
    .map(({ CommentBody }) => CommentBody)
    .sort();
const addComment = (CommentBody: string) => {
  const ParentId = String(stage.records('Case')[0]!.Id);
  return seed(stage.running.org, 'CaseComment', { ParentId, CommentBody, IsPublished: false });
};

it('changes comments that were rewritten, deletes those that are gone, and leaves those of others', async () => {
  await generate('one', 'two', 'three');
  expect((await stage.load('set')).exitCode).toBe(0);
  const ids = new Set(stage.records('CaseComment').map(({ Id }) => Id));
  const other = addComment('A person asks.');
  await generate('one', 'two rewritten');
  const { exitCode, report } = await stage.load('set');
  expect([exitCode, total(report, 'updated'), report.deleted]).toEqual([0, 2, 2]);
  expect(bodies()).toEqual(['A person asks.', 'one', 'one', 'two rewritten', 'two rewritten']);
  const added = stage.records('CaseComment').filter(({ Id }) => !ids.has(Id));
  expect(added.map(({ Id }) => Id)).toEqual([other]);
  // A copy that came in by another way: the one of the receipts goes.
  addComment('one');
  const healed = await stage.load('set');
  expect([healed.exitCode, total(healed.report, 'sent'), healed.report.deleted]).toEqual([0, 0, 1]);
  expect(bodies()).toEqual(['A person asks.', 'one', 'one', 'two rewritten', 'two rewritten']);
});

it('in a fresh clone tells copies, and holds back what may be there in an earlier version', async () => {
  addComment('one');
  rmSync(join(stage.cwd, 'set/runs'), { recursive: true });
  await generate('one', 'two again');
  const before = bodies();
  for (const round of [1, 2]) {
    const { exitCode, report } = await stage.load('set');
    expect([round, exitCode, bodies()]).toEqual([round, 1, before]);
    expect(report.extra).toMatchObject([
      { sobject: 'CaseComment', kind: 'unclear', count: 2 },
      { sobject: 'CaseComment', kind: 'doubled', count: 1 },
    ]);
    expect(report.next.join(' && ')).toMatch(
      /^sfdc-datagen cleanup --prefix \S+_ --target-org qa && sfdc-datagen load set /,
    );
  }
});

it('a cleanup refuses to take along a comment that no receipt and no row accounts for', async () => {
  await generate('one', 'two rewritten');
  rmSync(join(stage.cwd, 'set/runs'), { recursive: true });
  const before = bodies();
  const refused = await stage.run(['cleanup', 'set', '--target-org', 'qa']);
  expect([refused.exitCode, bodies()]).toEqual([5, before]);
  expect(refused.stderr).toContain('would be deleted with it, or block the delete: 1 CaseComment.');
  for (const one of stage.records('CaseComment'))
    if (one.CommentBody === 'A person asks.') one.IsDeleted = true;
  const done = await stage.run(['cleanup', 'set', '--target-org', 'qa', '--json']);
  expect([done.exitCode, done.json.orgs[0].foreign, bodies()]).toEqual([0, {}, []]);
});

it('deletes the last of its comments when the dataset has none any more', async () => {
  const dir = await makeDataSet(2);
  expect((await stage.load(dir)).exitCode).toBe(0);
  expect(bodies()).not.toEqual([]);
  editRows(dir, 'CaseComment', () => []);
  const { exitCode, report } = await stage.load(dir);
  expect([exitCode, report.left, bodies()]).toEqual([0, {}, []]);
});
