import { describe, expect, it } from 'vitest';
import { cellsOf, refusalOf, warningsOf } from '../support/recipe.ts';

/** A row with a field that each version's formula yields as it does: as text in version 2. */
const chosen = (field: string, when: string, version: number) =>
  `- snowfakery_version: ${version}\n- object: T\n  fields:\n    __f: ${field}\n    v:\n      if: [{choice: {when: ${when}, pick: holds}}, {choice: {pick: not}}]`;

describe.each([2, 3])('a condition in version %i', (version) => {
  it.each([
    ['false', '"${{__f}}"', 'not'],
    ['true', '"${{__f}}"', 'holds'],
    ['0', '"${{__f}}"', 'not'],
    ['0.0', '"${{__f}}"', 'not'],
    ['3', '"${{__f}}"', 'holds'],
    ['', '"${{__f}}"', 'not'],
    ['Won', `"\${{__f == 'Won'}}"`, 'holds'],
    ['Won', `"\${{__f == 'Lost'}}"`, 'not'],
    ['Won', `"\${{__f != 'Lost' and 1 > 2}}"`, 'not'],
    ['x', 'false', 'not'],
    ['x', "'False'", 'not'],
    ['x', "'None'", 'not'],
    ['x', "'[]'", 'not'],
    ['x', "'[1]'", 'holds'],
    ['x', "'2'", 'holds'],
  ])('of a field %j with when: %s', async (field, when, expected) => {
    expect(await cellsOf(chosen(field, when, version))).toEqual({ T: [{ v: expected }] });
  });

  it.each(['(pending)', '[Draft] deal [x]', 'Closed Won'])('that is the text %s is refused', async (text) => {
    expect((await refusalOf(chosen(`"${text}"`, '"${{__f}}"', version))).join()).toContain(
      `The condition is the text '${text}', which is neither true nor false.`,
    );
  });

  it('that is a text which is no literal is refused', async () => {
    expect(await refusalOf(chosen('Won', '"${{__f}}"', version))).toEqual([
      "main.recipe.yml:5:5 (TESTDATA_MAIN_42_T0000001): The condition is the text 'Won', which is neither true nor false. Compare it with something: ${{… == 'Won'}}.",
    ]);
  });
});

it('where of a random_reference is read the same in version 2', async () => {
  const recipe =
    '- object: P\n  friends:\n    - object: C\n      count: 6\n      fields: {n: "${{child_index}}"}\n    - object: T\n      count: 9\n      fields:\n        __c: {random_reference: {to: C, within: P, where: "${{it.n == 4}}"}}\n        v: ${{__c.n}}';
  const { T } = await cellsOf(recipe);
  expect(new Set(T!.map(({ v }) => v))).toEqual(new Set(['4']));
});

describe('an if', () => {
  const value = (choices: string) =>
    cellsOf(`- snowfakery_version: 3\n- object: T\n  fields:\n    v:\n      if: [${choices}]`);

  it.each([
    ['{choice: {when: false, pick: a}}', 'a'],
    ['{choice: {when: false, pick: a}}, {choice: {when: false, pick: b}}', 'b'],
    ['{choice: {when: true, pick: a}}, {choice: {when: false, pick: b}}', 'a'],
    [
      '{choice: {when: false, pick: a}}, {choice: {when: true, pick: b}}, {choice: {when: false, pick: c}}',
      'b',
    ],
    ['{choice: {when: false, pick: a}}, {choice: {when: false, pick: }}', ''],
  ])('takes the last choice where no other holds: %s', async (choices, cell) => {
    expect(await value(choices)).toEqual({ T: [{ v: cell }] });
  });
});

describe('a pick of an if that is wrong', () => {
  const recipe = (when: boolean) =>
    `- object: T\n  fields:\n    v:\n      if:\n        - {choice: {when: ${when}, pick: fine}}\n        - {choice: {pick: {fake: None}}}`;

  it('is a warning as long as no row takes it', async () => {
    expect(await cellsOf(recipe(true))).toEqual({ T: [{ v: 'fine' }] });
    expect(await warningsOf(recipe(true))).toContain('Unknown fake `None`.');
  });

  it('is an error of the row that takes it', async () => {
    expect((await refusalOf(recipe(false))).join()).toMatch(
      /TESTDATA_MAIN_42_T0000001\): Unknown fake `None`/,
    );
  });

  it('is refused at its place with a strict catalog', async () => {
    const strict = `- catalog: strict\n${recipe(true)}`.replaceAll('T\n', 'Account\n').replace('v:', 'Name:');
    expect((await refusalOf(strict)).join()).toMatch(/^main\.recipe\.yml:7:28: Unknown fake `None`/);
  });
});
