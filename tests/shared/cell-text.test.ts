import { expect, test } from 'vitest';
import { cellCheck, impossibleValue } from '../../src/catalog/cell-check.ts';
import {
  fitText,
  isSpreadsheetFormula,
  isSuspect,
  lostCharacter,
  unseenCharacter,
} from '../../src/shared/cell-text.ts';

test.for<[text: string, fit: string, unseen?: string]>([
  ['a\0b', 'ab', 'U+0000'],
  ['\x1b[31mred', '[31mred', 'U+001B'],
  ['bell\x07 \x0b \x0c', 'bell  ', 'U+0007'],
  ['\x7f\x9b', '', 'U+007F'],
  ['\uFEFFName', 'Name', 'U+FEFF'],
  ['\ufffe\uffff', '', 'U+FFFE'],
  ['one\r\ntwo\rthree\u2028four\u0085five', 'one\ntwo\nthree\nfour\nfive'],
  ['a\tb\nc', 'a\tb\nc'],
  ['Zoë 👩‍👩‍👧 \u00a0می\u200cخواهم', 'Zoë 👩‍👩‍👧 \u00a0می\u200cخواهم'],
])('%j becomes %j in a cell', ([text, fit, unseen]) => {
  expect([fitText(text), unseenCharacter(text), lostCharacter(text)]).toEqual([fit, unseen, undefined]);
});

test.for([
  ['K\ufffdln', 'U+FFFD'],
  ['half \ud83d', 'U+D83D'],
  ['\udc69 half', 'U+DC69'],
] as const)('%j has lost a character', ([text, lost]) => {
  expect(lostCharacter(text)).toBe(lost);
});

test('of all characters that a rule names the quick test knows each', () => {
  const missed: string[] = [];
  for (let code = 0; code <= 0xffff; code++) {
    const text = `a${String.fromCharCode(code)}b`;
    const isNamed = fitText(`${text}\0`) !== text || lostCharacter(`${text}\0`) !== undefined;
    if (isNamed && !isSuspect(text)) missed.push(code.toString(16));
  }
  expect(missed).toEqual([]);
});

test.for([
  ...[
    '=1+1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    '  =1+1',
    '\t=1+1',
    '@SUM(1+1)*cmd|x',
    '+cmd|x!A0',
  ],
  ...["-2+3+cmd|' /C calc'!A0", '=+1', '=@SUM(A1)', "='a'!A1", '+HYPERLINK("x")'],
])('%j is run by a spreadsheet', (text) => {
  expect(isSpreadsheetFormula(text)).toBe(true);
});

test.for([
  '+49 30 1234',
  '+1 (415) 555-0142',
  '-5',
  '-5.25',
  '- call (today)',
  '@acme',
  '=',
  '== title',
  'a=b',
  '',
])('%j is no formula', (text) => {
  expect(isSpreadsheetFormula(text)).toBe(false);
});

const CELLS: readonly (readonly ['date' | 'datetime' | 'int', string, boolean])[] = [
  ['date', '2026-02-28', true],
  ['date', '2024-02-29', true],
  ['date', '2000-02-29', true],
  ['date', '1700-01-01', true],
  ['date', '4000-12-31', true],
  ['date', '2026-02-29', false],
  ['date', '2026-02-30', false],
  ['date', '1900-02-29', false],
  ['date', '2026-04-31', false],
  ['date', '2026-13-01', false],
  ['date', '2026-00-10', false],
  ['date', '2026-01-00', false],
  ['date', '0000-01-01', false],
  ['date', '1699-12-31', false],
  ['date', '4001-01-01', false],
  ['datetime', '2026-01-15T23:59:59.999Z', true],
  ['datetime', '2026-01-15T24:00:00.000Z', false],
  ['datetime', '2026-01-15T25:00:00.000Z', false],
  ['datetime', '2026-01-15T10:60:00.000Z', false],
  ['datetime', '2026-01-15T10:00:60.000Z', false],
  ['datetime', '2026-02-30T10:00:00.000Z', false],
  ['int', '2147483647', true],
  ['int', '-2147483648', true],
  ['int', '2147483648', false],
  ['int', '9999999999', false],
];

test.for(CELLS)('a cell of type %s that holds %s is taken by an org: %s', ([type, cell, isTaken]) => {
  expect(impossibleValue({ type }, cell) === undefined).toBe(isTaken);
  expect(cellCheck({ type })(cell) === undefined).toBe(isTaken);
});

test.for([
  ['int', '1e5'],
  ['int', '1.0'],
  ['date', '30.02.2026'],
  ['date', '2026-1-5'],
  ['datetime', '2026-01-15 10:00'],
] as const)('a cell of type %s has not the form %s', ([type, cell]) => {
  expect(cellCheck({ type })(cell)).toBeDefined();
});
