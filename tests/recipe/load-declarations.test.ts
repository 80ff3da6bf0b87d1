import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import { configOf, inFolder } from '../support/data-set.ts';

/** What the manifest says of loading, and what was warned of, for a `.load.yml`. */
function declared(text: string) {
  return inFolder(async (folder) => {
    const recipe = join(folder, 'people.recipe.yml');
    writeFileSync(recipe, '- object: Account\n- object: Contact\n');
    writeFileSync(join(folder, 'people.load.yml'), text);
    const { warnings } = await generate({ config: configOf({ recipe }), options: new Map(), folder });
    const manifest = JSON.parse(readFileSync(join(folder, 'generated', 'manifest.json'), 'utf8'));
    return { load: manifest.load, warnings: warnings.map(({ message }) => message) };
  });
}

describe('a .load.yml beside the recipe', () => {
  test.each([
    ['states an API', '- {sf_object: Account, api: BULK}', { Account: { api: 'bulk' } }],
    [
      'gathers what comes before',
      '- {sf_object: Contact, load_after: Account}\n- {sf_object: Contact, load_after: Contact}',
      { Contact: { load_after: ['Account', 'Contact'] } },
    ],
    [
      'lets the higher priority win',
      '- {sf_object: Account, api: rest, batch_size: 5}\n- {sf_object: Account, api: bulk, priority: high}',
      { Account: { api: 'bulk', batch_size: 5, priority: 'high' } },
    ],
  ])('%s', async (_, text, load) => expect((await declared(text)).load).toEqual(load));

  test.each([
    ['an object that the recipe does not make', '- sf_object: Acount', 'The recipe makes no Acount.'],
    ['user channels', '- user_channels: [{user: x}]', "`user_channels` isn't used here."],
  ])('is warned of for %s', async (_, text, warning) =>
    expect((await declared(text)).warnings).toEqual([warning]),
  );

  test.each([
    ['an unknown key', '- {sf_object: Account, apii: rest}', /people\.load\.yml:1:\d+: .*apii/],
    [
      'an order that goes in a circle',
      '- {sf_object: Account, load_after: Contact}\n- {sf_object: Contact, load_after: Account}',
      /people\.load\.yml: `load_after` is circular: Account after Contact after Account\./,
    ],
    [
      'an anchor that is no day',
      '- {sf_object: Account, anchor_date: soon}',
      /people\.load\.yml:1:\d+: `anchor_date`/,
    ],
    ['an unknown API', '- {sf_object: Account, api: soap}', /people\.load\.yml:1:\d+: `api`/],
  ])('is refused for %s', async (_, text, message) => {
    await expect(declared(text)).rejects.toThrow(message);
  });
});
