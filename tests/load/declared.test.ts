import { describe, expect, it, test } from 'vitest';
import { type After, circleIn, dependencyLevels } from '../../src/catalog/derive.ts';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { LoadDeclarations } from '../../src/dataset/manifest.ts';
import type { ExportFile } from '../../src/export/compile/export-file.ts';
import { shiftNeutral } from '../../src/export/shift.ts';
import type { SObjectDifference } from '../../src/load/difference/read-org.ts';
import { planLoad } from '../../src/load/plan.ts';
import { declaredFindings, updateKeyFindings } from '../../src/load/preflight/declared.ts';
import { compiled, tableOf } from '../export/tables.ts';

const tables = [
  tableOf('Account', 'Name ParentId', ['A1', 'One', ''], ['A2', 'Two', 'A1'], ['A3', 'Three', 'A1']),
  tableOf('Contact', 'AccountId LastName', ['C1', 'A1', 'Ng'], ['C2', 'A2', 'Li'], ['C3', 'A3', 'Wu']),
  tableOf('Opportunity', 'AccountId Name', ['O1', 'A1', 'Deal']),
  tableOf('Task', 'Subject WhatId', ['T1', 'Call', 'A1'], ['T2', 'Call', 'O1']),
];

function planOf(load: LoadDeclarations) {
  const after = Object.fromEntries(
    Object.entries(load).map(([one, { load_after = [] }]) => [one, load_after]),
  );
  const { files, problems } = compiled(tables, { after });
  expect(problems).toEqual([]);
  const partsOf = (sobject: string) =>
    files.filter((file) => file.sobject === sobject).map((file: ExportFile) => ({ file, unchanged: [] }));
  const differences = tables.map(
    ({ sobject }): SObjectDifference => ({ by: 'external_id', sobject, parts: partsOf(sobject) }),
  );
  return planLoad(differences, 'Key__c', load);
}
/** Level by level, the steps in the order in which they begin. */
const orderOf = (load: LoadDeclarations) => {
  const levels: string[] = [];
  for (const { name, level } of planOf(load)) levels[level - 1] = `${levels[level - 1] ?? ''} ${name}`.trim();
  return levels;
};

describe('the order of jobs', () => {
  it.each<[string, LoadDeclarations, string[]]>([
    [
      'goes by references where nothing is declared',
      {},
      ['Account', 'Account-Parent Contact Opportunity Task-Account', 'Task-Opportunity'],
    ],
    [
      'has an object come after another',
      { Opportunity: { load_after: ['Contact'] } },
      ['Account', 'Account-Parent Contact Task-Account', 'Opportunity', 'Task-Opportunity'],
    ],
    [
      'lets what is declared overrule a reference, which is then set afterwards',
      { Account: { load_after: ['Contact'] } },
      ['Contact', 'Account', 'Account-Parent Contact-Account Opportunity Task-Account', 'Task-Opportunity'],
    ],
    [
      'does so over several steps',
      { Account: { load_after: ['Task'] } },
      ['Task', 'Account', 'Account-Parent Contact Opportunity Task-What-Account', 'Task-What-Opportunity'],
    ],
    [
      'is not changed by what comes after itself or after what is not there',
      { Contact: { load_after: ['Contact', 'Lead'] } },
      ['Account', 'Account-Parent Contact Opportunity Task-Account', 'Task-Opportunity'],
    ],
    [
      'begins with what has priority among what may begin',
      { Opportunity: { priority: 'high' }, Contact: { priority: 'low' } },
      ['Account', 'Opportunity Account-Parent Task-Account Contact', 'Task-Opportunity'],
    ],
    [
      'has jobs of so many rows, and children after all of them',
      { Account: { batch_size: 2 }, Contact: { batch_size: 1 } },
      [
        'Account-part1 Account-part2',
        'Account-Parent Contact-part1 Contact-part2 Contact-part3 Opportunity Task-Account',
        'Task-Opportunity',
      ],
    ],
    [
      'has the jobs of a serial object follow one another',
      { Contact: { batch_size: 2, bulk_mode: 'serial' }, Task: { bulk_mode: 'serial' } },
      ['Account', 'Account-Parent Contact-part1 Opportunity Task-Account', 'Contact-part2 Task-Opportunity'],
    ],
  ])('%s', (_, load, order) => expect(orderOf(load)).toEqual(order));

  it('sends each row of a split file once, in its order', () => {
    const steps = planOf({ Contact: { batch_size: 2 } }).filter(({ sobject }) => sobject === 'Contact');
    expect(steps.flatMap((step) => ('file' in step ? [step.file.rows.map(({ key }) => key)] : []))).toEqual([
      ['C1', 'C2'],
      ['C3'],
    ]);
  });

  it('cannot have a child that must have its parent come before it', () => {
    const visits = tableOf('Visit__c', 'Account__c', ['V1', 'A1'], ...many(8));
    const catalog = {
      ...standardCatalog,
      Visit__c: {
        code: 'V',
        match: { by: 'external_id' as const },
        fields: {
          Account__c: {
            ...{ type: 'reference' as const, to: ['Account'], relationship: 'Account__r' },
            required: true as const,
          },
        },
      },
    };
    const { problems } = compiled([tables[0]!, visits], { catalog, after: { Account: ['Visit__c'] } });
    expect(problems).toHaveLength(6);
    expect(problems[0]).toEqual({
      message:
        'Visit__c.Account__c refers to a Account that is loaded later, and is required from the start.',
      place: { file: 'Visit__c.csv', line: 2, key: 'V1' },
    });
    expect(problems.at(-1)!.message).toBe('4 more rows have such a reference.');
  });
});

