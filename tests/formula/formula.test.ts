import { describe, expect, test } from 'vitest';
import { compileText } from '../../src/formula/compile/compile.ts';
import type { Scope } from '../../src/formula/scope.ts';
import { cellText } from '../../src/python/cell.ts';
import { repr } from '../../src/python/text.ts';
import type { Value } from '../../src/python/value.ts';
import { FormulaError } from '../../src/shared/formula-error.ts';
import { CORE } from './core.ts';
import { LIBRARY } from './library.ts';
import { PRECEDENCE } from './precedence.ts';
import { NAMES, scope } from './scope.ts';
import { VERSION_2 } from './version-2.ts';
import { WHOLE_NUMBERS } from './whole-numbers.ts';

/** A text's value as Python's repr(), which tells `5`, `5.0` and `'5'` apart. */
function evaluated(text: string, version: 2 | 3): string {
  return repr(compileText(text, scope, version).evaluate(undefined));
}

/** The tables write a formula that stands alone without its delimiters. */
function delimited(formula: string): string {
  return formula.includes('${{') ? formula : `\${{ ${formula} }}`;
}

for (const [title, rows] of Object.entries({ ...CORE, ...LIBRARY, ...PRECEDENCE, ...WHOLE_NUMBERS }))
  describe(title, () => {
    test.each(rows)('%s → %s', (formula, expected) =>
      expect(evaluated(delimited(formula), 3)).toBe(expected),
    );
  });

for (const [title, rows] of Object.entries(VERSION_2))
  describe(title, () => {
    test.each(rows)('%s → %s', (text, expected) => expect(evaluated(text, 2)).toBe(expected));
  });

describe('where this differs from Snowfakery', () => {
  test.each([
    ["'a' if false", 'None', 'there it is an error'],
    ["'1,2'", "'1,2'", 'there a tuple, which no cell can hold'],
    ['\'"quoted"\'', '\'"quoted"\'', 'there it loses its quotes'],
    ["'None'", "'None'", 'there None'],
    ['d.items()', "[('x', 1), ('y', 'two')]", 'there a view'],
    ['range(3)', '[0, 1, 2]', 'there a range'],
    ['[3, 1]|reverse', '[1, 3]', 'there an iterator'],
    ['l|pprint', "'[3, 1, 2]'", 'there a list again'],
    ['{"a": [1]}|tojson(indent=2)', `'{\\n  "a": [\\n    1\\n  ]\\n}'`, 'there a dict again'],
  ])('%s → %s', (formula, expected) => expect(evaluated(delimited(formula), 3)).toBe(expected));
});

function problemsOf(run: () => unknown): { message: string; offset?: number; hint?: string }[] {
  try {
    run();
  } catch (error) {
    if (error instanceof FormulaError) return error.problems;
    throw error;
  }
  return [];
}

