import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, Population } from '../../src/allocation/population.ts';
import { Quota } from '../../src/allocation/quota.ts';
import { Spread } from '../../src/allocation/spread.ts';
import { columnKey } from '../../src/random/key.ts';
import { UserError } from '../../src/shared/errors.ts';

const key = (name: string) => columnKey(42, 'Plan', name);
const root = () => new Population('Account', undefined, { kind: 'root' });

function quotaOf(population: Population, weights: readonly number[], name = 'quota', by?: Quota): Quota {
  return new Quota({ population, column: key(name), size: weights.length, weights: () => weights, by });
}

interface SpreadOptions {
  average: number;
  min?: number;
  max?: number;
  by?: Quota;
  capacity?: Population;
}

function spreadOf(name: string, parents: Population, options: SpreadOptions): Population {
  const { average, min = 0, max = Math.ceil(average * 2 + 1), by, capacity } = options;
  const input = {
    name,
    parents,
    column: key(name),
    average,
    min,
    max,
    by,
    capacity,
    place: { file: 'r.yml' },
  };
  return new Population(name, parents, { kind: 'spread', spread: new Spread(input) });
}

function countOf(indices: ArrayLike<number>, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const index of Array.from(indices)) counts[index]!++;
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

const weights = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 })
  .filter((list) => list.some((weight) => weight > 0));
const average = fc.integer({ min: 0, max: 600 }).map((n) => n / 100);

describe('a quota', () => {
  it('holds each value within one of its share after any number of blocks', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 12 }), (list, blocks) => {
        const quota = quotaOf(root(), list);
        let counts = list.map(() => 0);
        for (let block = 0; block < blocks; block++) {
          const dealt = countOf(quota.indices(block), list.length);
          counts = counts.map((count, value) => count + dealt[value]!);
          const rows = (block + 1) * BLOCK;
          expect(sum(counts)).toBe(rows);
          for (const [value, weight] of list.entries())
            expect(Math.abs(counts[value]! - (rows * weight) / sum(list))).toBeLessThan(1 + 1e-9);
          expect(quota.planned(block + 1)).toEqual(counts);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives a block the same values whatever was asked before', () => {
    const inOrder = quotaOf(root(), [15, 15, 70]);
    const blocks = [0, 1, 2, 3, 4, 5, 6, 7].map((block) => [...inOrder.indices(block)]);
    const backwards = quotaOf(root(), [15, 15, 70]);
    for (const block of [7, 3, 0, 5, 5, 1]) expect([...backwards.indices(block)]).toEqual(blocks[block]);
  });

  it('is independent of another quota', () => {
    const accounts = root();
    const [one, other] = [quotaOf(accounts, [50, 50], 'one'), quotaOf(accounts, [50, 50], 'other')];
    let same = 0;
    for (let block = 0; block < 20; block++)
      one.indices(block).forEach((value, slot) => {
        if (value === other.indices(block)[slot]) same++;
      });
    expect(Math.abs(same - 1000)).toBeLessThan(100);
  });

  it('within another quota, keeps the shares within each of its groups', () => {
    const cases = spreadOf('Case', root(), { average: 2 });
    const status = quotaOf(cases, [20, 35, 10, 10, 25], 'status');
    const mixes = [
      [30, 45, 25],
      [20, 45, 35],
      [10, 15, 75],
      [30, 45, 25],
      [30, 45, 25],
    ];
    const priority = new Quota({
      population: cases,
      column: key('priority'),
      by: status,
      size: 3,
      weights: (group) => mixes[group]!,
    });
    const counts = mixes.map(() => [0, 0, 0]);
    for (let block = 0; block < 6; block++) {
      status.indices(block).forEach((group, slot) => {
        counts[group]![priority.indices(block)[slot]!]!++;
      });
      for (const [group, mix] of mixes.entries())
        for (const [value, weight] of mix.entries())
          expect(Math.abs(counts[group]![value]! - (sum(counts[group]!) * weight) / 100)).toBeLessThan(1);
    }
  });

  it('from the second child on gives the first of each parent the last value, and the others the full share', () => {
    const contacts = spreadOf('Contact', root(), { average: 4, min: 1, max: 8 });
    const quota = new Quota({
      population: contacts,
      column: key('from'),
      size: 2,
      weights: () => [30, 70],
      from: 1,
    });
    for (let block = 0; block < 4; block++) {
      const { offsets } = contacts.layout(block);
      const indices = quota.indices(block);
      for (let parent = 0; parent < BLOCK; parent++) expect(indices[offsets[parent]!]).toBe(1);
      expect(countOf(indices, 2)).toEqual([120, 280]);
    }
  });

  it("holds its shares in groups that aren't as large as they were planned", () => {
    const accounts = root();
    const tier = quotaOf(accounts, [30, 40, 30], 'tier');
    // The counts do not go by the tier, so that a tier has more cases in one block, and fewer in another.
    const cases = spreadOf('Case', accounts, { average: 1.5, max: 9 });
    const status = new Quota({
      ...{ population: cases, column: key('by tier'), by: tier, size: 2 },
      weights: (group) =>
        [
          [100, 0],
          [50, 50],
          [0, 100],
        ][group]!,
    });
    for (let block = 0; block < 4; block++) {
      const tiers = cases.strata(tier, block);
      const counts = [0, 1, 2].map(() => [0, 0]);
      status.indices(block).forEach((value, slot) => {
        counts[tiers[slot]!]![value]!++;
      });
      expect([counts[0]![1], counts[2]![0]]).toEqual([0, 0]);
      expect(Math.abs(counts[1]![0]! - counts[1]![1]!)).toBeLessThanOrEqual(1);
    }
  });

  it('deals a block once', () => {
    const quota = quotaOf(root(), [15, 15, 70]);
    expect(quota.indices(1)).toBe(quota.indices(1));
    expect(quota.population.layout(1)).toBe(quota.population.layout(1));
    expect(quota.indices(2)).not.toBe(quota.indices(1));
  });

  it('from the second child on takes from the other values where the last one is used up', () => {
    const pairs = new Population('Pair', root(), { kind: 'fixed', count: 2 });
    const quota = new Quota({
      ...{ population: pairs, column: key('used up'), size: 3, weights: () => [20, 50, 30], from: 1 },
    });
    const indices = quota.indices(0);
    const first = Array.from(indices).filter((_, slot) => slot % 2 === 0);
    expect(new Set(first)).toEqual(new Set([2]));
    // Of 40, 100 and 60 rows that are due, the 100 first ones take the 60 and 40 of the 100.
    expect(countOf(indices, 3)).toEqual([40, 60, 100]);
  });

  it('from the second child on gives what there is where a share is out of reach', () => {
    const contacts = spreadOf('Contact', root(), { average: 1, min: 1, max: 1 });
    const quota = new Quota({
      population: contacts,
      column: key('f'),
      size: 2,
      weights: () => [30, 70],
      from: 1,
    });
    expect(countOf(quota.indices(0), 2)).toEqual([0, 100]);
  });
});

