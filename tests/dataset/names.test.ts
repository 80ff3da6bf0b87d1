import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../src/dataset/identity.ts';
import { isPrefix, keysOf, prefixOf } from '../../src/dataset/prefix.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { configOf } from '../support/data-set.ts';

const named = (recipe: string, seed = 42) => identityOf(configOf({ recipe, seed }));

describe('a dataset is called after its recipe and seed', () => {
  it.each([
    [join(packageRoot, 'recipes/full_org.recipe.yml'), 'seed-42', 'TESTDATA_42_'],
    ['recipes/full_org.recipe.yml', 'seed-42', 'TESTDATA_42_'],
    // A recipe of this name elsewhere is another one.
    ['team/full_org.recipe.yml', 'full_org-42', 'TESTDATA_FULL_ORG_42_'],
    ['recipes/minimal.recipe.yml', 'minimal-42', 'TESTDATA_MINIMAL_42_'],
    ['team.yml', 'team-42', 'TESTDATA_TEAM_42_'],
    ['a/b/Team Data.yaml', 'Team-Data-42', 'TESTDATA_TEAM_DATA_42_'],
    ['one.recipe', 'one-42', 'TESTDATA_ONE_42_'],
    ['v1.2.recipe.yml', 'v1.2-42', 'TESTDATA_V12_42_'],
    // A word of digits would be taken for the seed.
    ['42.recipe.yml', '42-42', 'TESTDATA_R42_42_'],
    ['report_42_all.yml', 'report_42_all-42', 'TESTDATA_REPORT42_ALL_42_'],
    // The folder of the default recipe is taken.
    ['seed.recipe.yml', 'seed-recipe-42', 'TESTDATA_SEED_42_'],
    ['Kündigung.recipe.yml', 'Kundigung-42', 'TESTDATA_KUNDIGUNG_42_'],
    // What another script says is not lost.
    ['顧客.recipe.yml', /^h[0-9a-f]{7}-42$/, /^TESTDATA_H[0-9A-F]{7}_42_$/],
    ['顧客_a.recipe.yml', /^_a-h[0-9a-f]{7}-42$/, /^TESTDATA_A_H[0-9A-F]{7}_42_$/],
    ['.recipe.yml', 'recipe-42', 'TESTDATA_RECIPE_42_'],
    ['---.yml', /^h[0-9a-f]{7}-42$/, /^TESTDATA_H[0-9A-F]{7}_42_$/],
    ['..recipe.yml', /^h[0-9a-f]{7}-42$/, /^TESTDATA_H[0-9A-F]{7}_42_$/],
    [
      `${'long_'.repeat(40)}.yml`,
      /^(long_){10}l-h[0-9a-f]{7}-42$/,
      /^TESTDATA_LONG_LONG_LONG_H[0-9A-F]{7}_42_$/,
    ],
  ])('%s: %s, %s', (recipe, dataset, prefix) => {
    const identity = named(recipe);
    expect(identity.dataset).toMatch(dataset instanceof RegExp ? dataset : new RegExp(`^${dataset}$`));
    expect(prefixOf(identity)).toMatch(prefix instanceof RegExp ? prefix : new RegExp(`^${prefix}$`));
  });

  it('or as the configuration says, where the keys are still those of the recipe', () => {
    const identity = identityOf(configOf({ dataset: 'qa', recipe: 'team.yml', key_prefix: 'QA_' }));
    expect([identity.dataset, prefixOf(identity)]).toEqual(['qa', 'QA_TEAM_42_']);
  });
});

/** File names of the kinds that people and attackers choose. */
const fileName = fc
  .oneof(
    fc.stringMatching(/^[A-Za-z0-9_. -]{1,60}$/),
    fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    fc.array(fc.constantFrom('a', '42', '7', '_', '-', 'B', 'é')).map((parts) => parts.join('')),
  )
  .map((name) => name.replaceAll(/[/\0]/g, ''));
const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('whatever a recipe is called', () => {
  it('its folder and its keys are plain and short enough', () => {
    fc.assert(
      fc.property(fileName, seed, (file, number) => {
        const identity = named(`${file}.recipe.yml`, number);
        expect(identity.dataset).toMatch(/^[\w][\w.-]{0,99}$/);
        expect(prefixOf(identity)).toMatch(/^TESTDATA_[A-Z0-9_]{1,50}$/);
        expect(isPrefix(prefixOf(identity))).toBe(true);
        expect(keysOf(`${prefixOf(identity)}A0000001_C02`)).toEqual({
          key_prefix: identity.key_prefix,
          seed: number,
        });
      }),
    );
  });

  it('no prefix begins the keys of another dataset', () => {
    fc.assert(
      fc.property(fileName, seed, fileName, seed, (file, number, other, otherNumber) => {
        const [one, two] = [named(`${file}.yml`, number), named(`${other}.yml`, otherNumber)].map(prefixOf);
        expect(one === two || !two!.startsWith(one!)).toBe(true);
      }),
    );
  });
});

describe('the dataset of a key', () => {
  it.each([
    ['TESTDATA_42_A0000017', 'TESTDATA_', 42],
    ['TESTDATA_MINIMAL_42_A0000001_C03', 'TESTDATA_MINIMAL_', 42],
    ['QA_R42_7_Invoice__c0000004_L2', 'QA_R42_', 7],
    ['TESTDATA_42_', undefined, 0],
    ['TESTDATA_MINIMAL_A0000001', undefined, 0],
    ['001000000000001AAA', undefined, 0],
    ['', undefined, 0],
  ])('%s', (key, key_prefix, number) => {
    expect(keysOf(key)).toEqual(key_prefix === undefined ? undefined : { key_prefix, seed: number });
  });
});
