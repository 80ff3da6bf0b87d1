import { expect, test } from 'vitest';
import { arrowsUp, circles, LAYERS, layerOf } from './layers.ts';
import { readSourceFiles, sourceFile } from './source.ts';

const files = readSourceFiles();

test('every folder of the source has its layer', () => {
  expect([...new Set(files.map(({ path }) => layerOf(path)))].sort()).toEqual(LAYERS.flat().sort());
});

test('no import goes up', () => {
  expect(arrowsUp(files)).toEqual([]);
});

test('no modules import each other in a circle at run time', () => {
  expect(circles(files)).toEqual([]);
});

test.each([
  ['a value', "import { load } from '../load/load.ts';"],
  ['a type', "import type { Plan } from '../load/plan.ts';"],
  ['an export of another module', "export { load } from '../load/load.ts';"],
  ['an import when called', "const load = () => import('../load/load.ts');"],
  ['a folder without a layer', "import { x } from '../elsewhere/x.ts';"],
])('an arrow that goes up is found: %s', (_, text) => {
  const put = sourceFile('recipe/put-in-by-hand.ts', `\n${text}`);
  expect(arrowsUp([put])).toEqual([
    expect.stringMatching(/^recipe\/put-in-by-hand\.ts:2 imports (load|elsewhere)/),
  ]);
});

test('a circle is found, one of types or of imports when called is none', () => {
  const a = sourceFile('load/a.ts', "import { b } from './b.ts'; export const a = b;");
  const back = (text: string) => circles([a, sourceFile('load/b.ts', text)]);
  expect(back("import { a } from './a.ts'; export const b = a;")).toEqual([['load/a.ts', 'load/b.ts']]);
  expect(back("import type { a } from './a.ts'; export type b = typeof a;")).toEqual([]);
  expect(back("export const b = () => import('./a.ts');")).toEqual([]);
});
