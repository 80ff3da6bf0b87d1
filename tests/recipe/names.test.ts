import { describe, expect, test } from 'vitest';
import { cellsOf, columnOf, refusalOf, rowsOf, warningsOf } from '../support/recipe.ts';

const V3 = '- snowfakery_version: 3\n';

describe('a reference to a row that is made later', () => {
  test.each([
    ['to an object', 'Late', '- object: Late', 'TESTDATA_MAIN_42_Late0000001'],
    [
      'to a nested object',
      'n',
      '- object: P\n  fields: {c: {object: C, nickname: n}}',
      'TESTDATA_MAIN_42_P0000001_C01',
    ],
    [
      'to a friend',
      'n',
      '- object: P\n  friends: [{object: C, nickname: n}]',
      'TESTDATA_MAIN_42_P0000001_C01',
    ],
  ])('is filled: %s', async (_, name, later, key) => {
    expect((await rowsOf(`${V3}- object: T\n  fields: {v: {reference: ${name}}}\n${later}`)).T![0]!.v).toBe(
      key,
    );
  });

  test('has its id at once, which the row then takes', async () => {
    const recipe = `${V3}- object: T\n  fields: {v: "\${{n.id}}"}
- object: C\n  fields: {i: "\${{id}}"}
- object: C\n  nickname: n\n  fields: {i: "\${{id}}"}`;
    expect(await cellsOf(recipe)).toEqual({ T: [{ v: '1' }], C: [{ i: '2' }, { i: '1' }] });
  });
});

describe('a reference by id', () => {
  const below = '- object: P\n  count: 2\n  friends: [{object: C, count: 2}]\n';
  const third = 'TESTDATA_MAIN_42_P0000002_C01';

  test.each([
    ['to a row below another', `${below}- object: T\n  fields: {v: {reference: {object: C, id: 3}}}`, third],
    [
      'to one that is made later',
      `- object: T\n  fields: {v: {reference: {object: C, id: 3}}}\n${below}`,
      third,
    ],
    [
      'that a formula asks for',
      `${below}- object: T\n  fields: {v: "\${{reference(object='C', id=1 + 2)}}"}`,
      third,
    ],
    [
      'in a text',
      `${below}- object: T\n  fields: {v: "to \${{reference(object='C', id=3)}}"}`,
      `to ${third}`,
    ],
    [
      'to an object that is computed',
      `${below}- object: T\n  fields: {o: C, v: {reference: {object: "\${{o}}", id: 3}}}`,
      third,
    ],
    [
      'to a row that a forward reference has numbered',
      `- object: T\n  fields: {w: {reference: n}, v: {reference: {object: P, id: 1}}}\n${below}- object: P\n  nickname: n`,
      'TESTDATA_MAIN_42_P0000003',
    ],
    [
      'to a row that the recipe never makes',
      `${below}- object: T\n  fields: {v: {reference: {object: P, id: 7}}}`,
      'TESTDATA_MAIN_42_P0000007',
    ],
  ])('is the key of the row that has it: %s', async (_, recipe, key) => {
    expect((await rowsOf(`${V3}${recipe}`)).T![0]!.v).toBe(key);
  });
});

test('a reference may name a variable', async () => {
  const recipe = `${V3}- object: A\n- var: x\n  value: {reference: A}\n- object: T\n  fields: {v: {reference: x}}`;
  expect((await rowsOf(recipe)).T![0]!.v).toBe('TESTDATA_MAIN_42_A0000001');
});

