import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/shared/package-root.ts';

const read = (file: string) => parse(readFileSync(join(packageRoot, 'templates', 'names', file), 'utf8'));

test('every stem has an address of its own, and no stem says a word twice', () => {
  const { first, second } = read('stems.yml') as Record<string, string[]>;
  const slugs = first!.flatMap((one) => second!.map((other) => (one + other).toLowerCase()));
  expect(new Set(slugs).size).toBe(slugs.length);
  const echoes = first!.filter((one) =>
    second!.some((other) => one.toLowerCase().endsWith(other.toLowerCase())),
  );
  expect(echoes).toEqual([]);
});

/** Pairs of landscape words that are known as companies; none of the stems may be one of them. */
const KNOWN =
  'Silver Lake,Iron Mountain,Cedar Fair,Stone Point,Black Rock,Blue Ridge,Key Bank,Oak Hill,Land Rover,Red Hat,Magnolia Market,Hickory Farms,Crescent Point,Pebble Beach,Palo Alto,Rock Port,Harbor Freight,Cypress Creek Partners,Sun Trust,Bridge Water,Timber Land,Beech Nut,Birch Box,Pine Sol,Sawmill Market'.split(
    ',',
  );

test('no stem is the name of a known company', () => {
  const { first, second } = read('stems.yml') as Record<string, string[]>;
  const stems = new Set(first!.flatMap((one) => second!.map((other) => `${one} ${other}`)));
  expect(KNOWN.filter((name) => stems.has(name))).toEqual([]);
});

test('every place has ZIP code ranges in order and area codes that exist', () => {
  const { places } = read('places.yml');
  expect(places.length).toBeGreaterThanOrEqual(150);
  for (const { city, state, zips, area_codes, weight } of places) {
    expect(`${city}, ${state}`).toMatch(/^[A-Z][A-Za-z. -]+, [A-Z][A-Za-z ]+$/);
    for (const range of zips) {
      const [from, to] = range.split('-');
      expect(range).toMatch(/^\d{5}-\d{5}$/);
      expect(from <= to).toBe(true);
    }
    for (const code of area_codes) expect(String(code)).toMatch(/^[2-9][0-8]\d$/);
    expect(weight).toBeGreaterThan(0);
  }
});

test('there are streets enough for a large data set', () => {
  const { names, suffixes } = read('streets.yml');
  expect(new Set(names).size).toBe(names.length);
  expect(names.length * suffixes.length).toBeGreaterThan(4_800);
});
