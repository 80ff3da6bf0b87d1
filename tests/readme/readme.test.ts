import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinNames } from '../../src/generate/compile/scope.ts';
import { functionNames } from '../../src/generate/functions/table.ts';
import { pages, pageText, readmeBlocks, root } from './blocks.ts';

const text = pages.map(pageText).join('\n');
const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-readme-'));
// A clone with the dataset that is committed, and no other; what is fetched is shared.
for (const name of readdirSync(root)) {
  if (['node_modules', '.node', '.sf'].includes(name)) symlinkSync(join(root, name), join(folder, name));
  else if (!['output', '.git', '.tmp', '.actionlint', 'dist', 'tests'].includes(name))
    cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true });
}
const committed = spawnSync('git', ['ls-files', 'output'], { cwd: root, encoding: 'utf8' }).stdout;
for (const file of committed.split('\n').filter(Boolean)) cpSync(join(root, file), join(folder, file));
// The folder's node_modules is this project's: make must not install into it, as it would where package.json is newer.
utimesSync(join(root, 'node_modules'), new Date(), new Date());
const env = {
  ...process.env,
  PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  MAKEFLAGS: '--no-print-directory',
  MAKELEVEL: '0',
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shell(command: string): string {
  const { stdout } = spawnSync('sh', ['-c', `{ ${command}; } 2>&1`], { cwd: folder, env, encoding: 'utf8' });
  // How far a run is, which a slow machine has the time to say.
  return stdout.replaceAll(/^Generating: .*\n/gm, '');
}

const withSessions = pages.filter((page) => readmeBlocks(pageText(page)).length > 0);

describe.each(withSessions)('the sessions of %s print what they say', (page) => {
  for (const block of readmeBlocks(pageText(page))) {
    if (block.kind === 'file') writeFileSync(join(folder, block.name), block.text);
    else
      for (const { command, output } of block.steps) {
        it(command, () => expect(shell(command)).toBe(output));
      }
  }
});

function helpOf(...command: string[]): string {
  return spawnSync(process.execPath, ['src/cli.ts', ...command, '--help'], { cwd: root, encoding: 'utf8' })
    .stdout;
}

const commands = [...helpOf().matchAll(/^ *sfdc-datagen (\w+)/gm)].map(([, name]) => name!);

describe('the pages document every function and name of recipes', () => {
  it.each([...functionNames, ...builtinNames])('%s', (name) =>
    expect(text).toMatch(new RegExp(`\\b${name}\\b`)),
  );
});

describe('the pages document every command and option', () => {
  it('and there are commands', () => expect(commands).toContain('generate'));
  it.each(commands)('sfdc-datagen %s', (command) => {
    expect(text).toContain(`\`${command}`);
    const options = [...helpOf(command).matchAll(/--([a-z][a-z-]+)/g)].map(([, name]) => name!);
    expect(options.filter((option) => !text.includes(`--${option}`))).toEqual([]);
  });
});

const linked = [...pages, 'CONTRIBUTING.md', 'CHANGELOG.md', 'src/README.md'].flatMap((page) =>
  [...pageText(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to]) => [page, to!] as const),
);

it.each(linked)('%s links to %s, which is there', (page, to) =>
  expect(existsSync(join(root, dirname(page), to))).toBe(true),
);

it('README says how to run and how to test in its first screen', () => {
  const screen = pageText('README.md').split('\n').slice(0, 12).join('\n');
  expect(screen).toMatch(/^make generate SEED=42\b/m);
  expect(screen).toMatch(/^make test\b/m);
});

it('README names every page of docs/', () => {
  const missing = pages.filter(
    (page) => page !== 'README.md' && !pageText('README.md').includes(`(${page})`),
  );
  expect(missing).toEqual([]);
});
