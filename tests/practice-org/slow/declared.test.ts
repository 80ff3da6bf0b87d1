import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type TestStage, total } from '../../load/e2e/stage.ts';

const RECIPE = `
- snowfakery_version: 3
- object: Account
  count: 3
  fields: {Name: "Company \${{child_index}}"}
  friends:
    - object: Contact
      count: 2
      update_key: Email
      fields:
        AccountId: \${{Account}}
        LastName: Person \${{child_index}}
        Email: person\${{id}}@example.com
    - object: Opportunity
      fields: {AccountId: "\${{Account}}", Name: "Deal \${{id}}", StageName: Prospecting, CloseDate: 2022-02-07}
`;

const LOAD = `
- {sf_object: Account, load_after: Contact, api: rest}
- {sf_object: Contact, batch_size: 4, bulk_mode: Serial}
- {sf_object: Opportunity, load_after: Account, anchor_date: 2022-01-03}
`;

describe('what a recipe declares of loading', () => {
  let stage: TestStage;
  let dir: string;
  beforeAll(async () => {
    stage = await openStage();
    dir = join(stage.cwd, 'declared');
    writeFileSync(join(stage.cwd, 'crm.recipe.yml'), RECIPE);
    writeFileSync(join(stage.cwd, 'crm.load.yml'), LOAD);
    const made = await stage.run(['generate', '--recipe', 'crm.recipe.yml', '--output', dir]);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  }, 120_000);
  afterAll(() => stage.end());

  it('is told once where a load cannot do it', async () => {
    const { stderr, stdout } = await stage.run(['load', dir, '--org', 'qa', '--dry-run']);
    expect(stderr).toContain('warning: Account: `api: rest` has no effect');
    expect(stderr).toContain(
      'warning: Contact: `bulk_mode: serial` runs the jobs of an object one after another',
    );
    expect(stderr).toContain('warning: Opportunity: `anchor_date` has no effect without `--as-of`');
    expect(stderr).toContain('warning: Contact: `update_key: Email` has no effect');
    const steps = [...stdout.matchAll(/^ {2}(\S+): \w+ (\d+) rows$/gm)].map(
      ([, name, rows]) => `${name} ${rows}`,
    );
    expect(steps).toEqual([
      ...['Contact-part1 4', 'Contact-part2 2', 'Account 3'],
      ...['Contact-Account-part1 4', 'Opportunity 3', 'Contact-Account-part2 2'],
    ]);
    const validated = await stage.run(['validate', dir, '--org', 'qa']);
    expect(validated.stdout).toContain('warning: Account: `api: rest` has no effect');
  });

  it('orders the jobs, parts them, and sets a lookup that it goes against afterwards', async () => {
    const { exitCode, report } = await stage.load(dir, '--as-of', '2026-11-02');
    expect(exitCode).toBe(0);
    expect(total(report, 'created')).toBe(12);
    const jobs = [...stage.running.org.jobs.values()].map(({ request }) => request.object);
    expect(jobs.slice(0, 3)).toEqual(['Contact', 'Contact', 'Account']);
    expect(jobs.slice(3).sort()).toEqual(['Contact', 'Contact', 'Opportunity']);
    expect(stage.records('Contact').every(({ AccountId }) => AccountId)).toBe(true);
    expect(new Set(stage.records('Opportunity').map(({ CloseDate }) => CloseDate))).toEqual(
      new Set(['2026-12-07']),
    );
  });

  it('leaves a second load nothing to send', async () => {
    const { exitCode, report } = await stage.load(dir, '--as-of', '2026-11-02');
    expect(exitCode).toBe(0);
    expect(total(report, 'unchanged')).toBe(12);
  });

  it('goes along in the one document, and comes from other files where they are named', async () => {
    const file = join(stage.cwd, 'crm.json');
    expect((await stage.run(['export', dir, '--format', 'json', '--output', file])).exitCode).toBe(0);
    const done = await stage.run(['load', '--file', file, '--org', 'qa', '--as-of', '2026-11-02', '--json']);
    expect(total(done.json.orgs[0], 'unchanged')).toBe(12);
    writeFileSync(
      join(stage.cwd, 'circle.yml'),
      '- {sf_object: Account, load_after: Contact}\n- {sf_object: Contact, load_after: Account}\n',
    );
    const args = ['--recipe', 'crm.recipe.yml', '--output', dir, '--load-declarations', 'circle.yml'];
    const refused = await stage.run(['generate', ...args]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(
      'circle.yml: `load_after` is circular: Account after Contact after Account.',
    );
  });
});
