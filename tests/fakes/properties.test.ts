import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PyDate } from '../../src/python/dates/date.ts';
import type { PyDateTime } from '../../src/python/dates/datetime.ts';
import { PyRelativedelta } from '../../src/python/dates/relativedelta.ts';
import type { Value } from '../../src/python/value.ts';
import { AS_OF, faked, texts } from './call.ts';

const keys = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const days = fc.integer({ min: -200_000, max: 200_000 });

function isoDay(value: Value): string {
  return (value as PyDate).pyText();
}

describe('dates', () => {
  it('lie between start_date and end_date, both included', () => {
    fc.assert(
      fc.property(keys, days, fc.integer({ min: 0, max: 40_000 }), (key, start, length) => {
        const args = { start_date: PyDate.fromDays(start), end_date: PyDate.fromDays(start + length) };
        const { days: day } = faked('date_between', key, { args }) as PyDate;
        expect(day).toBeGreaterThanOrEqual(start);
        expect(day).toBeLessThanOrEqual(start + length);
        const { epoch } = faked('date_time_between', key, { args }) as PyDateTime;
        expect(epoch).toBeGreaterThanOrEqual(start * 86_400);
        expect(epoch).toBeLessThanOrEqual((start + length) * 86_400);
      }),
    );
  });

  it('reach both ends', () => {
    const args = { start_date: '2024-01-01', end_date: '2024-01-03' };
    expect(new Set(texts('date_between', { args }))).toEqual(
      new Set(['2024-01-01', '2024-01-02', '2024-01-03']),
    );
  });

  it('of birth fit the ages, for any day', () => {
    const ages = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(keys, days, ages, (key, today, [minimum, more]) => {
        const now = PyDate.fromDays(today);
        const args = { minimum_age: minimum, maximum_age: minimum + more };
        const born = faked('date_of_birth', key, { args, asOf: now.pyText() }) as PyDate;
        const hadBirthday = now.month > born.month || (now.month === born.month && now.day >= born.day);
        const leapling = born.month === 2 && born.day === 29;
        const age = now.year - born.year - (hadBirthday ? 0 : 1);
        expect(age).toBeGreaterThanOrEqual(minimum - (leapling ? 1 : 0));
        expect(age).toBeLessThanOrEqual(minimum + more);
      }),
    );
  });

  it.each([
    ['past_date', '2026-10-03', '2026-11-01'],
    ['future_date', '2026-11-03', '2026-12-02'],
    ['date_this_month', '2026-11-01', AS_OF],
    ['date_this_year', '2026-01-01', AS_OF],
    ['date_this_decade', '2020-01-01', AS_OF],
    ['date_this_century', '2000-01-01', AS_OF],
    ['date_between', '1996-11-02', AS_OF],
    ['date_object', '1970-01-01', AS_OF],
  ])('of %s lie from %s to %s', (name, first, last) => {
    for (let key = 1; key < 400; key++) {
      const day = isoDay(faked(name, key));
      expect(day >= first && day <= last, day).toBe(true);
    }
  });

  it('depend on as_of and not on the clock', () => {
    expect(isoDay(faked('date_between', 1, { asOf: '1999-01-01' })) <= '1999-01-01').toBe(true);
    expect(isoDay(faked('future_date', 1, { asOf: '1999-01-01' })) > '1999-01-01').toBe(true);
  });

  it('take a relativedelta and a datetime', () => {
    const args = {
      start_date: new PyRelativedelta({ months: 1 }),
      end_date: new PyRelativedelta({ months: 1, days: 1 }),
    };
    expect(['2026-12-02', '2026-12-03']).toContain(isoDay(faked('date_between', 1, { args })));
  });
});

describe('datetimes', () => {
  it('are in UTC, or in the zone that a relativedelta names', () => {
    expect((faked('datetime', 1) as PyDateTime).offset).toBe(0);
    const east = faked('datetime', 1, {
      args: { timezone: new PyRelativedelta({ hours: 8 }) },
    }) as PyDateTime;
    expect(east.pyText()).toMatch(/\+08:00$/);
    expect(east.epoch).toBe((faked('datetime', 1) as PyDateTime).epoch);
    expect((faked('datetime', 1, { args: { timezone: false } }) as PyDateTime).offset).toBeNull();
  });

  it('of past and future lie on their side of now', () => {
    const now = Date.parse(`${AS_OF}T00:00:00Z`) / 1000;
    for (let key = 1; key < 200; key++) {
      expect((faked('past_datetime', key) as PyDateTime).epoch).toBeLessThan(now);
      expect((faked('future_datetime', key) as PyDateTime).epoch).toBeGreaterThan(now);
    }
  });

  it.each([
    ['a day', '-1d'],
    ['an hour', '-1h'],
    ['two days and a half', '-60h'],
  ])('of %s are as likely in each quarter of it, and hardly ever its last second', (_, start) => {
    const now = Date.parse(`${AS_OF}T00:00:00Z`) / 1000;
    const length = { '-1d': 24, '-1h': 1, '-60h': 60 }[start]! * 3600;
    const quarters = [0, 0, 0, 0, 0];
    for (let key = 1; key <= 800; key++) {
      const { epoch } = faked('date_time_between', key, {
        args: { start_date: start, end_date: 'now' },
      }) as PyDateTime;
      quarters[Math.floor(((epoch - now + length) / length) * 4)]!++;
    }
    for (const number of quarters.slice(0, 4)) expect(Math.abs(number - 200)).toBeLessThan(50);
    expect(quarters[4]).toBeLessThan(5);
  });
});

