import { expect, it } from 'vitest';
import { causeLines, causesOf } from '../../src/load/report/causes.ts';

const failure = (n: number, message: string, code = 'X', sobject = 'Contact') => ({
  ...{ sobject, code, message, cause: 'Because.', fix: 'Do.', place: `Contact.csv:${n}` },
});
const many = (count: number, message: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => failure(n + 2, message(n)));
const lines = (failures: ReturnType<typeof failure>[]) =>
  causeLines(causesOf(failures), ({ place }) => place, 'failed.csv');

it('failures are told by their reason with counts, the rarest first', () => {
  const rows = [...many(36, () => 'No phone may end in 0'), failure(40, 'Email is required')];
  expect(lines(rows)).toEqual([
    'Contact.csv:40: Contact X: Email is required',
    '  Because. Do.',
    '36 rows: Contact X: No phone may end in 0',
    '  Because. Do.',
    '  Contact.csv:2, Contact.csv:3, Contact.csv:4, and 33 more in failed.csv',
  ]);
});

const kinds = (...messages: string[]) => causesOf(messages.map((message, n) => failure(n, message))).length;

it.each([
  [
    'a short id',
    'duplicates value on record with id: 00Q00000000000a',
    'duplicates value on record with id: 00Q00000000000B',
  ],
  ['a long id', 'value on record: 00Q00000000000aEAA', 'value on record: 00Q00000000000BEAQ'],
  ['an id that begins with letters', 'value on record: aBC0x00000000z0', 'value on record: dE10y00000000w0'],
  ['a key', 'External ID: TESTDATA_42_A0000001 not found', 'External ID: TESTDATA_42_A0000002_C01 not found'],
  ['a key of a nickname', 'External ID: T_1_boss.a not found', 'External ID: T_1_clerk.bb not found'],
  ['a short key', 'External ID: T1_1 not found', 'External ID: T2_2a not found'],
  ['a quoted value', "'6/15/19' is not a valid value", "'7/1/20' is not a valid value"],
  ['a quoted word', 'No such value "red"', 'No such value "blue"'],
  ['a quoted word that is blank', 'No such value ""', 'No such value "blue"'],
  ['a quoted word with the other quote in it', 'No such value "it\'s"', 'No such value "blue"'],
  ['a number', 'value outside of valid range: 12', 'value outside of valid range: 7'],
  ['a number with a fraction', 'value outside of valid range: 1,234.5', 'value outside of valid range: 7'],
  ['a date', 'no rate on 2026-11-02', 'no rate on 2027-01-10'],
  ['a time', 'no rate at 10:30:00', 'no rate at 9:05'],
])('rows that differ in %s alone failed for one reason', (_, one, other) => {
  expect(kinds(one, other)).toBe(1);
});

it.each([
  ['a word of as many letters as an id has', 'no dermatoglyphics', 'no uncopyrightable'],
  ['the name of a field', 'bad Ship_Mode__c', 'bad Paid_Mode__c'],
  ['a word behind a quoted value', "'a' is too long", "'a' is too short"],
  ['a word between two quoted values', "'a' or 'b'", "'a' and 'b'"],
  ['a word behind a number', '5 rows', '5 cells'],
])('rows that differ in %s failed for two reasons', (_, one, other) => {
  expect(kinds(one, other)).toBe(2);
});

it('another field, object or code is another reason', () => {
  const rows = [
    failure(1, 'Required fields are missing: [LastName]'),
    failure(2, 'Required fields are missing: [Company]'),
    failure(3, 'Required fields are missing: [LastName]', 'Y'),
    failure(4, 'Required fields are missing: [LastName]', 'X', 'Lead'),
  ];
  expect(causesOf(rows)).toHaveLength(4);
});

it.each([
  [1, 'Contact.csv:2: Contact X: no', []],
  [2, '2 rows: Contact X: no', ['  Contact.csv:2, Contact.csv:3']],
  [3, '3 rows: Contact X: no', ['  Contact.csv:2, Contact.csv:3, Contact.csv:4']],
  [4, '4 rows: Contact X: no', ['  Contact.csv:2, Contact.csv:3, Contact.csv:4, and 1 more in failed.csv']],
])('of %i rows the first three are named', (count, first, last) => {
  expect(lines(many(count, () => 'no'))).toEqual([first, '  Because. Do.', ...last]);
});

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** One row fails for reason a, two for b, and so on. */
const reasons = (count: number) =>
  LETTERS.slice(0, count).flatMap((letter, n) => many(n + 1, () => `rule ${letter} says no`));
/** The letters of the reasons that are told, and lines that sum others up. */
const told = (count: number) =>
  lines(reasons(count)).flatMap((line) => {
    const letter = /rule (\w) says/.exec(line)?.[1];
    return letter ? [letter] : / more causes? /.test(line) ? [line] : [];
  });

it.each([
  [30, []],
  [31, ['1 more cause of 21 rows in failed.csv']],
  [52, ['22 more causes of 693 rows in failed.csv']],
])(
  'of %i reasons the twenty rarest and the ten most frequent are told, and how many there are beside',
  (count, between) => {
    const all = LETTERS.slice(0, count);
    expect(told(count)).toEqual([...all.slice(0, 20), ...between, ...all.slice(-10)]);
  },
);

it('records are counted as such', () => {
  const rows = many(2, () => 'no');
  expect(causeLines(causesOf(rows), ({ place }) => place, 'failed.csv', 'record')[0]).toBe(
    '2 records: Contact X: no',
  );
});
