import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellLine, wordsOf } from '../../src/shared/shell-words.ts';

const words = [
  'plain',
  'a b',
  "it's",
  '',
  '$HOME `x` "y"',
  'rich=1,moderate=2',
  '--set',
  "'",
  'new\nline',
  '*',
];

it('a line of words is what a shell makes the same words of', () => {
  const script = `for word in ${shellLine(words)}; do printf '%s\\0' "$word"; done`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(stdout.split('\0').slice(0, -1)).toEqual(words);
});

it('is read back as these words', () => expect(wordsOf(shellLine(words))).toEqual(words));

it('leaves out absent parts', () => expect(shellLine(['a', undefined, false, 'b'])).toBe('a b'));
