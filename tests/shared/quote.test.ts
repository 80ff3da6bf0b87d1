import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemText } from '../../src/shared/errors.ts';
import { isHiddenFile } from '../../src/shared/files/hidden-file.ts';
import { discreet, excerpt, printable, quoted } from '../../src/shared/quote.ts';
import { inFolder } from '../support/data-set.ts';

const LONG = 'x'.repeat(100);
const FORTY = 'y'.repeat(40);
const CUT = `${'x'.repeat(39)}…`;

test.for([
  ['short', 'short'],
  [FORTY, FORTY],
  [LONG, CUT],
  ['a\n\tb', 'a\\n\\tb'],
  ['\x1b[31mred\x1b[0m', '\\u001b[31mred\\u001b[0m'],
  ['\u009b31m', '\\u009b31m'],
  ['\u202etxt', '\\u202etxt'],
  ['\ud800', '\\ud800'],
  ['Zoë 👩‍👩‍👧', 'Zoë 👩‍👩‍👧'],
])('of %j no more is shown than %j', ([text, shown]) => {
  expect(excerpt(text!)).toBe(shown);
  expect(quoted(text!)).toBe(`"${shown}"`);
});

test.for([
  [`Unexpected scalar: "${LONG}"`, `Unexpected scalar: "${CUT}"`],
  [`Unknown key \`${LONG}\` in \`object\`.`, `Unknown key \`${CUT}\` in \`object\`.`],
  [`The key '${LONG} it's' is no text.`, `The key '${CUT}' is no text.`],
  [`Unknown name \`${LONG}\`.`, `Unknown name \`${CUT}\`.`],
  ["It isn't one; they're two.", "It isn't one; they're two."],
  ['`objects.Invoice__c.fields.Amount_in_euro__c.precision` is 1.', undefined],
  [`File /a/${LONG}.csv not found.`, undefined],
  [`${'word '.repeat(30)}`, undefined],
  ['a\x1b]0;title\x07b\n', 'a\\u001b]0;title\\u0007b\n'],
])('a message %j quotes little and steers no terminal', ([message, shown]) => {
  expect(discreet(message!)).toBe(shown ?? message);
});

test('names of files and keys steer no terminal either', () => {
  const place = { file: 'a\x1b[2Jb.yml', line: 1, key: `K\x1b[0m${LONG}` };
  expect(problemText({ message: 'No.', place })).toBe(
    `a\\u001b[2Jb.yml:1 (K\\u001b[0m${'x'.repeat(29)}…): No.`,
  );
  expect(printable('two\nlines')).toBe('two\nlines');
});

test.for([
  ['.env', true],
  ['.ssh/id_rsa', true],
  ['sub/.git/config', true],
  ['sub/../.env', true],
  ['link.yml', true],
  ['sub/config.yml', false],
  ['./sub/config.yml', false],
  ['missing.yml', false],
] as const)('%j may hold secrets: %j', ([file, hidden]) =>
  inFolder((top) => {
    // Folders above the work tree do not count.
    const folder = join(top, '.worktrees/one');
    for (const made of ['.git', '.ssh', 'sub']) mkdirSync(join(folder, made), { recursive: true });
    for (const made of ['.env', '.ssh/id_rsa', 'sub/config.yml']) writeFileSync(join(folder, made), '');
    symlinkSync('.env', join(folder, 'link.yml'));
    expect(isHiddenFile(join(folder, file))).toBe(hidden);
    const told = problemText({ message: 'It has "SECRET".', place: { file: join(folder, file), line: 1 } });
    expect(told.includes('SECRET')).toBe(!hidden);
  }),
);
