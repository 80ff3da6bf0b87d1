import { describe, expect, it } from 'vitest';
import { cellsOf, columnOf, type RecipeInput, rowsOf, warningsOf } from '../support/recipe.ts';

type Rows = Record<string, Record<string, string>[]>;

/** A recipe, and the cells that it makes without their keys. */
type Case = readonly [title: string, recipe: string, rows: Rows, input?: RecipeInput];

function table(cases: readonly Case[]): void {
  for (const [title, recipe, rows, input] of cases)
    it(title, async () => {
      expect(await cellsOf(`- snowfakery_version: 3\n${recipe}`, input)).toEqual(rows);
    });
}

/** Rows of one object T with one column v. */
function values(...list: string[]): Rows {
  return { T: list.map((v) => ({ v })) };
}

describe('objects, fields and count', () => {
  table([
    [
      'a field is a text, a number, a boolean or nothing',
      '- object: T\n  fields: {a: Acme, b: 12, c: true, d: }',
      { T: [{ a: 'Acme', b: '12', c: 'true', d: '' }] },
    ],
    ['an object without fields makes rows of keys', '- object: T\n  count: 2', { T: [{}, {}] }],
    [
      'later fields see earlier ones',
      '- object: T\n  fields: {a: 2, b: "${{a * 3}}", v: "${{a}}-${{b}}"}',
      { T: [{ a: '2', b: '6', v: '2-6' }] },
    ],
    [
      'count makes that many rows, with child_index from 0 and id from 1',
      '- object: T\n  count: 3\n  fields: {v: "${{child_index}}/${{id}}"}',
      values('0/1', '1/2', '2/3'),
    ],
    ['a count may be a text', '- object: T\n  count: "2"\n  fields: {v: x}', values('x', 'x')],
    ['a count of true is one', '- object: T\n  count: ${{1 < 2}}\n  fields: {v: x}', values('x')],
    ['a count is cut to a whole number', '- object: T\n  count: 1.9\n  fields: {v: x}', values('x')],
    ['a count may be a formula', '- object: T\n  count: ${{1 + 1}}\n  fields: {v: x}', values('x', 'x')],
    [
      'a count may be a function',
      '- object: T\n  count: {random_number: {min: 2, max: 2}}\n  fields: {v: x}',
      values('x', 'x'),
    ],
    [
      'a computed count below 0 makes none',
      '- object: T\n  count: ${{1 - 3}}\n- object: U\n  count: ${{T.id - 3 if false else -1}}',
      { T: [], U: [] },
    ],
    ['a count of 0 makes none', '- object: T\n  count: 0\n  fields: {v: x}', { T: [] }],
    [
      'two templates of one object fill one table',
      '- object: T\n  fields: {a: 1}\n- object: T\n  fields: {b: 2}',
      {
        T: [
          { a: '1', b: '' },
          { a: '', b: '2' },
        ],
      },
    ],
    ['null is an empty cell', '- object: T\n  fields: {v: null}', values('')],
    [
      'a text keeps its spaces, quotes and line breaks',
      '- object: T\n  fields: {v: " a \\"b\\",\\nc "}',
      values(' a "b",\nc '),
    ],
  ]);
});

