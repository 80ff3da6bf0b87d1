import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type TestStage } from './stage.ts';

const status = { type: 'picklist' as const, values: ['Open - Not Contacted', 'Closed - Converted'] };
let stage: TestStage;
beforeAll(async () => {
  stage = await openStage({
    objects: {
      Lead: {
        code: 'L',
        match: { by: 'external_id' },
        fields: {
          LastName: { type: 'string', length: 80, required: true },
          Company: { type: 'string', length: 255, required: true },
          Status: status,
          IsConverted: { type: 'boolean', computed: true },
        },
      },
    },
  });
}, 120_000);
afterAll(() => stage.end());

/** Makes a data set of a recipe and loads it. */
async function load(
  name: string,
  recipe: string,
  config = '',
): Promise<Awaited<ReturnType<TestStage['run']>>> {
  writeFileSync(join(stage.cwd, `${name}.yml`), `- snowfakery_version: 3\n${recipe}`);
  writeFileSync(join(stage.cwd, `${name}.config.yml`), config);
  const made = await stage.run([
    'generate',
    '--recipe',
    `${name}.yml`,
    '--config',
    `${name}.config.yml`,
    '--output',
    name,
  ]);
  expect(made).toMatchObject({ exitCode: 0 });
  return stage.run(['load', name, '--config', `${name}.config.yml`, '--org', 'qa']);
}

it('load-08-dropped-without-a-word: what stands in the data set and is not sent is told, and what new rows may have is sent', async () => {
  const recipe = `
- object: Contact
  fields: {LastName: L}
- object: Task
  fields: {Subject: Ask for a quote, Status: Completed, Priority: Normal, WhoId: {reference: Contact}, TaskSubtype: Call, ActivityDate: 2026-10-01, CompletedDateTime: 2026-10-01T10:00:00Z}
- object: Event
  fields: {Subject: Meet, StartDateTime: 2026-10-01T10:00:00Z, EndDateTime: 2026-10-01T11:00:00Z, WhoId: {reference: Contact}, ActivityDate: 2026-10-01}
- object: Lead
  fields: {LastName: X, Company: Y, IsConverted: true, Status: Closed - Converted}
`;
  const config = `
objects:
  Lead:
    code: L
    fields:
      LastName: {type: string, length: 80, required: true}
      Company: {type: string, length: 255, required: true}
      Status: {type: picklist, values: [Open - Not Contacted, Closed - Converted]}
      IsConverted: {type: boolean}
`;
  const first = await load('dropped', recipe, config);
  expect(first.exitCode).toBe(0);
  const warnings = first.stderr.split('\n').filter((line) => line.startsWith('warning:'));
  expect(warnings.map((line) => line.split(' ')[1]).sort()).toEqual([
    'Event.ActivityDate',
    'Lead.IsConverted',
    'Task.CompletedDateTime',
  ]);
  expect(stage.records('Task')).toMatchObject([{ Subject: 'Ask for a quote', TaskSubtype: 'Call' }]);
  // An update goes without what only a new row may have.
  const second = await load('dropped', recipe.replace('Ask for', 'Ask again for'), config);
  expect(second.exitCode).toBe(0);
  expect(stage.records('Task')).toMatchObject([{ Subject: 'Ask again for a quote', TaskSubtype: 'Call' }]);
});

it('load-17-rare-error-hidden: rows that fail are told by their reason, with counts', async () => {
  const rule = { kind: 'reject' as const, object: 'Contact', field: 'Phone' };
  stage.running.fail(
    { ...rule, matches: '0$', message: 'No phone may end in 0' },
    { ...rule, matches: '1$', message: 'Email is required' },
  );
  const { exitCode, stdout } = await load(
    'rare',
    `
- object: Contact
  count: 40
  fields: {LastName: {fake: last_name}, Phone: "1\${{ '0' if child_index > 35 else '1' }}"}
`,
    'seed: 17\n',
  );
  expect(exitCode).toBe(1);
  const told = stdout.split('\n').filter((line) => line.includes('Contact FIELD_CUSTOM'));
  expect(told).toEqual([
    '4 rows: Contact FIELD_CUSTOM_VALIDATION_EXCEPTION: No phone may end in 0',
    '36 rows: Contact FIELD_CUSTOM_VALIDATION_EXCEPTION: Email is required',
  ]);
});

it('mistakes of all kinds are told in one go', async () => {
  const { exitCode, stderr } = await load(
    'wrong',
    `
- object: Account
  count: 3
  fields: {Name: ${'long '.repeat(60)}}
- object: Contact
  count: 2
  fields: {FirstName: Ada}
- object: Event
  fields: {Subject: X, StartDateTime: 2026-10-01T10:00:00Z, DurationInMinutes: 5, ShowAs: Away}
`,
    'seed: 18\n',
  );
  expect(exitCode).toBe(5);
  expect(stderr).toContain("Name has 299 characters; the org's field accepts 255. 2 more rows are too long.");
  expect(stderr).toContain("The org requires Contact.LastName, which the dataset doesn't have.");
  expect(stderr).toContain('picklist Event.ShowAs is restricted and has no value "Away" (1 row)');
});
