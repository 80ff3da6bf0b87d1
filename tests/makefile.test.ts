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

it.each<[title: string, words: string[], says: string | RegExp]>([
  [
    'that no target reads',
    ['generate', 'SEEDS=7'],
    'Unknown variable SEEDS. Valid names: ACCOUNTS ARGS AS_OF',
  ],
  [
    'in lower case',
    ['generate', 'SEED=7', 'seed=7', 'ACCOUNT=a b'],
    /Unknown variable (seed ACCOUNT|ACCOUNT seed)\. /,
  ],
  [
    'of another target',
    ['generate', 'SEED=7', 'ORG=local'],
    "make generate doesn't read ORG, which is for: cleanup export load setup validate.",
  ],
  ['of a dataset for all orgs', ['setup', 'SEED=7'], "make setup doesn't read SEED, which is for: cleanup"],
  ['for the help', ['ORG=qa'], "make help doesn't read ORG"],
  ['of neither target', ['generate', 'enrich', 'PREFIX=x'], "make generate enrich doesn't read PREFIX"],
  ['for a misspelled target', ['generat', 'ORG=qa'], 'No rule to make target'],
])('make refuses a variable %s', (_, words, says) => {
  const { status, stderr } = spawnSync('make', ['-s', ...words], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(says);
});

it('make takes a variable that one of its targets reads', () => {
  const words = ['-o', 'node_modules', '-s', 'generate', 'load', 'SEED=7', 'ORG=qa', 'NODE=printf "%s "'];
  const { stdout } = spawnSync('make', words, { cwd: root, encoding: 'utf8' });
  expect(stdout).toBe('src/cli.ts generate --seed 7 src/cli.ts load --seed 7 --target-org qa ');
});

const READ = [...readFileSync(join(root, 'Makefile'), 'utf8').matchAll(/^READ_BY_(\S+) := (.*)$/gm)];
const OF_DATASET = ['SEED', 'RECIPE', 'DIR', 'CONFIG', 'ARGS'];
const OF_CLI = READ.filter(([, target]) => !/^(test-fast|dev|bench|fuzz|mutants)$/.test(target!));

it.each(OF_CLI.map(([, target, names]): [string, string] => [target!, names!]))(
  'make %s reads each variable that it takes: %s',
  (target, names) => {
    const taken = names.split(' ').flatMap((name) => (name === '$(OF_DATASET)' ? OF_DATASET : [name]));
    const words = wordsOf(target, Object.fromEntries(taken.map((name) => [name, `of-${name}`])));
    const wanted = taken.map((name) => (name === 'FROZEN' ? '--frozen' : `of-${name}`));
    expect(words.filter((word) => wanted.includes(word)).toSorted()).toEqual(wanted.toSorted());
  },
);

it('the commands of the help name only variables that their targets take', () => {
  const help = readFileSync(join(root, 'Makefile'), 'utf8').matchAll(/^([a-z-]+):.*## (.*)$/gm);
  const taken = new Map(
    READ.map(([, target, names]) => [target, names!.replace('$(OF_DATASET)', OF_DATASET.join(' '))]),
  );
  for (const [, target, text] of help)
    for (const [, name] of text!.matchAll(/\b([A-Z_]{3,})=/g))
      if (target !== 'help' && name !== 'OUTPUT')
        expect([target, taken.get(target)?.split(' ')]).toEqual([target, expect.arrayContaining([name])]);
});
