import { describe, expect, it, test } from 'vitest';
import { catalogOf } from '../../src/catalog/overlay.ts';
import { checkAgainst } from '../../src/config/issues.ts';
import { configSchema } from '../../src/config/schema.ts';
import { matchFieldProblems, matchForm, matchLiteral } from '../../src/load/adopt/match-fields.ts';
import { type MatchRow, matchRecords, problemsToList } from '../../src/load/adopt/match-records.ts';
import type { OrgField, OrgObject } from '../../src/org/describe.ts';

const field = (type: string, more: Partial<OrgField> = {}) =>
  ({ name: 'F', type, scale: 2, ...more }) as OrgField;

test.each<[string, string, Partial<OrgField>, unknown, unknown, boolean]>([
  ['a text is compared as it is', 'string', {}, 'N-1', 'n-1', false],
  ['white space around a text does not count', 'string', {}, ' N-1', 'N-1\r\n', true],
  ['a key that ignores case is found in any', 'string', { anyCase: true }, 'N-1', 'n-1', true],
  ['so is an email', 'email', {}, 'Ng@Example.com', 'ng@example.com', true],
  ['a number is a number', 'double', {}, '1.50', 1.5, true],
  ['digits that the org drops do not count', 'double', {}, '1.504', 1.5, true],
  ['another number is another', 'int', { scale: 0 }, '1', 2, false],
  [
    'a moment is one in any form',
    'datetime',
    {},
    '2026-01-15T14:30:00.000Z',
    '2026-01-15T14:30:00.000+0000',
    true,
  ],
  ['a time is one in any form', 'time', {}, '10:30:00', '10:30:00.000Z', true],
  [
    'an id is one with and without its checksum',
    'reference',
    {},
    '001000000000001',
    '001000000000001AAA',
    true,
  ],
  ['a picklist value is compared as it is', 'picklist', {}, 'Hot', 'hot', false],
  ['a checkbox has its value', 'boolean', {}, 'true', true, true],
])('%s', (_, type, more, cell, held, isSame) => {
  const forms = [cell, held].map((value) => matchForm(field(type, more), value));
  expect(forms[0]).not.toBe('');
  expect(forms[0] === forms[1]).toBe(isSame);
});

test.each<[string, string, unknown]>([
  ['a blank cell', 'string', ''],
  ['a blank field', 'string', null],
  ['white space', 'string', ' \n'],
  ['a number that is none', 'double', '1 OR Id != null'],
  ['an infinite number', 'double', 'Infinity'],
  ['a date that is none', 'date', 'today'],
  ['a moment that is none', 'datetime', 'now'],
  ['a time that is none', 'time', '10 o clock'],
  ['a checkbox that is neither', 'boolean', 'yes'],
  ['the key of a record that is not there yet', 'reference', 'TESTDATA_42_A0000001'],
])('%s matches nothing', (_, type, value) => {
  expect(matchForm(field(type), value)).toBe('');
});

test('a form is quoted where SOQL wants that', () => {
  expect(matchLiteral(field('string'), "O'Leary")).toBe("'O\\'Leary'");
  expect(matchLiteral(field('textarea'), 'One\nTwo')).toBe("'One\\nTwo'");
  expect(matchLiteral(field('date'), '2026-01-15')).toBe('2026-01-15');
});

test('fields that the org lacks or cannot search are problems, all at once', () => {
  const fields = {
    Name: field('string'),
    Text__c: field('textarea', { unfilterable: true }),
    Tags__c: field('multipicklist'),
  };
  const org = { name: 'Trip__c', fields } as unknown as OrgObject;
  expect(matchFieldProblems('Trip__c', ['Name', 'Nam', 'Text__c', 'Tags__c'], org)).toEqual([
    {
      message:
        "`match` of Trip__c in the configuration: the org has no field Trip__c.Nam, or you don't have access to it.",
      hint: 'Did you mean Name?',
    },
    expect.objectContaining({
      message: expect.stringContaining("Trip__c.Text__c (textarea) can't be searched for."),
    }),
    expect.objectContaining({
      message: expect.stringContaining("Trip__c.Tags__c (multipicklist) can't be searched"),
    }),
  ]);
});

