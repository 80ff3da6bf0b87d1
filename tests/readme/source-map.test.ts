import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './blocks.ts';

const src = join(root, 'src');
const rows = readFileSync(join(src, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const names = [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    return {
      folders: names.filter((name) => name.endsWith('/')),
      files: names.filter((name) => name.endsWith('.ts')),
    };
  });

test('the map of the source has every folder once', () => {
  const entries = readdirSync(src, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const paths = folders.map(({ parentPath, name }) => `${join(parentPath, name).slice(src.length + 1)}/`);
  expect(rows.flatMap((row) => row.folders).sort()).toEqual(paths.sort());
});

test.each(rows)('$folders begins with $files, which is there', ({ folders, files }) => {
  for (const file of files) expect(folders.some((folder) => existsSync(join(src, folder, file)))).toBe(true);
});
