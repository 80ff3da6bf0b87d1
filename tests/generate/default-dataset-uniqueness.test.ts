import { beforeAll, describe, expect, it } from 'vitest';
import { type Cells, type DataSet, generated } from '../support/data-set.ts';

let data: DataSet;

beforeAll(async () => {
  data = await generated({ 'generation.accounts': 1000, seed: 7 });
});

/** Values that stand more than once; blanks do not count. */
function repeated(values: readonly string[]): string[] {
  const given = values.filter((value) => value !== '');
  expect(given.length).toBeGreaterThan(100);
  const seen = new Set<string>();
  return given.filter((value) => seen.has(value.toLowerCase()) || !seen.add(value.toLowerCase()));
}

const PHONES: readonly (readonly [object: string, column: string])[] = [
  ['Account', 'Phone'],
  ['Account', 'Fax'],
  ['Contact', 'Phone'],
  ['Contact', 'MobilePhone'],
];

describe('1,000 accounts', () => {
  it.each([
    ['name', (row: Cells) => row.Name!],
    ['website', (row: Cells) => row.Website!],
    ['street', (row: Cells) => row.BillingStreet!],
  ])('have no %s twice', (_, value) => {
    expect(repeated(data.Account!.map(value))).toEqual([]);
  });

  it.each([
    ['full name', (row: Cells) => `${row.FirstName} ${row.LastName}`],
    ['mail address', (row: Cells) => row.Email!],
  ])('have no two contacts with one %s', (_, value) => {
    expect(repeated(data.Contact!.map(value))).toEqual([]);
  });

  it('have no key twice, over all objects', () => {
    const keys = Object.values(data).flatMap((rows) => rows.map(({ ExternalId }) => ExternalId!));
    expect(keys).toHaveLength(24_000);
    expect(repeated(keys)).toEqual([]);
  });

  it('never give one phone number twice within an account', () => {
    const phones = PHONES.flatMap(([object, column]) =>
      data[object]!.filter((row) => row[column]).map(
        (row) => `${row.AccountId ?? row.ExternalId} ${row[column]}`,
      ),
    );
    expect(repeated(phones)).toEqual([]);
  });

  it('use phones that are reserved for fiction only', () => {
    const phones = PHONES.flatMap(([object, column]) => data[object]!.map((row) => row[column]!));
    expect(phones.filter((phone) => phone && !/^\([2-9]\d\d\) 555-01\d\d$/.test(phone))).toEqual([]);
  });

  it('use web and mail addresses under example.com only, that a browser and a mail server would take', () => {
    const label = `[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?`;
    const websites = data.Account!.map(({ Website }) => Website!).filter(Boolean);
    const mails = [
      ...data.Contact!.map(({ Email }) => Email!),
      ...data.Case!.map((row) => row.SuppliedEmail!),
    ];
    expect(websites.filter((url) => !new RegExp(`^https://${label}\\.example\\.com$`).test(url))).toEqual([]);
    const mail = new RegExp(String.raw`^[a-z]+(?:\.[a-z]+)+@${label}\.example\.com$`);
    expect(mails.filter((address) => address && !mail.test(address))).toEqual([]);
  });
});

describe('another seed', () => {
  it('rarely repeats a name, a website or a street', async () => {
    const other = await generated({ 'generation.accounts': 100, seed: 8 });
    const shared = (object: string, value: (row: Cells) => string) => {
      const known = new Set(data[object]!.map(value).filter(Boolean));
      return other[object]!.map(value).filter((one) => known.has(one));
    };
    expect(shared('Account', ({ Website }) => Website!).length).toBeLessThan(5);
    expect(shared('Account', ({ BillingStreet }) => BillingStreet!).length).toBeLessThan(5);
    expect(shared('Contact', ({ FirstName, LastName }) => `${FirstName} ${LastName}`).length).toBeLessThan(
      12,
    );
  });
});
