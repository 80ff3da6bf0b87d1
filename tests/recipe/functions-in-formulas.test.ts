import { describe, expect, it } from 'vitest';
import { cellsOf, columnOf, refusalOf, rowsOf } from '../support/recipe.ts';

const BASE = `- snowfakery_version: 3
- option: where_to
  default: P
- object: P
  nickname: nick
  count: 4
  fields: {n: "p\${{id}}"}
- object: T
  count: 8
  fields: {v: `;

describe('random_reference in a formula', () => {
  it.each([
    ['"${{random_reference(\'P\')}}"', /^TESTDATA_MAIN_42_P000000[1-4]$/],
    ['"${{random_reference(to=\'nick\')}}"', /^TESTDATA_MAIN_42_P000000[1-4]$/],
    ['"${{random_reference(P)}}"', /^TESTDATA_MAIN_42_P000000[1-4]$/],
    ['"${{random_reference(where_to).n}}"', /^p[1-4]$/],
    ['"of ${{random_reference(\'P\').n.upper()}}"', /^of P[1-4]$/],
    ["\"${{random_reference('P', scope='prior-and-current-iterations').id * 10}}\"", /^[1-4]0$/],
  ])('%s is a row made before', async (formula, form) => {
    const cells = await columnOf(`${BASE}${formula}}`, 'v');
    expect(cells).toHaveLength(8);
    for (const cell of cells) expect(cell).toMatch(form);
    expect(new Set(cells).size).toBeGreaterThan(1);
  });

  it('takes unique and parent as the block does', async () => {
    const recipe = `- object: P
  count: 5
- object: T
  count: 3
  friends:
    - object: C
      count: 5
      fields: {v: "\${{random_reference('P', unique=True, parent='T')}}"}`;
    const { C } = await rowsOf(recipe);
    for (const part of [0, 5, 10]) expect(new Set(C!.slice(part, part + 5).map(({ v }) => v)).size).toBe(5);
  });

  it.each([
    ["${{random_reference('Q')}}", '10:15: Unknown object or nickname `Q`.'],
    ['${{random_reference(id)}}', '10:35: This argument must be known before any row'],
    [
      "${{random_reference('P', uniqe=True)}}",
      '10:15: `random_reference` has no argument `uniqe`. Did you mean',
    ],
    ["${{random_refrence('P')}}", '10:18: Unknown name `random_refrence`. Did you mean random_reference?'],
  ])('is refused before anything runs: %s', async (formula, problem) => {
    expect((await refusalOf(`${BASE}"${formula}"}`)).join()).toContain(problem);
  });
});

describe('reference', () => {
  const ROWS =
    '- object: P\n  nickname: nick\n  fields: {n: 5, third: {reference: {object: P, id: 3}}}\n- object: T\n  fields: {to: {reference: P}, v: ';

  it.each([
    ["${{reference('P').n}}", '5'],
    ["${{reference(x='nick').n}}", '5'],
    ['${{reference(to).n}}', '5'],
    ["${{reference(object='P', id=2).id}}", '2'],
    ["${{reference('nick.third').id}}", '3'],
    ['${{reference(nick.third)}}', 'TESTDATA_MAIN_42_P0000003'],
  ])('%s', async (formula, cell) => {
    expect((await cellsOf(`${ROWS}"${formula}"}`)).T![0]!.v).toBe(cell);
  });

  it('without a name is nothing', async () => {
    expect((await cellsOf('- object: T\n  fields: {v: {reference: }}')).T).toEqual([{ v: '' }]);
  });

  it.each([
    ['{reference: P.n}', '`P.n` must refer to a row; got 5.'],
    ['{reference: 5}', '`reference` takes the name of an object'],
    ['"${{reference(today)}}"', '`reference` takes the name of an object'],
  ])('to what is no row is refused: %s', async (value, problem) => {
    expect((await refusalOf(`${ROWS}${value}}`)).join()).toContain(problem);
  });
});

it('random_choice takes values or weights', async () => {
  expect(await columnOf('- object: T\n  fields: {v: "${{random_choice(a=1, b=0)}}"}', 'v')).toEqual(['a']);
  expect((await refusalOf('- object: T\n  fields: {v: "${{random_choice(1, 2, a=1)}}"}')).join()).toContain(
    'random_choice() takes values, or names with their weights, but not both.',
  );
});

it('i18n_fake in a formula brings its locale along', async () => {
  const [city] = await columnOf("- object: T\n  fields: {v: \"${{i18n_fake('ja_JP', 'city')}}\"}", 'v');
  expect(city).toMatch(/\p{Script=Han}/u);
});

describe('whole numbers beyond 2^53', () => {
  it.each([
    ['{random_number: {min: 99981919191919191, max: 99981919191919194}}', 4, 1n],
    ['{random_number: {min: -99981919191919191, max: -99981919191919171, step: 10}}', 3, 10n],
    ['{random_number: {min: "99981919191919191", max: "99981919191919193"}}', 3, 1n],
    ['{random_number: {min: "-99981919191919193", max: " -99981919191919191"}}', 3, 1n],
    ['{fake.random_int: {min: "-99981919191919193", max: "-99981919191919191"}}', 3, 1n],
    ['"${{random_number(min=10 ** 30, max=10 ** 30 + 2)}}"', 3, 1n],
    ['"${{fake.random_int(min=10 ** 30, max=10 ** 30 + 2)}}"', 3, 1n],
  ])('%s is drawn exactly, up to both ends', async (value, count, step) => {
    const cells = await columnOf(
      `- snowfakery_version: 3\n- object: T\n  count: 200\n  fields: {v: ${value}}`,
      'v',
    );
    const drawn = [...new Set(cells)].map(BigInt).sort((a, b) => (a < b ? -1 : 1));
    expect(drawn).toHaveLength(count);
    expect(drawn.slice(1).map((number, i) => number - drawn[i]!)).toEqual(new Array(count - 1).fill(step));
  });

  it('are spread over a range that no draw can distinguish', async () => {
    const recipe =
      '- object: T\n  count: 300\n  fields: {v: {random_number: {min: -9007199254740991, max: 9007199254740991}}}';
    const cells = (await columnOf(recipe, 'v')).map(BigInt);
    expect(new Set(cells).size).toBe(300);
    expect(new Set(cells.map((cell) => ((cell % 10n) + 10n) % 10n)).size).toBe(10);
    expect(cells.filter((cell) => cell < 0n).length).toBeGreaterThan(100);
  });

  it('count on, and go through plugins, texts and version 2', async () => {
    const files = {
      'plugins/own.ts': 'export const Own = { next: (x: bigint) => x + 1n, type: (x: unknown) => typeof x };',
    };
    const recipe = `- plugin: snowfakery.standard_plugins.Counters
- plugin: own.Own
- object: T
  count: 2
  fields:
    __n: 99981919191919191
    counted: {Counters.NumberCounter: {start: 99981919191919191, step: 10}}
    own: {Own.next: "\${{__n}}"}
    type: {Own.type: "\${{__n}}"}
    text: card \${{__n}}
    sum: \${{__n + id}}`;
    const row = { own: '99981919191919192', type: 'bigint', text: 'card 99981919191919191' };
    expect(await cellsOf(recipe, { files })).toEqual({
      T: [
        { counted: '99981919191919191', ...row, sum: '99981919191919192' },
        { counted: '99981919191919201', ...row, sum: '99981919191919193' },
      ],
    });
  });
});
