import { expect, test } from 'vitest';
import { readSourceFiles, type SourceFile, sourceFile } from './source.ts';

/** Names that more than one module exports, each with its modules; a command's default export is not one. */
function sharedNames(files: readonly SourceFile[]): [name: string, paths: string[]][] {
  const names = [...new Set(files.flatMap((file) => file.exports))].filter((name) => name !== 'default');
  return names
    .map((name): [string, string[]] => [
      name,
      files.filter((file) => file.exports.includes(name)).map(({ path }) => path),
    ])
    .filter(([, paths]) => paths.length > 1);
}

test('no two modules export one name', () => {
  const found = sharedNames(readSourceFiles()).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
  expect(found).toEqual([]);
});

test('a name that two modules export is found', () => {
  const a = sourceFile('load/a.ts', 'export interface Job { id: string }');
  const b = sourceFile('enrich/b.ts', 'export function work() {} export type Job = string;');
  expect(sharedNames([a, b])).toEqual([['Job', ['load/a.ts', 'enrich/b.ts']]]);
});
