import { describe, expect, it } from 'vitest';
import { loadFakes } from '../../src/fakes/fakes.ts';
import { faked, texts } from './call.ts';

const ADA = { FirstName: 'Ada', LastName: "O'Leary" };

describe('Email', () => {
  it('is made of the names of the row', () => {
    for (const mail of texts('Email', { row: ADA }))
      expect(mail).toMatch(/^(ada|ad|a)[._+-]?oleary(\d{1,4})?@example\.(com|net|org)$/);
  });

  it('leaves them alone with matching: false', () => {
    expect(
      texts('Email', { row: ADA, args: { matching: false } }).some((mail) => mail.includes('oleary')),
    ).toBe(false);
  });

  it.each([
    ['a name is missing', { FirstName: 'Ada' }],
    ['a name is not in plain letters', { FirstName: 'Inés', LastName: 'Smith' }],
    ['a name is null', { FirstName: null, LastName: 'Smith' }],
  ])('makes up a name where %s', (_, row) => {
    expect(texts('Email', { row })).toEqual(texts('Email', { args: { matching: false } }));
  });

  it('takes a domain, as in Python’s Faker', () => {
    expect(faked('email', 1, { args: { domain: 'mail.example.com' } })).toMatch(/@mail\.example\.com$/);
  });
});

describe('Username', () => {
  it('is a mail address of at most 80 characters that no other row has', async () => {
    const long = {
      FirstName: 'Wolfeschlegelsteinhausenbergerdorff',
      LastName: 'Welchevoralternwarengewissenhaft',
    };
    for (const row of [{}, ADA, long]) {
      const names = texts('Username', { row }, 2000);
      expect(new Set(names).size).toBe(names.length);
      expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(80);
    }
    expect(faked('user_name', 7, { row: ADA })).toMatch(/^ada\.oleary_[0-9a-f-]{26}@example/);
  });

  it('is unique by the ordinal alone', () => {
    const [first, second] = [1, 2].map((ordinal) => String(faked('Username', ordinal)).split('-').at(-1));
    expect(first).not.toBe(second);
  });
});

describe('Alias', () => {
  it('is a first name of at most 8 characters', async () => {
    const fakes = await loadFakes('de_DE');
    for (const alias of texts('Alias', { fakes })) expect(alias.length).toBeLessThanOrEqual(8);
  });
});