describe('numbers', () => {
  it('lie between their bounds', () => {
    const bounds = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }));
    fc.assert(
      fc.property(keys, bounds, (key, [min, width]) => {
        const whole = faked('random_int', key, { args: { min, max: min + width } }) as number;
        expect(Number.isInteger(whole) && whole >= min && whole <= min + width).toBe(true);
        const args = { min_value: min, max_value: min + width, right_digits: 2 };
        const fraction = Number(faked('pyfloat', key, { args }));
        if (Number.isFinite(fraction)) expect(fraction >= min && fraction <= min + width).toBe(true);
      }),
    );
  });
});

describe('texts', () => {
  it('never exceed max_nb_chars', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 5, max: 2000 }), (key, limit) => {
        const text = faked('text', key, { args: { max_nb_chars: limit } }) as string;
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text.length).toBeGreaterThan(Math.min(limit / 2 - 60, limit - 30));
        expect(text).toMatch(/^\p{L}[\s\S]*\.$/u);
      }),
    );
  });
});

describe('check digits', () => {
  function weighted(text: string, weight: (fromRight: number, digit: number) => number): number {
    return [...text].reverse().reduce((sum, digit, n) => sum + weight(n, Number(digit)), 0);
  }

  it('of cards obey Luhn', () => {
    for (const card of texts('credit_card_number'))
      expect(weighted(card, (n, d) => (n % 2 ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : d)) % 10, card).toBe(0);
  });

  it.each(['ean8', 'ean13', 'upc_a', 'isbn13', 'localized_ean13'])('of %s obey GS1', (name) => {
    for (const code of texts(name))
      expect(weighted(code.replaceAll('-', ''), (n, d) => d * (n % 2 ? 3 : 1)) % 10, code).toBe(0);
  });

  it('of ISBN-10 and SBN obey ISO 2108', () => {
    for (const isbn of [...texts('isbn10'), ...texts('sbn9').map((sbn) => `0${sbn}`)]) {
      const signs = [...isbn.replaceAll('-', '')];
      expect(
        signs.reduce((sum, sign, n) => sum + (sign === 'X' ? 10 : Number(sign)) * (10 - n), 0) % 11,
        isbn,
      ).toBe(0);
    }
  });

  it('of IBAN leave 1 in ISO 7064 mod 97', () => {
    for (const iban of texts('iban')) {
      const digits = [...iban.slice(4), ...iban.slice(0, 4)]
        .map((sign) => Number.parseInt(sign, 36))
        .join('');
      expect(BigInt(digits) % 97n, iban).toBe(1n);
    }
  });

  it('of ABA numbers sum to tens', () => {
    for (const aba of texts('aba'))
      expect([...aba].reduce((sum, digit, n) => sum + Number(digit) * [3, 7, 1][n % 3]!, 0) % 10, aba).toBe(
        0,
      );
  });

  it('of vehicles stand in the ninth place', () => {
    // A known number: 1M8GDM9AXKP042788 has X there.
    const values = Object.fromEntries(
      [...'ABCDEFGHJKLMNPRSTUVWXYZ'].map((letter, n) => [letter, '12345678123457923456789'[n]]),
    );
    const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    const check = (vin: string) => {
      const sum =
        [...vin].reduce((total, sign, n) => total + Number(values[sign] ?? sign) * weights[n]!, 0) % 11;
      return sum === 10 ? 'X' : String(sum);
    };
    expect(check('1M8GDM9AXKP042788')).toBe('X');
    for (const vin of texts('vin')) expect(vin[8], vin).toBe(check(vin));
  });

  it('of UPC-E are those of the UPC-A that it shortens', () => {
    for (const base of ['123456', '425261', '120003', '987654'])
      for (const system of [0, 1]) {
        const args = { base, number_system_digit: system };
        const long = faked('upc_a', 1, { args: { ...args, upc_ae_mode: true } }) as string;
        const short = faked('upc_e', 1, { args }) as string;
        expect(short).toHaveLength(8);
        expect(short.at(-1)).toBe(long.at(-1));
      }
    expect(faked('upc_a', 1, { args: { base: '425261', number_system_digit: 0, upc_ae_mode: true } })).toBe(
      '042100005264',
    );
  });
});
