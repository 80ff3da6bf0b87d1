import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvText } from '../../src/dataset/csv.ts';
import { type ManifestFile, manifestText } from '../../src/dataset/manifest.ts';
import { sha256 } from '../../src/random/hash.ts';

export type Tables = Record<string, { columns: string[]; rows: string[][] }>;

const LLM = '__LLM_PLACEHOLDER__';
const NAMES = [
  'Harbor Point',
  'Cedar Ridge',
  'Blue Mesa',
  'Granite Falls',
  'Silver Birch',
  'Red Oak',
  'Iron Gate',
];
const KINDS = ['Mutual', 'Casualty', 'Assurance', 'Underwriters', 'Surety'];
const FIRST = ['Inés', 'Tomasz', 'Aisha', 'Bram', 'Keiko', 'Lucía', 'Omar'];
const LAST = ["O'Leary", 'Nowak', 'Haddad', 'Visser', 'Tanaka', 'Ferreira', 'Lindqvist'];

/** A dataset of a few accounts in the contract's form: two contacts, a deal, a case of two comments, a task and an event each. */
export function smallTables(accounts = 3, seed = 42): Tables {
  const key = (n: number, rest = '') => `TESTDATA_${seed}_A${String(n + 1).padStart(7, '0')}${rest}`;
  const industry = (n: number) => ['insurance', 'high_tech'][n % 2]!;
  const all = Array.from({ length: accounts }, (_, n) => n);
  const company = (n: number) =>
    `${NAMES[n % 7]} ${KINDS[Math.floor(n / 7) % 5]}${n >= 35 ? ` ${Math.floor(n / 35) + 1}` : ''}`;
  return {
    Account: {
      columns: [
        'ExternalId',
        'Name',
        'Industry',
        'Type',
        'AnnualRevenue',
        'BillingCity',
        'Description',
        '_industry',
        '_tier',
      ],
      rows: all.map((n) => [
        ...[key(n), company(n), n % 2 ? 'High Tech' : 'Insurance', 'Customer - Direct'],
        ...[String(4_200_000 + n * 1_000_000), 'Duluth', LLM, industry(n), 'rich'],
      ]),
    },
    Contact: {
      columns: ['ExternalId', 'AccountId', 'FirstName', 'LastName', 'Title'],
      rows: all.flatMap((n) =>
        [0, 1].map((c) => [
          key(n, `_C0${c + 1}`),
          key(n),
          FIRST[(n + c) % 7]!,
          LAST[(n + c * 3) % 7]!,
          'VP of Claims',
        ]),
      ),
    },
    Opportunity: {
      columns: [
        'ExternalId',
        'AccountId',
        'Name',
        'StageName',
        'CloseDate',
        'Amount',
        'NextStep',
        'Description',
      ],
      rows: all.map((n) => [
        ...[
          key(n, '_O01'),
          key(n),
          `${company(n)} Renewal`,
          'Negotiation/Review',
          '2026-11-14',
          '84500',
          LLM,
          LLM,
        ],
      ]),
    },
    OpportunityContactRole: {
      columns: ['ExternalId', 'OpportunityId', 'ContactId', 'Role', 'IsPrimary'],
      rows: all.map((n) => [key(n, '_O01_R01'), key(n, '_O01'), key(n, '_C02'), 'Decision Maker', 'true']),
    },
    Case: {
      columns: [
        'ExternalId',
        'AccountId',
        'ContactId',
        'Subject',
        'Status',
        'Priority',
        'Origin',
        'Description',
        '_opened_at',
      ],
      rows: all.map((n) => [
        ...[
          key(n, '_S01'),
          key(n),
          key(n, '_C01'),
          LLM,
          'Working',
          'High',
          'Email',
          LLM,
          '2026-10-12T14:30:00.000Z',
        ],
      ]),
    },
    CaseComment: {
      columns: ['ExternalId', 'ParentId', 'CommentBody', 'IsPublished'],
      rows: all.flatMap((n) => [1, 2].map((m) => [key(n, `_S01_M0${m}`), key(n, '_S01'), LLM, 'true'])),
    },
    Task: {
      columns: [
        'ExternalId',
        'Subject',
        'Status',
        'Priority',
        'WhatId',
        'WhoId',
        'ActivityDate',
        'Description',
        '_kind',
      ],
      rows: all.map((n) => [
        ...[
          key(n, '_T01'),
          LLM,
          'Completed',
          'Normal',
          key(n, '_O01'),
          key(n, '_C01'),
          '2026-10-20',
          LLM,
          'call',
        ],
      ]),
    },
    Event: {
      columns: [
        'ExternalId',
        'Subject',
        'StartDateTime',
        'DurationInMinutes',
        'WhatId',
        'WhoId',
        'Description',
        '_kind',
      ],
      rows: all.map((n) => [
        ...[key(n, '_E01'), LLM, '2026-11-20T15:00:00.000Z', '45', key(n), key(n, '_C02'), LLM, 'demo'],
      ]),
    },
  };
}

/** Texts wanted for each account of `smallTables`. */
export const TEXTS_PER_ACCOUNT = 1 + 2 + 2 + 2 + 2 + 2;

/** Writes tables as the generated stage of a dataset; answers its folder. */
export function writeGenerated(dataset: string, tables: Tables, seed = 42): string {
  const dir = join(dataset, 'generated');
  mkdirSync(dir, { recursive: true });
  const files = Object.entries(tables).map(([object, { columns, rows }]): ManifestFile => {
    const text = csvText(columns, rows);
    writeFileSync(join(dir, `${object}.csv`), text);
    return { object, file: `${object}.csv`, rows: rows.length, sha256: sha256(text) };
  });
  const manifest = {
    ...{
      stage: 'generated' as const,
      dataset: `seed-${seed}`,
      seed,
      as_of: '2026-11-02',
      key_prefix: 'TESTDATA_',
    },
    ...{ tool_version: '0.1.0', inputs: { recipe: 'a', templates: 'b', config: 'c' }, files },
  };
  writeFileSync(join(dir, 'manifest.json'), manifestText(manifest));
  return dataset;
}

/** A folder of its own for a test, gone when disposed of. */
export function scratch(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'sfdc-datagen-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
