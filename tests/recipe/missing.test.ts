import { describe, expect, it } from 'vitest';
import { cellsOf, refusalOf, rowsOf, warningsOf } from '../support/recipe.ts';

const recipe = (formula: string, version: number, catalog = '') =>
  `- snowfakery_version: ${version}\n${catalog}- object: P\n  fields: {n: 1}\n- object: T\n  fields:\n    __nothing:\n    v: ${formula}`;

/** What Jinja puts up with in either version: the formula, and its cell. */
const BLANK = [
  ['x${{nope}}y', 'xy'],
  ['x${{P.nope}}y', 'xy'],
  ['x${{P.nope | upper}}y', 'xy'],
  ['x${{__nothing.nope}}y', 'xy'],
  ["x${{[1, 2][7]}}y${{'a'.nope}}", 'xy'],
  ["${{nope or 'other'}}", 'other'],
  ["${{P.nope or nope or 'other'}}", 'other'],
  ["${{'yes' if P.nope else 'no'}}", 'no'],
  ["${{'yes' if not nope else 'no'}}", 'yes'],
  ["${{'yes' if nope == 'a' or 'a' in nope else 'no'}}", 'no'],
  ["${{nope ~ 'x'}}", 'x'],
  ["${{(nope | upper) ~ 'x'}}", 'x'],
] as const;

describe.each([2, 3])('what is missing is empty in version %i', (version) => {
  it.each(BLANK)('%s', async (formula, cell) => {
    const { T } = await cellsOf(recipe(`"${formula}"`, version));
    expect(T).toEqual([{ v: cell }]);
  });

  it.each([
    ['a${{nope}}', 'Unknown name `nope`; treated as empty.'],
    ['a${{P.nope}}', 'object has no attribute nope; treated as empty.'],
  ])('with a warning: %s', async (formula, warning) => {
    expect(await warningsOf(recipe(formula, version))).toContain(warning);
  });

  it.each([
    ['${{nope + 1}}', 'Unknown name `nope`.'],
    ['${{nope < 1}}', 'Unknown name `nope`.'],
    ['${{nope.name}}', 'Unknown name `nope`.'],
    ['${{nope()}}', 'Unknown name `nope`.'],
    ['${{P.nope.name}}', 'object has no attribute nope.'],
    ['${{P.nope * 2}}', 'object has no attribute nope.'],
    ['${{fake.nope}}', 'Unknown fake `nope`'],
  ])('but is refused where a value is needed: %s', async (formula, problem) => {
    expect((await refusalOf(recipe(formula, version))).join('\n')).toContain(problem);
  });

  it('and is refused with a strict catalog', async () => {
    const [name] = await refusalOf(
      '- catalog: strict\n- object: Account\n  fields:\n    Name: x${{nope}}\n'.replace(
        /^/,
        `- snowfakery_version: ${version}\n`,
      ),
    );
    expect(name).toBe('main.recipe.yml:5:15: Unknown name `nope`.');
  });
});

it.each([
  ['${{nope}}', 'Unknown name `nope`.'],
  ['${{P.nope}}', 'object has no attribute nope.'],
  ["${{P.nope if 1 else ''}}", 'object has no attribute nope.'],
])(
  'by itself it is refused in version 3, where it would have to be a value: %s',
  async (formula, problem) => {
    expect((await refusalOf(recipe(formula, 3))).join('\n')).toContain(problem);
    expect((await cellsOf(recipe(formula, 2))).T).toEqual([{ v: '' }]);
  },
);

describe('a field that the catalog requires', () => {
  const strict = '- catalog: strict\n';
  const BLANK = 'Account.Name is required and blank.';

  it.each([
    [
      'is blank in a row',
      "- object: Account\n  count: 2\n  fields: {Name: \"${{'x' if child_index else ''}}\"}",
    ],
    [
      'is set by another template alone',
      '- object: Account\n  fields: {Name: x}\n- object: Account\n  fields: {Site: y}',
    ],
  ])('%s: refused under a strict catalog, as verify would', async (_, recipe) => {
    expect((await refusalOf(strict + recipe)).join()).toContain(BLANK);
    expect(await rowsOf(recipe)).toHaveProperty('Account');
  });
});
