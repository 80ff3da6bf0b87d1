import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type TestStage, total } from './stage.ts';

const recipe = (name: string, count: number, more = '') => `
- snowfakery_version: 3
- object: Account
  count: ${count}
  fields: {Name: "${name} \${{child_index}}", Site: "${name}"${more}}
`;

let stage: TestStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.end());

async function generate(text: string, output: string): Promise<string> {
  writeFileSync(join(stage.cwd, 'r.recipe.yml'), text);
  const done = await stage.run(['generate', '--recipe', 'r.recipe.yml', '--output', output, '--quiet']);
  expect(done).toMatchObject({ exitCode: 0 });
  return output;
}
const names = () => stage.records('Account').map(({ Name }) => Name);

it('refuses an org that holds other records under the same keys, by validate, by a plan and by a load', async () => {
  await generate(recipe('Alpha', 5), 'a/set');
  expect((await stage.load('a/set')).exitCode).toBe(0);
  const before = names();
  await generate(recipe('Beta', 3), 'b/set');
  for (const command of [
    ['load', 'b/set'],
    ['load', 'b/set', '--dry-run'],
    ['validate', 'b/set'],
  ]) {
    const done = await stage.run([...command, '--org', 'qa']);
    expect(done.exitCode).toBe(5);
    expect(`${done.stdout}${done.stderr}`).toMatch(
      /qa has 5 Account with prefix \S+_ from another dataset .*would overwrite 3/,
    );
    expect(`${done.stdout}${done.stderr}`).toContain('--seed');
  }
  // As on another machine, which knows of no other folder.
  const elsewhere = await stage.run(['load', 'b/set', '--org', 'qa'], {
    XDG_STATE_HOME: join(stage.cwd, 'state'),
  });
  expect(elsewhere.exitCode).toBe(5);
  expect(elsewhere.stderr).toMatch(/Next: sfdc-datagen cleanup --prefix \S+_ --target-org qa/);
  expect(names()).toEqual(before);
});

it('lets a data set grow, shrink and change where it was loaded from, and from a clone that knows it again', async () => {
  await generate(recipe('Gamma', 6, ', Phone: "1"'), 'a/set');
  const changed = await stage.load('a/set');
  expect([changed.exitCode, total(changed.report, 'updated'), total(changed.report, 'created')]).toEqual([
    0, 5, 1,
  ]);
  await generate(recipe('Gamma', 2, ', Phone: "1"'), 'a/set');
  const shrunk = await stage.load('a/set');
  expect(shrunk).toMatchObject({ exitCode: 0, report: { deleted: 0, left: { Account: 4 } } });
  expect(shrunk.report.next.join(' && ')).toBe('sfdc-datagen load a/set --target-org qa --prune');

  cpSync(join(stage.cwd, 'a/set/generated'), join(stage.cwd, 'c/set/generated'), { recursive: true });
  rmSync(join(stage.cwd, 'a/set/runs'), { recursive: true });
  const { exitCode, report } = await stage.load('c/set');
  expect(exitCode).toBe(1);
  expect(report.extra).toMatchObject([{ sobject: 'Account', kind: 'unaccounted', count: 4 }]);
  expect(report.next.join(' && ')).toMatch(
    /^sfdc-datagen cleanup --prefix \S+_ --target-org qa && sfdc-datagen load c\/set/,
  );
});

it('refuses rows that the same recipe makes with other settings in another folder', async () => {
  const make = (output: string, ...more: string[]) =>
    stage.run(['generate', '--seed', '18', '--accounts', '1', '--output', output, '--quiet', ...more]);
  const only = ['--only', 'Account,Contact'];
  const enrich = (output: string) => stage.run(['enrich', output, '--provider', 'offline', '--quiet']);
  await make('one');
  await make('two', '--industries', 'finserv');
  await enrich('one');
  await enrich('two');
  expect((await stage.load('one', ...only)).exitCode).toBe(0);
  const before = names();
  for (const command of ['load', 'validate']) {
    const { exitCode, stdout, stderr } = await stage.run([command, 'two', '--org', 'qa']);
    expect([exitCode, names()]).toEqual([5, before]);
    expect(`${stdout}${stderr}`).toMatch(
      /with prefix TESTDATA_18_ were loaded from \S+\/one, which was generated with other settings or templates; a load would change \d/,
    );
  }
  cpSync(join(stage.cwd, 'one/generated'), join(stage.cwd, 'clone/generated'), { recursive: true });
  cpSync(join(stage.cwd, 'one/enriched'), join(stage.cwd, 'clone/enriched'), { recursive: true });
  expect((await stage.load('clone', ...only)).exitCode).toBe(0);
});
