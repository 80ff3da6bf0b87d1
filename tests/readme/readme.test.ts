import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { functionNames } from '../../src/generate/functions/table.ts';
import { builtinNames } from '../../src/generate/scope.ts';
import { readmeBlocks, readmeText, root } from './blocks.ts';

const text = readmeText();
const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-readme-'));
// A clone with the dataset that is committed, and no other; what is fetched is shared.
for (const name of readdirSync(root)) {
  if (['node_modules', '.node', '.sf'].includes(name)) symlinkSync(join(root, name), join(folder, name));
  else if (!['output', '.git', '.tmp', 'dist', 'tests'].includes(name))
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
  return stdout;
}

describe('the sessions of README print what they say', () => {
  for (const block of readmeBlocks(text)) {
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

describe('README documents every function and name of recipes', () => {
  it.each([...functionNames, ...builtinNames])('%s', (name) =>
    expect(text).toMatch(new RegExp(`\\b${name}\\b`)),
  );
});

describe('README documents every command and option', () => {
  it('and there are commands', () => expect(commands).toContain('generate'));
  it.each(commands)('sfdc-datagen %s', (command) => {
    expect(text).toContain(`\`${command}`);
    const options = [...helpOf(command).matchAll(/--([a-z][a-z-]+)/g)].map(([, name]) => name!);
    expect(options.filter((option) => !text.includes(`--${option}`))).toEqual([]);
  });
});
