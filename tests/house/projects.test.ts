import { expect, it } from 'vitest';
import { startsProcesses, testFiles } from '../support/starts-processes.ts';

it.each([
  ['imports node:child_process itself', 'tests/makefile.test.ts', true],
  ['imports it through tests/support/cli.ts', 'tests/commands/init.test.ts', true],
  ['imports execa through a practice org', 'tests/practice-org/sf.test.ts', true],
  ['imports the source alone', 'tests/random/permutation.test.ts', false],
  ['imports files of tests that start nothing', 'tests/schemas/schemas.test.ts', false],
])('a test that %s: %s', (_, file, starts) => expect(startsProcesses(file)).toBe(starts));

it('every test file is in one of the two projects, and no slow one', () => {
  const { fast, process } = testFiles();
  expect(fast).toContain('tests/house/projects.test.ts');
  expect(process.filter((file) => fast.includes(file))).toEqual([]);
  expect([...fast, ...process].filter((file) => file.includes('/slow/'))).toEqual([]);
});
