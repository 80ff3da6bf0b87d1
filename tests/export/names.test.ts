import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { Notes } from '../../src/export/compile/notes.ts';
import { indexKeys } from '../../src/export/keys.ts';
import { resolveNames, wantedNames, withFieldNames } from '../../src/export/names.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import type { TextTable } from '../../src/export/text-table.ts';
import type { OrgField, OrgSchema } from '../../src/org/describe.ts';
import type { NamedRecord, OrgNames } from '../../src/org/org-names.ts';
import { tableOf } from './tables.ts';

const stock = standardOrg(standardCatalog, 'Key__c');
const lookup = (name: string, relationship: string, referenceTo: string[]): OrgField => ({
  ...{ ...stock.Account!.fields.ParentId!, name, relationship, referenceTo },
});
const org: OrgSchema = {
  ...stock,
  Case: {
    ...stock.Case!,
    fields: {
      ...stock.Case!.fields,
      OwnerId: lookup('OwnerId', 'Owner', ['Group', 'User']),
      RecordTypeId: lookup('RecordTypeId', 'RecordType', ['RecordType']),
    },
  },
};
const record = (id: string, names: string[], more: Partial<NamedRecord> = {}): NamedRecord => ({
  ...{ id, names, active: true },
  ...more,
});
const USER = '005000000000001AAA';
const names: OrgNames = new Map([
  [
    'RecordType' as const,
    [
      record('rt-support', ['Support', 'Help'], { objects: ['Case'] }),
      record('rt-help', ['Help', 'Other'], { objects: ['Case'] }),
      record('rt-old', ['Old', 'Old one'], { objects: ['Case'], active: false }),
      record('rt-barred', ['Barred', 'Not mine'], { objects: ['Case'] }),
      record('rt-account', ['Business', 'Business'], { objects: ['Account'] }),
    ],
  ],
  ['User' as const, [record('u-ada', ['ada@example.com.qa']), record('u-twice', ['twice'])]],
  [
    'Group' as const,
    [
      record('q-first', ['First_Line', 'First line'], { objects: ['Case'] }),
      record('q-leads', ['Leads', 'Leads'], { objects: ['Lead'] }),
      record('q-twice', ['twice', 'Twice'], { objects: ['Case'] }),
    ],
  ],
]);

const resolved = (table: TextTable, from: OrgNames | undefined = names, schema: OrgSchema = org) => {
  const notes = new Notes();
  const [made] = resolveNames([table], indexKeys([table]), { schema, names: from }, notes);
  const { problems, warnings } = notes.all();
  return { table: made!, cells: made!.rows.map(([, cell]) => cell), problems, warnings };
};

describe('a column of the name of a relationship', () => {
  const columnsOf = (table: TextTable, schema?: OrgSchema) => withFieldNames([table], schema)[0]!;
  it.each([
    ['is that of its field', 'RecordType', 'RecordTypeId'],
    ['is left alone where it refers to no record of an org', 'Account', 'Account'],
    ['is left alone where it is the name of a field', 'OwnerId', 'OwnerId'],
    ['is left alone where it is nothing of the kind', 'Subject', 'Subject'],
  ])('%s', (_, column, field) => {
    expect(columnsOf(tableOf('Case', column, ['S1', 'x']), org).columns).toEqual(['ExternalId', field]);
  });
  it('that stands beside its field fills its blanks, unless a row has both', () => {
    const joined = columnsOf(
      tableOf('Case', 'Owner OwnerId Subject', ['S1', 'a', '', 'x'], ['S2', '', 'b', 'y']),
      org,
    );
    expect([joined.columns, [...joined.rows]]).toEqual([
      ['ExternalId', 'OwnerId', 'Subject'],
      [
        ['S1', 'a', 'x'],
        ['S2', 'b', 'y'],
      ],
    ]);
    const both = tableOf('Case', 'Owner OwnerId', ['S1', 'a', 'b'], ['S2', '', '']);
    expect(columnsOf(both, org)).toBe(both);
  });
});