describe('friends and nested objects', () => {
  table([
    [
      'friends are made after each parent and see it',
      '- object: P\n  count: 2\n  fields: {n: "${{child_index}}"}\n  friends:\n    - object: F\n      count: 2\n      fields: {v: "${{P.n}}.${{child_index}}"}',
      { P: [{ n: '0' }, { n: '1' }], F: [{ v: '0.0' }, { v: '0.1' }, { v: '1.0' }, { v: '1.1' }] },
    ],
    [
      'ids go on over all parents',
      '- object: P\n  count: 2\n  friends:\n    - object: T\n      count: 2\n      fields: {v: "${{id}}"}',
      { P: [{}, {}], ...values('1', '2', '3', '4') },
    ],
    [
      'friends of friends see all that is above',
      '- object: A\n  fields: {x: 1}\n  friends:\n    - object: B\n      fields: {y: 2}\n      friends:\n        - object: T\n          fields: {v: "${{A.x + B.y}}"}',
      { A: [{ x: '1' }], B: [{ y: '2' }], ...values('3') },
    ],
  ]);

  it('a row below another has a key below its key', async () => {
    const { F } = await rowsOf('- object: P\n  count: 2\n  friends:\n    - object: F\n      count: 2');
    expect(F!.map(({ ExternalId }) => ExternalId)).toEqual([
      'TESTDATA_MAIN_42_P0000001_F01',
      'TESTDATA_MAIN_42_P0000001_F02',
      'TESTDATA_MAIN_42_P0000002_F01',
      'TESTDATA_MAIN_42_P0000002_F02',
    ]);
  });

  it.each([
    ['as a field', '{object: C, fields: {n: 1}}'],
    ['in a list of one', '[{object: C, fields: {n: 1}}]'],
    ['as what a choice picks', '{random_choice: [{object: C, fields: {n: 1}}]}'],
    ['as what an if picks', '{if: [{choice: {when: true, pick: {object: C, fields: {n: 1}}}}]}'],
  ])('a nested object %s is made and referred to', async (_, nested) => {
    const { P, C } = await rowsOf(`- object: P\n  count: 2\n  fields:\n    child: ${nested}`);
    expect(C!.map(({ n }) => n)).toEqual(['1', '1']);
    expect(P!.map(({ child }) => child)).toEqual(C!.map(({ ExternalId }) => ExternalId));
  });

  it('only the object that was chosen is made', async () => {
    const data = await rowsOf(
      '- object: P\n  count: 30\n  fields:\n    child: {random_choice: [{object: C}, {object: D}]}',
    );
    expect(data.C!.length).toBeGreaterThan(5);
    expect(data.D!.length).toBeGreaterThan(5);
    expect(data.C!.length + data.D!.length).toBe(30);
  });

  it('fields of a nested object are within reach of later ones', async () => {
    const recipe = '- object: P\n  fields:\n    child: {object: C, fields: {n: 5}}\n    v: ${{child.n + 1}}';
    expect(await columnOf(recipe, 'v')).toEqual(['6']);
  });
});

describe('reference', () => {
  const two =
    '- object: A\n  nickname: first\n  fields: {n: 1}\n- object: A\n  nickname: second\n  fields: {n: 2}\n';
  it.each([
    ['an object is its last row', '{reference: A}', 1],
    ['a nickname is the row that has it', '{reference: first}', 0],
    ['an object in a formula is a reference too', '${{A}}', 1],
    ['the function in a formula as well', "${{reference('first')}}", 0],
    ['a literal reference names a row by its number', '{reference: {object: A, id: 1}}', 0],
  ])('%s', async (_, reference, index) => {
    const { A, T } = await rowsOf(
      `- snowfakery_version: 3\n${two}- object: T\n  fields:\n    v: ${reference}`,
    );
    expect(T![0]!.v).toBe(A![index]!.ExternalId);
  });

  it.each([
    ['a later object', 'B', '- object: B'],
    ['a later nickname', 'late', '- object: B\n  nickname: late'],
    ['the first of several later rows', 'B', '- object: B\n  count: 3'],
  ])('goes forward to %s', async (_, name, later) => {
    const { A, B } = await rowsOf(`- object: A\n  count: 2\n  fields: {v: {reference: ${name}}}\n${later}`);
    expect(A!.map(({ v }) => v)).toEqual([B![0]!.ExternalId, B![0]!.ExternalId]);
  });

  it('goes forward to an object below a later one', async () => {
    const { A, C } = await rowsOf(
      '- object: A\n  fields: {v: {reference: C}}\n- object: B\n  friends:\n    - object: C',
    );
    expect(A![0]!.v).toBe(C![0]!.ExternalId);
  });

  it('follows a path of fields', async () => {
    const { Pet, T } = await rowsOf(
      '- object: Person\n  nickname: ann\n  fields:\n    spouse: {object: Person, fields: {pet: {object: Pet}}}\n' +
        '- object: T\n  fields: {v: {reference: ann.spouse.pet}}',
    );
    expect(T![0]!.v).toBe(Pet![0]!.ExternalId);
  });

  it('of `this` is the row itself', async () => {
    const { T } = await rowsOf('- snowfakery_version: 3\n- object: T\n  fields: {v: "${{this}}"}');
    expect(T![0]!.v).toBe(T![0]!.ExternalId);
  });

  it('reads fields of the row behind a name, a nickname or a random reference', async () => {
    const recipe = `- snowfakery_version: 3\n${two}- object: T\n  fields:\n    __r: {random_reference: first}\n    v: "\${{A.n}} \${{first.n}} \${{__r.n}}"`;
    expect(await columnOf(recipe, 'v')).toEqual(['2 1 1']);
  });
});