describe('what a text says wrongly is reported while it is compiled', () => {
  test.each<[text: string, offset: number, message: string]>([
    ['x ${{nope}}', 5, 'Unknown name `nope`.'],
    ['${{Parnt.Name}}', 3, 'Unknown name `Parnt`. Did you mean Parent?'],
    ['${{s|uper}}', 5, 'Unknown filter `uper`. Did you mean upper?'],
    ['${{a is ood}}', 8, 'Unknown test `ood`. Did you mean odd?'],
    ['${{a', 3, 'The formula has no closing `}}`.'],
    ['${{(a}}', 3, '`(` is never closed.'],
    ['${{a)}}', 4, '`)` has no opening bracket.'],
    ['${{[a)}}', 5, '`)` has no opening bracket.'],
    ['${{}}', 0, 'The formula is empty.'],
    ['${{a +}}', 5, '`+` needs a value after it.'],
    ['${{a * / b}}', 7, '`/` needs a value before it.'],
    ['${{* a}}', 3, '`*` needs a value before it.'],
    ['${{a b}}', 5, 'Something is missing between `a` and `b`.'],
    ['${{[1 2]}}', 6, 'Something is missing between `1` and `2`.'],
    ['${{a if b else}}', 10, '`else` needs a value after it.'],
    ['${{a $ b}}', 5, 'Unexpected `$`.'],
    ['${{a ! b}}', 5, 'Unexpected `!`.'],
    ["${{'abc}}", 3, 'A string is never closed.'],
    ["${{'\\x4'}}", 4, '`\\x` is an incomplete escape.'],
    ['${{01}}', 3, "A number can't begin with zero. Put it in quotes to keep its zeros."],
    ['${{{a}}}', 5, 'Expected `:` after a key of the dict; got `}`.'],
    ['${{a}} {# never', 7, 'The comment has no closing `#}`.'],
    ['${{s.__class__}}', 5, "Formulas can't access __class__."],
    ['${{s.__init__()}}', 5, "Formulas can't access __init__."],
    ['${{a(x=1, 2)}}', 10, "An argument without a name can't follow a named one."],
    ['${{a(*l, 2)}}', 9, 'Only named arguments can follow `*`.'],
    ['${{a(**d, x=1)}}', 10, 'No argument can follow `**`.'],
    ['${{a == not b}}', 8, '`not` needs parentheses here.'],
    ['${{a = b}}', 5, 'Unexpected `=`.'],
    ['${{a {b: 1}}}', 5, "`{` can't follow a value."],
    ['${{l[]}}', 4, '`[` needs a value after it.'],
    ['${{l[1:2:3:4]}}', 10, 'Expected `]` after a slice; got `:`.'],
    ['${{(a = b)}}', 6, 'Expected `)` to close `(`; got `=`.'],
    ['${{s.}}', 4, '`.` needs a value after it.'],
    ["${{s.'x'}}", 5, "Expected a name after `.`; got `'x'`."],
    ['${{s|1}}', 5, 'Expected a filter after `|`; got `1`.'],
    ['${{a is 3}}', 8, 'Expected a test after `is`; got `3`.'],
    [
      '${{words|first.x}}',
      14,
      "`.` can't follow a filter or a test. Put what comes before it in parentheses.",
    ],
    ['${{lipsum()}}', 3, 'Unknown name `lipsum`.'],
    [
      '${% if a %}x${% endif %}',
      0,
      "Statements (`${% … %}`) aren't supported. Write a condition as `${{ x if y else z }}`, or use the function block `if`.",
    ],
  ])('%s', (text, offset, message) => {
    const problems = problemsOf(() => compileText(text, scope, 3));
    expect(
      problems.map((problem) => [problem.offset, [problem.message, problem.hint].filter(Boolean).join(' ')]),
    ).toEqual([[offset, message]]);
  });

  test('all problems of a text come at once', () => {
    const problems = problemsOf(() => compileText('${{nope}} and ${{Parnt.x + bb}} ${{s|uper}}', scope, 3));
    expect(problems.map(({ offset }) => offset)).toEqual([3, 17, 27, 37]);
  });
});

test.each([
  ['brackets', `${'['.repeat(251)}${']'.repeat(251)}`],
  ['parentheses', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
  ['signs', `${'-'.repeat(20_000)}1`],
  ['negations', `${'not '.repeat(20_000)}1`],
  ['conditions', `${'1 if a else '.repeat(20_000)}1`],
  ['filters', `a${'|string'.repeat(20_000)}`],
  ['attributes', `s${'.x'.repeat(20_000)}`],
  ['powers', `1${' ** 1'.repeat(20_000)}`],
  ['calls within filters', `${'('.repeat(200)}a${`${'|string'.repeat(200)})`.repeat(200)}`],
])('%s nested too deeply are one problem', (_, formula) => {
  expect(problemsOf(() => compileText(`\${{${formula}}}`, scope, 3)).map(({ message }) => message)).toEqual([
    'A formula can be nested 250 deep at most.',
  ]);
});