describe('the names that an org is asked for', () => {
  it('are those of cells that are neither blank, nor keys, nor ids of the kind', () => {
    const cases = tableOf(
      'Case',
      'OwnerId RecordTypeId Subject',
      ['S1', 'ada', 'Support', 'x'],
      ['S2', 'ada', '', 'x'],
      ['S3', '#N/A', '012000000000001AAA', 'x'],
      ['S4', 'S1', 'S1', 'x'],
      ['S5', USER, 'Help', 'x'],
    );
    const wanted = wantedNames([cases], () => indexKeys([cases]), org);
    expect([...wanted].map(([kind, of]) => [kind, [...of]]).sort()).toEqual([
      ['Group', ['ada']],
      ['RecordType', ['Support', 'Help']],
      ['User', ['ada']],
    ]);
  });
  it('are none, and no keys are read, where no column names records', () => {
    const keys = () => {
      throw new Error('Read.');
    };
    expect(wantedNames([tableOf('Case', 'Subject', ['S1', 'x'])], keys, org).size).toBe(0);
  });
});

describe('a name becomes the id', () => {
  it.each([
    ['of the record with it', 'RecordTypeId', 'Support', 'rt-support'],
    ['of the record with it, in small letters', 'RecordTypeId', 'support', 'rt-support'],
    [
      'of the record that has it as its own name before one that has it as its label',
      'RecordTypeId',
      'Help',
      'rt-help',
    ],
    ['of the record with it as its label', 'RecordTypeId', 'Other', 'rt-help'],
    ['of a user or a queue', 'OwnerId', 'First line', 'q-first'],
  ])('%s', (_, column, name, id) => {
    const { cells, problems } = resolved(tableOf('Case', column, ['S1', name], ['S2', '']));
    expect([cells, problems]).toEqual([[id, ''], []]);
  });

  it.each([
    ['is not active', 'RecordTypeId', 'Old', `the record type "Old" isn't active.`, undefined],
    [
      'is of another object',
      'RecordTypeId',
      'Business',
      'the org has no record type of Case "Business".',
      expect.stringContaining('Support'),
    ],
    [
      'cannot own such records',
      'OwnerId',
      'Leads',
      `the queue "Leads" can't own Case records.`,
      'Add Case to the supported objects of the queue.',
    ],
    [
      'is one of two',
      'OwnerId',
      'twice',
      'more than one queue or user is called "twice".',
      expect.stringMatching(/^Use the \w+ or the ID\.$/),
    ],
    [
      'is not there, but nearly so',
      'OwnerId',
      'ada@example.com',
      'the org has no queue or user "ada@example.com".',
      'Did you mean ada@example.com.qa?',
    ],
  ])('unless the record %s', (_, column, name, message, hint) => {
    const { cells, problems } = resolved(tableOf('Case', column, ['S1', name]));
    expect(cells).toEqual(['']);
    const place = { file: 'Case.csv', line: 2, key: 'S1' };
    expect(problems).toEqual([{ message: expect.any(String), place, ...(hint ? { hint } : {}) }]);
    // The kinds of an owner come in the order of its field.
    expect(problems[0]!.message.replace('user or queue', 'queue or user')).toBe(`Case.${column}: ${message}`);
  });

  it('unless the record type is not available to the user', () => {
    const schema = { ...org, Case: { ...org.Case!, unavailableRecordTypes: ['rt-barred'] } };
    expect(resolved(tableOf('Case', 'RecordTypeId', ['S1', 'Barred']), names, schema).problems).toMatchObject(
      [{ message: `Case.RecordTypeId: the record type "Barred" isn't available to you.` }],
    );
    expect(resolved(tableOf('Case', 'RecordTypeId', ['S1', 'Support']), names, schema).cells).toEqual([
      'rt-support',
    ]);
  });

  it('and is blank without an org, with one warning', () => {
    const notes = new Notes();
    const table = tableOf('Case', 'RecordTypeId', ['S1', 'Support'], ['S2', 'Help'], ['S3', '']);
    const [made] = resolveNames([table], indexKeys([table]), { schema: org, names: undefined }, notes);
    expect(made!.rows.map(([, cell]) => cell)).toEqual(['', '', '']);
    expect(notes.all().warnings).toHaveLength(1);
  });

  it('and a table without any stays', () => {
    const table = tableOf('Case', 'OwnerId Subject', ['S1', USER, 'x'], ['S2', '', 'Support']);
    expect(resolved(table).table).toBe(table);
    const plain = tableOf('Case', 'Subject', ['S1', 'Support']);
    expect(resolved(plain).table).toBe(plain);
  });
});