describe('a spread', () => {
  it('adds up to its average after each block, within its bounds, whatever it is distributed by', () => {
    fc.assert(
      fc.property(weights, average, fc.nat(2), fc.integer({ min: 1, max: 6 }), (list, mean, min, blocks) => {
        const accounts = root();
        const tier = quotaOf(accounts, list, 'tier');
        const max = Math.ceil(mean * 2 + 1);
        const least = Math.min(min, Math.floor(mean));
        const contacts = spreadOf('Contact', accounts, { average: mean, min: least, max, by: tier });
        let rows = 0;
        for (let block = 0; block < blocks; block++) {
          const { size, offsets } = contacts.layout(block);
          rows += size;
          expect(rows).toBe(Math.round((block + 1) * BLOCK * mean));
          for (let parent = 0; parent < BLOCK; parent++) {
            const count = offsets[parent + 1]! - offsets[parent]!;
            expect(count).toBeGreaterThanOrEqual(least);
            expect(count).toBeLessThanOrEqual(max);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('adds up where its average is hardly more than its least and a group has too few', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [3, 3, 3, 1], 'tier');
    const contacts = spreadOf('Contact', accounts, { average: 1.01, min: 1, max: 3, by: tier });
    for (let block = 0; block < 30; block++) {
      expect(contacts.layout(block).size).toBe(101);
      expect(new Set(contacts.layout(block).parentOf).size).toBe(BLOCK);
    }
  });

  it('varies from parent to parent in each group', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [50, 50], 'tier');
    const contacts = spreadOf('Contact', accounts, { average: 4, min: 1, max: 8, by: tier });
    const { offsets } = contacts.layout(0);
    const tiers = tier.indices(0);
    for (const group of [0, 1]) {
      const counts = Array.from(tiers, (_, slot) => slot)
        .filter((slot) => tiers[slot] === group)
        .map((slot) => offsets[slot + 1]! - offsets[slot]!);
      expect([sum(counts), new Set(counts).size]).toEqual([200, 8]);
    }
  });

  it('is planned for each group as it comes', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [13, 29, 31, 27], 'tier');
    const contacts = spreadOf('Contact', accounts, { average: 1.37, min: 0, max: 4, by: tier });
    let made = [0, 0, 0, 0];
    for (let block = 0; block < 12; block++) {
      const counts = countOf(contacts.strata(tier, block), 4);
      made = made.map((count, group) => count + counts[group]!);
      expect(contacts.plannedBy(tier, block + 1)).toEqual(made);
    }
  });

  it("gives each group its part of an average that isn't whole", () => {
    const accounts = root();
    const tier = quotaOf(accounts, [20, 50, 30], 'tier');
    const deals = spreadOf('Opportunity', accounts, { average: 2.5, max: 6, by: tier });
    expect(countOf(deals.strata(tier, 0), 3)).toEqual([50, 125, 75]);
    expect(deals.plannedBy(tier, 2)).toEqual([100, 250, 150]);
  });

  it('gives what finds no room in one group to the others', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [50, 50], 'tier');
    const room = new Quota({
      ...{ population: accounts, column: key('room'), by: tier, size: 2 },
      weights: (group) => (group === 0 ? [100, 0] : [0, 100]),
    });
    // The accounts of the first tier have one contact each at most, those of the other have seven.
    const contacts = new Population('Contact', accounts, {
      kind: 'spread',
      spread: {
        by: room,
        planned: (block: number) => [block * 50, block * 350],
        counts: (block: number) => Array.from(room.indices(block), (value) => (value === 0 ? 1 : 7)),
      } as unknown as Spread,
    });
    const roles = spreadOf('Role', accounts, { average: 3, max: 7, by: tier, capacity: contacts });
    const { size, offsets } = roles.layout(0);
    expect(size).toBe(300);
    const tiers = tier.indices(0);
    const counts = [0, 1].map((group) =>
      sum(Array.from(tiers, (one, at) => (one === group ? offsets[at + 1]! - offsets[at]! : 0))),
    );
    expect(counts).toEqual([50, 250]);
    const first = Array.from({ length: 24 }, (_, at) => offsets[at + 1]! - offsets[at]!);
    expect(first.join('')).toBe('171441611216417121141417');
  });

  it('takes nothing where there is no account in common', () => {
    const strangers = new Population('Contact', root(), { kind: 'fixed', count: 5 });
    const roles = spreadOf('Role', root(), { average: 1, max: 5, capacity: strangers });
    expect(() => roles.layout(0)).toThrow(/100 Account rows take at most 0/);
  });

  it('spreads the same on every machine', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [25, 50, 25], 'tier');
    const contacts = spreadOf('Contact', accounts, { average: 1.3, min: 1, max: 3, by: tier });
    const deals = spreadOf('Opportunity', accounts, { average: 2, max: 5 });
    const roles = spreadOf('Role', deals, { average: 1.2, max: 3, capacity: contacts });
    const firstOf = (population: Population) => {
      const { offsets } = population.layout(1);
      return Array.from({ length: 24 }, (_, slot) => offsets[slot + 1]! - offsets[slot]!).join('');
    };
    expect([contacts, deals, roles].map(firstOf)).toEqual([
      '112112221112211211122111',
      '230323310233201320313201',
      '111111111121222211111112',
    ]);
  });

  it('gives each group its part of the total', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [25, 50, 25], 'tier');
    const contacts = spreadOf('Contact', accounts, { average: 4, min: 1, max: 8, by: tier });
    for (let block = 0; block < 3; block++)
      expect(countOf(contacts.strata(tier, block), 3)).toEqual([100, 200, 100]);
  });

  it('below a spread adds up as well', () => {
    const opportunities = spreadOf('Opportunity', root(), { average: 2.5, max: 6 });
    const roles = spreadOf('Role', opportunities, { average: 2, max: 5 });
    let [rows, parents] = [0, 0];
    for (let block = 0; block < 5; block++) {
      parents += opportunities.layout(block).size;
      rows += roles.layout(block).size;
      expect([parents, rows]).toEqual([(block + 1) * 250, (block + 1) * 500]);
    }
  });

  it('gives no parent more than its account has of the capacity, and still adds up', () => {
    const accounts = root();
    const contacts = spreadOf('Contact', accounts, { average: 3, min: 1, max: 6 });
    const opportunities = spreadOf('Opportunity', accounts, { average: 2.5, max: 6 });
    const roles = spreadOf('Role', opportunities, { average: 2, max: 5, capacity: contacts });
    for (let block = 0; block < 3; block++) {
      const [ofContacts, ofOpportunities, ofRoles] = [contacts, opportunities, roles].map((one) =>
        one.layout(block),
      );
      expect(ofRoles!.size).toBe(500);
      for (let opportunity = 0; opportunity < ofOpportunities!.size; opportunity++) {
        const account = ofOpportunities!.parentOf[opportunity]!;
        const room = ofContacts!.offsets[account + 1]! - ofContacts!.offsets[account]!;
        expect(ofRoles!.offsets[opportunity + 1]! - ofRoles!.offsets[opportunity]!).toBeLessThanOrEqual(room);
      }
    }
  });

  it('names the settings where the capacity is too small for the average', () => {
    const accounts = root();
    const contacts = spreadOf('Contact', accounts, { average: 1, min: 1, max: 1 });
    const opportunities = spreadOf('Opportunity', accounts, { average: 2, max: 5 });
    const roles = spreadOf('Role', opportunities, { average: 2, max: 5, capacity: contacts });
    expect(() => roles.layout(0)).toThrow(UserError);
    expect(() => roles.layout(0)).toThrow(
      'r.yml: The settings contradict each other: an average of 2 Role for each Opportunity, but 200 Opportunity rows ' +
        'take at most 200, since none has more than its account has Contact rows. Lower the average of Role, raise ' +
        'that of Contact, or raise the maximum of 5.',
    );
  });

  it('names the settings where the most is less than the average', () => {
    const contacts = spreadOf('Contact', root(), { average: 3, max: 2 });
    expect(() => contacts.layout(0)).toThrow(
      'an average of 3 Contact for each Account, but 100 Account rows take at most 200. Lower the average of Contact, ' +
        'or raise the maximum of 2.',
    );
  });

  it('has the exact shares of the quota by which it is spread, and of no other', () => {
    const accounts = root();
    const [industry, size] = [quotaOf(accounts, [7, 5, 3, 1], 'industry'), quotaOf(accounts, [1, 2], 'size')];
    const contacts = spreadOf('Contact', accounts, { average: 1.377, by: industry });
    const dealt = [0, 0, 0, 0];
    for (let block = 0; block < 20; block++) {
      for (const quota of [industry, size])
        expect(sum(contacts.plannedBy(quota, block))).toBe(contacts.planned(block));
      expect(contacts.plannedBy(industry, block)).toEqual(dealt);
      for (const value of Array.from(contacts.strata(industry, block))) dealt[value]!++;
    }
  });

  it('names the settings where the least is more than the average', () => {
    const contacts = spreadOf('Contact', root(), { average: 1, min: 2, max: 5 });
    expect(() => contacts.layout(0)).toThrow(
      'an average of 1 Contact for each Account, but at least 2 for each.',
    );
  });
});

