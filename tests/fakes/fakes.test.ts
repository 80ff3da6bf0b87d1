import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/fakes/fake.ts';
import { loadFakes } from '../../src/fakes/fakes.ts';
import { FAKES, REFUSED } from '../../src/fakes/registry.ts';
import { LOCALES } from '../../src/fakes/tables/locales.ts';
import { PyDate } from '../../src/python/dates/date.ts';
import { PyDateTime } from '../../src/python/dates/datetime.ts';
import { PyTime } from '../../src/python/dates/time.ts';
import { PyTimedelta } from '../../src/python/dates/timedelta.ts';
import { PyDict } from '../../src/python/dict.ts';
import { PyFloat } from '../../src/python/numbers/float.ts';
import { repr } from '../../src/python/text.ts';
import { PyTuple } from '../../src/python/tuple.ts';
import type { Value } from '../../src/python/value.ts';
import { faked, texts } from './call.ts';

/** The fakes of Python's Faker 30.8.2 in en_US and of Snowfakery 4.2.1, with their keyword arguments in order. */
const PYTHON = readFileSync(new URL('python-fakes.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, ...string[]]);

const CHECKS: Record<Exclude<Kind, 'refused'>, (value: Value) => boolean> = {
  text: (value) => typeof value === 'string' && value.trim() !== '',
  integer: Number.isSafeInteger,
  number: (value) => typeof value === 'number' || value instanceof PyFloat,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => value instanceof PyDate,
  datetime: (value) => value instanceof PyDateTime,
  time: (value) => value instanceof PyTime,
  timedelta: (value) => value instanceof PyTimedelta,
  list: (value) => Array.isArray(value) && value.length > 0,
  tuple: (value) => value instanceof PyTuple && value.items.length > 1,
  dict: (value) => value instanceof PyDict && value.entries().length > 0,
  any: (value) => value !== undefined,
};

const KEYS = Array.from({ length: 20 }, (_, n) => 1 + n * 104_729);
const WORKING = Object.entries(FAKES).filter(([, { kind }]) => kind !== 'refused');

describe('the table of fakes', () => {
  it('has every fake of Python’s Faker and of Snowfakery', () => {
    expect(PYTHON.map(([name]) => name).filter((name) => !(name in FAKES))).toEqual([]);
    expect(PYTHON.length).toBeGreaterThan(275);
  });

  it('has their keyword arguments, in their order', async () => {
    const fakes = await loadFakes('en_US');
    for (const [name, ...keywords] of PYTHON)
      if (!(name in REFUSED)) expect(fakes.keywords(name)!.slice(0, keywords.length), name).toEqual(keywords);
  });

  it.each(['en_US', 'de_DE', 'fr_FR', 'ja_JP', 'pt_BR', 'ru_RU', 'en_GB'])(
    'yields for %s a value of its kind, the same whenever it is called with the same key',
    async (code) => {
      const fakes = await loadFakes(code);
      const again = await loadFakes(code);
      for (const [name, { kind }] of WORKING) {
        for (const key of KEYS) {
          const value = faked(name, key, { fakes });
          expect(CHECKS[kind as keyof typeof CHECKS](value), `${name} gave ${repr(value)}`).toBe(true);
          expect(repr(value), name).not.toMatch(/undefined|NaN|\{\{|\[object/);
          expect(repr(faked(name, key, { fakes: again })), name).toBe(repr(value));
        }
      }
    },
  );

  it('yields different values for different keys, wherever there is more than one', () => {
    const fixed = new Set(
      'current_country current_country_code bank_country date_between_dates time_delta get_words_list'.split(
        ' ',
      ),
    );
    for (const [name] of WORKING)
      if (!fixed.has(name)) expect(new Set(texts(name, {}, 50)).size, name).toBeGreaterThan(1);
  });

  it('yields a float for unix_time, as Python’s Faker does', () => {
    expect(texts('unix_time').every((second) => /^\d+\.0$/.test(second))).toBe(true);
  });

  it.each(Object.entries(REFUSED))('refuses %s: %s', async (name, reason) => {
    expect(() => faked(name, 1)).toThrow(`Fake ${name} isn't supported: ${reason}.`);
    expect((await loadFakes('en_US')).refusal(name)).toBe(reason);
  });
});

describe('loadFakes', () => {
  it.each(['first_name', 'FirstName', 'FIRSTNAME', 'firstName', 'first name'])('finds %s', async (name) => {
    expect(faked(name, 42)).toBe(faked('first_name', 42));
  });

  it('knows nothing else', async () => {
    const fakes = await loadFakes('en_US');
    expect(fakes.find('frist_name')).toBeUndefined();
    expect(fakes.pool('frist_name')).toBeUndefined();
    expect(fakes.keywords('frist_name')).toBeUndefined();
    expect(fakes.refusal('first_name')).toBeUndefined();
    expect(fakes.names()).toContain('first_name');
  });

  it.each(['first_name', 'last_name', 'city', 'state', 'country', 'word', 'job', 'month_name'])(
    'draws %s from a pool that can be read',
    async (name) => {
      const pool = (await loadFakes('en_US')).pool(name)!;
      expect(pool.length).toBeGreaterThan(10);
      expect(texts(name).every((word) => pool.includes(word))).toBe(true);
    },
  );

  it('a sentence has no pool', async () => {
    expect((await loadFakes('en_US')).pool('sentence')).toBeUndefined();
  });

  it('loads every locale of its table', async () => {
    for (const code of LOCALES.keys()) {
      const fakes = await loadFakes(code);
      for (const name of ['name', 'city', 'phone_number', 'email', 'text', 'company', 'iban'])
        expect(faked(name, 42, { fakes }), `${name} of ${code}`).toMatch(/./);
      expect(texts('building_number', { fakes }, 20).join('|'), code).not.toMatch(/(^|\|)[\s,]/);
    }
  });

  it.each([
    ['de_DE', 'last_name', /Müller|Schmidt|ß|ö|ü|ä/],
    ['ja_JP', 'name', /\p{Script=Han}/u],
    ['ru_RU', 'city', /\p{Script=Cyrillic}/u],
    ['de_DE', 'month_name', /Januar|März|Dezember/],
    ['fr_FR', 'current_country', /^France$/],
    ['en_GB', 'postcode', /^[A-Z]{1,2}\d[\dA-Z]? \d[A-Z\d]{2}$/],
  ])('speaks %s: %s', async (code, name, pattern) => {
    const fakes = await loadFakes(code);
    expect(texts(name, { fakes }).some((value) => pattern.test(value))).toBe(true);
  });

  it.each([
    ['DE-de', 'de_DE'],
    ['en-us', 'en_US'],
  ])('takes %s for %s', async (loose, code) => {
    const [one, other] = await Promise.all([loadFakes(loose), loadFakes(code)]);
    expect(faked('name', 42, { fakes: one })).toBe(faked('name', 42, { fakes: other }));
  });

  it('names the nearest locale for an unknown one', async () => {
    await expect(loadFakes('en_UX')).rejects.toThrow(/Unknown locale "en_UX". Did you mean en_/);
    await expect(loadFakes('constructor')).rejects.toThrow('Unknown locale "constructor"');
    await expect(loadFakes('tlh')).rejects.toThrow('Unknown locale "tlh"');
  });
});
