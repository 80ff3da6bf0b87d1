import { describe, expect, test } from 'vitest';
import { cellsOf, columnOf, refusalOf } from '../support/recipe.ts';

const V3 = '- snowfakery_version: 3\n';

describe('a variable that friends set', () => {
  test('lasts from row to row of the loop around it, and no longer', async () => {
    const recipe = `${V3}- var: sum\n  value: 100
- object: P\n  count: 3
  fields: {n: "\${{child_index + 1}}", before: "\${{sum}}"}
  friends:
    - var: sum\n      value: \${{sum + P.n}}
    - object: C\n      count: 2
      fields: {n: "\${{sum}}"}
      friends:
        - var: sum\n          value: \${{sum + 10}}
        - object: D\n          fields: {n: "\${{sum}}"}
- object: E\n  fields: {n: "\${{sum}}"}`;
    const rows = (...values: number[]) => values.map((n) => ({ n: String(n) }));
    expect(await cellsOf(recipe)).toEqual({
      P: [
        { n: '1', before: '100' },
        { n: '2', before: '101' },
        { n: '3', before: '103' },
      ],
      C: rows(101, 111, 103, 113, 106, 116),
      D: rows(111, 121, 113, 123, 116, 126),
      E: rows(100),
    });
  });

  const late = (value: string, rest = '') => `${V3}${rest}- object: T\n  count: 3
  fields: {v: "${value}"}\n  friends: [{var: last, value: "row \${{T.id}}"}]`;

  test.each([
    ['is not defined before', late("${{last if last is defined else '-'}}"), ['-', 'row 1', 'row 2']],
    ['may be defaulted before', late("${{last | default('-')}}"), ['-', 'row 1', 'row 2']],
    [
      'hides an option of its name',
      late('${{last}}', '- option: last\n  default: o\n'),
      ['o', 'row 1', 'row 2'],
    ],
  ])('%s', async (_, recipe, values) => {
    expect(await columnOf(recipe, 'v')).toEqual(values);
  });

  test("is missed where a formula can't do without it", async () => {
    expect(await refusalOf(late('${{last + 1}}'))).toEqual([
      expect.stringContaining('The variable last has no value here yet.'),
    ]);
  });

  test('may have the name of the variable of for_each', async () => {
    const recipe = `${V3}- object: T\n  for_each: {var: x, value: "\${{[1, 2]}}"}\n  fields: {v: "\${{x}}"}
  friends:\n    - var: x\n      value: \${{x * 10}}\n    - object: T\n      fields: {v: "\${{x}}"}`;
    expect(await columnOf(recipe, 'v')).toEqual(['1', '10', '2', '20']);
  });
});