describe('rows and records', () => {
  const org = { name: 'Account', fields: { N: field('string'), M: field('string') } } as unknown as OrgObject;
  const id = (n: number) => `00100000000000${n}`;
  /** `K1 a b 1`: a row with its key, its values, and the record that it took over before. */
  const row = (text: string, line = 2): MatchRow => {
    const [key = '', n = '', m = '', earlier] = text.split(' ').map((one) => one.replace('-', ''));
    return {
      key,
      file: 'Account.csv',
      line,
      forms: [n, m],
      earlier: earlier ? id(Number(earlier)) : undefined,
    };
  };
  const match = (rows: string[], records: string[]) => {
    const held = records.map((text) => {
      const [n, N, M] = text.split(' ').map((one) => one.replace('-', ''));
      return { Id: id(Number(n)), N, M };
    });
    const found = matchRecords(
      rows.map((one) => row(one)),
      held,
      { sobject: 'Account', fields: ['N', 'M'], org },
    );
    return {
      adopted: Object.fromEntries(
        [...found.adopted].map(([key, { Id }]) => [key, Number(String(Id).slice(-1))]),
      ),
      problems: problemsToList(found.problems, 'Account').map(
        ({ message, place }) => `${place?.key}: ${message}`,
      ),
    };
  };

  it.each<[string, string[], string[], Record<string, number>]>([
    ['that agree in all fields belong together', ['K1 a b', 'K2 a c'], ['1 a b', '2 a d'], { K1: 1 }],
    ['with a blank value agree with none', ['K1 a -'], ['1 a -'], {}],
    ['stay together where nothing agrees any more', ['K1 x y 1'], ['1 a b'], { K1: 1 }],
    ['stay together where several agree', ['K1 a b 2'], ['1 a b', '2 a b'], { K1: 2 }],
    ['that agree now come before those that did', ['K1 x y 1', 'K2 a b'], ['1 a b'], { K2: 1 }],
    ['stay together where another agrees now', ['K1 a b 1'], ['1 x y', '2 a b'], { K1: 1 }],
    ['stay together where several others agree now', ['K1 a b 1'], ['1 x y', '2 a b', '3 a b'], { K1: 1 }],
    [
      'stay together where values changed places',
      ['K1 c d 1', 'K2 a b 2'],
      ['1 a b', '2 c d'],
      { K1: 1, K2: 2 },
    ],
    [
      'that agree now are next where another row has the one of before',
      ['K1 x y 1', 'K2 a b'],
      ['1 a b', '2 x y'],
      { K1: 2, K2: 1 },
    ],
    ['that are gone part', ['K1 a b 1'], [], {}],
  ])('%s', (_, rows, records, adopted) => {
    expect(match(rows, records)).toEqual({ adopted, problems: [] });
  });

  it('are for people to decide where several fit', () => {
    expect(match(['K1 a b', 'K2 c d', 'K3 c d', 'K4 a b 9'], ['1 a b', '2 a b', '3 c d']).problems).toEqual([
      `K1: 2 Account records of the org have the N and M of this row: ${id(1)}, ${id(2)}. Only one can be taken over.`,
      `K4: 2 Account records of the org have the N and M of this row: ${id(1)}, ${id(2)}. Only one can be taken over.`,
      `K2: 2 rows match Account ${id(3)} by N and M: K2, K3. Only one can take it over.`,
    ]);
  });

  it('are named as far as a person can read', () => {
    const rows = Array.from({ length: 30 }, (_, n) => `K${n} a b`);
    const { problems } = match(rows, ['1 a b', '2 a b']);
    expect([problems.length, problems.at(-1)]).toEqual([
      21,
      "undefined: 10 more rows of Account can't take over one record each.",
    ]);
  });
});

describe('`match` in a configuration', () => {
  const sobject = (match: unknown, name = 'Account') =>
    catalogOf(configSchema.parse({ objects: { [name]: { match } } }).objects)[name];

  it('is a field, a list of fields, or how records are found without a key', () => {
    expect(sobject('AccountNumber')).toMatchObject({
      code: 'A',
      match: { by: 'external_id' },
      adoptBy: ['AccountNumber'],
    });
    expect(sobject(['Name', 'Site', 'Name'])?.adoptBy).toEqual(['Name', 'Site']);
    const content = { by: 'content', parent: 'ParentId', fields: ['Name'] };
    expect([sobject(content)?.match, sobject(content)?.adoptBy]).toEqual([content, undefined]);
    expect(sobject('Code__c', 'Trip__c')).toMatchObject({
      match: { by: 'external_id' },
      adoptBy: ['Code__c'],
    });
  });

  it.each<[unknown, string]>([
    [5, '`objects.Account.match` must be a string; got 5.'],
    [[], '`objects.Account.match` must not be empty.'],
    [[5], '`objects.Account.match.0` must be a string; got 5.'],
    [{ by: 'name' }, '`objects.Account.match.by` must be external_id, parents, or content; got "name".'],
    [{ by: 'parents' }, '`objects.Account.match.fields` is missing; it must be a list.'],
    [{ by: 'external_id', x: 1 }, 'Unknown setting `objects.Account.match.x`.'],
  ])('%j is told in the form that it has', (match, message) => {
    const places = { place: () => ({ file: 'c.yml' }), keyPlace: () => ({ file: 'c.yml' }) };
    const checked = checkAgainst(configSchema, { objects: { Account: { match } } }, places);
    expect(checked.ok ? [] : checked.problems.map((one) => one.message)).toEqual([message]);
  });

  it('is not a field where records have no key', () => {
    expect(() => sobject('Role', 'OpportunityContactRole')).toThrow(
      '`objects.OpportunityContactRole.match`: OpportunityContactRole has no External ID field, so its records are found by their parents alone.',
    );
  });
});
