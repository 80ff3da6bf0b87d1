import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readExport } from '../../../src/enrich/cache/export-lines.ts';
import { writeTextExport } from '../../../src/enrich/cache/text-export.ts';
import { entryOf, errorOf, exportOf, filled, withOpen } from './entries.ts';

let text: string;
let lines: string[];
/** The place of the instructions among the lines, from 0. */
let instructions: number;
beforeEach(async () => {
  const file = await filled(['R1', 'R2', 'R3'].map((record) => entryOf(record)));
  withOpen(file, (cache) => writeTextExport(cache));
  text = exportOf(file);
  lines = readFileSync(text, 'utf8').trimEnd().split('\n');
  instructions = lines.findIndex((line) => !line.includes('"record"'));
});
const put = (all: string[], end = '\n') => writeFileSync(text, all.join('\n') + end);
const read = () => {
  const seen = new Map<string, number>();
  readExport(text, (line, number) => void seen.set('row' in line ? line.row.record : line.system, number));
  return Object.fromEntries(seen);
};
const problems = () => errorOf(read).problems.map(({ message, place }) => `${place!.line}: ${message}`);
const entryAt = () => (instructions === 0 ? 1 : 0);

describe('a text export is read', () => {
  test('with the number of each line, in any order, with blank lines and a byte order mark', () => {
    const whole = read();
    expect(Object.keys(whole).sort()).toEqual(['R1', 'R2', 'R3', 'Write texts.']);
    expect(Object.values(whole).sort()).toEqual([1, 2, 3, 4]);
    put(lines.toReversed());
    expect(read()).toEqual(Object.fromEntries(Object.entries(whole).map(([name, at]) => [name, 5 - at])));
    put(['\ufeff', '  ', ...lines]);
    expect(read()).toEqual(Object.fromEntries(Object.entries(whole).map(([name, at]) => [name, at + 2])));
    put([`\ufeff${lines[0]}`, ...lines.slice(1)], '');
    expect(read()).toEqual(whole);
    put([...lines, ...lines]);
    expect(read()).toEqual(whole);
    put(lines.flatMap((line) => [line, line]));
    expect(Object.values(read()).sort()).toEqual([1, 3, 5, 7]);
  });

  test.each<[string, () => void, () => string[]]>([
    [
      'two texts for one key, side by side',
      () =>
        put(
          lines.flatMap((line, at) => (at === entryAt() ? [line, line.replace('"Text', '"Other')] : [line])),
        ),
      () => [`${entryAt() + 2}: The key has two texts, in lines ${entryAt() + 1} and ${entryAt() + 2}.`],
    ],
    [
      'two texts for one key, apart',
      () => put([...lines, lines[entryAt()]!.replace('"Text', '"Other')]),
      () => [`5: The key has two texts, in lines ${entryAt() + 1} and 5.`],
    ],
    [
      'a line of something else',
      () => put([...lines, '{"a":1}']),
      () => ["5: The line isn't an entry of a cache."],
    ],
    [
      'a last line that is cut off',
      () => put([...lines, '{"a"'], ''),
      () => ['5: The last line is cut off.'],
    ],
    [
      'a line that is not UTF-8',
      () =>
        writeFileSync(text, Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(`${lines.join('\n')}\n`)])),
      () => ["1: The line isn't UTF-8."],
    ],
    [
      'an open merge',
      () => put(['<<<<<<< ours', ...lines, '=======', '>>>>>>> theirs']),
      () => ['1: Unresolved git merge.', '6: Unresolved git merge.', '7: Unresolved git merge.'],
    ],
    [
      'instructions that were edited',
      () => put(lines.map((line) => line.replace('Write texts.', 'Write!'))),
      () => [`${instructions + 1}: The instructions don't match their key: the line was edited.`],
    ],
    [
      'a byte order mark further down',
      () => put([lines[0]!, `\ufeff${lines[1]}`, ...lines.slice(2)]),
      () => ["2: The line isn't an entry of a cache."],
    ],
  ])('as far as it is sound: %s', (_, make, expected) => {
    make();
    expect(problems()).toEqual(expected());
    expect(errorOf(read).outcome).toBe('nothing was imported');
  });

  test('and names the way on for each problem', () => {
    const hintOf = (make: () => void) => {
      make();
      return errorOf(read).problems[0]!.hint;
    };
    expect(hintOf(() => put(['x']))).toBe('Restore the file from git.');
    expect(hintOf(() => put(['x'], ''))).toMatch(/^Restore the file from git, or delete this line/);
    expect(hintOf(() => put(['>>>>>>> theirs']))).toMatch(/^Delete the conflict markers/);
    expect(hintOf(() => put([lines[entryAt()]!, lines[entryAt()]!.replace('"Text', '"Other')]))).toBe(
      'Delete the wrong line.',
    );
    expect(hintOf(() => put([lines[instructions]!.replace('Write', 'Say')]))).toBe(
      'Restore the line from git.',
    );
    expect(hintOf(() => writeFileSync(text, Buffer.from([0xff])))).toBe('Restore the file from git.');
  });

  test('with git to restore it where git has it, but not from a merge', () => {
    put(['x']);
    expect(errorOf(read).next).toBeUndefined();
    mkdirSync(`${dirname(text)}/.git`);
    expect(errorOf(read).next).toBe(`git -C ${dirname(text)} restore -- llm.jsonl`);
    put(['<<<<<<< ours', ...lines]);
    expect(errorOf(read).next).toBeUndefined();
    put([lines[entryAt()]!, lines[entryAt()]!.replace('"Text', '"Other')]);
    expect(errorOf(read).next).toBeUndefined();
  });

  test('with twenty problems, and how many more there are', () => {
    put(Array.from({ length: 20 }, () => 'x'));
    expect(problems()).toHaveLength(20);
    put(Array.from({ length: 23 }, () => 'x'));
    const { problems: all } = errorOf(read);
    expect(all).toHaveLength(21);
    expect(all[20]).toMatchObject({ message: expect.stringMatching(/\b3 more/), place: { file: text } });
  });
});
