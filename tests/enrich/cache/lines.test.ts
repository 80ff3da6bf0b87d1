import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EntryRow } from '../../../src/enrich/cache/entry.ts';
import { hashOfText } from '../../../src/enrich/cache/entry.ts';
import {
  entryLine,
  holdsEntries,
  isTextExport,
  parseLine,
  systemLine,
} from '../../../src/enrich/cache/entry-line.ts';
import { chunksOf, linesOf } from '../../../src/enrich/cache/lines.ts';
import { cacheFile, entryOf, filled, rowsOf, SYSTEM, withOpen } from './entries.ts';

const written = (content: string | Buffer) => {
  const file = join(dirname(cacheFile()), 'a.jsonl');
  writeFileSync(file, content);
  return file;
};
const long = 'ü'.repeat(700_000);

describe('the lines of a file', () => {
  test.each<[string, string | Buffer, [string | undefined, boolean][]]>([
    ['none', '', []],
    ['one without an end', 'a', [['a', false]]],
    ['one with an end', 'a\n', [['a', true]]],
    [
      'blank ones',
      '\n\na\n',
      [
        ['', true],
        ['', true],
        ['a', true],
      ],
    ],
    [
      'one that is not UTF-8',
      Buffer.from([0xff, 0x0a, 0x61, 0xff]),
      [
        [undefined, true],
        [undefined, false],
      ],
    ],
    [
      'those that are longer than what is read at once',
      `${long}\n${long}\nb`,
      [
        [long, true],
        [long, true],
        ['b', false],
      ],
    ],
    [
      'one that ends where what is read at once does',
      `${'a'.repeat((1 << 20) - 1)}\nb\n`,
      [
        ['a'.repeat((1 << 20) - 1), true],
        ['b', true],
      ],
    ],
    ['one without an end that fills it', 'a'.repeat(1 << 20), [['a'.repeat(1 << 20), false]]],
  ])('are %s', (_, content, lines) => {
    const read = [...linesOf(written(content))];
    expect(read.map(({ ended }) => ended)).toEqual(lines.map(([, ended]) => ended));
    expect(read.every(({ text }, at) => text === lines[at]![0])).toBe(true);
  });

  test('are read as far as they are wanted', () => {
    const [first] = linesOf(written('a\nb\n'));
    expect(first).toEqual({ text: 'a', ended: true });
  });
});

test.each([
  [0, []],
  [1, [1]],
  [1_000, [1_000]],
  [2_001, [1_000, 1_000, 1]],
])('%i lines are written in chunks', (count, sizes) => {
  const lines = Array.from({ length: count }, (_, n) => String(n));
  const chunks = [...chunksOf(lines)];
  expect(chunks.map(({ length }) => length)).toEqual(sizes);
  expect(chunks.flat()).toEqual(lines);
});

describe('a line of a text export', async () => {
  const file = await filled([
    entryOf('R1', 'Søn "A"\n'),
    entryOf('R2', 'x', { sampling: { temperature: null } }),
  ]);
  const [row, other] = withOpen(file, rowsOf) as EntryRow[] as [EntryRow, EntryRow];
  const line = entryLine(row);

  test('is canonical JSON of an entry, and gives it back', () => {
    expect(Object.keys(JSON.parse(line))).toEqual(Object.keys(JSON.parse(line)).sort());
    for (const one of [row, other]) {
      const parsed = parseLine(entryLine(one)) as EntryRow;
      expect(one).toMatchObject(parsed);
      expect(entryLine(parsed)).toBe(entryLine(one));
    }
  });
  test('is one of instructions, and gives them back', () => {
    const hash = hashOfText(SYSTEM);
    expect(systemLine(hash, SYSTEM)).toBe(`{"key":"${hash.toString('hex')}","system":"Write texts."}`);
    expect(parseLine(systemLine(hash, SYSTEM))).toEqual({ key: hash.toString('hex'), system: SYSTEM });
  });

  const changed = (change: object) => JSON.stringify({ ...JSON.parse(line), ...change });
  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '7'],
    ['another document', '{"a":1}'],
    ['a short key', changed({ key: 'ab' })],
    ['a long key', changed({ key: `${JSON.parse(line).key}0` })],
    ['a key before which something comes', changed({ key: `0${JSON.parse(line).key}` })],
    ['a key that is no string', changed({ key: 7 })],
    ['instructions that are no string', changed({ system: 7 })],
    ['instructions that are no hash', changed({ system: 'Write.' })],
    ['instructions that begin as a hash', changed({ system: `${JSON.parse(line).system}0` })],
    ...['provider', 'model', 'object', 'field', 'unit', 'record', 'prompt', 'text'].map(
      (name) => [`a number for its ${name}`, changed({ [name]: 7 })] as [string, string],
    ),
    ['a part of a version', changed({ version: 1.5 })],
    ['no version', changed({ version: undefined })],
    ['no length', changed({ max_length: undefined })],
    ['a part of a length', changed({ max_length: 1.5 })],
    ['a temperature that is no number', changed({ temperature: '0' })],
    ['no temperature', changed({ temperature: undefined })],
  ])('is not %s', (_, text) => {
    expect(parseLine(text)).toBeUndefined();
  });

  test.each([
    ['begins with one', `${line}\nx\n`, true, true],
    ['has one further down', `<<<<<<< ours\n${line}\n`, false, true],
    [
      'has one after a line that is not UTF-8',
      Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(line)]),
      false,
      true,
    ],
    ['has none', 'seed: 7\n', false, false],
    ['is empty', '', false, false],
  ])('makes a text export of a file that %s', (_, content, is, holds) => {
    const text = written(content);
    expect([isTextExport(text), holdsEntries(text)]).toEqual([is, holds]);
  });
  test('is in no folder, and in no file that is not there', () => {
    const folder = dirname(cacheFile());
    expect([isTextExport(folder), isTextExport(join(folder, 'none'))]).toEqual([false, false]);
  });
});