describe('random_reference', () => {
  it('takes rows of the whole table or of a nickname', async () => {
    const { A, T } = await rowsOf(
      '- object: A\n  count: 3\n- object: A\n  nickname: x\n- object: T\n  count: 40\n  fields: {a: {random_reference: A}, b: {random_reference: {to: x}}}',
    );
    const keys = A!.map(({ ExternalId }) => ExternalId);
    expect(new Set(T!.map(({ a }) => a))).toEqual(new Set(keys));
    expect(new Set(T!.map(({ b }) => b))).toEqual(new Set([keys[3]]));
  });

  it('takes no row twice where it is unique', async () => {
    const { A, T } = await rowsOf(
      '- object: A\n  count: 20\n- object: T\n  count: 20\n  fields: {v: {random_reference: {to: A, unique: true}}}',
    );
    const order = T!.map(({ v }) => v!);
    expect([...order].sort()).toEqual(A!.map(({ ExternalId }) => ExternalId));
    expect(order).not.toEqual(A!.map(({ ExternalId }) => ExternalId));
  });

  it('starts over for each parent where it is unique by parent', async () => {
    const { A, T } = await rowsOf(
      '- object: A\n  count: 4\n- object: P\n  count: 5\n  friends:\n    - object: T\n      count: 4\n      fields: {p: "${{P}}", v: {random_reference: {to: A, unique: true, parent: P}}}',
    );
    for (const parent of new Set(T!.map(({ p }) => p)))
      expect(
        T!
          .filter(({ p }) => p === parent)
          .map(({ v }) => v)
          .sort(),
      ).toEqual(A!.map(({ ExternalId }) => ExternalId));
  });

  const family = (reference: string) =>
    `- object: P\n  count: 12\n  friends:\n    - object: A\n      count: 4\n      fields: {n: "\${{child_index}}"}\n    - object: T\n      count: 3\n      fields: {v: {random_reference: ${reference}}}`;

  it('takes rows of its own parent only where it is within it', async () => {
    const { T } = await rowsOf(family('{to: A, within: P}'));
    expect(T!.filter(({ ExternalId, v }) => v!.slice(0, -4) !== ExternalId!.slice(0, -4))).toEqual([]);
    expect(new Set(T!.map(({ v }) => v!.slice(-2))).size).toBe(4);
  });

  it('takes no row of the parent twice where it is unique as well', async () => {
    const { T } = await rowsOf(family('{to: A, within: P, unique: true}'));
    expect(new Set(T!.map(({ v }) => v)).size).toBe(36);
  });

  it('takes rows for which `where` holds', async () => {
    const { T } = await rowsOf(
      `- snowfakery_version: 3\n${family('{to: A, within: P, where: "${{it.n >= 2}}"}')}`,
    );
    expect(new Set(T!.map(({ v }) => v!.slice(-2)))).toEqual(new Set(['03', '04']));
  });

  it('takes one of the first rows', async () => {
    const { T } = await rowsOf(family('{to: A, within: P, first: 2}'));
    expect(new Set(T!.map(({ v }) => v!.slice(-2)))).toEqual(new Set(['01', '02']));
  });

  it('is null where no row of the parent fits', async () => {
    const { T } = await rowsOf(
      `- snowfakery_version: 3\n${family('{to: A, within: P, where: "${{it.n > 9}}"}')}`,
    );
    expect(new Set(T!.map(({ v }) => v))).toEqual(new Set(['']));
  });
});

describe('random_choice', () => {
  const shares = async (choice: string) => {
    const drawn = await columnOf(
      `- snowfakery_version: 3\n- object: T\n  count: 1000\n  fields:\n    v: ${choice}`,
      'v',
    );
    const counts: Record<string, number> = {};
    for (const v of drawn) counts[v] = (counts[v] ?? 0) + 1;
    return counts;
  };

  it.each([
    ['a list, each as often as the others', '{random_choice: [a, b]}', 500, 500],
    ['a map of weights', '{random_choice: {a: 30, b: 10}}', 750, 250],
    ['a map of percentages that need not add up', '{random_choice: {a: 60%, b: 20%}}', 750, 250],
    [
      'choices with a probability',
      '{random_choice: [{choice: {probability: 80%, pick: a}}, {choice: {probability: 20, pick: b}}]}',
      800,
      200,
    ],
    ['weights that are formulas', '{random_choice: {a: "${{40 + 50}}", b: 10}}', 900, 100],
    ['a formula that yields a map of weights', "{random_choice: \"${{ {'a': 30, 'b': 10} }}\"}", 750, 250],
    ['a weight of 0 never', '{random_choice: {a: 1, b: 1, c: 0}}', 500, 500],
    ['a formula', "${{random_choice('a', 'b')}}", 500, 500],
  ])('takes %s', async (_, choice, a, b) => {
    const counts = await shares(choice);
    expect(Object.keys(counts).sort()).toEqual(['a', 'b']);
    expect(Math.abs(counts.a! - a)).toBeLessThan(60);
    expect(Math.abs(counts.b! - b)).toBeLessThan(60);
  });

  table([
    ['evaluates what it picks', '- object: T\n  fields: {v: {random_choice: ["${{1 + 1}}"]}}', values('2')],
    [
      'takes the head of a choice on a line of its own',
      '- object: T\n  fields:\n    v:\n      random_choice:\n        - choice:\n          probability: 100%\n          pick: x',
      values('x'),
    ],
  ]);
});

