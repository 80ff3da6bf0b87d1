import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { Field } from '../../src/catalog/types.ts';
import { NO_INDUSTRY } from '../../src/enrich/industry.ts';
import { indexDataset, type Wanted } from '../../src/enrich/plan/dataset-index.ts';
import { comparePaths, pathOf } from '../../src/enrich/plan/path.ts';
import { planTexts, requestOf } from '../../src/enrich/plan/plan.ts';
import { present, relativeTime } from '../../src/enrich/prompt/present.ts';
import { slotsOf } from '../../src/enrich/prompt/slots.ts';
import { parseTemplate } from '../../src/enrich/prompt/template.ts';
import { smallTables, type Tables } from './fixture.ts';

test.each([
  ['2026-11-02', 'today'],
  ['2026-11-02T23:59:00.000Z', 'today'],
  ['2026-11-03', 'tomorrow'],
  ['2026-11-01T08:00:00.000Z', 'yesterday'],
  ['2026-11-14', 'in 12 days'],
  ['2026-10-20', '13 days ago'],
  ['2026-10-12', 'three weeks ago'],
  ['2026-12-31', 'in eight weeks'],
  ['2026-08-01', 'about three months ago'],
  ['2025-11-05', 'about a year ago'],
  ['1981-05-04', 'about 45 years ago'],
])('%s reads as "%s"', (value, told) => {
  expect(relativeTime(value, '2026-11-02')).toBe(told);
});

test('a distance stays the same when all dates move by whole weeks', () => {
  for (let days = -400; days <= 120; days += 7) {
    const at = (base: string) => new Date(Date.parse(base) + days * 86_400_000).toISOString().slice(0, 10);
    expect(relativeTime(at('2027-03-01'), '2027-03-01')).toBe(relativeTime(at('2026-11-02'), '2026-11-02'));
  }
});

const currency: Field = { type: 'currency', precision: 18, scale: 2 };
test.each<[string, Field | undefined, string]>([
  ['', currency, ''],
  ['84500.00', currency, '$84,500'],
  ['4200000', currency, '$4.2 million'],
  ['5000000', currency, '$5 million'],
  ['1250000000', currency, '$1.3 billion'],
  ['2400', { type: 'int' }, '2,400'],
  ['12.50', { type: 'double', precision: 5, scale: 2 }, '12.50'],
  ['75', { type: 'percent', precision: 3, scale: 0 }, '75%'],
  ['55802', { type: 'string', length: 20 }, '55802'],
  ['2026-11-14', undefined, 'in 12 days'],
  ['true', { type: 'boolean' }, 'true'],
])('%s reads as it should (%#)', (cell, field, shown) => {
  expect(present(cell, field, '2026-11-02')).toBe(shown);
});

test.each([
  ['TESTDATA_42_A0000017', [16]],
  ['TESTDATA_42_A0000017_C03', [16, 2]],
  ['TESTDATA_42_A0000017_S01_M02', [16, 0, 1]],
  ['TESTDATA_42_Invoice__c0000004_L2', [3, 1]],
  ['something else', [7]],
])('the path of %s', (key, path) => {
  expect(pathOf(key, 'TESTDATA_', 42, 7)).toEqual(path);
});

test('paths are ordered as numbers', () => {
  expect([[1, 10], [1, 9], [0], [1]].sort(comparePaths)).toEqual([[0], [1], [1, 9], [1, 10]]);
});

/** Plans tables with templates of the test's own; answers the prompt of each wanted text by `key field`. */
function promptsOf(tables: Tables, templates: Record<string, string>): Record<string, string> {
  const named = new Map(
    Object.entries(tables).map(([object, { columns, rows }]) => [
      object,
      { columns, rows, lines: rows.map((_, i) => i + 2) },
    ]),
  );
  const data = indexDataset(named, {
    catalog: standardCatalog,
    seed: 42,
    asOf: '2026-11-02',
    keyPrefix: 'TESTDATA_',
  });
  const insurance = {
    ...NO_INDUSTRY,
    industry: 'Insurance',
    description_context: 'They insure.',
    competitors: ['Quill'],
  };
  const slots = slotsOf(data, (name) => (name === 'insurance' ? insurance : NO_INDUSTRY));
  const texts = planTexts(data, slots, (name) =>
    name in templates
      ? parseTemplate(name, templates[name]!, `${name}.txt`)
      : { message: `Prompt template "${name}" not found.` },
  );
  const textOf = ({ row, field }: Wanted) => `<${field} of ${row.key.slice(12)}>`;
  return Object.fromEntries(
    texts.map((planned) => {
      const { key, field, prompt } = requestOf(data, slots, planned, textOf);
      return [`${key.slice(12)} ${field}`, prompt];
    }),
  );
}

const all = (template: string) =>
  Object.fromEntries(
    [
      ...['account_description', 'opportunity_next_step', 'opportunity_description', 'case_subject'],
      ...['case_description', 'case_comment_comment_body', 'task_subject', 'task_description'],
      ...['event_subject', 'event_description'],
    ].map((name) => [name, template]),
  );

