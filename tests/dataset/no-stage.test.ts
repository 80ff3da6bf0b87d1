import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/shared/shell-words.ts';
import { cli } from '../support/cli.ts';
import { inFolder } from '../support/data-set.ts';

/** A folder with the dataset `set` of two accounts, and other files. */
function withSet<T>(work: (cwd: string) => T, files: Record<string, string> = {}): Promise<T> {
  return inFolder((cwd) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(cwd, dirname(name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    const made = cli(['generate', '--accounts', '2', '--output', 'set', '--quiet'], { cwd });
    expect(made.status).toBe(0);
    return work(cwd);
  });
}

const said = (cwd: string, ...words: string[]) => cli(words, { cwd }).stderr;
const nextOf = (text: string) => /^Next: (.*)$/m.exec(text)?.[1];

/** Runs the command that an error names. */
function follow(cwd: string, next: string | undefined): void {
  const [program, ...words] = wordsOf(next!);
  if (program === 'sfdc-datagen') expect(cli(words, { cwd }).status).toBe(0);
  else execFileSync(program!, words, { cwd, stdio: 'ignore' });
}

describe('a folder without a dataset is named for what it is, and the next command leads on', () => {
  it.each<[title: string, line: string, says: string | RegExp, next: string | undefined]>([
    [
      'a folder that is not there',
      'verify nosuch',
      'No generated dataset found.',
      'generate --output nosuch',
    ],
    ['the same for a later stage', 'report nosuch', 'No enriched dataset found.', 'generate --output nosuch'],
    ['a dataset without that stage', 'report set', 'No enriched dataset found.', 'enrich set'],
    ['the default folder of a seed', 'verify --seed 7', 'No generated dataset found.', 'generate --seed 7'],
    ['the folder of a seed', 'verify output/seed-7', 'No generated dataset found.', 'generate --seed 7'],
    ['the folder of a recipe', 'verify output/minimal-7', 'No gen', 'generate --recipe minimal --seed 7'],
    ['the folder of no recipe', 'verify output/own-7', 'No gen', 'generate --output output/own-7'],
    [
      'a folder with other files',
      'verify src',
      "src: The folder isn't a dataset: it has a.ts, b.ts.",
      'generate',
    ],
    ['the folder of a stage', 'verify set/generated', 'This is the folder generated of a', 'verify set'],
    ['the same for another command', 'export set/generated', 'Use set.', 'export set'],
    ['the folder of one dataset', 'verify all', 'it contains one. Use all/one.', 'verify all/one'],
    ['the folder of several', 'verify .', "isn't a dataset; it contains", 'verify --help'],
    ['a file', 'verify src/a.ts', 'src/a.ts: This is a file, not a folder.', 'verify --help'],
  ])('%s', (_, line, says, next) =>
    withSet(
      (cwd) => {
        mkdirSync(join(cwd, 'all'));
        const [command, dir] = line.split(' ');
        if (dir === 'all') renameSync(join(cwd, 'set'), join(cwd, 'all/one'));
        if (dir === '.') mkdirSync(join(cwd, 'two/enriched'), { recursive: true });
        if (dir === '.') writeFileSync(join(cwd, 'two/enriched/manifest.json'), '{}');
        const text = said(cwd, ...line.split(' '));
        expect(text).toMatch(says);
        expect([command, nextOf(text)]).toEqual([command, next && `sfdc-datagen ${next}`]);
      },
      { 'src/a.ts': '', 'src/b.ts': '' },
    ),
  );
});

describe('a broken manifest', () => {
  it.each(['{', '{}', '[]'])('%s: the next commands lead to a whole dataset', (broken) =>
    withSet((cwd) => {
      expect(cli(['enrich', 'set', '--provider', 'offline', '--no-cache', '--quiet'], { cwd }).status).toBe(
        0,
      );
      writeFileSync(join(cwd, 'set/enriched/manifest.json'), broken);
      for (const command of ['verify', 'report', 'export'])
        expect(nextOf(said(cwd, command, 'set'))).toBe('mv set/enriched set/enriched.old');
      expect(nextOf(said(cwd, 'enrich', 'set', '--no-cache'))).toBe('mv set/enriched set/enriched.old');
      writeFileSync(join(cwd, 'set/generated/manifest.json'), broken);
      expect(nextOf(said(cwd, 'generate', '--output', 'set'))).toBe('mv set/generated set/generated.old');
      follow(cwd, nextOf(said(cwd, 'verify', 'set')));
      follow(cwd, 'mv set/enriched set/enriched.old');
      follow(cwd, nextOf(said(cwd, 'verify', 'set')));
      follow(cwd, nextOf(said(cwd, 'report', 'set')));
      expect(cli(['verify', 'set'], { cwd }).status).toBe(0);
      // What was moved away stays, and does no harm.
      expect(existsSync(join(cwd, 'set/generated.old/Account.csv'))).toBe(true);
    }),
  );

  it.each(['generated', 'enriched'])('that git has is brought back: %s', (stage) =>
    withSet((cwd) => {
      cli(['enrich', 'set', '--provider', 'offline', '--no-cache', '--quiet'], { cwd });
      const git = (...words: string[]) => execFileSync('git', words, { cwd, stdio: 'ignore' });
      git('init', '-q');
      git('add', '.');
      const file = join(cwd, 'set', stage, 'manifest.json');
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, '{');
      const next = nextOf(said(cwd, 'verify', 'set'));
      expect(next).toBe(`git -C set/${stage} checkout -- manifest.json`);
      follow(cwd, next);
      expect(readFileSync(file, 'utf8')).toBe(before);
    }),
  );
});

it.each<[title: string, prepare: (git: (...words: string[]) => void) => void, next: string | undefined]>([
  ['outside of a work tree', () => {}, undefined],
  ['that git does not track', (git) => git('init', '-q'), undefined],
  [
    'that git tracks',
    (git) => {
      git('init', '-q');
      git('add', '.');
    },
    'git -C set diff --stat -- .',
  ],
])('git shows the changes of a broken dataset only if it can: one %s', (_, prepare, next) =>
  withSet((cwd) => {
    prepare((...words) => execFileSync('git', words, { cwd, stdio: 'ignore' }));
    rmSync(join(cwd, 'set/generated/Account.csv'));
    expect(nextOf(said(cwd, 'verify', 'set'))).toBe(next);
  }),
);
