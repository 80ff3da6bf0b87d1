import { describe, expect, test } from 'vitest';
import { PackedMap } from '../../../src/shared/rows/packed-map.ts';
import { packRows } from '../../../src/shared/rows/packed-rows.ts';
import { madeRows, mapRows, pickRows, type Rows } from '../../../src/shared/rows/rows.ts';

describe('packed rows are the rows, with', () => {
  test.each<[string, string[][]]>([
    [
      'plain cells',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['blank cells', [['', ''], [''], ['', 'x', '']]],
    ['cells of other scripts', [['é', '東京', '🎉👩‍💻'], ['x']]],
    ['a row without cells', [[], ['x']]],
    ['NUL in a cell', [['a\0b', 'c'], ['d']]],
    ['half of a pair', [['\ud83d', 'x'], ['y']]],
    ['a cell longer than a buffer', [['x'.repeat(300_000), 'é'], ['y'.repeat(100_000)], ['z']]],
    ['many rows', Array.from({ length: 20_000 }, (_, at) => [`key ${at}`, 'x'.repeat(at % 50)])],
  ])('%s', (_, rows) => {
    expect([...packRows(rows)]).toEqual(rows);
  });
});

describe('made rows do as arrays', () => {
  const array = [3, 1, 2, 5, 4];
  const rows = madeRows(5, (index) => array[index]!);
  test.each<[string, (rows: Rows<number>) => unknown]>([
    ['at', (all) => [all.at(0), all.at(4), all.at(5)]],
    ['slice', (all) => [[...all.slice(1, 3)], [...all.slice(3)], [...all.slice()], all.slice(4, 2).length]],
    ['slice of a slice', (all) => [...all.slice(1, 4).slice(1)]],
    ['filter', (all) => [...all.filter((one) => one > 2)]],
    ['filter by position', (all) => [...all.filter((_, at) => at % 2 === 0)]],
    ['map', (all) => all.map((one, at) => one * at)],
    ['flatMap', (all) => all.flatMap((one) => (one > 2 ? [one, one] : one === 1 ? 7 : []))],
    ['some', (all) => [all.some((one) => one === 5), all.some((one) => one === 6)]],
    ['every', (all) => [all.every((one) => one > 0), all.every((one) => one > 1)]],
    ['findIndex', (all) => [all.findIndex((one) => one * 2 === 4), all.findIndex((one) => one > 8)]],
    ['entries in order', (all) => [...all]],
  ])('%s', (_, use) => {
    expect(use(rows)).toEqual(use(array));
  });

  test('are made from others, and are picked from others', () => {
    expect([...mapRows(array, (one, at) => one + at)]).toEqual([3, 2, 4, 8, 8]);
    expect([...pickRows(array, [4, 0])]).toEqual([4, 3]);
  });
});

const OTHER = new PackedMap(
  Array.from({ length: 1_500 }, (_, at) => [`TESTDATA_42_A${String(at * 2).padStart(7, '0')}`, 'x'] as const),
);

describe.each([
  ['a packed map', undefined],
  ['a packed map with half of its keys in another', OTHER],
])('%s does as a Map', (_, like) => {
  test('with keys that come, come again, and are not there', () => {
    const packed = new PackedMap([], like);
    const map = new Map<string, string>();
    for (let at = 0; at < 5_000; at++) {
      const key = `TESTDATA_42_A${String((at * 7) % 3_001).padStart(7, '0')}`;
      packed.set(key, `${at % 1_999}`);
      map.set(key, `${at % 1_999}`);
    }
    expect([...packed]).toEqual([...map]);
    expect([...packed.keys()]).toEqual([...map.keys()]);
    expect(packed.size).toBe(map.size);
    for (const key of ['TESTDATA_42_A0000000', 'TESTDATA_42_A0003000', 'other', '', 'é'])
      expect([packed.get(key), packed.has(key)]).toEqual([map.get(key), map.has(key)]);
  });

  test('of entries, among them blank ones', () => {
    const entries: [string, string][] = [
      ['', 'x'],
      ['é', ''],
      ['a', 'b'],
    ];
    expect([...new PackedMap(entries, like)]).toEqual(entries);
  });
});