describe('a prompt', () => {
  const prompts = (own: Record<string, string>) =>
    promptsOf(smallTables(1), { ...all('{company_name}'), ...own });

  test('names fields bare and ancestors with their object in front', () => {
    const template =
      '{name} for {account_name} ({account_annual_revenue}), {stage_name}, closes {close_date}';
    expect(prompts({ opportunity_description: template })['A0000001_O01 Description']).toBe(
      'Harbor Point Mutual Renewal for Harbor Point Mutual ($4.2 million), Negotiation/Review, closes in 12 days',
    );
  });

  test('finds the people of a deal through its roles, and of a comment through its case', () => {
    const template = '{contact_name}, {contact_title}';
    const found = prompts({
      opportunity_description: template,
      case_comment_comment_body: `{turn} ${template}`,
    });
    expect(found['A0000001_O01 Description']).toBe('Tomasz Visser, VP of Claims');
    expect(found['A0000001_S01_M02 CommentBody']).toBe("2 Inés O'Leary, VP of Claims");
  });

  test("drops a line whose slots are all blank, and keeps one with a slot that isn't", () => {
    const template = 'A\n{rating} {fax}\nCity {billing_city}, {billing_state}\nB {rating}\n\n\nC';
    expect(prompts({ account_description: template })['A0000001 Description']).toBe('A\nCity Duluth\n\nC');
  });

  test('has the texts before it: subject, description, then one comment after the other', () => {
    const found = prompts({
      case_description: '{subject}',
      case_comment_comment_body: '{turn}/{turns} {speaker}: {case_description}\nBefore: {previous_comments}',
    });
    expect(found['A0000001_S01 Description']).toBe('<Subject of A0000001_S01>');
    expect(found['A0000001_S01_M01 CommentBody']).toBe('1/2 support agent: <Description of A0000001_S01>');
    expect(found['A0000001_S01_M02 CommentBody']).toBe(
      '2/2 support agent: <Description of A0000001_S01>\nBefore: 1. (support agent) <CommentBody of A0000001_S01_M01>',
    );
  });

  test('has one competitor for a deal and its tasks, and a tone that differs by field', () => {
    const found = prompts({
      opportunity_description: '{competitor}',
      task_subject: '{competitor}',
      task_description: '{tone}',
    });
    expect(found['A0000001_O01 Description']).toBe('Quill');
    expect(found['A0000001_T01 Subject']).toBe('Quill');
    expect(found['A0000001_T01 Description']).toMatch(/\w/);
  });

  test('holds no calendar date', () => {
    const found = prompts({
      opportunity_description: '{close_date}',
      case_description: '{opened_at}',
      task_description: '{activity_date} {opportunity_close_date}',
      event_description: '{start_date_time}',
    });
    for (const prompt of Object.values(found)) expect(prompt).not.toMatch(/\d{4}-\d{2}/);
    expect(found['A0000001_T01 Description']).toBe('13 days ago in 12 days');
  });
});

test('unknown slots and templates are all reported at once, with place and nearest name', () => {
  const templates = {
    ...all('ok'),
    account_description: 'Hello\nthe {compny_name} and {stage_name}',
    case_subject: '{priorty}',
  };
  const run = () =>
    promptsOf(
      smallTables(2),
      Object.fromEntries(Object.entries(templates).filter(([name]) => name !== 'task_subject')),
    );
  expect(run).toThrow(
    /account_description\.txt:2:5: Account has no slot \{compny_name\}\. Did you mean company_name/,
  );
  expect(run).toThrow(/account_description\.txt:2:23: Account has no slot \{stage_name\}\./);
  expect(run).toThrow(/case_subject\.txt:1:1: Case has no slot \{priorty\}\. Did you mean priority/);
  expect(run).toThrow(/Prompt template "task_subject" not found/);
});

test('templates of which no prompt can be made are refused before one is sent', () => {
  const templates = {
    ...all('ok'),
    account_description: ' \n\n',
    case_subject: 'About {subject\n{ "a": {priority} } {b c} {type',
    task_subject: '{priority}',
  };
  const error = (own: Record<string, string>) => {
    try {
      promptsOf(smallTables(2), own);
      return '';
    } catch (thrown) {
      return (thrown as Error).message;
    }
  };
  expect(error(templates).split('\n')).toEqual([
    'account_description.txt:1: The prompt template is empty. Describe what the text should be about.',
    "case_subject.txt:1:7: The slot {subject isn't closed. Write {subject}.",
    "case_subject.txt:2:27: The slot {type isn't closed. Write {type}.",
  ]);
  expect(error({ ...all('ok'), account_description: '{rating}\n{fax}' })).toMatch(
    /^account_description\.txt \(TESTDATA_42_A0000001\): The prompt for Account\.Description is empty: /,
  );
});

test('templates that wait for each other are refused', () => {
  const templates = { ...all('ok'), case_subject: '{description}', case_description: '{subject}' };
  expect(() => promptsOf(smallTables(1), templates)).toThrow(
    /need each other's texts: Case \(case_subject\), Case \(case_description\)/,
  );
});

test('objects and fields that no catalog knows have slots too', () => {
  const tables: Tables = {
    Site__c: {
      columns: ['ExternalId', 'Name', 'Region__c'],
      rows: [['TESTDATA_42_Site__c0000001', 'North', 'Iowa']],
    },
    Visit__c: {
      columns: ['ExternalId', 'Site__c', 'Day__c', 'Notes__c'],
      rows: [
        [
          'TESTDATA_42_Visit__c0000001',
          'TESTDATA_42_Site__c0000001',
          '2026-11-03',
          '__LLM_PLACEHOLDER__:visit',
        ],
      ],
    },
  };
  expect(promptsOf(tables, { visit: '{site_name} in {site_region}, {day}' })).toEqual({
    'Visit__c0000001 Notes__c': 'North in Iowa, tomorrow',
  });
});
