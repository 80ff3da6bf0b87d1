import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import { configOf, type DataSet, inFolder, readDataSet } from '../support/data-set.ts';

const RECIPE = `
- snowfakery_version: 3
- object: Account
  fields:
    Description: Was \${{input.Name}} as number \${{child_index}}
    NumberOfEmployees: {random_number: {min: 1, max: 1000000}}
`;
const INPUT =
  'ExternalId,Name,Phone,Oid\nTESTDATA_42_A0000007,Old Mill,01234,001\nTESTDATA_42_A0000003,"A, B",1.50,002\n';

interface Given {
  recipe?: string;
  input?: string;
  passThrough?: string[];
  seed?: number;
}

/** The rows of an update; nothing may be left of one that fails. */
function update({ recipe = RECIPE, input = INPUT, passThrough = [], seed = 42 }: Given): Promise<DataSet> {
  return inFolder(async (folder) => {
    const file = join(folder, 'main.recipe.yml');
    const rows = join(folder, 'rows.csv');
    writeFileSync(file, recipe);
    if (input) writeFileSync(rows, input);
    try {
      const config = configOf({ recipe: file, seed });
      await generate({ config, options: new Map(), folder, update: { file: rows, passThrough } });
    } catch (error) {
      expect(existsSync(join(folder, 'generated'))).toBe(false);
      throw error;
    }
    return readDataSet(folder);
  });
}

test('an update makes one row for each row of its input, under the key that it had', async () => {
  const { Account } = await update({});
  expect(Account!.map(({ ExternalId, Description }) => [ExternalId, Description])).toEqual([
    ['TESTDATA_42_A0000007', 'Was Old Mill as number 0'],
    ['TESTDATA_42_A0000003', 'Was A, B as number 1'],
  ]);
  expect(new Set(Account!.map(({ NumberOfEmployees }) => NumberOfEmployees)).size).toBe(2);
});

test('a drawn value belongs to the key, wherever its row is', async () => {
  const input = `ExternalId,Name\nTESTDATA_42_A0000001,New\n${INPUT.split('\n').slice(1).reverse().filter(Boolean).join('\n')}`;
  const [before, after] = [
    await update({}),
    await update({ input: input.replaceAll(/,[^,\n]*,[^,\n]*$/gm, '') }),
  ];
  const byKey = ({ Account }: DataSet) =>
    new Map(Account!.map(({ ExternalId, NumberOfEmployees }) => [ExternalId, NumberOfEmployees]));
  for (const [key, value] of byKey(before)) expect(byKey(after).get(key)).toBe(value);
});

test('columns pass through unchanged, after those of the recipe, which win', async () => {
  const recipe = `${RECIPE}    Name: New \${{input.name}}\n`;
  const { Account } = await update({ recipe, passThrough: ['Oid', 'Name', 'Phone'] });
  expect(Object.keys(Account![0]!)).toEqual([
    'ExternalId',
    'Description',
    'NumberOfEmployees',
    'Name',
    'Oid',
    'Phone',
  ]);
  expect(Account!.map(({ Name, Oid, Phone }) => [Name, Oid, Phone])).toEqual([
    ['New Old Mill', '001', '01234'],
    ['New A, B', '002', '1.50'],
  ]);
});

test('a column that the recipe sets itself is reported as not passed through', () =>
  inFolder(async (folder) => {
    const [recipe, file] = ['main.recipe.yml', 'rows.csv'].map((name) => join(folder, name)) as [
      string,
      string,
    ];
    writeFileSync(recipe, RECIPE);
    writeFileSync(file, `${INPUT.replace('Oid', 'Description')}`);
    const passThrough = ['Phone', 'Description'];
    const input = { config: configOf({ recipe }), options: new Map(), folder, update: { file, passThrough } };
    const { warnings } = await generate(input);
    expect(warnings).toMatchObject([
      {
        message: "The recipe sets Description, so the column isn't passed through.",
        place: { file: recipe, line: 5 },
      },
    ]);
  }));

test('rows without keys get those of new rows', async () => {
  const { Account } = await update({ input: '\uFEFFName\nA\nB\n' });
  expect(Account!.map(({ ExternalId }) => ExternalId)).toEqual([
    'TESTDATA_MAIN_42_A0000001',
    'TESTDATA_MAIN_42_A0000002',
  ]);
});

test('of many wrong keys, the first are listed', async () => {
  const keys = Array.from({ length: 9 }, (_, i) => `TESTDATA_42_A000000${i + 1}`);
  const failing = update({ seed: 7, input: `ExternalId\n${keys.join('\n')}\n` });
  await expect(failing).rejects.toThrow(/rows\.csv:6 \(TESTDATA_42_A0000005\).*\n.*: 4 more problems\.$/);
});

test('an input without rows is an update of nothing', async () => {
  expect(await update({ input: 'ExternalId,Name\n' })).toEqual({ Account: [] });
});

const COUNTED = RECIPE.replace('  fields:', '  count: 2\n  fields:');

test.each<[string, Given, string]>([
  ['two objects', { recipe: `${RECIPE}- object: Contact\n` }, 'must have one object'],
  ['a variable', { recipe: `- var: a\n  value: 1\n${RECIPE}` }, 'must have one object'],
  ['a count', { recipe: COUNTED }, "`count` can't be combined"],
  ['no file', { input: '' }, 'File not found'],
  ['a broken file', { input: 'Name\nA,B\n' }, 'more columns than its header'],
  ['a column that is not there', { passThrough: ['Fax', 'Zip'] }, 'no column `Zip`'],
  ['keys of another seed', { seed: 7 }, 'must begin with TESTDATA_7_'],
  ['one key twice', { input: 'ExternalId\nTESTDATA_42_A1\nTESTDATA_42_A1\n' }, 'Duplicate record key'],
  [
    'keys of another object',
    { input: 'ExternalId\nTESTDATA_42_A0000001_C01\n' },
    'A key of Account must end with _A',
  ],
  ['a misspelt column', { recipe: RECIPE.replace('input.Name', 'input.Nmae') }, 'Name'],
])('%s is refused', async (_, given, message) => {
  await expect(update(given)).rejects.toThrow(message);
});

test('everything that is wrong with an input is reported at once', async () => {
  const failing = update({ seed: 7, passThrough: ['Zip'] });
  await expect(failing).rejects.toMatchObject({ problems: [{}, {}, {}] });
});

test('without an input `input` is a name like any other', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'main.recipe.yml');
    writeFileSync(file, RECIPE);
    const failing = generate({ config: configOf({ recipe: file }), options: new Map(), folder });
    await expect(failing).rejects.toThrow('Unknown name `input`');
  });
});
