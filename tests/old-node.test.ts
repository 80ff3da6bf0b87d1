import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '../bin/sfdc-datagen.cjs');

/** The installed command on a Node that says that it is of another version. */
function onNode(version: string, ...args: string[]) {
  const pretend = `Object.defineProperty(process, 'versions', {value: {node: '${version}'}})`;
  const code = `${pretend}; process.argv.splice(1, 0, ${JSON.stringify(bin)}); require(${JSON.stringify(bin)})`;
  return spawnSync(process.execPath, ['-e', code, '--', ...args], { encoding: 'utf8' });
}

describe('a Node that is too old', () => {
  it.each(['16.20.2', '18.19.0', '20.20.2', '22.17.1'])('%s is told in a sentence', (version) => {
    const { status, stdout, stderr } = onNode(version, 'generate');
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      `Error: sfdc-datagen needs Node 22.18 or newer; this is Node ${version}. Install a current Node from https://nodejs.org.\n`,
    ]);
  });

  it('is one document with --json', () => {
    const { status, stdout, stderr } = onNode('20.20.2', 'generate', '--json');
    expect([status, stderr, JSON.parse(stdout).error.exit_code]).toEqual([2, '', 2]);
  });
});
