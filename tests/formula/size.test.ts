import { expect, it, test } from 'vitest';
import { compileText } from '../../src/formula/compile/compile.ts';
import { beginValue } from '../../src/python/size.ts';

function value(formula: string): unknown {
  beginValue();
  const scope = { resolve: () => undefined, names: () => [] };
  return compileText(`\${{${formula}}}`, scope, 3).evaluate(undefined);
}

const MUCH = '"a" * 10**6';

test.each([
  ['join', `(["a"] * 10**6) | join("b" * 1000)`],
  ['the method join', '("b" * 10**5).join(["a"] * 10**5)'],
  ['replace', '("a" * 10**5).replace("a", "b" * 10**5)'],
  ['replace of nothing', '("a" * 10**5).replace("", "b" * 1000)'],
  ['a sum of texts', `(${MUCH}) + "a"`],
  ['texts side by side', `(${MUCH}) ~ (${MUCH})`],
  ['center', '"a" | center(10**9)'],
  ['ljust', '"a".ljust(10**9)'],
  ['zfill', '"a".zfill(10**9)'],
  ['tabs', '("\\t" * 10**5).expandtabs(10**5)'],
  ['indent', '("\\n" * 10**6) | indent(10**6, blank=true)'],
  ['indent by a text', '("\\n" * 10**5) | indent("x" * 10**5, blank=true)'],
  ['lines joined by a text', '("a " * 10**5) | wordwrap(1, wrapstring="x" * 10**5)'],
  ['format', '("{0:>999999}" * 1000).format("a")'],
  ['percent', '("%(a)999999s" * 1000) % dict(a="x")'],
  ['JSON', '(["a" * 10] * 10**6) | tojson(indent=20)'],
  ['the text of a list', '[["a" * 1000] * 10**5] | string'],
  ['lists within lists as text', '[[[[1] * 1000] * 1000] * 1000] | string'],
  ['lists within lists as JSON', '[[[["a"] * 1000] * 1000] * 1000] | tojson'],
  ['capitals', '("ß" * 10**6).upper()'],
  ['HTML', '("<" * 10**6) | escape'],
])('refuses %s before the text is made', (_, formula) => {
  expect(() => value(formula)).toThrow('A string would be longer than 1,000,000 characters.');
});

test.each([
  ['a range', 'range(10**15)'],
  ['a repetition', '[1, 2] * 10**9'],
  ['a sum', '([1] * 10**6) + [1]'],
  ['slices', '[1] | slice(10**9)'],
  ['batches', '[1] | batch(10**9, 0)'],
])('refuses %s before the list is made', (_, formula) => {
  expect(() => value(formula)).toThrow('A list would have more than 1,000,000 items.');
});

const NESTED = '[[[[1] * 1000] * 1000] * 1000]';

test.each([
  ['equal lists within lists', `${NESTED} == ${NESTED}`, 'Nested lists have more than 10,000,000 items'],
  ['lists within lists in order', `${NESTED} < ${NESTED}`, 'Nested lists have more than 10,000,000 items'],
  ['the same large text again and again', `range(1000) | map("center", 10**6) | list`, 'for one value'],
  ['a number for no character', '"%c" | format(99999999)', '%c arg not in range'],
  ['a specifier within a specifier', '"{:{:{:{}}}}".format(1, 2, 3, 4)', 'Max string recursion exceeded.'],
])('refuses %s', (_, formula, message) => {
  expect(() => value(formula)).toThrow(message);
});

test.each([
  ['("a" * 100000) | wordwrap(1) | length', 199_999],
  ['"a bcdefgh ij" | wordwrap(3)', 'a b\ncde\nfgh\nij'],
  ['"ab" | wordwrap(9) ~ ("" | wordwrap(3))', 'ab'],
  ['(" " * 100000) | trim | length', 0],
  ['("<" * 100000) | striptags | length', 100_000],
  ['("<!--" * 100000) | striptags | length', 400_000],
  ['"a<b>c</b><!-- <d> -->e < f" | striptags', 'ace < f'],
  ['"&#99999999999;&amp;&constructor;" | striptags', '\ufffd&&constructor;'],
  ['range(100000) | unique | list | length', 100_000],
  ['[1, true, "1", 1.0, none, none] | unique | list | length', 3],
  ['" a  b c  d ".split(none, 2) | join("|")', 'a|b|c  d '],
  ['" a  b c  d ".rsplit(none, 2) | join("|")', ' a  b|c|d'],
  ['("a " * 100000).split(none, 50000) | length', 50_001],
  ['"😀a".replace("", "-")', '-😀-a-'],
  ['"aaa".replace("a", "b", 2)', 'bba'],
  ['"{:08,}".format(1)', '0,000,001'],
  ['"{:07,}".format(1234)', '001,234'],
  ['"{:0999999,}".format(1) | length', 999_999],
  ['"x{:_b}".format(1023)', 'x11_1111_1111'],
  ['1 | round(-1000000000)', 0],
  ['("a" * 100000 ~ "b").strip("a" * 100000)', 'b'],
])('%s', (formula, expected) => {
  expect(value(formula)).toEqual(expected);
});

it('counts the work of each value by itself', () => {
  for (let i = 0; i < 100; i++) expect(value(`(${MUCH}) | length`)).toBe(1_000_000);
});
