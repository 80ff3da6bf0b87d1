import { describe, expect, test } from 'vitest';
import { cellsOf, columnOf, refusalOf } from '../support/recipe.ts';

const standard = (...names: string[]) =>
  [
    '- snowfakery_version: 3',
    ...names.map((name) => `- plugin: snowfakery.standard_plugins.${name}`),
    '',
  ].join('\n');

describe('a standard plugin', () => {
  test.each([
    ['Math', '${{Math.sqrt(16)}}', ['4.0', '4.0']],
    ['Math', '{Math.max: [3, 7]}', ['7', '7']],
    ['Counters', '{Counters.NumberCounter: }', ['1', '2']],
    ['Counters', '{Counters.NumberCounter: {start: 5, step: 10}}', ['5', '15']],
    ['Counters', '{Counters.DateCounter: {start_date: 2026-01-01, step: +1w}}', ['2026-01-01', '2026-01-08']],
    ['Schedule', '{Schedule.Event: {start_date: 2026-01-01, freq: weekly}}', ['2026-01-01', '2026-01-08']],
    ['datasets.Dataset', "${{Dataset.iterate(dataset='names.csv').next().Name}}", ['Ada', 'Bo']],
    ['base64.Base64', '{Base64.encode: {data: abc}}', ['YWJj', 'YWJj']],
    ['file.File', '{File.file_data: {file: names.csv}}', 2],
    ['UniqueId', '${{UniqueId.unique_id}}', 2],
    ['statistical_distributions.StatisticalDistributions', '{StatisticalDistributions.poisson: {lam: 4}}', 2],
    ['Salesforce', '{Salesforce.ContentFile: names.csv}', 2],
  ])('%s: %s', async (plugin, value, expected) => {
    const files = { 'names.csv': 'Name\nAda\nBo\n' };
    const found = await columnOf(
      `${standard(plugin)}- object: T\n  count: 2\n  fields: {v: ${quoted(value)}}`,
      'v',
      { files },
    );
    if (typeof expected === 'number') expect(found).toHaveLength(expected);
    else expect(found).toEqual(expected);
  });
});

const quoted = (value: string) => (value.startsWith('$') ? JSON.stringify(value) : value);

test.each([
  ['counts on where it stands', '', ['1', '2', '3', '4']],
  ['begins again for each row of its parent', ', parent: P', ['1', '2', '1', '2']],
])('a counter %s', async (_, parent, expected) => {
  const recipe = `${standard('Counters')}- object: P
  count: 2
  friends:
    - object: C
      count: 2
      fields: {n: {Counters.NumberCounter: {start: 1${parent}}}}`;
  expect(await columnOf(recipe, 'n')).toEqual(expected);
});

test('a named counter is one in all places, and a variable may hold one', async () => {
  const recipe = `${standard('Counters')}- var: held
  value: {Counters.NumberCounter: {start: 100}}
- object: A
  fields: {n: {Counters.NumberCounter: {name: x}}, h: "\${{held.next}}"}
- object: B
  fields: {n: {Counters.NumberCounter: {name: x}}, h: "\${{held}}"}`;
  expect(await cellsOf(recipe)).toEqual({ A: [{ n: '1', h: '100' }], B: [{ n: '2', h: '101' }] });
});

test.each([
  ['goes on where it stands', '', '', 'Ada Bo Ada Ada'],
  ['begins again for each row of its parent', ', parent: P', '', 'Ada Ada Ada Ada'],
  ['is one in all places with its name', ', name: x', ', name: x', 'Ada Bo Ada Bo'],
])('a dataset %s', async (_, first, second, expected) => {
  const recipe = `${standard('datasets.Dataset')}- object: P
  count: 3
  friends:
    - object: C
      fields: {__r: {Dataset.iterate: {dataset: people.csv${first}}}, n: "\${{__r.Name}}"}
- object: C
  fields: {__r: {Dataset.iterate: {dataset: people.csv${second}}}, n: "\${{__r.Name}}"}`;
  const names = await columnOf(recipe, 'n', { files: { 'people.csv': 'Name\nAda\nBo\n' } });
  expect(names.join(' ')).toBe(expected);
});

test('a shuffled dataset gives each row once before it begins again, in another order', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `N${i}`);
  const recipe = `${standard('datasets.Dataset')}- object: T
  count: 40
  fields: {__p: {Dataset.shuffle: {dataset: people.csv}}, v: "\${{__p.Name}}"}`;
  const found = await columnOf(recipe, 'v', { files: { 'people.csv': `Name\n${names.join('\n')}\n` } });
  const [first, second] = [found.slice(0, 20), found.slice(20)];
  expect([first.toSorted(), second.toSorted()]).toEqual([names.toSorted(), names.toSorted()]);
  expect(first).not.toEqual(names);
  expect(second).not.toEqual(first);
});

