import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealHands, shuffle } from '../../src/allocation/hands.ts';
import { columnKey } from '../../src/random/key.ts';

const column = columnKey(42, 'Account', 'density_tier');

describe('dealHands', () => {
  it('deals each value as often as its quota says', () => {
    const quotas = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(quotas, fc.nat(), (given, deck) => {
        const dealt = dealHands(given, column, deck);
        expect(given.map((_, value) => dealt.filter((one) => one === value).length)).toEqual(given);
      }),
    );
  });

  it('has every prefix near its shares: each hand holds them as nearly as it can', () => {
    const quotas = [25, 50, 25];
    for (let deck = 0; deck < 50; deck++) {
      const dealt = dealHands(quotas, column, deck);
      for (let end = 4; end <= 100; end += 4) {
        const prefix = dealt.slice(0, end);
        expect([0, 1, 2].map((value) => prefix.filter((one) => one === value).length)).toEqual([
          end / 4,
          end / 2,
          end / 4,
        ]);
      }
    }
  });

  it('keeps any prefix within a hand of its share', () => {
    const quotas = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(quotas, (given) => {
        const cards = given.reduce((a, b) => a + b, 0);
        const dealt = dealHands(given, column, 1);
        const hand = Math.ceil(cards / Math.min(...given)) + 1;
        for (const [value, quota] of given.entries()) {
          let seen = 0;
          for (const [i, one] of dealt.entries()) {
            if (one === value) seen++;
            const share = ((i + 1) * quota) / cards;
            expect(Math.abs(seen - share)).toBeLessThanOrEqual((hand * quota) / cards + 2);
          }
        }
      }),
    );
  });

  it('deals another order with another deck', () => {
    expect(dealHands([50, 50], column, 1)).not.toEqual(dealHands([50, 50], column, 2));
    expect(dealHands([50, 50], column, 1)).toEqual(dealHands([50, 50], column, 1));
  });

  it('deals nothing of nothing', () => expect(dealHands([0, 0], column, 1)).toEqual([]));
});

describe('shuffle', () => {
  it('keeps what it shuffles and depends on the key alone', () => {
    const items = Array.from({ length: 40 }, (_, i) => i);
    const once = shuffle([...items], column, 7);
    expect(once).not.toEqual(items);
    expect(once.toSorted((a, b) => a - b)).toEqual(items);
    expect(shuffle([...items], column, 7)).toEqual(once);
    expect(shuffle([...items], column, 8)).not.toEqual(once);
  });
});
