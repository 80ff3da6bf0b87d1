import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonDocument, readJsonDocument } from '../../src/export/json-document.ts';
import type { Neutral } from '../../src/export/neutral.ts';
import { tableOf } from './tables.ts';

const neutral: Neutral = {
  ...{ name: 'seed-42', seed: 42, as_of: '2026-11-02', key_prefix: 'TESTDATA_', hash: '' },
  tables: [
    tableOf(
      'Account',
      'Name Phone _industry',
      ['TESTDATA_42_A1', 'Søn, "Fils"\n🎉', '', 'insurance'],
      ['TESTDATA_42_A2', 'Two', '1', ''],
    ),
    tableOf('CaseComment', 'ParentId'),
  ],
};
const written = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'json-')), 'data.json');
  writeFileSync(file, text);
  return file;
};

describe('the JSON document', () => {
  it('gives the same rows back, blanks and tool columns included', () => {
    const read = readJsonDocument(written(jsonDocument(neutral)));
    expect(read.tables.map(({ sobject, columns, rows }) => ({ sobject, columns, rows }))).toEqual(
      neutral.tables.map(({ sobject, columns, rows }) => ({ sobject, columns, rows })),
    );
    expect(read).toMatchObject({ seed: 42, as_of: '2026-11-02', key_prefix: 'TESTDATA_' });
  });
  it('knows the line of each record', () => {
    const read = readJsonDocument(written(jsonDocument(neutral)));
    const lines = jsonDocument(neutral).split('\n');
    expect(lines[read.tables[0]!.lines[1]! - 1]).toContain('"ExternalId":"TESTDATA_42_A2"');
  });
  it.each([
    ['no JSON', '{', "isn't JSON"],
    ['another document', '{"a":1}', 'format'],
    ['a number for a cell', jsonDocument(neutral).replace('"Phone":"1"', '"Phone":1'), 'Phone'],
    [
      'a key outside of its prefix',
      jsonDocument(neutral).replace('TESTDATA_42_A2', 'MINE_2'),
      ':4 (MINE_2): The key',
    ],
    [
      'a cell without a column',
      jsonDocument(neutral).replace('"Phone":"1"', '"Fax":"1"'),
      ':4 (TESTDATA_42_A2): "Fax"',
    ],
    [
      'a control character',
      jsonDocument(neutral).replace('Two', 'T\\u0007wo'),
      ':4 (TESTDATA_42_A2): Name: Salesforce fields',
    ],
    ['an object with a path', jsonDocument(neutral).replace('"CaseComment"', '"../x"'), 'objects.1.object'],
  ])('refuses %s', (_, text, words) => {
    expect(() => readJsonDocument(written(text))).toThrow(words);
  });
});
