import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrambled } from '../../../src/recipe/plugins/scramble.ts';
import { uniqueAlphaCode, uniqueId, uniqueIdPlugin } from '../../../src/recipe/plugins/unique-id.ts';
import type { PyObject, Value } from '../../../src/recipe/value.ts';
import { aCall, called } from './call.ts';

/** The first ids of a generator. */
function ids(name: string, given: Record<string, Value>, count: number): Value[] {
  const generator = called(uniqueIdPlugin(), name, [], given) as PyObject;
  return Array.from({ length: count }, () => generator.pyGet?.('unique_id') ?? null);
}

describe('unique ids', () => {
  test.each([
    [1, 1541010, '2AUHHSZN'],
    [2, 9612010, 'GDH9OYLN'],
    [3, 2243010, '42Q3XX3N'],
    [10, 8772010, 'GDH9TW2J'],
    [100, 16894011, '41JMPUVF'],
    [200, 3300011, 'EGNSHVIZ'],
    [4999, 2378587018, '5JNYTUZ7'],
  ])('row %d has those of Snowfakery', (row, id, code) => {
    expect([uniqueId(1, row), uniqueAlphaCode(1, row)]).toEqual([id, code]);
  });

  test.each<[string, Record<string, Value>, Value[]]>([
    ['NumericIdGenerator', { template: 'index' }, [1371010, 9782010, 2433010]],
    ['NumericIdGenerator', { template: '11,index' }, [21010, 8572010, 1203010]],
    ['AlphaCodeGenerator', { alphabet: 'ACGT' }, ['CCTCAACCAG', 'GAGACAGGGGGG', 'TGACCCGAAG']],
    [
      'AlphaCodeGenerator',
      { min_chars: 20, template: 'index' },
      ['3J4WY4LUYIBPMPBOHPLR', '3Y74STM1FUBR172OMM7B', '29NC13RJQAWSC8BFSTGV'],
    ],
    ['AlphaCodeGenerator', { randomize_codes: false, min_chars: 5 }, ['001CN', '001CO', '001CP']],
  ])('%s(%o) has those of Snowfakery', (name, given, expected) =>
    expect(ids(name, given, 3)).toEqual(expected),
  );

  test('no two places and rows share one', () => {
    const places = [1, 2, 3].flatMap((site) =>
      Array.from({ length: 2000 }, (_, i) => [site, i + 1] as const),
    );
    expect(new Set(places.map(([site, row]) => uniqueId(site, row))).size).toBe(places.length);
    expect(new Set(places.map(([site, row]) => uniqueAlphaCode(site, row))).size).toBe(places.length);
  });

  test('the plugin has one of its own for every row', () =>
    expect(uniqueIdPlugin().attributes.get('unique_id')?.(aCall({ rowNumber: 2 }))).toBe(9612010));

  test('scrambling can be undone', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        (a, b) => {
          expect(scrambled(a) === scrambled(b)).toBe(a === b);
        },
      ),
      { seed: 7 },
    );
  });

  test.each<[string, Record<string, Value>, string]>([
    ['NumericIdGenerator', { template: 'index, row' }, "A template of unique ids has no part 'row'."],
    ['AlphaCodeGenerator', { alphabet: 'AAB' }, 'none of them twice'],
    ['AlphaCodeGenerator', { min_chars: 0 }, 'min_chars is 1 to 1000.'],
    ['AlphaCodeGenerator', { min_chars: 29 }, 'min_chars is 28 at most for random codes of 36 letters.'],
  ])('%s(%o) is refused', (name, given, message) => {
    expect(() => ids(name, given, 1)).toThrow(message);
  });
});
