import { expect, it } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { fileText } from '../../src/export/compile/export-file.ts';
import { prepareExport } from '../../src/export/prepare.ts';
import { tableOf } from './tables.ts';

const { config } = resolveConfig({ settings: [], env: {} });
const neutral = (...tables: ReturnType<typeof tableOf>[]) => ({
  ...{ name: 'x', seed: 42, as_of: '2026-11-02', key_prefix: 'T_', hash: '', tables },
});

it('an export without an org leaves names of records blank, and says so once for each column', () => {
  const accounts = tableOf(
    'Account',
    'Name RecordType OwnerId',
    ['A1', 'One', 'Business', 'jane@example.com'],
    ['A2', 'Two', 'Partner', '005000000000001AAA'],
  );
  const { compiled, neutral: same } = prepareExport(neutral(accounts), config, {});
  expect(compiled.files.map(fileText)).toEqual([
    'Datagen_Key__c,Name,OwnerId\nA1,One,\nA2,Two,005000000000001AAA\n',
  ]);
  expect([compiled.warnings.map(({ message }) => message), compiled.notes, compiled.problems]).toEqual([
    [
      'Account.RecordTypeId names records of an org ("Business" and 1 more) and is left blank in this export.',
      'Account.OwnerId names records of an org ("jane@example.com") and is left blank in this export.',
    ],
    [],
    [],
  ]);
  expect(same.tables[0]!.rows[0]).toEqual(['A1', 'One', 'Business', 'jane@example.com']);
});