describe('random_number', () => {
  it('draws from min to max in steps, both ends included', async () => {
    const drawn = await columnOf(
      '- object: T\n  count: 300\n  fields: {v: {random_number: {min: 10, max: 20, step: 5}}}',
      'v',
    );
    expect(new Set(drawn)).toEqual(new Set(['10', '15', '20']));
    const formula = await columnOf(
      '- snowfakery_version: 3\n- object: T\n  count: 300\n  fields: {v: "${{random_number(min=-1, max=1)}}"}',
      'v',
    );
    expect(new Set(formula)).toEqual(new Set(['-1', '0', '1']));
  });
});

describe('distances in years and months', () => {
  const recipe = '- object: Contact\n  fields: {Birthdate: {date_between: {start_date: -1y, end_date: -1y}}}';

  it.each(['', '- catalog: strict\n'])('are rounded down to days, as in Python %s', async (head) => {
    expect(await columnOf(head + recipe, 'Birthdate')).toEqual(['2025-11-01']);
  });
});

describe('dates', () => {
  table([
    ['date takes a text', '- object: T\n  fields: {v: {date: 2026-01-15}}', values('2026-01-15')],
    [
      'date takes its parts',
      '- object: T\n  fields: {v: {date: {year: 2026, month: 1, day: 5}}}',
      values('2026-01-05'),
    ],
    [
      'date takes its parts as texts',
      "- object: T\n  fields: {v: \"${{date(year='2026', month='01', day='05')}}\"}",
      values('2026-01-05'),
    ],
    [
      'datetime is in UTC',
      '- object: T\n  fields: {v: {datetime: "2026-01-15 14:30"}}',
      values('2026-01-15T14:30:00.000Z'),
    ],
    [
      'datetime takes its parts',
      '- object: T\n  fields: {v: {datetime: {year: 2026, month: 1, day: 5, hour: 3}}}',
      values('2026-01-05T03:00:00.000Z'),
    ],
    [
      'an offset is turned into UTC',
      '- object: T\n  fields: {v: {datetime: "2026-01-15T14:30:00+02:00"}}',
      values('2026-01-15T12:30:00.000Z'),
    ],
    ['today is as_of', '- object: T\n  fields: {v: "${{today}}"}', values('2026-11-02')],
    [
      'now is as_of at midnight UTC',
      '- object: T\n  fields: {v: "${{now}}"}',
      values('2026-11-02T00:00:00.000Z'),
    ],
    [
      'as_of may be another day',
      '- object: T\n  fields: {v: "${{today}}"}',
      values('2025-02-28'),
      { settings: { as_of: '2025-02-28' } },
    ],
    [
      'relativedelta adds months by the calendar',
      '- object: T\n  fields: {v: "${{date(\'2026-01-31\') + relativedelta(months=1)}}"}',
      values('2026-02-28'),
    ],
    [
      'relativedelta goes back',
      '- object: T\n  fields: {v: "${{today - relativedelta(years=1, days=1)}}"}',
      values('2025-11-01'),
    ],
    [
      'a difference of dates has days',
      '- object: T\n  fields: {v: "${{(today - date(\'2026-10-01\')).days}}"}',
      values('32'),
    ],
    [
      'a date is formatted by strftime',
      '- object: T\n  fields: {v: "${{today.strftime(\'%d %b %Y\')}}"}',
      values('02 Nov 2026'),
    ],
    [
      'date_between of one day is that day',
      '- object: T\n  fields: {v: {date_between: {start_date: today, end_date: today}}}',
      values('2026-11-02'),
    ],
    [
      'date_between of an empty range is null',
      '- object: T\n  fields: {v: {date_between: {start_date: today, end_date: -1d}}}',
      values(''),
    ],
  ]);

  it.each([
    ['date_between', '-10d', '+1w', '2026-10-23', '2026-11-09'],
    ['date_between', '2026-01-01', '2026-01-03', '2026-01-01', '2026-01-03'],
    ['date_between', '-1y', 'today', '2025-11-02', '2026-11-02'],
    [
      'datetime_between',
      '2026-01-01',
      '2026-01-02T12:00:00',
      '2026-01-01T00:00:00.000Z',
      '2026-01-02T12:00:00.000Z',
    ],
    ['datetime_between', '-2h', 'now', '2026-11-01T22:00:00.000Z', '2026-11-02T00:00:00.000Z'],
  ])('%s from %s to %s is between %s and %s', async (name, start, end, first, last) => {
    const recipe = `- object: T\n  count: 200\n  fields: {v: {${name}: {start_date: ${start}, end_date: ${end}}}}`;
    const drawn = (await columnOf(recipe, 'v')).sort();
    expect(drawn[0]! >= first && drawn.at(-1)! <= last).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(2);
    if (name === 'date_between' && first.startsWith('2026'))
      expect([drawn[0], drawn.at(-1)]).toEqual([first, last]);
  });
});