describe("what doesn't exist", () => {
  const rowBefore = '- object: A\n  fields: {n: 3}\n';
  const missed = async (recipe: string) =>
    (await warningsOf(recipe)).filter((message) => message.includes('treated as empty'));

  test.each([
    ['in the midst of a text', 'a ${{nothing}} b', 'a  b'],
    ['compared', "${{nothing == 'x'}}", 'false'],
    ['compared with its like', '${{nothing == nothing}}', 'true'],
    ['with another value to fall back on', "${{nothing or 'z'}}", 'z'],
    ['as a condition', "${{'a' if nothing else 'b'}}", 'b'],
    ['joined', "${{nothing ~ 'k'}}", 'k'],
    ['in a filter', '${{nothing | upper}} ', ' '],
    ['as a field of a row in a text', 'a ${{A.nothing}} b', 'a  b'],
    ['as a field of a row, compared', '${{A.nothing == 3}}', 'false'],
    ['as an item', "a ${{A['nothing']}} b", 'a  b'],
    ['as an attribute of a number', 'a ${{A.n.nothing}} b', 'a  b'],
  ])('is empty %s, with one warning', async (_, formula, cell) => {
    for (const version of [2, 3]) {
      const recipe = `- snowfakery_version: ${version}\n${rowBefore}- object: T\n  count: 2\n  fields: {v: "${formula}"}`;
      const [found] = await columnOf(recipe, 'v');
      expect(found!.toLowerCase()).toBe(cell);
      expect(await missed(recipe)).toEqual([expect.stringMatching(/nothing.*treated as empty/)]);
    }
  });

  test.each(['${{nothing}}', '${{A.nothing}}', "${{A['nothing']}}"])(
    'is empty alone in version 2, as in %s',
    async (formula) => {
      const recipe = `${rowBefore}- object: T\n  fields: {v: "${formula}"}`;
      expect(await columnOf(recipe, 'v')).toEqual(['']);
      expect(await missed(recipe)).toHaveLength(1);
    },
  );

  test.each([
    ['alone in version 3', V3, '${{A.nn}}', /has no attribute nn/],
    ['alone in version 3 as a name', V3, '${{todayy}}', /Did you mean today/],
    ['asked for a field', '', '${{Aa.n}}', /Unknown name `Aa`/],
    ['calculated with', '', '${{1 + nothing}}', /Unknown name `nothing`/],
    ['calculated with as a field', '', '${{1 + A.nothing}}', /has no attribute nothing/],
    ['compared in size', '', '${{A.nothing < 3}}', /has no attribute nothing/],
    ['called', '', '${{todayy()}}', /Did you mean today/],
    ['given to a function', '', '${{date(todayy)}}', /Did you mean today/],
    ['under a strict catalog', '- catalog: strict\n', 'a ${{nothing}}', /Unknown name `nothing`/],
  ])('is refused %s', async (_, head, formula, message) => {
    const recipe = `${head}${rowBefore}- object: T\n  fields: {v: "${formula}"}`;
    expect((await refusalOf(recipe)).join()).toMatch(message);
  });
});

test('update_key stands in a column of the tool', async () => {
  const recipe = '- object: T\n  update_key: v\n  fields: {v: 1}\n- object: T\n  fields: {v: 2}';
  expect((await cellsOf(recipe)).T).toEqual([
    { _sf_update_key: 'v', v: '1' },
    { _sf_update_key: '', v: '2' },
  ]);
});

describe('unique_id and unique_alpha_code', () => {
  test('have the numbers and codes of Snowfakery in the first place of each', async () => {
    const recipe = `${V3}- object: T\n  count: 3\n  fields: {n: "\${{unique_id}}", v: "\${{unique_alpha_code}}"}`;
    expect(await columnOf(recipe, 'n')).toEqual(['1541010', '9612010', '2243010']);
    expect(await columnOf(recipe, 'v')).toEqual(['2AUHHSZN', 'GDH9OYLN', '42Q3XX3N']);
  });

  test.each(['unique_id', 'unique_alpha_code', 'unique_id()'])('%s is another for each row', async (name) => {
    const found = await columnOf(`${V3}- object: T\n  count: 200\n  fields: {v: "\${{${name}}}"}`, 'v');
    expect(new Set(found).size).toBe(200);
  });
});

test('all places of a recipe share their count, as in Snowfakery', async () => {
  const recipe = `- object: A\n  count: 2\n  fields: {d: "\${{unique_id}}", e: "x\${{unique_id}}"}
- object: B\n  fields: {c: "\${{unique_alpha_code}}"}
  friends: [{object: C, fields: {c: "\${{unique_alpha_code}}", d: "\${{unique_id}}"}}]`;
  expect(await cellsOf(recipe)).toEqual({
    A: [
      { d: '1541010', e: 'x9612010' },
      { d: '2243010', e: 'x2264010' },
    ],
    B: [{ c: '2AUHHSZN' }],
    C: [{ c: 'GDH9OYLN', d: '6225010' }],
  });
});

test.each(['unique_alpha_code', 'unique_alpha_code or 1', 'unique_alpha_code | default(1)'])(
  'the first codes are those of Snowfakery: %s',
  async (formula) => {
    const recipe = `${V3}- object: T\n  count: 2\n  fields: {v: "\${{${formula}}}"}`;
    expect(await columnOf(recipe, 'v')).toEqual(['2AUHHSZN', 'GDH9OYLN']);
  },
);