test('a reference to a record of a file is its id', async () => {
  const recipe = `${standard('datasets.Dataset')}- object: T
  fields: {__p: {Dataset.iterate: {dataset: people.csv}}, v: {reference: __p}}`;
  expect(await columnOf(recipe, 'v', { files: { 'people.csv': 'Id,Name\n5,Ada\n' } })).toEqual(['5']);
});

describe('for_each', () => {
  const files = { 'people.csv': 'Name,City\nAda,London\nBo,Oslo\n' };

  test('makes a row for each of a dataset, once, in every parent', async () => {
    const recipe = `${standard('datasets.Dataset')}- object: P
  count: 2
  friends:
    - object: C
      for_each: {var: who, value: {Dataset.iterate: {dataset: people.csv}}}
      fields: {v: "\${{who.Name}} \${{who.city}} \${{child_index}}"}`;
    expect((await cellsOf(recipe, { files })).C).toEqual(
      ['Ada London 0', 'Bo Oslo 1', 'Ada London 0', 'Bo Oslo 1'].map((v) => ({ v })),
    );
  });

  test.each([
    ['takes a list of version 3', '- snowfakery_version: 3\n', '"${{[1, 2]}}"', ['1', '2']],
    [
      'takes a schedule',
      standard('Schedule'),
      '{Schedule.Event: {start_date: 2026-01-01, freq: daily, count: 2}}',
      ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'],
    ],
  ])('%s', async (_, head, value, expected) => {
    const recipe = `${head}- object: T\n  for_each: {var: x, value: ${value}}\n  fields: {v: "\${{x}}"}`;
    expect(await columnOf(recipe, 'v')).toEqual(expected);
  });

  test('refuses what never ends', async () => {
    const recipe = `${standard('Counters')}- object: T\n  for_each: {var: x, value: {Counters.NumberCounter: }}`;
    expect((await refusalOf(recipe)).join()).toMatch(/main\.recipe\.yml:4:\d+: `for_each` would never end/);
  });
});

test('PersonContact is the contact that Salesforce makes for a person account', async () => {
  const recipe = `${standard('Salesforce')}- object: Account
  fields: {PersonContactId: {Salesforce.SpecialObject: {name: PersonContact, nickname: pc}}}`;
  expect((await cellsOf(recipe)).PersonContact).toEqual([
    { IsPersonAccount: 'true', AccountId: 'TESTDATA_MAIN_42_A0000001' },
  ]);
});

describe('a plugin of the recipe itself', () => {
  const files = {
    'plugins/doubling.ts': `export const Doubling = {
      twice: (x: number) => x * 2,
      joined: (a: string, { named }: { named: { by: string } }) => a + named.by,
      *odd() { for (let i = 1; ; i += 2) yield i; },
      answer: 42,
      born: () => new Date('2026-01-15T08:00:00Z'),
      rolled: ({ random }: { random(): number }) => random() < 1,
    };\n`,
  };
  test.each([
    ['is called as a block', '{Doubling.twice: 21}', '42'],
    ['is called in a formula', '"${{Doubling.twice(4) + 1}}"', '9'],
    ['takes arguments by keyword', "\"${{Doubling.joined('a', by='b')}}\"", 'ab'],
    ['has constants', '"${{Doubling.answer}}"', '42'],
    ['makes a series by a generator', '{Doubling.odd: }', '1'],
    ['answers dates', '{Doubling.born: }', '2026-01-15T08:00:00.000Z'],
    ['has chance', '{Doubling.rolled: }', 'true'],
  ])('%s', async (_, value, expected) => {
    const recipe = `- snowfakery_version: 3\n- plugin: doubling.Doubling\n- object: T\n  fields: {v: ${value}}`;
    expect(await columnOf(recipe, 'v', { files })).toEqual([expected]);
  });

  test.each([
    [
      'a plugin in Python',
      'own.Mine',
      { 'plugins/own.py': '' },
      /is Python .* Instead, write .*own.* `export const Mine/,
    ],
    ['a provider of Faker', 'faker_microservice.Provider', {}, /provider of Python's Faker/],
    ['a misspelt provider', 'faker_edv.Provider', {}, /Did you mean faker_edu\.Provider/],
    [
      'a plugin that is not there',
      'no.Such',
      {},
      /Unknown plugin `no\.Such`.* write \S*plugins\/no\.ts with `export const Such/,
    ],
    ['one in a folder', 'a.no.Such', {}, /write \S*plugins\/a\/no\.ts with `export const Such/],
    ['one without a module', 'Such', {}, /write \S*plugins\/Such\.ts with `export const Such/],
    ['a misspelt standard plugin', 'snowfakery.standard_plugins.Cuonters', {}, /Did you mean Counters/],
    ['a function that a plugin lacks', 'doubling.Doubling', files, /no function `twicee`.*twice/],
  ])('%s is refused', async (_, name, own, message) => {
    const recipe = `- plugin: ${name}\n- object: T\n  fields: {v: {Doubling.twicee: 1}}`;
    expect((await refusalOf(recipe, { files: own })).join()).toMatch(message);
  });
});
