import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { jsonDocument, readJsonDocument } from '../../src/export/json-document.ts';
import type { Neutral } from '../../src/export/neutral.ts';
import { sfdmuFiles } from '../../src/export/shapes/sfdmu.ts';
import { treeFiles } from '../../src/export/shapes/tree.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { writeExport, writeJsonDocument, writeShapes } from '../../src/export/write-export.ts';
import { sha256 } from '../../src/random/hash.ts';
import { UserError } from '../../src/shared/errors.ts';
import { compiled, tableOf } from './tables.ts';

const tables = [
  tableOf(
    'Account',
    'Name ParentId',
    ['TESTDATA_42_A1', 'One, "1"', ''],
    ['TESTDATA_42_A2', 'Two', 'TESTDATA_42_A1'],
  ),
  tableOf('Contact', 'LastName'),
  tableOf('Opportunity', 'Name', ['TESTDATA_42_O1', 'Deal']),
  tableOf(
    'Task',
    'Subject WhatId',
    ['TESTDATA_42_T1', 'Call', 'TESTDATA_42_A1'],
    ['TESTDATA_42_T2', 'Mail', 'TESTDATA_42_O1'],
  ),
];
const neutral: Neutral = {
  ...{
    name: 'seed-42',
    seed: 42,
    as_of: '2026-11-02',
    key_prefix: 'TESTDATA_42_',
    hash: 'made from',
    tables,
  },
};
const data = compiled(tables);

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'export-'));
  folder = join(root, 'deep', 'export');
});
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const manifest = () => JSON.parse(read('manifest.json'));

describe('the files for an org', () => {
  it('are those with rows, and a manifest that says what they are', () => {
    const names = writeExport(folder, neutral, data, 'qa');
    expect(names).toEqual([
      ...['Account.csv', 'Account-Parent.csv', 'Opportunity.csv', 'Task-Account.csv', 'Task-Opportunity.csv'],
    ]);
    expect(readdirSync(folder).sort()).toEqual([...names, 'manifest.json'].sort());
    expect(read('Account.csv')).toBe('Key__c,Name\nTESTDATA_42_A1,"One, ""1"""\nTESTDATA_42_A2,Two\n');
    expect(read('manifest.json')).toBe(`${JSON.stringify(manifest(), null, 2)}\n`);
    const { files, ...about } = manifest();
    expect(about).toEqual({
      ...{ stage: 'export', dataset: 'seed-42', seed: 42, as_of: '2026-11-02', org: 'qa' },
      ...{ made_from: 'made from', levels: data.levels, notes: [] },
    });
    expect(files[1]).toEqual({
      ...{ file: 'Account-Parent.csv', object: 'Account', pass: 'links', match: 'external_id' },
      ...{ rows: 1, sha256: sha256(read('Account-Parent.csv')) },
    });
  });

  it('name no org where there is none', () => {
    writeExport(folder, neutral, data, undefined);
    expect(manifest().org).toBeNull();
  });

  it('replace those of an earlier export, also where the folder ends with a dot', () => {
    writeExport(folder, neutral, data, 'qa');
    const fewer = compiled([tables[0]!]);
    expect(writeExport(`${folder}/.`, neutral, fewer, 'qa')).toEqual(['Account.csv', 'Account-Parent.csv']);
    expect(readdirSync(folder).sort()).toEqual(['Account-Parent.csv', 'Account.csv', 'manifest.json']);
    expect(readdirSync(join(root, 'deep'))).toEqual(['export']);
  });

  it('leave nothing behind where one cannot be written', () => {
    writeExport(folder, neutral, data, 'qa');
    const odd = { ...data, files: [...data.files, { ...data.files[0]!, name: 'x'.repeat(300) }] };
    expect(() => writeExport(folder, neutral, odd, 'other')).toThrow(UserError);
    expect(manifest().org).toBe('qa');
    expect(readdirSync(join(root, 'deep'))).toEqual(['export']);
  });

  it('are not written over a folder of something else', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(() => writeExport(folder, neutral, data, 'qa')).toThrow(UserError);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });
});

