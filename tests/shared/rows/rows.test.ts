import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinRows, madeRows, mapRows, pickRows, type Rows } from '../../../src/shared/rows/rows.ts';

const index = fc.integer({ min: -9, max: 9 });

it('rows that are made are as an array of them', () => {
  const same = (rows: Rows<number>, array: readonly number[], at: number, to: number) => {
    expect([...rows]).toEqual(array);
    expect(rows.at(at)).toBe(array.at(at));
    expect([...rows.slice(at)]).toEqual(array.slice(at));
    expect([...rows.slice(at, to)]).toEqual(array.slice(at, to));
    expect([...rows.filter((row) => row % 2 === 0)]).toEqual(array.filter((row) => row % 2 === 0));
  };
  fc.assert(
    fc.property(fc.nat(7), index, index, (length, at, to) => {
      const array = Array.from({ length }, (_, position) => position * 10 + 1);
      const rows = madeRows(length, (position) => position * 10 + 1);
      same(rows, array, at, to);
      same(
        mapRows(rows, (row) => row + 1),
        array.map((row) => row + 1),
        at,
        to,
      );
      same(joinRows(rows, rows), [...array, ...array], at, to);
      const picked = [...array.keys()].filter((position) => position % 2 === 1);
      same(
        pickRows(rows, picked),
        picked.map((position) => array[position]!),
        at,
        to,
      );
    }),
  );
});
