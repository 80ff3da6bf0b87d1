import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The words with which a target calls the command line: NODE is a program that prints its arguments. */
function wordsOf(target: string, variables: Record<string, string>): string[] {
  const stated = Object.entries({ NODE: 'printf "%s\\n"', ...variables }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const { PATH = '' } = process.env;
  const { stdout, stderr } = spawnSync('make', ['-o', 'node_modules', '-s', target, ...stated], {
    cwd: root,
    env: { PATH },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n').slice(1);
}

describe('make passes on what was set, each value as one word', () => {
  const odd = 'my data\'s $HOME `x` "y"';
  it.each<[target: string, variables: Record<string, string>, words: string[]]>([
    ['generate', {}, ['generate']],
    [
      'generate',
      { SEED: '7', RECIPE: odd, OUTPUT: odd },
      ['generate', '--seed', '7', '--recipe', odd, '--output', odd],
    ],
    [
      'generate',
      { DIR: 'a b', DENSITY: 'rich=1,sparse=2' },
      ['generate', '--density', 'rich=1,sparse=2', '--output', 'a b'],
    ],
    [
      'enrich',
      { OUTPUT: odd, PROVIDER: 'offline', CONFIG: 'a b.yml' },
      ['enrich', odd, '--config', 'a b.yml', '--provider', 'offline'],
    ],
    ['enrich', { SEED: '7', FROZEN: '1' }, ['enrich', '--seed', '7', '--frozen']],
    ...['0', 'no', 'false'].map((FROZEN): [string, Record<string, string>, string[]] => [
      'enrich',
      { FROZEN },
      ['enrich'],
    ]),
    [
      'load',
      { SEED: '7', RECIPE: 'minimal', ORG: 'qa, my org', AS_OF: 'today' },
      ['load', '--seed', '7', '--recipe', 'minimal', '--target-org', 'qa, my org', '--as-of', 'today'],
    ],
    ['cleanup', { SEED: '7', PREFIX: 'X_7_' }, ['cleanup', '--seed', '7', '--prefix', 'X_7_']],
    ...['report', 'verify', 'export', 'validate'].map(
      (target): [string, Record<string, string>, string[]] => [
        target,
        { DIR: odd, CONFIG: odd },
        [target, odd, '--config', odd],
      ],
    ),
    ['setup', { CONFIG: odd, ORG: 'qa' }, ['setup', '--config', odd, '--target-org', 'qa']],
    ['org', { CONFIG: odd }, ['org', '--config', odd]],
    ['config', { CONFIG: odd }, ['config', 'show', '--config', odd]],
    ['verify', { DIR: 'out', ARGS: '--json --quiet' }, ['verify', 'out', '--json', '--quiet']],
  ])('%s %j', (target, variables, words) => expect(wordsOf(target, variables)).toEqual(words));
});

it('make refuses two names of one folder', () => {
  const { status, stderr } = spawnSync('make', ['-s', 'verify', 'DIR=a', 'OUTPUT=b'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toContain('DIR and OUTPUT both name the folder');
});

it.each([
  [['generate', 'SEEDS=7'], 'Unknown variable SEEDS. Valid names: SEED ACCOUNTS'],
  [['generate', 'SEED=7', 'seed=7', 'ACCOUNT=a b'], /Unknown variable (seed ACCOUNT|ACCOUNT seed)\. /],
])('make refuses a variable that no target reads: %j', (words, says) => {
  const { status, stderr } = spawnSync('make', ['-s', ...words], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(says);
});

it('every variable that the Makefile passes on is among those that it takes', () => {
  const text = readFileSync(join(root, 'Makefile'), 'utf8');
  const passed = [...text.matchAll(/call flag,--[a-z-]+,([A-Z_]+)\)/g)].map(([, name]) => name!);
  const [, taken = ''] = /^VARIABLES := (.*)$/m.exec(text)!;
  expect(passed).toContain('SEED');
  expect(passed.filter((name) => !taken.split(' ').includes(name))).toEqual([]);
});