test.each([
  ['snowfakery_filename', '${{snowfakery_filename}}', /main\.recipe\.yml$/],
  ['template', '${{template.tablename}}', /^T$/],
  ['NULL', '${{NULL}}', /^$/],
])('%s is known in formulas', async (_, formula, expected) => {
  expect((await columnOf(`${V3}- object: T\n  fields: {v: "${formula}"}`, 'v'))[0]).toMatch(expected);
});

describe('locales', () => {
  const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;
  test('snowfakery_locale holds from where it stands on', async () => {
    const recipe = `${V3}- object: A\n  fields: {v: {fake: last_name}}
- var: snowfakery_locale\n  value: ja_JP
- object: B\n  fields: {v: {fake: last_name}, w: "\${{fake.last_name}}"}`;
    const { A, B } = await cellsOf(recipe);
    expect(A![0]!.v).not.toMatch(japanese);
    expect(B![0]!.v).toMatch(japanese);
    expect(B![0]!.w).toMatch(japanese);
  });

  test('a locale may come by chance', async () => {
    const recipe = `${V3}- object: P\n  count: 30\n  friends:
    - {var: snowfakery_locale, value: {random_choice: [ja_JP, nl_NL]}}
    - {object: C, fields: {v: {fake: last_name}}}`;
    const found = (await columnOf(recipe, 'v')).map((name) => japanese.test(name));
    expect(new Set(found).size).toBe(2);
  });

  test('i18n_fake names its locale itself', async () => {
    expect(
      (
        await columnOf(`${V3}- object: T\n  fields: {v: {i18n_fake: {locale: ja_JP, fake: last_name}}}`, 'v')
      )[0],
    ).toMatch(japanese);
  });

  test.each(['jp_JP', 'ja', 'japanese', 'JA-jp'])('%s is Japanese, as Python takes it', async (code) => {
    const recipe = `${V3}- var: snowfakery_locale\n  value: ${code}\n- object: T\n  fields: {v: {fake: last_name}}`;
    expect((await columnOf(recipe, 'v'))[0]).toMatch(japanese);
  });

  test.each(['mk_MK', 'en_NG', 'ar_DZ', 'german', 'en_UK', 'pt'])('there are fakes for %s', async (code) => {
    const recipe = `${V3}- object: T\n  fields: {v: {i18n_fake: {locale: ${code}, fake: name}}}`;
    expect((await columnOf(recipe, 'v'))[0]).not.toBe('');
  });

  test('a locale without words has English ones and its own country, with a warning', async () => {
    const recipe = `${V3}- var: snowfakery_locale\n  value: hi_IN\n- object: T\n  fields: {v: {fake: last_name}, c: {fake: current_country}}`;
    const { T } = await cellsOf(recipe);
    expect([/^[A-Z]/.test(T![0]!.v!), T![0]!.c]).toEqual([true, 'India']);
    expect(await warningsOf(recipe)).toContain(
      'Locale `hi_IN` has no words of its own; its fakes are English.',
    );
  });

  test('an unknown locale is refused at its place', async () => {
    expect((await refusalOf('- var: snowfakery_locale\n  value: xx_YY\n- object: T'))[0]).toMatch(
      /^main\.recipe\.yml:2:10: Unknown locale "xx_YY"/,
    );
  });
});

describe('fakes', () => {
  test('an email fits the names of its row, whatever their fields are called', async () => {
    const recipe = `${V3}- object: T\n  count: 20\n  fields: {given: {fake: FirstName}, family: {fake: last_name}, mail: {fake: Email}}`;
    for (const { family, mail } of (await cellsOf(recipe)).T!) {
      expect(mail).toContain(
        family!
          .toLowerCase()
          .replaceAll(/[^a-z]/g, '')
          .slice(0, 4),
      );
    }
  });

  test('a fake without parentheses is drawn for its field alone: another column leaves it as it is', async () => {
    const recipe = (more: string) =>
      `${V3}- object: T\n  count: 5\n  fields: {v: "\${{fake.first_name}}"${more}}`;
    const plain = await columnOf(recipe(''), 'v');
    expect(await columnOf(recipe(', w: {fake: city}'), 'v')).toEqual(plain);
  });

  test('the name of a fake may be a formula', async () => {
    expect(
      (await columnOf(`${V3}- object: T\n  fields: {v: {fake: "\${{'first' ~ '_name'}}"}}`, 'v'))[0],
    ).toMatch(/^\p{L}+$/u);
  });
});
