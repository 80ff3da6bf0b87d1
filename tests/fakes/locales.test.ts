import { describe, expect, it, test } from 'vitest';
import { loadFakes } from '../../src/fakes/fakes.ts';
import { FAKES } from '../../src/fakes/registry.ts';
import { LOCAL_NAMES } from '../../src/fakes/tables/local-names.ts';
import { LOCALES } from '../../src/fakes/tables/locales.ts';
import { repr } from '../../src/python/text.ts';
import { columnOf, refusalOf } from '../support/recipe.ts';
import { faked } from './call.ts';

const KEYS = [1, 104_730, 209_459];

const WORKING = Object.entries(FAKES)
  .flatMap(([name, { kind }]) => (kind === 'refused' ? [] : [name]))
  .sort();

type Sample = ReadonlyMap<string, string>;

/** What each fake of a locale gives for some keys. */
async function sampleOf(code: string): Promise<Sample> {
  const fakes = await loadFakes(code);
  return new Map(
    WORKING.map((name) => [name, KEYS.map((key) => repr(faked(name, key, { fakes }))).join('|')] as const),
  );
}

test('a table says for each locale which fakes are its own, which are those of en_US, and which it lacks', async () => {
  const english = await sampleOf('en_US');
  const samples = new Map<string, Sample>();
  for (const code of LOCALES.keys()) samples.set(code, await sampleOf(code));
  // Most fakes are the same everywhere: numbers, dates, colors.
  const varying = WORKING.filter((name) =>
    [...samples.values()].some((one) => one.get(name) !== english.get(name)),
  );
  const lines: string[] = [`Fakes that vary by locale: ${varying.join(' ')}.`, ''];
  for (const [code, sample] of samples) {
    const borrowed = varying.filter((name) => sample.get(name) === english.get(name));
    const fakes = await loadFakes(code);
    const local = [...LOCAL_NAMES].flatMap(([name, codes]) => (codes.includes(code) ? [name] : []));
    const [there, refused] = [
      local.filter((name) => fakes.find(name)),
      local.filter((name) => fakes.refusal(name)),
    ];
    expect([...there, ...refused].sort()).toEqual([...local].sort());
    lines.push(
      `${code}: ${varying.length - borrowed.length} of its own`,
      `  as in en_US: ${borrowed.length === varying.length ? 'all' : borrowed.join(' ') || 'none'}`,
      ...(there.length > 0 ? [`  of this locale alone: ${there.join(' ')}`] : []),
      ...(refused.length > 0 ? [`  refused: ${refused.join(' ')}`] : []),
    );
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('locales.txt');
});

describe('fakes of some locales alone', () => {
  const recipe = (locale: string, name: string) =>
    `- snowfakery_version: 3\n- var: snowfakery_locale\n  value: ${locale}\n- object: T\n  count: 30\n  fields: {v: {fake: ${name}}}`;

  it.each([
    ['ja_JP', 'kana_name', /^[\p{Script=Katakana}ー]+ [\p{Script=Katakana}ー]+$/u],
    ['ja_JP', 'FirstKanaName', /^[\p{Script=Katakana}ー]+$/u],
    ['ja_JP', 'first_kana_name_female', /^[\p{Script=Katakana}ー]+$/u],
    ['ja_JP', 'last_kana_name', /^[\p{Script=Katakana}ー]+$/u],
    ['ja_JP', 'romanized_name', /^[A-Z][a-z]+ [A-Z][a-z]+$/],
    ['ja_JP', 'first_romanized_name', /^[A-Z][a-z]+$/],
    ['ja_JP', 'last_romanized_name', /^[A-Z][a-z]+$/],
    ['ja_JP', 'kana', /^\p{Script=Hiragana}$/u],
    ['ja_JP', 'chome', /^\d+丁目$/],
    ['jp_JP', 'romanized_name_male', /^[A-Z][a-z]+ [A-Z][a-z]+$/],
    ['zh_CN', 'romanized_name', /^[A-Z][a-z]+ [A-Z][a-z]+$/],
    ['zh_TW', 'romanized_name', /^[A-Z]+ [A-Z]+-[A-Z]+$/],
    ['pt_BR', 'cpf', /^\d{3}\.\d{3}\.\d{3}-\d\d$/],
    ['pt_BR', 'cnpj', /^\d\d\.\d{3}\.\d{3}\/0001-\d\d$/],
    ['fr_FR', 'siret', /^\d{3} \d{3} \d{3} \d{5}$/],
    ['pl_PL', 'nip', /^\d{10}$/],
  ])('%s: %s', async (locale, name, form) => {
    const cells = await columnOf(recipe(locale, name), 'v');
    for (const cell of cells) expect(cell).toMatch(form);
    expect(new Set(cells).size).toBeGreaterThan(5);
  });

  it('a pair holds the name as it is written and read', async () => {
    const pairs = recipe('ja_JP', 'x').replace('{fake: x}', '"${{fake.last_name_pair() | join(\';\')}}"');
    for (const cell of await columnOf(pairs, 'v'))
      expect(cell).toMatch(/^\p{Script=Han}+;[\p{Script=Katakana}ー]+;[A-Z][a-z]+$/u);
  });

  it('i18n_fake takes them too', async () => {
    const value = '{i18n_fake: {locale: ja_JP, fake: kana_name}}';
    expect((await columnOf(`- object: T\n  fields: {v: ${value}}`, 'v')).join()).toMatch(
      /\p{Script=Katakana}/u,
    );
  });

  it('are refused in other locales, with the one that has them', async () => {
    const sentence =
      'The fake `kana_name` has no value here: only ja_JP has it; set it with `- var: snowfakery_locale` before';
    expect(await refusalOf('- object: T\n  fields: {v: {fake: kana_name}}')).toEqual([
      `main.recipe.yml:2:16: ${sentence}`,
    ]);
    expect((await refusalOf(recipe('de_DE', 'kana_name'))).join()).toContain(sentence);
    expect((await refusalOf('- object: T\n  fields: {v: "${{fake.kana_name}}"}')).join()).toContain(sentence);
  });

  it('are refused with a sentence where nothing supports them', async () => {
    expect((await refusalOf(recipe('es_ES', 'nif'))).join()).toContain(
      "The fake `nif` has no value here: Python's Faker has it for ",
    );
  });

  it.each([
    ['cpf', 'pt_BR', (text: string) => check(text, 9, 10) && check(text, 10, 11)],
    ['siren', 'fr_FR', (text: string) => luhnHolds(text)],
    ['siret', 'fr_FR', (text: string) => luhnHolds(text)],
    ['nip', 'pl_PL', (text: string) => nipHolds(text)],
  ])('%s has valid check digits', async (name, code, holds) => {
    const fakes = await loadFakes(code);
    for (let key = 1; key < 200; key++) {
      const number = String(faked(name, key, { fakes })).replaceAll(/\D/g, '');
      expect(holds(number), number).toBe(true);
    }
  });
});

/** A digit of a CPF: with it, the sum by falling weights leaves nothing over 11, or what would be 10. */
function check(text: string, at: number, from: number): boolean {
  const sum = [...text.slice(0, at)].reduce((all, digit, i) => all + Number(digit) * (from - i), 0);
  return ((sum * 10) % 11) % 10 === Number(text[at]);
}

function luhnHolds(text: string): boolean {
  const digits = [...text].reverse().map((digit, i) => Number(digit) * (1 + (i % 2)));
  return digits.reduce((sum, digit) => sum + (digit > 9 ? digit - 9 : digit), 0) % 10 === 0;
}

function nipHolds(text: string): boolean {
  const sum = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((all, weight, i) => all + weight * Number(text[i]), 0);
  return sum % 11 === Number(text[9]);
}
