import { describe, expect, it } from 'vitest';
import { bitsOf, hasBit, lineOf } from '../../src/load/receipts/receipt-line.ts';

describe('flags in hexadecimal', () => {
  it.each([
    [[], ''],
    [[true], '1'],
    [[false, true], '2'],
    [[true, true, true, true], 'f'],
    [[false, false, false, false, true], '10'],
    [[true, false, false, true, false, true, false, true, true], '1a9'],
  ])('%j is %j, and is read back', (flags, bits) => {
    expect(bitsOf(flags)).toBe(bits);
    expect(flags.map((_, at) => hasBit(bits, at))).toEqual(flags);
  });

  it('has none beyond its digits', () => expect([hasBit('f', 4), hasBit('', 0)]).toEqual([false, false]));
});

describe('a line of receipts', () => {
  const line = { object: 'Account', fields: ['Name'], rows: [['A1', '001', '1', '0', 1]] };
  it.each([
    ['what was written', line, true],
    ['rows of no object', { ...line, object: '' }, true],
    ['no rows', { ...line, rows: [] }, true],
    ['no list of rows', { ...line, rows: undefined }, false],
    ['an object that is no text', { ...line, object: 1 }, false],
    ['fields that are no list', { ...line, fields: 'Name' }, false],
    ['a row that is no list', { ...line, rows: ['A1'] }, false],
    ['a row whose id is no text', { ...line, rows: [['A1', 1, '1', '0', 1]] }, false],
    ['one row among others', { ...line, rows: [...line.rows, ['A1', '001', '1', null, 1]] }, false],
    ['nothing', null, false],
  ])('with %s is one: %j', (_, value, is) => {
    expect(lineOf(JSON.stringify(value))).toEqual(is ? value : undefined);
  });

  it('that is torn is none', () => expect(lineOf(JSON.stringify(line).slice(0, -3))).toBeUndefined());
});
