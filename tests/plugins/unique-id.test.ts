import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrambled } from '../../src/plugins/unique-ids/scramble.ts';
import { uniqueIdPlugin } from '../../src/plugins/unique-ids/unique-id.ts';
import { UniqueIds } from '../../src/plugins/unique-ids/unique-ids.ts';
import type { PyObject, Value } from '../../src/python/value.ts';
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
  ])('the one with number %d is that of Snowfakery', (number, id, code) => {
    const ids = new UniqueIds();
    ids.restore({
      contexts: 1,
      numeric: { context: 1, index: number - 1 },
      codes: { context: 1, index: number - 1 },
    });
    expect([ids.uniqueId(), ids.uniqueAlphaCode()]).toEqual([id, code]);
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

  test('generators have numbers in the order in which they are first asked', () => {
    const ids = new UniqueIds();
    const plugin = uniqueIdPlugin(ids);
    const own = () => plugin.attributes.get('unique_id')?.(aCall());
    const held = called(plugin, 'NumericIdGenerator', []) as PyObject;
    // Snowfakery 4.2.1: a variable with a generator, then unique_id, UniqueId.unique_id and unique_id again.
    expect([held.pyGet?.('unique_id'), ids.uniqueId(), own(), ids.uniqueId(), own()]).toEqual([
      1541010, 1481010, 1741010, 9752010, 10132010,
    ]);
  });

  test('no two are the same, whoever makes them and whatever run goes on', () => {
    const first = new UniqueIds();
    const some = (of: () => Value) => Array.from({ length: 500 }, of);
    const made = (ids: UniqueIds) => {
      const held = ids.numeric();
      return some(() => ids.uniqueId()).concat(some(() => held.next()));
    };
    const codes = (ids: UniqueIds) => some(() => ids.uniqueAlphaCode());
    const before = [...made(first), ...codes(first)];
    const second = new UniqueIds();
    second.restore(first.state);
    const all = [...before, ...made(second), ...codes(second)];
    expect(new Set(all).size).toBe(all.length);
  });

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
    ['AlphaCodeGenerator', { alphabet: 'AAB' }, 'without duplicates'],
    ['AlphaCodeGenerator', { min_chars: 0 }, 'min_chars must be 1 to 1000.'],
    ['AlphaCodeGenerator', { min_chars: 29 }, 'min_chars must be at most 28 for random codes of 36 letters.'],
  ])('%s(%o) is refused', (name, given, message) => {
    expect(() => ids(name, given, 1)).toThrow(message);
  });
});