describe('if', () => {
  const branch = (n: number) =>
    `- object: T\n  fields:\n    n: ${n}\n    v:\n      if:\n        - {choice: {when: "\${{n > 2}}", pick: many}}\n        - {choice: {when: "\${{n > 1}}", pick: two}}\n        - {choice: {pick: few}}`;
  table([
    ['takes the first choice that holds', branch(3), { T: [{ n: '3', v: 'many' }] }],
    ['takes the second where the first does not', branch(2), { T: [{ n: '2', v: 'two' }] }],
    ['takes the last where none does', branch(1), { T: [{ n: '1', v: 'few' }] }],
    [
      'takes a blank last choice for nothing',
      '- object: T\n  fields:\n    v:\n      if:\n        - choice: {when: false, pick: x}\n        - choice:',
      values(''),
    ],
    [
      'takes a choice without a map for its pick',
      '- object: T\n  fields: {v: {if: [{choice: {when: false, pick: x}}, {choice: y}]}}',
      values('y'),
    ],
    [
      'takes the last choice where nothing holds',
      '- object: T\n  fields: {v: {if: [{choice: {when: false, pick: x}}]}}',
      values('x'),
    ],
    [
      'leaves the others alone',
      '- object: T\n  fields: {v: {if: [{choice: {when: true, pick: x}}, {choice: {pick: "${{1 / 0}}"}}]}}',
      values('x'),
    ],
  ]);

  it.each([
    ["${{n == 'x'}}", 'no'],
    ["${{n == 'y'}}", 'yes'],
    ["${{n != 'y'}}", 'no'],
    ["${{n == 'x' or n == 'y'}}", 'yes'],
    ['${{None}}', 'no'],
    ['${{[]}}', 'no'],
    ['${{0.0}}', 'no'],
    ['${{1 - 1}}', 'no'],
    ['false', 'no'],
    ['"False"', 'no'],
  ])('in a recipe of version 2, where conditions are text, %s picks %s', async (when, picked) => {
    const recipe = `- object: T\n  fields:\n    n: y\n    v:\n      if:\n        - choice: {when: ${when.startsWith('$') ? `"${when}"` : when}, pick: yes it is}\n        - choice: {pick: no it is not}`;
    expect(await columnOf(recipe, 'v')).toEqual([picked === 'yes' ? 'yes it is' : 'no it is not']);
  });
});

describe('var and option', () => {
  table([
    [
      'a variable is seen by what comes after it',
      '- var: x\n  value: 3\n- object: T\n  fields: {v: "${{x + 1}}"}',
      values('4'),
    ],
    [
      'a variable may change',
      '- var: x\n  value: 1\n- object: T\n  fields: {v: "${{x}}"}\n- var: x\n  value: 2\n- object: T\n  fields: {v: "${{x}}"}',
      values('1', '2'),
    ],
    [
      'a variable may be a row',
      '- var: x\n  value: {object: A, fields: {n: 7}}\n- object: T\n  fields: {v: "${{x.n}}"}',
      { A: [{ n: '7' }], ...values('7') },
    ],
    [
      'a variable among friends is computed for each parent',
      '- object: P\n  count: 2\n  fields: {n: "${{child_index}}"}\n  friends:\n    - var: x\n      value: ${{P.n * 10}}\n    - object: T\n      fields: {v: "${{x}}"}',
      { P: [{ n: '0' }, { n: '1' }], ...values('0', '10') },
    ],
    [
      'an option has its default',
      '- option: n\n  default: 2\n- object: T\n  count: ${{n}}\n  fields: {v: "${{n}}"}',
      values('2', '2'),
    ],
    [
      'an option that is given wins',
      '- option: n\n  default: 2\n- object: T\n  fields: {v: "${{n}}"}',
      values('5'),
      { options: { n: 5 } },
    ],
    [
      'a default of 0 is a default',
      '- option: n\n  default: 0\n- object: T\n  fields: {v: "${{n}}"}',
      values('0'),
    ],
    [
      'a default of false is a default',
      '- option: n\n  default: false\n- object: T\n  fields: {v: "${{not n}}"}',
      values('true'),
    ],
    [
      'a default of "" is a default',
      '- option: n\n  default: \'\'\n- object: T\n  fields: {v: "[${{n}}]"}',
      values('[]'),
    ],
    [
      'settings are seen',
      '- object: T\n  fields: {v: "${{accounts}} ${{contacts_per_account}}"}',
      values('7 4'),
      { settings: { 'generation.accounts': 7 } },
    ],
  ]);
});

