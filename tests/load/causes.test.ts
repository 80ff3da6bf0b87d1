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

it.each([
  ['an id', (n: number) => `duplicates value on record with id: 00Q00000000000${n % 10}`],
  ['a key', (n: number) => `Foreign key external ID: TESTDATA_42_A000000${n} not found for field F`],
  ['a quoted value', (n: number) => `'${n}/15/19' is not a valid value for the type xsd:date`],
  ['a quoted word', (n: number) => `No such value "${'ab'[n % 2]}${n}"`],
  ['a number', (n: number) => `value outside of valid range: ${n}.5`],
])('rows that differ in %s alone failed for one reason', (_, message) => {
  expect(causesOf(many(5, message)).map(({ rows }) => rows.length)).toEqual([5]);
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

it('of very many reasons the rarest and the most frequent are told, and how many there are beside', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const rows = [...letters].flatMap((letter, n) => many(n + 1, () => `rule ${letter} says no`));
  const told = lines(rows).join('\n');
  expect(told).toContain('Contact.csv:2: Contact X: rule a says no');
  expect(told).toContain('52 rows: Contact X: rule Z says no');
  expect(told).toContain('22 more causes of 693 rows in failed.csv');
});
