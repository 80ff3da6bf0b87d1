import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cli } from './support/cli.ts';
import { inFolder } from './support/data-set.ts';

const preload = pathToFileURL(join(import.meta.dirname, 'support/break.mjs')).href;
/** Where Node keeps what it compiled; it would begin anew in another temporary folder. */
const compiled = join(tmpdir(), 'node-compile-cache');
const main = join(import.meta.dirname, '../src/cli.ts');

/** A command line in which something is broken, with a folder of its own for what is temporary. */
function broken(folder: string, bug: string, more: string[] = [], env: Record<string, string> = {}) {
  const args = ['generate', '--accounts', '2', '--dry-run', ...more];
  mkdirSync(join(folder, 'tmp'));
  const variables = {
    TMPDIR: join(folder, 'tmp'),
    NODE_OPTIONS: `--import ${preload}`,
    NODE_COMPILE_CACHE: compiled,
    BUG: bug,
    ...env,
  };
  return cli(args, { cwd: folder, env: variables });
}

function traces(folder: string): string[] {
  const temporary = join(folder, 'tmp');
  return readdirSync(temporary, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('trace.txt'))
    .map((name) => join(temporary, name));
}

describe('an error that nobody expected', () => {
  it.each([
    ['while printing', 'TypeError: broken with ***.'],
    [
      'by recursion',
      'RangeError: Maximum call stack size exceeded (something in the input is nested too deeply).',
    ],
    ['while making a row', 'null.'],
    ['in a callback', 'Error: late.'],
    ['in a promise', 'a word.'],
  ])('%s is told as a bug, with the command and a file that has the trace', (bug, message) =>
    inFolder((folder) => {
      const { status, stderr } = broken(folder, bug, ['--set', 'dataset=of-mine']);
      const [trace = '', ...others] = traces(folder);
      expect([status, stderr]).toEqual([
        70,
        `Error: Internal error: ${message} This is a bug in sfdc-datagen, not your mistake: report it with the command and the trace.\n` +
          'Command: sfdc-datagen generate --accounts 2 --dry-run --set dataset=of-mine\n' +
          `Trace: ${trace}\n`,
      ]);
      expect(others).toEqual([]);
      expect(statSync(trace).mode & 0o777).toBe(0o600);
      expect(readFileSync(trace, 'utf8')).toContain(message.split(' (')[0]!.replace(/\.$/, ''));
    }),
  );

  it('is one document with --json', () =>
    inFolder((folder) => {
      const { status, stdout, stderr } = broken(folder, 'while making a row', ['--json']);
      const { error } = JSON.parse(stdout);
      expect([status, stderr, error.exit_code, error.trace]).toEqual([70, '', 70, traces(folder)[0]]);
      expect(error.command).toBe('sfdc-datagen generate --accounts 2 --dry-run --json');
    }));

  it('keeps secrets to itself', () =>
    inFolder((folder) => {
      const secret = 'not-for-all';
      const more = ['--set', `openai.model=${secret}`, '--option', 'api_key=hush-hush'];
      writeFileSync(join(folder, 'r.yml'), '- option: api_key\n- object: Account\n');
      const { status, stderr } = broken(folder, 'while printing', [...more, '--recipe', 'r.yml'], {
        OPENAI_API_KEY: secret,
      });
      const told = `${stderr}${readFileSync(traces(folder)[0]!, 'utf8')}`;
      expect([status, told.includes(secret), told.includes('hush-hush')]).toEqual([70, false, false]);
      expect(told).toContain('openai.model=***');
    }));

  it('says so where no trace can be written', () =>
    inFolder((folder) => {
      const { status, stderr } = broken(folder, 'while printing', [], { TMPDIR: join(folder, 'nowhere') });
      expect(status).toBe(70);
      expect(stderr).toMatch(/^Trace: not written \(ENOENT.*\); set TMPDIR to a writable folder/m);
      expect(stderr).not.toMatch(/^ +at /m);
    }));

  it('in a plugin, after it was called, is told as the place in the plugin', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'plugins'));
      writeFileSync(
        join(folder, 'plugins/late.mjs'),
        'setTimeout(() => {\n  throw new Error("too late");\n});\nexport const Late = {};\n',
      );
      writeFileSync(join(folder, 'r.yml'), '- plugin: late.Late\n- object: Account\n');
      const { status, stderr } = cli(['generate', '--recipe', 'r.yml'], { cwd: folder });
      expect([status, stderr]).toEqual([
        2,
        'Error: plugins/late.mjs:2:9: The plugin failed: Error: too late.\n',
      ]);
    }));
});

describe('output to a full device', () => {
  const shell = (redirect: string) =>
    spawnSync('sh', ['-c', `"$0" "$1" config show ${redirect}`, process.execPath, main], {
      encoding: 'utf8',
    });

  it('on stdout is told, and is not exit code 0', () => {
    const { status, stderr } = shell('>/dev/full');
    expect([status, stderr]).toEqual([
      1,
      "Error: stdout: Can't write the output: ENOSPC: no space left on device, write.\n",
    ]);
  });

  it('on stderr changes nothing', () => {
    const { status, stdout } = shell('2>/dev/full');
    expect([status, stdout.startsWith('seed: 42 ')]).toEqual([0, true]);
  });
});