it('an option that is given as nothing is nothing, not its default', async () => {
  const recipe = '- snowfakery_version: 3\n- option: o\n  default: x\n- object: T\n  fields: {v: "${{o}}"}';
  expect(await columnOf(recipe, 'v', { options: { o: null } })).toEqual(['']);
});

describe('macro', () => {
  table([
    [
      'gives its fields to the object that includes it',
      '- object: T\n  include: m\n  fields: {b: 2}\n- macro: m\n  fields: {a: 1}',
      { T: [{ a: '1', b: '2' }] },
    ],
    [
      'is overridden by the fields of the object, in its place',
      '- macro: m\n  fields: {a: 1, b: "${{a}}"}\n- object: T\n  include: m\n  fields: {a: 5}',
      { T: [{ a: '5', b: '5' }] },
    ],
    [
      'is overridden by later ones',
      '- macro: m\n  fields: {a: 1}\n- macro: n\n  fields: {a: 2}\n- object: T\n  include: m, n',
      { T: [{ a: '2' }] },
    ],
    [
      'may include others',
      '- macro: m\n  include: n\n  fields: {b: 2}\n- macro: n\n  fields: {a: 1}\n- object: T\n  include: m',
      { T: [{ a: '1', b: '2' }] },
    ],
    [
      'brings friends',
      '- macro: m\n  friends:\n    - object: F\n      fields: {v: "${{T.a}}"}\n- object: T\n  include: m\n  fields: {a: 1}',
      { T: [{ a: '1' }], F: [{ v: '1' }] },
    ],
  ]);
});

describe('include_file', () => {
  const part =
    '- object: P\n  nickname: part\n  fields: {n: 1}\n- option: o\n  default: 4\n- macro: m\n  fields: {x: 9}';
  table([
    [
      'brings statements, options and macros, and runs before its own',
      '- object: T\n  include: m\n  fields: {v: "${{part.n}} ${{o}}"}\n- include_file: parts/part.yml',
      { P: [{ n: '1' }], T: [{ x: '9', v: '1 4' }] },
      { files: { 'parts/part.yml': part } },
    ],
    [
      'finds what a part includes beside the part',
      '- include_file: a/one.yml',
      values('2'),
      { files: { 'a/one.yml': '- include_file: two.yml', 'a/two.yml': '- object: T\n  fields: {v: 2}' } },
    ],
  ]);
});

describe('just_once and hidden names', () => {
  table([
    ['what is made just once is made once', '- object: T\n  just_once: true\n  fields: {v: x}', values('x')],
    [
      'a hidden field is used and not written',
      '- object: T\n  fields: {__a: 2, v: "${{__a * 2}}"}',
      values('4'),
    ],
    [
      'a hidden object is used and not written',
      '- object: __H\n  nickname: h\n  fields: {a: 3}\n- object: T\n  fields: {v: "${{h.a}}"}',
      values('3'),
    ],
    ['a name with one underscore is written', '- object: T\n  fields: {_a: 1}', { T: [{ _a: '1' }] }],
  ]);
});