describe('a fixed count', () => {
  it('lays its rows out one parent after the other, and has the quotas above it', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [25, 50, 25], 'tier');
    const pairs = new Population('Pair', accounts, { kind: 'fixed', count: 2 });
    expect(pairs.layout(0).size).toBe(200);
    expect([...pairs.layout(0).parentOf.slice(0, 5)]).toEqual([0, 0, 1, 1, 2]);
    expect(pairs.plannedBy(tier, 1)).toEqual([50, 100, 50]);
    expect(countOf(pairs.strata(tier, 0), 3)).toEqual([50, 100, 50]);
  });

  it('is planned from the rows above it, at any depth', () => {
    const accounts = root();
    const tier = quotaOf(accounts, [25, 50, 25], 'tier');
    const deals = spreadOf('Opportunity', accounts, { average: 2.5, max: 6 });
    const pairs = new Population('Pair', deals, { kind: 'fixed', count: 3 });
    expect([0, 1, 2].map((block) => pairs.planned(block))).toEqual([0, 750, 1_500]);
    expect(pairs.root).toBe(accounts);
    expect(accounts.root).toBe(accounts);
    // The opportunities do not go by the tier, and their parts of it are expected ones.
    expect(deals.plannedBy(tier, 1)).toEqual([63, 125, 62]);
    expect(pairs.plannedBy(tier, 1)).toEqual([189, 375, 186]);
    expect(pairs.plannedBy(undefined, 1)).toEqual([750]);
  });

  it('has the first row of a parent without a layout', () => {
    const deals = spreadOf('Opportunity', root(), { average: 2.5, max: 6 });
    const pairs = new Population('Pair', deals, { kind: 'fixed', count: 3 });
    for (const population of [deals, pairs])
      for (const parent of [0, 1, 57])
        expect(population.firstSlot(2, parent)).toBe(population.layout(2).offsets[parent]);
  });
});