test('formulas may be wide and 250 deep', () => {
  expect(evaluated(delimited(`${'('.repeat(250)}1${')'.repeat(250)}`), 3)).toBe('1');
  expect(evaluated(delimited(`[${'1,'.repeat(200_000)}]|length`), 3)).toBe('200000');
  expect(evaluated(delimited(`0${' + 1'.repeat(20_000)}`), 3)).toBe('20000');
});

test('a number of more digits than Python reads is reported while it is compiled', () => {
  expect(problemsOf(() => compileText(`\${{${'9'.repeat(4301)}}}`, scope, 3))).toEqual([
    { offset: 3, message: 'A whole number can have at most 4,300 digits.' },
  ]);
});

describe('what fails for a row is reported with the place of its formula', () => {
  test.each<[text: string, offset: number, message: string]>([
    ['${{1 / 0}}', 0, 'division by zero.'],
    ['x ${{Parent.Nme}}', 2, 'object has no attribute Nme. Did you mean Name?'],
    ['${{s.uper()}}', 0, 'str has no attribute uper. Did you mean upper?'],
    ['${{today.yeer}}', 0, 'date has no attribute yeer. Did you mean year?'],
    ['${{n.x}}', 0, 'NoneType has no attribute x.'],
    ['${{a.b.c}}', 0, 'int has no attribute b.'],
    ['${{s[100]}}', 0, 'str index out of range.'],
    ['${{l[3]}}', 0, 'list index out of range.'],
    ["${{d['xx']}}", 0, "Unknown key 'xx'. Did you mean x?"],
    [
      '${{s + 1}}',
      0,
      "unsupported operand types for +: 'str' and 'int'. Join strings with ~, which takes values of any type.",
    ],
    [
      "${{'5' < 6}}",
      0,
      "'<' not supported between instances of 'str' and 'int'. Convert the string to a number with `| int` or `| float`.",
    ],
    ['${{today < now}}', 0, "'<' not supported between instances of 'date' and 'datetime'."],
    ['${{9 ** (9 ** 9)}}', 0, 'A whole number would have more than 4,300 digits.'],
    ['${{9 ** 9 ** 9 ** 9 ** 9}}', 0, 'A whole number would have more than 4,300 digits.'],
    ['${{10 ** 4000 * 10 ** 4000}}', 0, 'A whole number would have more than 4,300 digits.'],
    [`\${{int("${'9'.repeat(5000)}")}}`, 0, 'A whole number would have more than 4,300 digits.'],
    ['${{10 ** 400 + 0.5}}', 0, 'int too large to convert to float.'],
    ['${{10 ** 400 / 3}}', 0, 'integer division result too large for a float.'],
    ['${{2 ** 70 // 0}}', 0, 'division or modulo by zero.'],
    ["${{2 ** 70 < 'a'}}", 0, "'<' not supported between instances of 'int' and 'str'."],
    ["${{'x' * 2 ** 70}}", 0, 'The number of repetitions is too large: 1180591620717411303424.'],
    ['${{int(1e400)}}', 0, 'int() takes a number or a string; got float.'],
    ["${{'ab' * 1000000}}", 0, 'A string would be longer than 1,000,000 characters.'],
    ['${{range(2000000)}}', 0, 'A list would have more than 1,000,000 items.'],
    ["${{'%2000000d' % 1}}", 0, "The format specifier '2000000d' requests too many characters."],
    ["${{'x'.ljust(2000000)}}", 0, 'A string would be longer than 1,000,000 characters.'],
    ['${{date(year=2024, month=2, day=30)}}', 0, 'day is out of range for month: 2024-02-30.'],
    ["${{date('soon')}}", 0, "'soon' isn't a date. Write year, month, and day, as in 2026-01-15."],
    ["${{int('5.5')}}", 0, "invalid literal for int() with base 10: '5.5'."],
    [
      '${{relativedelta(month=1, dais=2)}}',
      0,
      'relativedelta() has no argument dais. It takes dt1, dt2, years, months, days, leapdays, hours, minutes, seconds, microseconds, weeks, year, month, day, hour, minute, second, microsecond, weekday, yearday, nlyearday.',
    ],
    ["${{today.strftime('%Q')}}", 0, 'strftime has no directive %Q.'],
    ['${{a()}}', 0, "a can't be called; it is of type int."],
    ['${{l.append(1)}}', 0, "A formula can't change a list with .append(). Write list + [item]."],
    ['${{l|random}}', 0, "`| random` isn't available here."],
    ["${{'{0.__class__}'.format(s)}}", 0, 'str has no attribute __class__.'],
    ["${{rows|map(attribute='__class__')|list}}", 0, "Formulas can't access __class__."],
    ["${{s|attr('__class__')}}", 0, 'str has no attribute __class__.'],
    ['${{dict(constructor=1).constructor.constructor}}', 0, 'int has no attribute constructor.'],
    ['${{s.constructor}}', 0, 'str has no attribute constructor.'],
    ['${{d.toString}}', 0, 'dict has no attribute toString. It has x, y.'],
    ['${{l.map}}', 0, 'list has no attribute map.'],
  ])('%s', (text, offset, message) => {
    const compiled = compileText(text, scope, 3);
    const problems = problemsOf(() => compiled.evaluate(undefined));
    expect(
      problems.map((problem) => [problem.offset, [problem.message, problem.hint].filter(Boolean).join(' ')]),
    ).toEqual([[offset, message]]);
  });
});