describe('formulas', () => {
  table([
    ['stand in a text', '- object: T\n  fields: {v: "a ${{1 + 1}} b ${{3}}"}', values('a 2 b 3')],
    [
      'keep the type of what they yield',
      '- object: T\n  fields: {a: "${{1 / 2}}", v: "${{a * 4}}"}',
      { T: [{ a: '0.5', v: '2.0' }] },
    ],
    [
      'compare, choose and combine',
      "- object: T\n  fields: {a: 3, v: \"${{'big' if a > 2 and not a == 4 else 'small'}}\"}",
      { T: [{ a: '3', v: 'big' }] },
    ],
    [
      'index, slice and call',
      "- object: T\n  fields: {v: \"${{['a', 'b'][1] ~ 'xyz'[:2] ~ 'q'.upper()}}\"}",
      values('bxyQ'),
    ],
    ['use in and range', '- object: T\n  fields: {v: "${{2 in range(3)}}"}', values('true')],
    ['read a text that is a number as one', '- object: T\n  fields: {v: "${{\'5\'}}"}', values('5')],
    [
      'leave a text that only begins like one',
      '- object: T\n  fields: {a: "${{\'05\'}}", v: "${{\'1,2\'}}"}',
      { T: [{ a: '05', v: '1,2' }] },
    ],
    ['turn texts into numbers with int', '- object: T\n  fields: {v: "${{int(\'7\') + 1}}"}', values('8')],
  ]);

  it('yield texts in version 2, of which numbers are read back', async () => {
    const recipe =
      '- snowfakery_version: 2\n- object: T\n  fields: {a: "${{\'5\'}}", b: "${{a + 1}}", c: "0${{5}}"}';
    expect(await cellsOf(recipe)).toEqual({ T: [{ a: '5', b: '6', c: '05' }] });
  });
});

