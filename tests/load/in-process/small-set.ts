import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../../src/dataset/csv.ts';
import { type Manifest, manifestText } from '../../../src/dataset/manifest.ts';
import { sha256 } from '../../../src/random/hash.ts';

/** The rows of an object: its columns behind the key, separated by blanks, and the cells of each row. */
export type Table = readonly [columns: string, ...rows: (readonly string[])[]];

/** The rows of a small dataset, by object. */
export type Tables = Readonly<Record<string, Table>>;

/** What the keys begin with. */
export const PREFIX = 'TESTDATA_42_';

/** A key of the small dataset: `A1` is that of its first account, `A1_C01` that of a contact of it. */
export const keyOf = (short: string) => `${PREFIX}${short.replace(/^A(?=\d)/, 'A000000')}`;

/** Three accounts with something of each object; accounts and contacts are below others that come after them. */
export const SMALL: Tables = {
  Account: [
    'Name ParentId Phone',
    ['A1', 'One', 'A2', '1'],
    ['A2', 'Two', 'A3', ''],
    ['A3', 'Three', '', '3'],
  ],
  Contact: [
    'AccountId LastName ReportsToId Phone',
    ['A1_C01', 'A1', 'Ng', 'A1_C02', '11'],
    ['A1_C02', 'A1', 'Ito', '', ''],
    ['A3_C01', 'A3', 'Day', '', '31'],
  ],
  Opportunity: [
    'AccountId Name StageName CloseDate',
    ['A1_O01', 'A1', 'First', 'Prospecting', '2026-12-01'],
    ['A3_O01', 'A3', 'Third', 'Closed Won', '2026-10-01'],
  ],
  OpportunityContactRole: [
    'OpportunityId ContactId Role IsPrimary',
    ['A1_O01_R01', 'A1_O01', 'A1_C01', 'Decision Maker', 'true'],
    ['A1_O01_R02', 'A1_O01', 'A1_C02', '', 'false'],
  ],
  Case: [
    'AccountId ContactId Subject',
    ['A1_S01', 'A1', 'A1_C01', 'Broken'],
    ['A3_S01', 'A3', 'A3_C01', 'Lost'],
  ],
  CaseComment: [
    'ParentId CommentBody IsPublished',
    ['A1_S01_M01', 'A1_S01', 'We look into it.', 'true'],
    ['A1_S01_M02', 'A1_S01', 'It works again,\n"they" say.', 'false'],
  ],
  Task: [
    'Subject WhatId WhoId ActivityDate',
    ['A1_T01', 'Call', 'A1_O01', 'A1_C01', '2026-11-03'],
    ['A3_T01', 'Write', '', 'A3_C01', '2026-11-04'],
  ],
  Event: [
    'Subject WhatId WhoId StartDateTime DurationInMinutes',
    ['A1_E01', 'Meet', 'A1_O01', 'A1_C02', '2026-10-01T15:15:00.000Z', '30'],
  ],
};

/** The columns of a table with the key, and its rows with whole keys in the place of short ones. */
export function wholeTable([columns, ...rows]: Table): { columns: string[]; rows: string[][] } {
  return {
    columns: ['ExternalId', ...columns.split(' ')],
    rows: rows.map((row) => row.map((cell) => (/^A\d(_[A-Z]\d\d)*$/.test(cell) ? keyOf(cell) : cell))),
  };
}

/** Writes a dataset as `enrich` would; its texts are all there. */
export function writeDataset(dir: string, tables: Tables, more: Partial<Manifest> = {}): void {
  const folder = join(dir, 'enriched');
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(tables).map(([object, table]) => {
    const { columns, rows } = wholeTable(table);
    const text = csvText(columns, rows);
    writeFileSync(join(folder, `${object}.csv`), text);
    return { object, file: `${object}.csv`, rows: rows.length, sha256: sha256(text) };
  });
  const manifest: Manifest = {
    ...{ stage: 'enriched', dataset: 'small', seed: 42, as_of: '2026-11-02', key_prefix: 'TESTDATA_' },
    ...{ tool_version: '0.0.0', inputs: { recipe: 'r', templates: 't', config: 'c' }, files },
    made_from: sha256(''),
    ...more,
  };
  writeFileSync(join(folder, 'manifest.json'), manifestText(manifest));
}
