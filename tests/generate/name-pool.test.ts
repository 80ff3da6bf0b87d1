import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEMALE_NAMES, LAST_NAMES, MALE_NAMES } from '../../src/fakes/tables/names.ts';
import { FULL_NAMES, fullName, salutation } from '../../src/generate/library/name-pool.ts';
import { KeyedDraw } from '../../src/random/draw.ts';
import { asciiSlug } from '../../src/shared/ascii-slug.ts';

const keys = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('fullName', () => {
  it('has more than 1,200,000 names before it needs initials', () => {
    expect(FULL_NAMES).toBeGreaterThan(1_200_000);
  });

  it('gives each index a name of its own, whatever the key', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 3 * FULL_NAMES }), (key, start) => {
        const names = Array.from({ length: 2000 }, (_, n) => {
          const { first, last } = fullName(start + n * 997, key);
          return `${first} ${last}`;
        });
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 20 },
    );
  });

  it('adds another middle initial in each round through the pool', () => {
    const rounds = Array.from({ length: 24 }, (_, round) => fullName(5 + round * FULL_NAMES, 42));
    expect(new Set(rounds.map(({ first }) => first)).size).toBe(24);
    expect(rounds[1]?.first).toMatch(/^\p{L}+ [A-Z]\.$/u);
    expect(rounds[1]?.first.split(' ')[0]).toBe(rounds[0]?.first);
    expect(() => fullName(24 * FULL_NAMES, 42)).toThrow('has no name');
  });

  it('has women and men in near equal parts, and accents and apostrophes among them', () => {
    const people = Array.from({ length: 2000 }, (_, index) => fullName(index, 42));
    const women = people.filter(({ female }) => female).length;
    expect(women).toBeGreaterThan(900);
    expect(women).toBeLessThan(1100);
    expect(people.some(({ first, last }) => /[^ -~]/.test(first + last))).toBe(true);
    expect(people.some(({ last }) => last.includes("'"))).toBe(true);
  });

  it('makes another order with another key', () => {
    const order = (key: number) => Array.from({ length: 20 }, (_, index) => fullName(index, key).last).join();
    expect(order(42)).not.toBe(order(43));
    expect(order(42)).toBe(order(42));
  });
});

describe('the lists of names', () => {
  it.each([
    ['first', [...FEMALE_NAMES, ...MALE_NAMES]],
    ['last', LAST_NAMES],
  ])('hold no %s name twice, not even in plain letters', (_, names) => {
    expect(new Set(names.map(asciiSlug)).size).toBe(names.length);
    expect(names.every((name) => /^[\p{Lu}][\p{L}'. ]+$/u.test(name))).toBe(true);
  });

  it('have a plain letter for every letter', () => {
    for (const name of [...FEMALE_NAMES, ...MALE_NAMES, ...LAST_NAMES])
      expect(asciiSlug(name).length, name).toBeGreaterThanOrEqual(name.replaceAll(/[^\p{L}]/gu, '').length);
  });
});

describe('salutation', () => {
  it('fits the gender', () => {
    const draw = new KeyedDraw();
    const of = (female: boolean) =>
      Array.from({ length: 100 }, (_, key) => {
        draw.rekey(key);
        return salutation(female, draw);
      });
    expect(new Set(of(true))).toEqual(new Set(['Ms.', 'Mrs.', 'Dr.']));
    expect(new Set(of(false))).toEqual(new Set(['Mr.', 'Dr.']));
  });
});

describe('asciiSlug', () => {
  it.each([
    ['Inés', 'ines'],
    ["O'Leary", 'oleary'],
    ['Núñez', 'nunez'],
    ["D'Angelo", 'dangelo'],
    ['De la Cruz', 'delacruz'],
    ['Søren Großmann', 'sorengrossmann'],
    ['Ægir Łukasz Þór', 'aegirlukaszthor'],
    ['İstanbul ışık', 'istanbulisik'],
    ['Harbor Point Mutual 24', 'harborpointmutual24'],
    ['AT&T — 5/7', 'att57'],
    ['山田 太郎', ''],
    ['', ''],
  ])('makes %s into %s', (text, slug) => {
    expect(asciiSlug(text)).toBe(slug);
  });
});