describe('fakes', () => {
  it.each([
    ['{fake: first_name}', /^\p{Lu}\p{L}+$/u],
    ['{fake: FirstName}', /^\p{Lu}\p{L}+$/u],
    ['${{fake.LastName}}', /^\p{Lu}[\p{L}' -]+$/u],
    ['{fake.text: {max_nb_chars: 30}}', /^.{1,30}$/s],
    ['${{fake.text(max_nb_chars=30)}}', /^.{1,30}$/s],
    ['"${{fake.first_name}} X"', /^\p{Lu}\p{L}+ X$/u],
    ['{fake: email}', /^\S+@[\w.-]*example\.(com|org|net)$/],
    ['{fake: postalcode}', /^\d{5}/],
    ['{fake: date}', /^\d{4}-\d\d-\d\d$/],
    ['{fake: latitude}', /^-?\d+(\.\d+)?$/],
    ['{fake: Username}', /^\S{1,68}@\S+$/],
    ['{fake: Alias}', /^\S{1,8}$/],
    ['{fake: RealisticMaybeRealEmail}', /^\S+@\S+\.\w+$/],
    ['{fake: State}', /^[A-Z][a-z]+( [A-Za-z]+)*$/],
    ['{fake: administrative_unit}', /^[A-Z][a-z]+( [A-Za-z]+)*$/],
    ['{fake: datetime}', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/],
    ['{fake: future_datetime}', /^202[67]-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/],
    [
      '{fake.date_time_between: {start_date: -1y, end_date: today}}',
      /^202[56]-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/,
    ],
    ['{fake: iso8601}', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/],
  ])('%s looks like one', async (fake, form) => {
    const drawn = await columnOf(
      `- snowfakery_version: 3\n- object: T\n  count: 20\n  fields:\n    v: ${fake}`,
      'v',
    );
    expect(drawn.filter((value) => !form.test(value))).toEqual([]);
    expect(new Set(drawn).size).toBeGreaterThan(8);
  });
});

describe('YAML 1.1', () => {
  const traps: [yaml: string, cell: string][] = [
    ['01234', '668'],
    ['10_000', '10000'],
    ['1:30', '90'],
    ['1.50', '1.5'],
    ['0x1F', '31'],
    ['0b11', '3'],
    ['yes', 'true'],
    ['No', 'false'],
    ['on', 'true'],
    ['OFF', 'false'],
    ['y', 'y'],
    ['n', 'n'],
    ['1e3', '1e3'],
    ['1.0e+3', '1000.0'],
    ['~', ''],
    ['NULL', ''],
    ['99981919191919191', '99981919191919191'],
    ['-123_456_789_012_345_678_901', '-123456789012345678901'],
    ['+9007199254740993', '9007199254740993'],
    ['0xffffffffffffffffff', '4722366482869645213695'],
    ['07777777777777777777777', '73786976294838206463'],
    ['0b11111111111111111111111111111111111111111111111111111111111111', '4611686018427387903'],
    ['999999999999999999:59', '59999999999999999999'],
    ['2026-01-15', '2026-01-15'],
    ['2026-01-15 14:30:00', '2026-01-15T14:30:00.000Z'],
    ['"01234"', '01234'],
    ["'yes'", 'yes'],
    ['!!str 012', '012'],
    ['08', '08'],
    ['+5', '5'],
    ['.5', '0.5'],
  ];
  it.each(traps)('%s is %s', async (yaml, cell) => {
    expect(await columnOf(`- object: T\n  fields:\n    v: ${yaml}`, 'v')).toEqual([cell]);
  });

  it.each([
    ['comes before what the map states', '{v: "${{a}}", <<: *f}', '1'],
    ['yields to what the map states', '{v: "${{a}}", a: 2, <<: *f}', '2'],
    ['yields to another that comes later', '{<<: *f, v: "${{a}}", <<: *g}', '3'],
    ['takes the first of several maps', '{<<: [*f, *g], v: "${{a}}"}', '1'],
    ['is none in quotes', '{"<<": x, v: 4}', '4'],
  ])('has merge keys as PyYAML: one %s', async (_, fields, cell) => {
    const anchors = '- object: A\n  fields: &f {a: 1}\n- object: B\n  fields: &g {a: 3}\n';
    expect(await columnOf(`${anchors}- object: T\n  fields: ${fields}`, 'v')).toEqual([cell]);
  });

  it.each([
    ['{<<: [*a, *b]}', { xx: '2', yy: '1', zz: '2' }],
    ['{<<: [*b, *a]}', { xx: '1', zz: '2', yy: '1' }],
    ['{<<: [*a, *b, *a]}', { xx: '2', yy: '1', zz: '2' }],
    ['{<<: *a, <<: *b}', { xx: '2', yy: '1', zz: '2' }],
    ['{<<: *b, <<: *a, xx: 9}', { xx: '9', zz: '2', yy: '1' }],
    ['{<<: [{<<: *a, xx: 0}, *b]}', { xx: '2', yy: '1', zz: '2' }],
    ['{<<: {<<: [*a, *b], xx: 5}}', { xx: '5', yy: '1', zz: '2' }],
    ['{<<: [{xx: 1, yy: 3}, {xx: 2}], zz: 0}', { xx: '2', yy: '3', zz: '0' }],
    ['{<<: [], xx: 1}', { xx: '1' }],
  ])('merges a list of maps as PyYAML: %s', async (fields, cells) => {
    const anchors = '- object: A\n  fields: &a {xx: 1, yy: 1}\n- object: B\n  fields: &b {xx: 2, zz: 2}\n';
    const [row] = (await cellsOf(`${anchors}- object: T\n  fields: ${fields}`)).T!;
    expect(Object.entries(row!)).toEqual(Object.entries(cells));
  });

  it('takes a file that begins with a byte order mark', async () => {
    expect(await cellsOf('\uFEFF- object: T\n  fields: {v: 1}\r\n- object: U')).toEqual({
      T: [{ v: '1' }],
      U: [{}],
    });
  });

  it('takes anchors, aliases and merge keys', async () => {
    const recipe = '- object: A\n  fields: &f {a: 1, b: 2}\n- object: T\n  fields: {<<: *f, b: 3}';
    expect(await cellsOf(recipe)).toEqual({ A: [{ a: '1', b: '2' }], T: [{ a: '1', b: '3' }] });
  });

  it.each([2, 3])('takes numbers that are keys of a choice as texts in version %i', async (version) => {
    const recipe = `- snowfakery_version: ${version}\n- object: T\n  fields: {y: {random_choice: {2019: 1}}, v: "\${{y == '2019'}}"}`;
    expect((await columnOf(recipe, 'v')).join().toLowerCase()).toBe('true');
  });

  it('takes keys of a choice as texts', async () => {
    const chosen = (key: string) => columnOf(`- object: T\n  fields: {v: {random_choice: {${key}: 1}}}`, 'v');
    const keys = ['yes', 'No', 'on', '1', '0123', '1_000', '2020-01-01', '"yes"', 'n', '-5', '1e3'];
    const texts = ['True', 'False', 'True', '1', '83', '1000', '2020-01-01', 'yes', 'n', '-5', '1e3'];
    expect((await Promise.all(keys.map(chosen))).flat()).toEqual(texts);
  });

  it('writes those texts into a checkbox as booleans, also those of a formula of version 2', async () => {
    const recipe =
      '- object: Task\n  fields: {IsReminderSet: {random_choice: {yes: 1}}}\n- object: Event\n  fields: {IsAllDayEvent: "${{1 == 2}}"}';
    expect(await cellsOf(recipe)).toEqual({
      Task: [{ IsReminderSet: 'true' }],
      Event: [{ IsAllDayEvent: 'false' }],
    });
  });

  it('takes the last of two equal keys in the place of the first, with a warning', async () => {
    const recipe = '- object: T\n  fields:\n    a: 1\n    v: "${{a}}"\n    a: 2';
    expect(await cellsOf(recipe)).toEqual({ T: [{ a: '2', v: '2' }] });
    expect(await warningsOf(recipe)).toContain('Duplicate key `a`.');
  });
});
