import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import { cli } from '../support/cli.ts';
import { type Cells, configOf, type DataSet, generated, inFolder } from '../support/data-set.ts';

const RECIPE = 'recipes/full_org.recipe.yml';
const golden = filesOf('output/seed-42');

/** The bytes of each file of a data set's stage `generated`, as text. */
function filesOf(dataset: string): Record<string, string> {
  const dir = join(dataset, 'generated');
  return Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((file) => [file, readFileSync(join(dir, file), 'utf8')]),
  );
}

function expectGolden(files: Record<string, string>): void {
  expect(Object.keys(files)).toEqual(Object.keys(golden));
  for (const [file, text] of Object.entries(files)) {
    // Not toEqual: a difference of two long texts takes minutes to print.
    const line = text.split('\n').findIndex((one, i) => one !== golden[file]!.split('\n')[i]);
    expect(text === golden[file] ? undefined : `${file}:${line + 1}`).toBeUndefined();
  }
}

describe('the committed dataset', () => {
  it('is what seed 42 makes, byte by byte', async () => {
    await inFolder(async (folder) => {
      await generate({ config: configOf({}), options: new Map(), folder });
      expectGolden(filesOf(folder));
    });
  });

  it.each([
    ['in Tokyo', { env: { TZ: 'Asia/Tokyo' } }],
    ['under a Turkish locale', { env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } }],
    [
      'a year later',
      { node: ['--import', pathToFileURL(join(import.meta.dirname, '../support/a-year-later.ts')).href] },
    ],
  ])('is the same %s', async (_, options) => {
    await inFolder((folder) => {
      const { status, stderr } = cli(['generate', '--seed', '42', '--output', folder, '--quiet'], options);
      expect([status, stderr]).toEqual([0, '']);
      expectGolden(filesOf(folder));
    });
  });

  it('is the same from any folder', async () => {
    await inFolder((folder) => {
      const { status, stderr } = cli(['generate', '--output', 'here', '--quiet'], { cwd: folder });
      expect([status, stderr]).toEqual([0, '']);
      expectGolden(filesOf(join(folder, 'here')));
    });
  });
});

describe('an edit of the recipe', () => {
  const recipe = readFileSync(RECIPE, 'utf8');
  let before: DataSet;
  beforeAll(async () => {
    before = await generated({});
  });

  /** The data set of the default recipe with a piece of it replaced. */
  function edited(piece: string, replacement: string): Promise<DataSet> {
    expect(recipe).toContain(piece);
    return inFolder((folder) => {
      // Under its own name it is still the default recipe.
      const file = join(folder, 'recipes/full_org.recipe.yml');
      mkdirSync(dirname(file));
      writeFileSync(
        file,
        recipe.replace(piece, () => replacement),
      );
      return generated({ recipe: file });
    });
  }

  it('that adds a field to Contact changes no other column of any file', async () => {
    const field = '        LastName: ${{__person.last}}\n';
    const after = await edited(field, `${field}        DoNotCall: {random_choice: {true: 10, false: 90}}\n`);
    const others = after.Contact!.map(({ DoNotCall: _, ...rest }) => rest);
    expect(after.Contact!.every(({ DoNotCall }) => /^(true|false)$/.test(DoNotCall!))).toBe(true);
    expect({ ...after, Contact: others }).toEqual(before);
  });

  it('that takes a field from Contact changes no other column of any file', async () => {
    const after = await edited('        HasOptedOutOfEmail: {random_choice: {false: 95, true: 5}}\n', '');
    const others = before.Contact!.map(({ HasOptedOutOfEmail: _, ...rest }) => rest);
    expect(after).toEqual({ ...before, Contact: others });
  });

  it('that takes away the events changes nothing else', async () => {
    const event = recipe.slice(recipe.indexOf('    - object: Event'));
    const { Event: _, ...others } = before;
    expect(await edited(event, '')).toEqual(others);
  });

  it('that gives account 17 one more contact leaves account 18 and all others alone', async () => {
    const opportunity = '    - object: Opportunity\n      count:';
    const contact = [
      '    - object: Contact',
      '      count: ${{1 if Account.id == 17 else 0}}',
      '      fields: {__email: new@example.com, __job: {job: }, AccountId: "${{Account}}", LastName: Newcomer}',
      '',
      '',
    ].join('\n');
    const after = await edited(opportunity, contact + opportunity);
    const isOf17 = ({ ExternalId }: Cells) => ExternalId!.startsWith('TESTDATA_42_A0000017');
    for (const [object, rows] of Object.entries(before))
      expect(after[object]!.filter((row) => !isOf17(row))).toEqual(rows.filter((row) => !isOf17(row)));
    const contactsOf17 = (data: DataSet) => data.Contact!.filter(isOf17);
    expect(contactsOf17(after)).toHaveLength(contactsOf17(before).length + 1);
    expect(contactsOf17(after).slice(0, -1)).toEqual(contactsOf17(before));
  });
});

describe('another seed', () => {
  it('makes other keys and, in nearly all rows, other values', async () => {
    const [one, other] = [await generated({ seed: 1 }), await generated({ seed: 2 })];
    const same = (object: string, value: (row: Cells) => string) => {
      const values = one[object]!.map(value);
      return other[object]!.filter((row, i) => value(row) === values[i]).length;
    };
    expect(same('Account', ({ ExternalId }) => ExternalId!)).toBe(0);
    expect(same('Account', ({ Name }) => Name!)).toBe(0);
    expect(same('Contact', ({ FirstName, LastName }) => `${FirstName} ${LastName}`)).toBeLessThan(3);
    expect(same('Opportunity', ({ Name }) => Name!)).toBeLessThan(3);
    expect(same('Account', ({ _tier }) => _tier!)).toBeLessThan(60);
  });

  it('changes with the seed alone: the same seed twice makes the same rows', async () => {
    expect(await generated({ seed: 3 })).toEqual(await generated({ seed: 3 }));
  });
});
