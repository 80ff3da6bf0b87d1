import { describe, expect, it } from 'vitest';
import { cellsOf, refusalOf, warningsOf } from '../support/recipe.ts';

const START =
  '- snowfakery_version: 3\n- plugin: snowfakery.standard_plugins.Math\n- plugin: snowfakery.standard_plugins.datasets.Dataset\n- plugin: own.Own\n';
const files = {
  'p.csv': 'Name\nAda\n',
  'plugins/own.ts':
    'export const Own = { list: () => [1, 2], map: () => ({ a: 1 }), set: () => new Set([1]) };',
};

const field = (value: string) => `${START}- object: Account\n  fields: {Name: ${value}}`;

describe("a value that isn't one of a cell is refused", () => {
  it.each([
    [`"\${{['a', 'b']}}"`, "a list: ['a', 'b']"],
    ['"${{[]}}"', 'a list: []'],
    ['[a, b]', "a list: ['a', 'b']"],
    ['[]', 'a list: []'],
    ['{fake: words}', 'a list: ['],
    ['{fake.random_elements: {elements: [a, b]}}', 'a list: ['],
    ['"${{fake.random_sample(elements=[1, 2, 3])}}"', 'a list: ['],
    ['"${{[3, 1] | sort}}"', 'a list: [1, 3]'],
    ['"${{range(3)}}"', 'a list: [0, 1, 2]'],
    ['"${{(1, 2)}}"', 'a tuple: (1, 2)'],
    [`"\${{{'k': 1}}}"`, "a map: {'k': 1}"],
    ['{fake: profile}', 'a map: {'],
    ['{Own.list: }', 'a list: [1, 2]'],
    ['{Dataset.iterate: {dataset: p.csv}}', "a row of a dataset: {'Name': 'Ada'}"],
    ['"${{Own.map()}}"', "a map: {'a': 1}"],
    ['"${{int}}"', 'a function: '],
    ['"${{\'a\'.upper}}"', 'a function: '],
    ['"${{Math}}"', 'a value of type object: <plugin Math>'],
    ['{relativedelta: {days: 1}}', 'a value of type relativedelta: relativedelta(days=+1)'],
    ['{random_choice: [{choice: {probability: 1, pick: "${{[1]}}"}}]}', 'a list: [1]'],
    ['{if: [{choice: {pick: "${{[1]}}"}}]}', 'a list: [1]'],
  ])('%s', async (value, what) => {
    const [problem, ...more] = await refusalOf(field(value), { files });
    expect(problem).toContain(
      `main.recipe.yml:6:12 (TESTDATA_MAIN_42_A0000001): Account.Name: a field can't hold ${what}`,
    );
    expect(more).toEqual([]);
  });

  it('an empty map, before anything runs', async () => {
    expect(await refusalOf(field('{}'), { files })).toEqual([
      'main.recipe.yml:6:18: A value must be a string, a number, or one function with its arguments; got an empty map.',
    ]);
  });

  it('once for each field', async () => {
    const recipe = '- object: T\n  count: 3\n  fields: {a: [1, 2], b: {fake: words}}';
    expect(await refusalOf(recipe)).toHaveLength(2);
  });
});

it.each([
  [`"\${{['a', 'b'] | join(';')}}"`, 'a;b'],
  [`"\${{';'.join(['a', 'b'])}}"`, 'a;b'],
  [`"all \${{['a', 1]}}"`, "all ['a', 1]"],
  ['[one]', 'one'],
  ['{fake: time_object}', /^\d\d:\d\d:\d\d$/],
])('%s is one of a cell', async (value, cell) => {
  const { Account } = await cellsOf(field(value), { files });
  expect(Account).toEqual([{ Name: typeof cell === 'string' ? cell : expect.stringMatching(cell) }]);
});

