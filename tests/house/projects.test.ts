import { expect, it } from 'vitest';
import { runsWhole, testFiles } from '../support/test-projects.ts';

it.each([
  ['imports node:child_process itself', 'tests/makefile.test.ts', true],
  ['imports it through tests/support/cli.ts', 'tests/commands/init.test.ts', true],
  ['imports execa through a practice org', 'tests/practice-org/sf.test.ts', true],
  ['loads a whole dataset in process', 'tests/load/whole/kills.test.ts', true],
  ['enriches a whole dataset in process', 'tests/llm/answers.test.ts', true],
  ['imports the source alone', 'tests/random/permutation.test.ts', false],
  ['imports files of tests that start nothing', 'tests/schemas/schemas.test.ts', false],
])('a test that %s: %s', (_, file, whole) => expect(runsWhole(file)).toBe(whole));

it('every test file is in one of the two projects, and no slow one', () => {
  const { fast, whole } = testFiles();
  expect(fast).toContain('tests/house/projects.test.ts');
  expect(whole.filter((file) => fast.includes(file))).toEqual([]);
  expect([...fast, ...whole].filter((file) => file.includes('/slow/'))).toEqual([]);
});
