import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { base64 } from '../../src/plugins/base64.ts';
import { dataset } from '../../src/plugins/dataset/dataset.ts';
import { file } from '../../src/plugins/file.ts';
import type { PluginCall } from '../../src/plugins/plugin.ts';
import type { Series } from '../../src/plugins/series.ts';
import { repr } from '../../src/python/text.ts';
import type { PyObject, Value } from '../../src/python/value.ts';
import { aCall, called, made } from './call.ts';

let top: string;
let call: PluginCall;

beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'plugins-')));
  const root = join(top, 'project');
  const folder = join(root, 'recipes');
  mkdirSync(folder, { recursive: true });
  call = aCall({ folder, root });
  writeFileSync(join(top, 'secret.csv'), 'a\n1\n');
  writeFileSync(join(root, 'shared.txt'), 'shared');
  writeFileSync(join(folder, 'note.txt'), 'Grüße');
  writeFileSync(join(folder, 'bytes.bin'), Buffer.from([0, 255, 128, 10]));
  writeFileSync(join(folder, 'people.csv'), '\ufeffFirstName,City\nAnn,"New York, NY"\n\nBob,05\nCid\n');
  writeFileSync(join(folder, 'wide.csv'), 'a,b\n1,2,3\n');
  writeFileSync(join(folder, 'numbers.csv'), `n\n${Array.from({ length: 50 }, (_, i) => i).join('\n')}\n`);
  writeFileSync(join(folder, 'people.txt'), 'x');
  symlinkSync(join(top, 'secret.csv'), join(folder, 'link.csv'));
  const database = new Database(join(folder, 'data.db'));
  database.exec(
    "CREATE TABLE people (id INTEGER, name TEXT, score REAL); INSERT INTO people VALUES (1, 'Ann', 2.0), (2, NULL, 2.5);" +
      'CREATE VIEW best AS SELECT name FROM people WHERE id = 1;',
  );
  database.close();
  const single = new Database(join(folder, 'single.db'));
  single.exec("CREATE TABLE t (x); INSERT INTO t VALUES ('only');");
  single.close();
});

afterAll(() => rmSync(top, { recursive: true }));

const rows = (series: Series, count: number, column: string) =>
  Array.from({ length: count }, (_, i) => {
    const row = series.at(i) as PyObject | undefined;
    return row && repr(row.pyGet?.(column) ?? null);
  });

const read = (given: Record<string, Value>, name = 'iterate') => made(dataset, name, given, call);

describe('File and Base64', () => {
  test.each<[Record<string, Value>, string]>([
    [{ file: 'note.txt' }, 'Grüße'],
    [{ file: 'note.txt', encoding: 'latin-1' }, 'GrÃ¼Ã\u009fe'],
    [{ file: 'bytes.bin', encoding: 'binary' }, '\0\xff\x80\n'],
    [{ file: '../shared.txt' }, 'shared'],
  ])('file_data(%o)', (given, expected) => expect(called(file, 'file_data', [], given, call)).toBe(expected));

  test('a binary file goes through Base64 byte by byte', () => {
    const bytes = called(file, 'file_data', [], { file: 'bytes.bin', encoding: 'binary' }, call);
    expect(called(base64, 'encode', [bytes])).toBe('AP+ACg==');
  });

  test.each<[Record<string, Value>, string]>([
    [{ file: 'missing.txt' }, 'File missing.txt not found.'],
    [{ file: '../../secret.csv' }, 'is outside of'],
    [{ file: '/etc/hostname' }, 'is outside of'],
    [{ file: 'link.csv' }, 'is outside of'],
    [{ file: '.' }, ". isn't a file."],
    [{ file: 'bytes.bin' }, "The file isn't text in utf-8."],
    [{ file: 'note.txt', encoding: 'rot13' }, 'Unknown encoding `rot13`.'],
  ])('file_data(%o) is refused', (given, message) => {
    expect(() => called(file, 'file_data', [], given, call)).toThrow(message);
  });

  test('Base64 refuses what is no byte', () => {
    expect(() => called(base64, 'encode', ['Ω'])).toThrow('characters up to ÿ');
  });
});

describe('Dataset', () => {
  test('a CSV file is read in order, begins again at its end, and finds columns in any case', () => {
    expect(rows(read({ dataset: 'people.csv' }), 4, 'FirstName')).toEqual([
      "'Ann'",
      "'Bob'",
      "'Cid'",
      "'Ann'",
    ]);
    expect(rows(read({ dataset: 'people.csv' }), 3, 'city')).toEqual(["'New York, NY'", "'05'", 'None']);
  });

  test('without repeat it ends', () => {
    const series = read({ dataset: 'people.csv', repeat: false });
    expect(rows(series, 4, 'FirstName').at(-1)).toBe(undefined);
    expect([...series.values()].length).toBe(3);
  });

  test('for_each goes through it once, though it repeats', () =>
    expect([...read({ dataset: 'people.csv' }).values()].length).toBe(3));

  test('shuffling gives every row once a round, each round in another order, the same for the same chance', () => {
    const order = () => rows(read({ dataset: 'numbers.csv' }, 'shuffle'), 100, 'n');
    const [first, second] = [order().slice(0, 50), order().slice(50)];
    expect(new Set(first).size).toBe(50);
    expect(new Set(second).size).toBe(50);
    expect(first).not.toEqual(second);
    expect(first).not.toEqual(rows(read({ dataset: 'numbers.csv' }), 50, 'n'));
    call.draw.next();
    const series = read({ dataset: 'numbers.csv' }, 'shuffle');
    const backwards = [60, 7, 60].map((index) => repr((series.at(index) as PyObject).pyGet?.('n') ?? null));
    expect(backwards[0]).toBe(backwards[2]);
  });

  test('a table of a SQLite file keeps its types', () => {
    const series = () => read({ dataset: 'sqlite:///data.db', table: 'people' });
    expect(rows(series(), 2, 'id')).toEqual(['1', '2']);
    expect(rows(series(), 2, 'name')).toEqual(["'Ann'", 'None']);
    expect(rows(series(), 2, 'score')).toEqual(['2.0', '2.5']);
  });

  test('views are tables too, and an only table needs no name', () => {
    expect(rows(read({ dataset: 'sqlite:///data.db', table: 'best' }), 1, 'name')).toEqual(["'Ann'"]);
    expect(rows(read({ dataset: 'sqlite:///single.db' }), 1, 'x')).toEqual(["'only'"]);
  });

  test.each<[Record<string, Value>, string]>([
    [{}, 'iterate() needs dataset.'],
    [{ dataset: 'missing.csv' }, 'File missing.csv not found.'],
    [{ dataset: '../../secret.csv' }, 'is outside of'],
    [{ dataset: 'people.txt' }, 'must end in .csv'],
    [{ dataset: 'postgres://x/y' }, "isn't a readable dataset"],
    [{ dataset: 'wide.csv' }, 'wide.csv:2: The row has more columns than its header'],
    [{ dataset: 'sqlite:///data.db' }, 'data.db has several tables. Choose with table: best, people.'],
    [{ dataset: 'sqlite:///data.db', table: 'peple' }, 'data.db has no table peple. Did you mean people?'],
    [{ dataset: 'sqlite:///people.csv' }, "people.csv isn't a SQLite file"],
    [{ dataset: 'sqlite:///missing.db' }, 'File missing.db not found.'],
  ])('iterate(%o) is refused', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});
