import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type GenerateInput, generate } from '../../src/generate/generate.ts';
import { configOf, type DataSet, inFolder, readDataSet } from '../support/data-set.ts';

const RECIPE = `
- snowfakery_version: 3
- object: Owner
  nickname: boss
  just_once: true
  fields: {name: "\${{fake.first_name}}"}
- object: Pet
  count: 2
  fields:
    owner: {reference: boss}
    n: \${{id}}
    chance: {random_number: {min: 0, max: 1000000}}
`;

/** The rows of a recipe, run as `input` says. */
function run(input: Partial<GenerateInput>, recipe = RECIPE): Promise<DataSet> {
  return inFolder(async (folder) => {
    const file = join(folder, 'main.recipe.yml');
    writeFileSync(file, recipe);
    await generate({ config: configOf({ recipe: file }), options: new Map(), folder, ...input });
    return readDataSet(folder);
  });
}

test.each([
  ['once where nothing is said', undefined, 2],
  ['so many times', { kind: 'times', times: 3 }, 6],
  ['until so many rows are there', { kind: 'rows', sobject: 'Pet', rows: 4 }, 4],
  ['beyond the number where a run makes more', { kind: 'rows', sobject: 'Pet', rows: 5 }, 6],
] as const)('a recipe runs %s', async (_, until, rows) => {
  const { Owner, Pet } = await run(until ? { until } : {});
  expect(Owner).toHaveLength(1);
  expect(Pet!.map(({ n }) => n)).toEqual(Array.from({ length: rows }, (_, i) => String(i + 1)));
  expect(new Set(Pet!.map(({ owner }) => owner))).toEqual(new Set([Owner![0]!.ExternalId]));
});

test('a drawn value of a later run is another one', async () => {
  const { Pet } = await run({ until: { kind: 'times', times: 10 } });
  expect(new Set(Pet!.map(({ chance }) => chance)).size).toBeGreaterThan(18);
});

test('the first run is the same whether others follow or not', async () => {
  const [once, often] = await Promise.all([run({}), run({ until: { kind: 'times', times: 4 } })]);
  expect(often.Pet!.slice(0, 2)).toEqual(once.Pet);
});

test('random_reference takes rows of its own run', async () => {
  const recipe = `
- object: A
  count: 3
- object: B
  count: 5
  fields:
    a: {random_reference: A}
    any: {random_reference: {to: A, scope: prior-and-current-iterations}}
`;
  const { A, B } = await run({ until: { kind: 'times', times: 3 } }, recipe);
  const runOf = (key: string | undefined) =>
    Math.floor(A!.findIndex(({ ExternalId }) => ExternalId === key) / 3);
  expect(B!.map(({ a }) => runOf(a))).toEqual(B!.map((_, i) => Math.floor(i / 5)));
  expect(B!.slice(10).some(({ any }) => runOf(any) < 2)).toBe(true);
});

test.each([
  ['an object that the recipe does not make', 'Dog', /makes no Dog/],
  ['an object that one run makes none of', 'Nothing', /made no Nothing/],
])('%s is refused as a target', async (_, sobject, message) => {
  const recipe = `${RECIPE}\n- object: Nothing\n  count: 0\n`;
  await expect(run({ until: { kind: 'rows', sobject, rows: 5 } }, recipe)).rejects.toThrow(message);
});

test('a continuation begins where the run before it ended', async () => {
  await inFolder(async (folder) => {
    const state = join(folder, 'state.json');
    const first = await run({ continueTo: state });
    const second = await run({ continueFrom: state });
    expect(second.Owner).toEqual([]);
    expect(second.Pet!.map(({ n }) => n)).toEqual(['3', '4']);
    expect(second.Pet![0]!.owner).toBe(first.Owner![0]!.ExternalId);
    const both = await run({ until: { kind: 'times', times: 2 } });
    expect([...first.Pet!, ...second.Pet!]).toEqual(both.Pet);
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({
      iterations: 1,
      tables: { Pet: { rows: 2 } },
    });
  });
});

test('a continuation chooses among all rows that were made just once, and those below them', async () => {
  const recipe = `
- snowfakery_version: 3
- object: P
  nickname: nick
  just_once: true
  count: 3
  fields: {n: "p\${{id}}"}
  friends:
    - {object: Kid, fields: {n: "k\${{id}}"}}
- object: T
  count: 6
  fields:
    p: {random_reference: P}
    nick: {random_reference: nick}
    __kid: {random_reference: Kid}
    kid: \${{__kid.n}}
`;
  await inFolder(async (folder) => {
    const state = join(folder, 'state.json');
    const first = await run({ continueTo: state }, recipe);
    const second = await run({ continueFrom: state, continueTo: state }, recipe);
    const third = await run({ continueFrom: state }, recipe);
    expect(second.P).toEqual([]);
    const all = await run({ until: { kind: 'times', times: 3 } }, recipe);
    expect([...first.T!, ...second.T!, ...third.T!]).toEqual(all.T);
    expect(new Set(all.T!.slice(6).map(({ kid }) => kid))).toEqual(new Set(['k1', 'k2', 'k3']));
  });
});

test('a continuation keeps whole numbers exact, and floats floats', async () => {
  const recipe = `
- snowfakery_version: 3
- object: P
  just_once: true
  fields: {n: 99981919191919191, m: -123456789012345678901234567890, f: "\${{4 / 2}}", s: "0123"}
- object: T
  fields: {n: "\${{P.n + 1}}", m: "\${{P.m - 1}}", f: "\${{P.f}}", s: "\${{P.s}}"}
`;
  await inFolder(async (folder) => {
    const state = join(folder, 'state.json');
    const first = await run({ continueTo: state }, recipe);
    const second = await run({ continueFrom: state }, recipe);
    const cells = { n: '99981919191919192', m: '-123456789012345678901234567891', f: '2.0', s: '0123' };
    expect(first.T).toMatchObject([cells]);
    expect(second.T).toMatchObject([cells]);
  });
});

test('a file that continues nothing is refused', async () => {
  await inFolder(async (folder) => {
    const state = join(folder, 'state.json');
    writeFileSync(state, '{}');
    await expect(run({ continueFrom: state })).rejects.toThrow(/isn't a continuation file/);
  });
});
