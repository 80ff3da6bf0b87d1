import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allowedFile } from '../../src/shared/files/allowed-file.ts';
import { pathPartProblem } from '../../src/shared/files/path-part.ts';
import { inFolder } from '../support/data-set.ts';

const ANSWERS: readonly (readonly [name: string, answer: 'path' | 'absent' | 'outside' | 'form'])[] = [
  ['people.csv', 'path'],
  ['./people.csv', 'path'],
  ['../shared/people.csv', 'path'],
  ['sub/../people.csv', 'path'],
  ['inner-link.csv', 'path'],
  ['a..b.csv', 'absent'],
  ['missing.csv', 'absent'],
  ['sub', 'absent'],
  ['.', 'absent'],
  ['', 'form'],
  ['people.csv\0.txt', 'form'],
  ['../../outside.csv', 'outside'],
  ['../../nothing.csv', 'outside'],
  ['/etc/passwd', 'outside'],
  ['/dev/stdin', 'outside'],
  ['outer-link.csv', 'outside'],
  ['outer-folder/outside.csv', 'outside'],
  ['.env', 'outside'],
  ['../.env', 'outside'],
  ['../.git/config', 'outside'],
  ['.missing', 'outside'],
  ['link-to-env.csv', 'outside'],
  ['sub\\people.csv', 'form'],
  ['C:\\people.csv', 'form'],
  ['C:/people.csv', 'form'],
  ['\\\\server\\share\\people.csv', 'form'],
  ['people.csv:stream', 'form'],
  ['people.csv.', 'form'],
  ['people.csv ', 'form'],
  ['nul', 'form'],
  ['sub/COM1.csv', 'form'],
];

test.for(ANSWERS)('a recipe that names %j: %s', ([name, answer]) =>
  inFolder((top) => {
    const root = join(top, 'root');
    const folder = join(root, 'recipes');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    for (const made of ['root/shared', 'root/.git']) mkdirSync(join(top, made));
    for (const file of ['outside.csv', 'root/.env', 'root/.git/config', 'root/shared/people.csv'])
      writeFileSync(join(top, file), 'x');
    for (const file of ['people.csv', '.env', 'sub/people.csv']) writeFileSync(join(folder, file), 'x');
    symlinkSync('../shared/people.csv', join(folder, 'inner-link.csv'));
    symlinkSync('../../outside.csv', join(folder, 'outer-link.csv'));
    symlinkSync('../..', join(folder, 'outer-folder'));
    symlinkSync('.env', join(folder, 'link-to-env.csv'));
    const found = allowedFile(name, { folder, root });
    expect('path' in found ? 'path' : found.refused).toBe(answer);
  }),
);

test('a recipe in a folder that begins with a dot reads what is beside it', () =>
  inFolder((root) => {
    mkdirSync(join(root, '.recipes'));
    writeFileSync(join(root, '.recipes/people.csv'), 'x');
    expect(allowedFile('people.csv', { folder: join(root, '.recipes'), root })).toHaveProperty('path');
  }));

test.for(['Account', 'My Object', 'Ünïcode__c', 'a.b', 'console', 'minimal-42'])(
  '%j is fit for a file',
  (name) => {
    expect(pathPartProblem(name)).toBeUndefined();
  },
);

test.for([
  ...[
    '',
    '.',
    '..',
    '...',
    'a/b',
    '/a',
    'a\\b',
    'C:',
    'a:b',
    'a\0',
    'a\n',
    '.hidden',
    ' a',
    'a ',
    'a.',
    'NUL',
  ],
  ...['con.csv', 'Lpt9', 'a?b', 'a*', '<a>', 'a|b', '"a"', '\ud800', 'x'.repeat(300)],
])("%j isn't fit for a file", (name) => {
  expect(pathPartProblem(name)).toBeDefined();
});