describe('the files of another tool', () => {
  it('are written with the folders that it wants, and the name of its format', () => {
    writeShapes(folder, neutral, sfdmuFiles(data, 'Key__c', {}), 'sfdmu');
    expect(read('Task-Opportunity/Task.csv')).toBe(
      'Key__c,Subject,What.Key__c\nTESTDATA_42_T2,Mail,TESTDATA_42_O1\n',
    );
    const { files, ...about } = manifest();
    expect(about).toEqual({
      ...{ stage: 'export', dataset: 'seed-42', seed: 42, as_of: '2026-11-02' },
      ...{ made_from: 'made from', format: 'sfdmu' },
    });
    expect(files[0]).toEqual({ file: 'export.json', sha256: sha256(read('export.json')) });
  });

  it('of sf data import tree have no file for an object without rows', () => {
    const files = treeFiles(data, standardOrg(standardCatalog, 'Key__c'));
    expect(writeShapes(folder, neutral, files, 'tree')).toEqual([
      ...['plan.json', 'Account.json', 'Opportunity.json', 'Task.json'],
    ]);
  });
});

describe('an export replaces one of another form, and nothing of anyone else', () => {
  const document = () => jsonDocument(neutral);
  const forms: Record<string, () => unknown> = {
    csv: () => writeExport(folder, neutral, data, 'qa'),
    tree: () => writeShapes(folder, neutral, treeFiles(data, standardOrg(standardCatalog, 'Key__c')), 'tree'),
    sfdmu: () =>
      writeShapes(
        folder,
        neutral,
        sfdmuFiles(data, 'Key__c', standardOrg(standardCatalog, 'Key__c')),
        'sfdmu',
      ),
    json: () => writeShapes(folder, neutral, [{ name: 'data.json', text: document() }], 'json'),
    'a document of an earlier version': () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'data.json'), document());
    },
    'a document beside files of an earlier version': () => {
      forms.csv!();
      writeFileSync(join(folder, 'data.json'), document());
    },
  };
  const files = () => readdirSync(folder, { recursive: true }).map(String).sort();
  const pairs = Object.keys(forms).flatMap((first) =>
    ['csv', 'tree', 'sfdmu', 'json'].map((then): [string, string] => [first, then]),
  );
  it.each(pairs)('%s, then %s', (first, then) => {
    forms[then]!();
    const alone = files();
    rmSync(folder, { recursive: true });
    forms[first]!();
    const parts = first === 'a document of an earlier version' ? [] : ['notes.txt'];
    if (first === 'sfdmu') parts.push('Task-Opportunity/notes.txt');
    for (const name of parts) writeFileSync(join(folder, name), 'mine');
    forms[then]!();
    const kept = files().filter((name) => !alone.includes(name));
    expect(kept.filter((name) => name !== 'Task-Opportunity')).toEqual(parts.toSorted());
    expect(alone.filter((name) => !files().includes(name))).toEqual([]);
  });

  it('a file of the same name that is no export stays, and the export is refused if it would replace it', () => {
    forms.csv!();
    writeFileSync(join(folder, 'data.json'), '{"mine": 1}');
    forms.tree!();
    expect(read('data.json')).toBe('{"mine": 1}');
    expect(() => forms.json!()).toThrow("The manifest doesn't list this file, and it would be overwritten.");
    expect(read('data.json')).toBe('{"mine": 1}');
  });
});

describe('one document of all rows', () => {
  let file: string;
  beforeEach(() => {
    file = join(root, 'data.json');
  });
  it.each<[string, (file: string) => void]>([
    ['a new file', () => {}],
    ['an empty file', (path) => writeFileSync(path, '')],
    ['an earlier export', (path) => writeFileSync(path, jsonDocument({ ...neutral, seed: 7 }))],
    [
      'an earlier export that was laid out anew',
      (path) => writeFileSync(path, '{\n  "format": "sfdc-datagen/1"}'),
    ],
    ['an export of another version', (path) => writeFileSync(path, '{"format":"sfdc-datagen/0"}')],
  ])('is written to %s', (_, make) => {
    make(file);
    writeJsonDocument(file, jsonDocument(neutral));
    expect(readJsonDocument(file)).toMatchObject({ name: 'seed-42', seed: 42 });
  });

  it.each<[string, (file: string) => void, string]>([
    ['a folder', (path) => mkdirSync(path), 'This is a folder, not a file.'],
    ['other JSON', (path) => writeFileSync(path, '{"a":1}'), "The file isn't an export of a dataset"],
    ['bytes', (path) => writeFileSync(path, Buffer.from([0xff, 0xfe])), "The file isn't an export"],
    [
      'JSON that has such an export within',
      (path) => writeFileSync(path, '[{"format":"sfdc-datagen/1"}]'),
      "The file isn't an export",
    ],
  ])('is not written over %s', (_, make, words) => {
    make(file);
    expect(() => writeJsonDocument(file, jsonDocument(neutral))).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            message: expect.stringContaining(words),
            place: { file },
            hint: 'Use `--output` with another file.',
          }),
        ],
      }),
    );
  });
});