const many = (count: number) => Array.from({ length: count }, (_, at) => [`W${at}`, 'A2']);

test.each<[After, string[] | undefined]>([
  [{ A: ['B'], B: ['C'] }, undefined],
  [{ A: ['B', 'C'], B: ['C'] }, undefined],
  [{ A: ['A'] }, undefined],
  [{ A: ['B'], B: ['A'] }, ['A', 'B']],
  [{ A: ['B'], B: ['C'], C: ['B'] }, ['B', 'C']],
  [{ A: ['X'], X: ['A'] }, undefined],
])('a circle in %j', (after, circle) => {
  expect(circleIn(after, ['A', 'B', 'C'])).toEqual(circle);
  if (circle) expect(() => dependencyLevels({}, ['A', 'B', 'C'], after)).toThrow('is circular');
});

test('dates of an object with an anchor move by the weeks from it', () => {
  const neutral = {
    ...{ name: 'x', seed: 1, as_of: '2026-11-02', key_prefix: 'T_', hash: '' },
    tables: [
      tableOf('Opportunity', 'CloseDate', ['O1', '2022-01-10']),
      tableOf('Task', 'ActivityDate', ['T1', '2026-11-03']),
    ],
    load: { Opportunity: { anchor_date: '2022-01-03' } },
  };
  const cells = (wanted: string) =>
    shiftNeutral(neutral, standardCatalog, wanted).tables.map(({ rows }) => rows.at(0)![1]);
  expect(cells('2026-11-02')).toEqual(['2026-11-09', '2026-11-03']);
  expect(cells('2026-11-16')).toEqual(['2026-11-23', '2026-11-17']);
});

test.each<[LoadDeclarations, string | undefined, string[]]>([
  [{ Account: { api: 'bulk', batch_size: 5, load_after: ['Contact'] } }, undefined, []],
  [
    { Account: { api: 'rest' }, Contact: { api: 'rest' } },
    undefined,
    ['Account, Contact: `api: rest` has no effect: jobs of Bulk API 2.0 load the rows.'],
  ],
  [
    { Task: { bulk_mode: 'serial' } },
    undefined,
    [
      'Task: `bulk_mode: serial` runs the jobs of an object one after another; within a job, Bulk API 2.0 has no serial mode.',
    ],
  ],
  [
    { Task: { anchor_date: '2026-01-01' } },
    undefined,
    ['Task: `anchor_date` has no effect without `--as-of`, which moves dates.'],
  ],
  [{ Task: { anchor_date: '2026-01-01' } }, '2026-11-02', []],
])('says once what a load makes of %j', (load, asOf, messages) => {
  expect(declaredFindings(load, asOf).map(({ problem }) => problem.message)).toEqual(messages);
});

test('says that records are not found by an update_key', () => {
  const table = tableOf('Contact', 'Email _sf_update_key', ['C1', 'a@example.com', 'Email']);
  expect(updateKeyFindings([table, tables[0]!], 'Key__c')).toMatchObject([
    { severity: 'warning', problem: { message: expect.stringContaining('Contact: `update_key: Email`') } },
  ]);
});