describe('a number that is none', () => {
  const recipe = (fields: string, object = 'T') =>
    `- snowfakery_version: 3\n- plugin: snowfakery.standard_plugins.Math\n- plugin: snowfakery.standard_plugins.statistical_distributions.StatisticalDistributions\n- object: ${object}\n  count: 2\n  fields: {${fields}}`;

  it.each([
    ['.nan', 'nan'],
    ['-.inf', '-inf'],
    ['"${{Math.inf}}"', 'inf'],
    ['"${{1e308 * 10}}"', 'inf'],
    ['{StatisticalDistributions.lognormal: {mean: 1000, sigma: 1}}', 'inf'],
  ])('is refused in a field: %s', async (value, shown) => {
    const key = 'main.recipe.yml:6:12 (TESTDATA_MAIN_42_T0000001)';
    expect(await refusalOf(recipe(`n: ${value}`))).toEqual([
      `${key}: T.n: a field can't hold ${shown}, which isn't a number. Check the formula or the limits that it comes from.`,
    ]);
  });

  it('is refused in a number of the catalog, and a word in a text', async () => {
    const [problem] = await refusalOf(recipe('Name: .nan, AnnualRevenue: .inf', 'Account'));
    expect(problem).toContain("Account.AnnualRevenue: a field can't hold inf");
    expect(await cellsOf(recipe('Name: .nan', 'Account'))).toEqual({
      Account: [{ Name: 'nan' }, { Name: 'nan' }],
    });
  });

  it("doesn't come from an amount with far limits", async () => {
    const { T } = await cellsOf(recipe('n: {amount: {min: 1, max: 1.0e+300}}'));
    for (const { n } of T!) expect(Number(n)).toBeGreaterThan(1);
  });
});

it('hidden fields, hidden objects and variables may hold anything', async () => {
  const recipe =
    '- snowfakery_version: 3\n- var: list\n  value: "${{[1, 2]}}"\n- object: __H\n  fields: {a: "${{[3]}}"}\n- object: T\n  fields: {__map: "${{{\'k\': 4}}}", v: "${{list[1]}} ${{__H.a[0]}} ${{__map.k}}"}';
  expect(await cellsOf(recipe)).toEqual({ T: [{ v: '2 3 4' }] });
});

describe('warnings of the catalog', () => {
  it('come once for each object and field, with a count', async () => {
    const recipe = `
- macro: m
  fields: {Nmae: x, NumberOfEmployees: many}
- object: Account
  include: m
  count: 3
- object: Account
  include: m
- object: Account
  fields: {Nmae: y, NumberOfEmployees: much}
- object: Thing
- object: Thing
- object: Contact
  count: 2
  fields: {Nmae: x}`;
    expect(await warningsOf(recipe)).toEqual([
      'Account has no field `Nmae` (3 places).',
      'The catalog has no object Thing (2 places).',
      'Contact has no field `Nmae`.',
      'Account.NumberOfEmployees: "many" isn\'t a whole number (5 rows).',
    ]);
  });

  it('are errors of each place with a strict catalog, none of them twice', async () => {
    const recipe =
      '- catalog: strict\n- macro: m\n  fields: {Nmae: x}\n- object: Account\n  include: m\n- object: Account\n  include: m\n- object: Account\n  fields: {Nmae: y}';
    expect(await refusalOf(recipe)).toEqual([
      'main.recipe.yml:3:12: Account has no field `Nmae`. Did you mean Name?',
      'main.recipe.yml:9:12: Account has no field `Nmae`. Did you mean Name?',
    ]);
  });

  it('a formula of a macro is reported once for each place', async () => {
    const recipe =
      '- snowfakery_version: 3\n- macro: m\n  fields: {a: "${{nope + 1}}", b: "${{nope}}"}\n- object: T\n  include: m\n- object: U\n  include: m';
    expect(await refusalOf(recipe)).toEqual([
      'main.recipe.yml:3:18: Unknown name `nope`.',
      'main.recipe.yml:3:38: Unknown name `nope`.',
    ]);
  });
});