test('a text without formulas and a formula of literals are constant', () => {
  expect(compileText('plain', scope, 3)).toMatchObject({ constant: true, names: [] });
  expect(compileText("${{ 'a'.upper() ~ 2 ** 3 }}", scope, 3).constant).toBe(true);
  expect(compileText('${{ a }}', scope, 3).constant).toBe(false);
});

test('a compiled formula lists the names that it looks up', () => {
  expect(compileText('${{ a + Parent.a if b is odd else a }}', scope, 3).names).toEqual(['b', 'a', 'Parent']);
});

test('a name is resolved once, and only its value is asked for each row', () => {
  let resolved = 0;
  const counting: Scope<{ x: number }> = {
    resolve: () => {
      resolved++;
      return (context) => context.x;
    },
    names: () => [],
  };
  const { evaluate } = compileText('${{x * 2}}', counting, 3);
  expect([evaluate({ x: 1 }), evaluate({ x: 2 })]).toEqual([2, 4]);
  expect(resolved).toBe(1);
});

test('chance comes from the scope', () => {
  const draw = {
    next: () => 0.5,
    below: (below: number) => below - 1,
    pick: <T>(items: readonly T[]) => items.at(-1)!,
  };
  const { constant, evaluate } = compileText('${{[1, 2, 3]|random}}', { ...scope, draw: () => draw }, 3);
  expect([constant, evaluate(undefined)]).toEqual([false, 3]);
});

test.each<[Value, string]>([
  [null, ''],
  [true, 'true'],
  [false, 'false'],
  [5, '5'],
  [0.1, '0.1'],
  ['x', 'x'],
  [NAMES.today!, '2026-01-15'],
  [NAMES.now!, '2026-01-15T14:30:05.123Z'],
  [compileText('${{10 / 2}}', scope, 3).evaluate(undefined), '5.0'],
  [
    compileText("${{datetime('2026-01-15 10:00', timezone=relativedelta(hours=8))}}", scope, 3).evaluate(
      undefined,
    ),
    '2026-01-15T02:00:00.000Z',
  ],
  [
    compileText("${{datetime('2026-01-15', timezone=None)}}", scope, 3).evaluate(undefined),
    '2026-01-15T00:00:00.000Z',
  ],
])('%s becomes %s in a cell', (value, cell) => expect(cellText(value)).toBe(cell));
