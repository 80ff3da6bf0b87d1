import { describe, expect, test } from 'vitest';
import { csvText } from '../../src/dataset/csv.ts';
import { partStarts, rowCharacters } from '../../src/load/job-size.ts';

describe('rows go as several jobs', () => {
  test.each<[string, number[], { rows?: number; characters: number }, number[]]>([
    ['not where they fit into one', [3, 3, 4], { characters: 10 }, [0]],
    ['from the row that would pass the limit', [3, 3, 5, 1], { characters: 10 }, [0, 2]],
    ['as often as it takes', [6, 6, 6], { characters: 10 }, [0, 1, 2]],
    ['with a row that is too long by itself alone', [1, 12, 1], { characters: 10 }, [0, 1, 2]],
    ['by the number of rows', [1, 1, 1, 1, 1], { rows: 2, characters: 10 }, [0, 2, 4]],
    ['by what is passed first', [1, 1, 9, 9], { rows: 3, characters: 10 }, [0, 2, 3]],
    ['not at all without rows', [], { characters: 10 }, []],
  ])('%s', (_, sizes, most, starts) => {
    expect(partStarts(sizes, most)).toEqual(starts);
  });

  test.each<[string, string[]]>([
    ['plain cells', ['TESTDATA_42_A0000001', 'One', '']],
    ['quoted cells', ['a "b" c', 'x, y', 'two\nlines', ' ', '"""']],
    ['cells that a null empties', ['#N/A', '#N/A']],
  ])('no longer than was counted, with %s', (_, cells) => {
    expect(rowCharacters(cells)).toBeGreaterThanOrEqual(csvText(cells, []).length);
  });

  test('with room for an id in the place of a key', () => {
    expect(rowCharacters(['A1'])).toBeGreaterThanOrEqual('001000000000001AAA,'.length);
  });
});
