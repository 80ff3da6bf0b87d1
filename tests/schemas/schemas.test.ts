import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { schemas, schemaText } from '../../scripts/schemas.ts';
import { generate } from '../../src/generate/generate.ts';
import { configOf, inFolder } from '../support/data-set.ts';

const root = join(import.meta.dirname, '../..');
const ajv = new Ajv({ allowUnionTypes: true });
formats.default(ajv);

/** True if an editor finds nothing wrong with a YAML text. */
function accepts(kind: 'recipe' | 'config' | 'industry', text: string): boolean {
  const validate = ajv.compile(schemas[`${kind}.schema.json`]!);
  const valid = validate(parse(text, { merge: true }));
  if (!valid) problems = ajv.errorsText(validate.errors);
  return valid;
}
let problems = '';

test.each(Object.keys(schemas))('schemas/%s is what the code says; `make schemas` writes it', (file) => {
  expect(readFileSync(join(root, 'schemas', file), 'utf8')).toBe(schemaText(file));
});

// Not every file of the root: a clone may have recipes of its user's there.
const shipped = [
  'config.yml',
  ...['recipes', 'templates/industries'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  ),
].filter((file) => file.endsWith('.yml'));

test.each(shipped)('%s names its schema in the first line, which accepts it', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)!;
  const [, kind] = /^schemas\/(recipe|config|industry)\.schema\.json$/.exec(
    relative(root, resolve(root, dirname(file), path)).replaceAll('\\', '/'),
  )!;
  problems = '';
  expect(accepts(kind as 'recipe', text), problems).toBe(true);
});

describe('a recipe is accepted with', () => {
  it.each([
    ['nothing but a name', '- object: Account'],
    ['fields that are empty', '- object: Account\n  fields:'],
    ['one friend without a list', '- object: A\n  friends:\n    object: B'],
    ['a function of a plugin', '- object: A\n  fields: {N: {Counters.next: }}'],
    ['a fake with arguments', '- object: A\n  fields: {N: {fake.text: {max_nb_chars: 8}}}'],
    [
      'arguments beside their function',
      '- object: A\n  fields:\n    N:\n      random_number:\n      min: 1\n      max: 2',
    ],
    ['an object as a value', '- object: A\n  fields: {B__c: [{object: B}]}'],
    ['a merged map', '- &a\n  object: A\n- <<: *a\n  count: 3'],
    ['a loop', '- object: A\n  for_each: {var: row, value: {Dataset.iterate: rows.csv}}'],
    ['tables in tables', '- object: A\n  fields: {P: {deal: {by: S, shares: {Open: {High: 1}}}}}'],
  ])('%s', (_, text) => expect(accepts('recipe', text), problems).toBe(true));
});

describe('an editor marks in a recipe', () => {
  it.each([
    ['a map in place of a list', 'object: Account'],
    ['an unknown statement', '- objekt: Account'],
    ['an unknown key', '- object: Account\n  feilds: {Name: x}'],
    ['an unknown key of a friend', '- object: A\n  friends: [{object: B, counts: 2}]'],
    ['an unknown function', '- object: A\n  fields: {N: {random_numbr: {min: 1}}}'],
    ['an unknown argument', '- object: A\n  fields: {N: {random_number: {mim: 1, max: 2}}}'],
    ['a variable without a value', '- var: x'],
    ['a variable among the friends that is none', '- object: A\n  friends: [{plugin: x}]'],
    ['another version of the language', '- snowfakery_version: 4'],
    ['another strictness', '- catalog: lax'],
    ['a flag that is none', '- object: A\n  just_once: 3'],
  ])('%s', (_, text) => expect(accepts('recipe', text)).toBe(false));
});

describe('a configuration', () => {
  it.each([
    ['may be nearly empty', 'seed: 7', true],
    ['may extend others', 'extends: [a.yml, b.yml]', true],
    ['may name industries alone', 'industries: [insurance, {name: finserv, weight: 60}]', true],
    ['may leave out tiers', 'density: {rich: 100}', true],
    ['has no unknown setting', 'generation: {acounts: 10}', false],
    ['has no unknown section', 'generations: {accounts: 10}', false],
    ['has numbers where they must be', 'density: {rich: much}', false],
    ['has days that exist', 'as_of: "2026-02-30"', false],
    ['has no field without a type', 'objects: {A__c: {fields: {B__c: {length: 3}}}}', false],
  ])('%s', (_, text, valid) => expect(accepts('config', text), problems).toBe(valid));
});

test.each(['config', 'industry'])('every key of %s has a description, which editors show', (kind) => {
  const keys = keysWith(schemas[`${kind}.schema.json`]!);
  expect(keys.length).toBeGreaterThan(15);
  expect(keys.filter(([, text]) => !/^[A-Z].*\.$/.test(text ?? '')).map(([key]) => key)).toEqual([]);
});

/** The keys of a schema by their path, without those of ranges, each with its description. */
function keysWith(schema: unknown, path = ''): [string, string | undefined][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, { description?: string }> };
  const own = Object.entries(properties).flatMap(([key, value]): [string, string | undefined][] => {
    const below = keysWith(value, `${path}.${key}`);
    return /^(?:min|max)$/.test(key) ? below : [[`${path}.${key}`, value.description], ...below];
  });
  const { items, additionalProperties, anyOf, oneOf } = schema as Record<string, unknown>;
  return [
    ...own,
    ...[items, additionalProperties, anyOf, oneOf].flat().flatMap((one) => keysWith(one, path)),
  ];
}

test('an industry must have its lists', () => {
  expect(accepts('industry', 'name: space\nweight: 1\nindustry: Space\n')).toBe(false);
});

test('the first line for editors leaves the hashes of a manifest alone, as no other comment does', () =>
  inFolder(async (folder) => {
    const recipe = join(folder, 'r.recipe.yml');
    const hashWith = async (line: string): Promise<string> => {
      writeFileSync(recipe, `${line}- object: Account\n`);
      await generate({ config: configOf({ recipe }), options: new Map(), folder: join(folder, 'set') });
      return JSON.parse(readFileSync(join(folder, 'set/generated/manifest.json'), 'utf8')).inputs.recipe;
    };
    const bare = await hashWith('');
    expect(await hashWith('# yaml-language-server: $schema=recipe.schema.json\n')).toBe(bare);
    expect(await hashWith('# Accounts\n')).not.toBe(bare);
  }));
