import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonDocument, readJsonDocument } from '../../src/export/json-document.ts';
import type { Neutral } from '../../src/export/neutral.ts';
import { sha256 } from '../../src/random/hash.ts';
import type { UserError } from '../../src/shared/errors.ts';
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

describe('a document that says more', () => {
  const more: Neutral = {
    ...neutral,
    update: true,
    load: { Account: { load_after: ['Contact'], api: 'bulk' } },
  };
  it('gives back whether it is an update, and how it is to be loaded', () => {
    const { update, load, name, hash } = readJsonDocument(written(jsonDocument(more)));
    expect({ update, load }).toEqual({ update: true, load: more.load });
    expect({ name, hash }).toEqual({ name: 'seed-42', hash: sha256(jsonDocument(more)) });
    const plain = readJsonDocument(written(jsonDocument(neutral)));
    expect(plain).not.toHaveProperty('update');
    expect(plain).not.toHaveProperty('load');
  });
  it('is laid out with a record a line', () => {
    expect(jsonDocument(neutral)).toBe(
      [
        '{"format":"sfdc-datagen/1","dataset":"seed-42","seed":42,"as_of":"2026-11-02","key_prefix":"TESTDATA_","objects":[',
        '{"object":"Account","columns":["ExternalId","Name","Phone","_industry"],"records":[',
        '{"ExternalId":"TESTDATA_42_A1","Name":"Søn, \\"Fils\\"\\n🎉","_industry":"insurance"},',
        '{"ExternalId":"TESTDATA_42_A2","Name":"Two","Phone":"1"}',
        ']},',
        '{"object":"CaseComment","columns":["ExternalId","ParentId"],"records":[',
        '',
        ']}',
        ']}',
        '',
      ].join('\n'),
    );
  });
  it('in another layout is read as well, with the first line for each record', () => {
    const pretty = JSON.stringify(JSON.parse(jsonDocument(neutral)), null, 2);
    const { tables } = readJsonDocument(written(pretty));
    expect(tables[0]!.rows).toEqual(neutral.tables[0]!.rows);
    expect(tables[0]!.lines).toEqual([1, 1]);
    const foreign = pretty.replace('TESTDATA_42_A2', 'MINE_2');
    expect(problemsOf(foreign)).toMatchObject([{ place: { key: 'MINE_2' } }]);
    expect(problemsOf(foreign)[0]!.place).not.toHaveProperty('line');
  });
});

describe('a document that is wrong', () => {
  it('tells the line and column of what is no JSON', () => {
    const text = jsonDocument(neutral).replace('"Name":"Two"', '"Name" "Two"');
    expect(errorOf(text)).toMatchObject({
      problems: [{ message: "The file isn't JSON.", place: { line: 4, column: 39 } }],
    });
  });
  it.each([
    ['data.json', (file: string) => file],
    ['Account.csv', () => 'data.json'],
  ])('names the command that writes %s again, over no other file', (name, output) => {
    const file = join(mkdtempSync(join(tmpdir(), 'json-')), name);
    for (const text of ['{', '{"a":1}', jsonDocument(neutral).replace('TESTDATA_42_A2', 'MINE_2')]) {
      writeFileSync(file, text);
      expect(errorOf(text, file).next).toBe(`sfdc-datagen export --format json --output ${output(file)}`);
    }
  });
  it('names ten problems at most', () => {
    const rows = Array.from({ length: 12 }, (_, at) => [`MINE_${at}`, 'x']);
    const text = jsonDocument({ ...neutral, tables: [tableOf('Account', 'Name', ...rows)] });
    expect(problemsOf(text)).toHaveLength(10);
    expect(problemsOf(text.replaceAll('"Name":"x"', '"Name":1'))).toHaveLength(10);
  });
  it.each([
    ['records without a key', '"ExternalId":"TESTDATA_42_A2",', '', 'The key of a record of Account must'],
    [
      'a first column that is not the key',
      '["ExternalId","Name",',
      '["Name","ExternalId",',
      'The first column of Account must be ExternalId.',
    ],
    ['no columns', '["ExternalId","ParentId"]', '[]', 'objects.1.columns'],
    ['a name of a folder that leads out', '"dataset":"seed-42"', '"dataset":"../42"', 'dataset'],
    ['a key that nobody knows', '"seed":42', '"seed":42,"other":1', 'other'],
  ])('has %s', (_, from, to, words) => {
    const [problem] = problemsOf(jsonDocument(neutral).replace(from, to));
    expect(problem!.message).toContain(words);
    expect(problem!.place).toHaveProperty('file');
  });
});

function errorOf(text: string, file = written(text)): UserError {
  try {
    readJsonDocument(file);
  } catch (error) {
    return error as UserError;
  }
  throw new Error('The document was read.');
}
const problemsOf = (text: string) => errorOf(text).problems;
