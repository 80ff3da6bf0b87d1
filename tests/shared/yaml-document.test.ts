import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../src/shared/errors.ts';
import { yamlDocument } from '../../src/shared/yaml/yaml-document.ts';

function read(text: string): unknown {
  return yamlDocument(text, 'a.yml').document.toJS();
}

function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'was read';
}

const chain = (length: number) =>
  Array.from({ length }, (_, i) => `k${i}: &k${i} [${i > 0 ? `*k${i - 1}` : ''}]`).join('\n');

describe('what no file may hold', () => {
  test.each([
    ['an alias without an anchor', 'a: *x', 'a.yml:1:4: Alias `*x` has no anchor `&x` before it.'],
    ['an alias before its anchor', 'a: *x\nb: &x 1', 'a.yml:1:4: Alias `*x` has no anchor'],
    ['a list within itself', '&a [*a]', 'a.yml:1:5: Alias `*a` is inside `&a`'],
    ['a map merged into itself', '&a {<<: *a}', 'a.yml:1:9: Alias `*a` is inside `&a`'],
    ['a circle by way of a key', '&a {*a : 1}', 'a.yml:1:5: Alias `*a` is inside `&a`'],
    ['an anchor twice', 'a: &x 1\nb: &x 2', 'a.yml:2:7: Duplicate anchor `&x`.'],
    ['a list as a key', '[1]: 2', 'a.yml:1:1: A key must be a single value'],
    ['a map as a key by an alias', 'a: &x {b: 1}\n*x : 2', 'a.yml:1:7: A key must be a single value'],
    ['the key of a prototype', '__proto__: {a: 1}', "a.yml:1:1: A key can't be named `__proto__`."],
    ['a tag of Python', 'a: !!python/object:os.system x', 'a.yml:1:4: Unresolved tag'],
    ['a set', 'a: !!set {b, c}', "a.yml:1:10: The tag `tag:yaml.org,2002:set` isn't supported."],
    ['several documents', 'a: 1\n---\nb: 2', 'a.yml:2:1: A file can have only one YAML document.'],
    ['lists nested a million times too deeply', '['.repeat(15_000_000), 'a.yml:1:102: Lists and maps can be'],
    ['lines nested too deeply', '- '.repeat(7_000_000), 'a.yml:1:203: Lists and maps can be nested 100 deep'],
    ['more than memory takes', '"'.repeat(12_000_000), 'a.yml: The file is too large for YAML: it has over'],
    ['lists nested too deeply', '['.repeat(100_000), 'a.yml:1:102: Lists and maps can be nested 100 deep'],
    ['maps nested too deeply', '{a: '.repeat(10_000), 'a.yml:1:405: Lists and maps can be nested'],
    ['dashes nested too deeply', '- '.repeat(10_000), 'a.yml:1:203: Lists and maps can be nested'],
    ['aliases that nest too deeply', chain(1_000), 'a.yml:101:14: Lists and maps can be nested'],
  ])('refuses %s', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('refuses aliases that stand for billions, and reports it once', () => {
    const laughs = (length: number) =>
      Array.from({ length }, (_, i) => `k${i}: &k${i} [${Array(10).fill(i > 0 ? `*k${i - 1}` : '1')}]`).join(
        '\n',
      );
    expect(refusal(laughs(12))).toMatch(
      /^a\.yml:5:\d+: The aliases of a file can repeat 100,000 values at most\.$/,
    );
    expect(refusal(laughs(4))).toBe('was read');
  });
});

it('reads aliases as what they name, each as a value of its own', () => {
  const value = read('a: &x {b: 1}\nc: *x\nd: [*x, *x]') as { c: unknown; d: unknown[] };
  expect(value).toEqual({ a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }, { b: 1 }] });
  expect(value.d[0]).not.toBe(value.d[1]);
});

it('reads a map of very many keys, and finds those that stand twice', () => {
  const keys = Array.from({ length: 50_000 }, (_, i) => `k${i}: ${i}`);
  const { twins } = yamlDocument([...keys, 'k7: 1'].join('\n'), 'a.yml');
  expect(twins.map(({ message, place }) => [message, place?.line])).toEqual([
    ['Duplicate key `k7`.', 50_001],
  ]);
});
