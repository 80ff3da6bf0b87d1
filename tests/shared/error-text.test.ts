import { describe, expect, it } from 'vitest';
import { errorLines, problemLines } from '../../src/shared/error-text.ts';
import { EXIT, furtherProblems, problemText, UserError } from '../../src/shared/errors.ts';

describe('problems of one sort', () => {
  const twice = (line: number, name: string) => ({
    message: `\`${name}\` stands here twice.`,
    place: { file: 'r.yml', line },
  });

  it('are listed one by one up to ten, then counted', () => {
    const lines = problemLines(Array.from({ length: 1_300 }, (_, i) => twice(i + 1, `f${i}`)));
    expect(lines).toHaveLength(11);
    expect(lines[9]).toBe('r.yml:10: `f9` stands here twice.');
    expect(lines[10]).toBe('1,290 more like this: … stands here twice.');
  });

  it("don't hide those of another sort", () => {
    const many = Array.from({ length: 40 }, (_, i) => twice(i + 1, 'fields'));
    expect(problemLines([...many, { message: 'Another one.' }])).toContain('Another one.');
  });
});

it('an error whose problems get their place keeps its exit code and its next command', () => {
  const error = new UserError('There is no `sf`.', {
    exitCode: EXIT.noOrg,
    next: 'npm install x',
    outcome: 'o',
  });
  const placed = error.withProblems([{ message: 'There is no `sf`.', place: { file: 'r.yml' } }]);
  expect(placed).toMatchObject({
    exitCode: 4,
    next: 'npm install x',
    outcome: 'o',
    message: 'r.yml: There is no `sf`.',
  });
});

it('problems that are only counted come last, and the number of all has them', () => {
  const problems = Array.from({ length: 12 }, (_, i) => ({ message: `"f${i}" is unknown.` }));
  const error = new UserError([...problems.slice(0, 11), furtherProblems(1_000, 'r.yml'), problems[11]!]);
  expect(errorLines(error).slice(10)).toEqual([
    'Error: 2 more like this: … is unknown.',
    'Error: r.yml: 1,000 more problems.',
    '1,012 problems; nothing was written.',
  ]);
});

it('a sentence that sums up the others comes first and is none of them', () => {
  const missing = { message: '2 of 9 are missing.', count: 0 };
  const error = new UserError([missing, { message: 'A is missing.' }, { message: 'B is missing.' }]);
  expect(errorLines(error)).toEqual([
    'Error: 2 of 9 are missing.',
    'Error: A is missing.',
    'Error: B is missing.',
    '2 problems; nothing was written.',
  ]);
});

it.each([
  ['an apostrophe within a word', "You don't have permission.", "You don't have permission."],
  ['an apostrophe at the end of a word', "the users' file", undefined],
  ['a text in quotes', 'Unknown key "s3cret".', undefined],
  ['a text in single quotes', "Unknown key 's3cret'.", undefined],
  ['a text in backticks', 'Unknown key `s3cret`.', undefined],
])(
  'of a file that may hold secrets, a message is shown unless it may quote the file: %s',
  (_, message, shown) => {
    const text = problemText({ message, place: { file: '.env' } });
    if (shown === undefined) expect(text).toContain('details are hidden');
    else expect(text).toBe(`.env: ${shown}`);
  },
);
