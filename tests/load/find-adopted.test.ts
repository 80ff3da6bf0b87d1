import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/overlay.ts';
import { configSchema } from '../../src/config/schema.ts';
import type { PreparedExport } from '../../src/export/prepare.ts';
import { findAdopted } from '../../src/load/adopt/find-adopted.ts';
import type { OrgSchema } from '../../src/org/describe.ts';
import type { OrgRecord } from '../../src/org/query.ts';
import type { Session } from '../../src/org/session.ts';
import { compiled, tableOf } from '../export/tables.ts';

const catalog = catalogOf(configSchema.parse({ objects: { Account: { match: 'Name' } } }).objects);
const idOf = (n: number) => `001${String(n).padStart(12, '0')}`;

interface Search {
  rows: string[][];
  columns?: string;
  records?: OrgRecord[];
  /** Rows that took over a record before, by key. */
  earlier?: Map<string, string>;
}

/** Searches an org that answers each query with all its records. */
async function search({ rows, columns = 'Name', records = [], earlier = new Map() }: Search) {
  const table = tableOf('Account', columns, ...rows);
  let schema: OrgSchema = {};
  const custom = columns.split(' ').filter((field) => field.endsWith('__c'));
  const { files } = compiled([table], {
    catalog,
    change: (stock) => {
      const account = stock.Account!;
      const more = custom.map((name) => [name, { ...account.fields.Name!, name, nillable: true }]);
      schema = {
        ...stock,
        Account: { ...account, fields: { ...account.fields, ...Object.fromEntries(more) } },
      };
      return schema;
    },
  });
  const paths: string[] = [];
  const rest = {
    check: true,
    get: async (path: string) => {
      paths.push(path);
      return { totalSize: records.length, done: true, records };
    },
  };
  const neutral = { tables: [table], key_prefix: 'TESTDATA_' };
  const found = await findAdopted(
    { rest } as unknown as Session,
    'Account',
    files,
    { neutral, schema, catalog, compiled: { files } } as unknown as PreparedExport,
    {
      ...{ externalIdField: 'Key__c', prefix: 'TESTDATA_42_', ids: new Map() },
      sent: { idOf: (key) => earlier.get(key), adopted: (id) => id !== undefined },
    },
  );
  return { found, paths };
}

describe('the search for records that rows take over', () => {
  const many = Array.from({ length: 150 }, (_, n) => `A_rather_long_name_of_a_custom_field_${n}__c`);

  it.each([['by their values'], ['by the ids of before']])(
    'asks in addresses that an org takes, %s',
    async (how) => {
      const count = 600;
      const rows = Array.from({ length: count }, (_, n) => [`A${n}`, `Name ${n}`, ...many.map(() => 'x')]);
      const earlier = new Map(how.includes('ids') ? rows.map(([key = ''], n) => [key, idOf(n)]) : []);
      const { paths } = await search({ rows, columns: ['Name', ...many].join(' '), earlier });
      expect(paths.length).toBeGreaterThan(1);
      expect(Math.max(...paths.map((path) => path.length))).toBeLessThan(16_000);
      for (const id of earlier.values()) expect(paths.filter((path) => path.includes(id))).toHaveLength(1);
    },
  );

  it('lists the first problems, of whatever kind, and counts the rest', async () => {
    const foreign = Array.from({ length: 40 }, (_, n) => ({
      ...{ Id: idOf(n), Name: `Name ${n}`, Key__c: `TESTDATA_7_A${n}` },
    }));
    const twice = Array.from({ length: 10 }, (_, n) => ({ Id: idOf(90 + n), Name: `Name ${n}` }));
    const rows = foreign.map(({ Name }, n) => [`A${n}`, Name]);
    const { problems } = (await search({ rows, records: [...foreign, ...twice] })).found!;
    expect(problems).toHaveLength(21);
    expect(problems[9]!.message).toContain('2 Account records');
    expect(problems[10]).toMatchObject({
      message: expect.stringContaining('is a record of another dataset (TESTDATA_7_A10).'),
      place: { line: 12, key: 'A10' },
    });
    expect(problems.at(-1)).toEqual({
      message: "20 more rows of Account can't take over one record each.",
    });
  });
});
