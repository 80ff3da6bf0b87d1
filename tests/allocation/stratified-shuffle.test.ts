import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shuffle, stratifiedShuffle } from '../../src/allocation/stratified-shuffle.ts';
import { columnKey } from '../../src/random/key.ts';

const column = columnKey(42, 'Account', 'density_tier');

describe('stratifiedShuffle', () => {
  it('has each value as often as its quota says', () => {
    const quotas = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(quotas, fc.nat(), (given, hash) => {
        const order = stratifiedShuffle(given, column, hash);
        expect(given.map((_, value) => order.filter((one) => one === value).length)).toEqual(given);
      }),
    );
  });

  it('has every prefix near its shares: each stratum has them as nearly as it can', () => {
    const quotas = [25, 50, 25];
    for (let hash = 0; hash < 50; hash++) {
      const order = stratifiedShuffle(quotas, column, hash);
      for (let end = 4; end <= 100; end += 4) {
        const prefix = order.slice(0, end);
        expect([0, 1, 2].map((value) => prefix.filter((one) => one === value).length)).toEqual([
          end / 4,
          end / 2,
          end / 4,
        ]);
      }
    }
  });

  it('keeps any prefix within a stratum of its share', () => {
    const quotas = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(quotas, (given) => {
        const total = given.reduce((a, b) => a + b, 0);
        const order = stratifiedShuffle(given, column, 1);
        const stratum = Math.ceil(total / Math.min(...given)) + 1;
        for (const [value, quota] of given.entries()) {
          let seen = 0;
          for (const [i, one] of order.entries()) {
            if (one === value) seen++;
            const share = ((i + 1) * quota) / total;
            expect(Math.abs(seen - share)).toBeLessThanOrEqual((stratum * quota) / total + 2);
          }
        }
      }),
    );
  });

  it('gives another order for another hash', () => {
    expect(stratifiedShuffle([50, 50], column, 1)).not.toEqual(stratifiedShuffle([50, 50], column, 2));
    expect(stratifiedShuffle([50, 50], column, 1)).toEqual(stratifiedShuffle([50, 50], column, 1));
  });

  it.each([
    [[2, 4, 1], 3, [1, 0, 1, 1, 2, 1, 0]],
    [[3, 0, 6, 2], 1, [2, 2, 0, 3, 2, 0, 0, 3, 2, 2, 2]],
    [[5, 5], 9, [0, 1, 1, 0, 1, 0, 1, 0, 1, 0]],
    [[0, 3], 1, [1, 1, 1]],
  ])('shuffles quotas %j with hash %i the same on every machine', (quotas, hash, order) => {
    expect(stratifiedShuffle(quotas, columnKey(42, 'Contact', 'count'), hash)).toEqual(order);
  });

  it('gives nothing for no quota', () => expect(stratifiedShuffle([0, 0], column, 1)).toEqual([]));
});

describe('shuffle', () => {
  it('shuffles the same on every machine', () => {
    const items = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(shuffle(items, columnKey(42, 'Contact', 'count'), 7)).toEqual([4, 2, 5, 0, 1, 7, 6, 3]);
  });

  it('keeps what it shuffles and depends on the key alone', () => {
    const items = Array.from({ length: 40 }, (_, i) => i);
    const once = shuffle([...items], column, 7);
    expect(once).not.toEqual(items);
    expect(once.toSorted((a, b) => a - b)).toEqual(items);
    expect(shuffle([...items], column, 7)).toEqual(once);
    expect(shuffle([...items], column, 8)).not.toEqual(once);
  });
});
