import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inFolder } from '../support/data-set.ts';

const CLI = join(import.meta.dirname, '../../src/cli.ts');
const INPUTS = join(import.meta.dirname, 'inputs');

/** A hang must not hold up the suite; what a case needs is far less. */
const LIMIT_MS = 60_000;

/** One input that was once answered wrongly, and the right answer to it. */
export interface Case {
  /** The name of its folder in `inputs/`, if it has files; what follows a space tells variants apart. */
  name: string;
  /** The command lines, run one after the other in a copy of the folder; only the last may fail. */
  run: readonly (readonly string[])[];
  env?: Readonly<Record<string, string>>;
  /** Makes what cannot be kept as a file, before the first command. */
  before?: (folder: string) => void | Promise<void>;
  exitCode: number;
  /** What stdout and stderr together hold. */
  says?: readonly (string | RegExp)[];
  /** What they must not hold. */
  never?: readonly (string | RegExp)[];
  /** The text of files of the folder afterwards; null where there must be none. */
  files?: Readonly<Record<string, string | RegExp | null>>;
}

/** Runs each case in processes of its own with a gigabyte of heap; none may end in a stack trace. */
export function testCases(cases: readonly Case[]): void {
  test.for(cases)('$name', (one) => inFolder((folder) => runCase(one, folder)));
}

async function runCase(one: Case, folder: string): Promise<void> {
  const inputs = join(INPUTS, one.name.split(' ')[0]!);
  if (existsSync(inputs)) cpSync(inputs, folder, { recursive: true });
  await one.before?.(folder);
  let output = '';
  for (const [index, args] of one.run.entries()) {
    const done = await runCli(args, folder, one.env ?? {});
    output += done.output;
    const last = index === one.run.length - 1;
    expect({ exitCode: done.exitCode, output }).toEqual({ exitCode: last ? one.exitCode : 0, output });
  }
  expect(output).not.toMatch(/^\s+at .*[:(]/m);
  for (const text of one.says ?? []) expect(output).toMatch(text);
  for (const text of one.never ?? []) expect(output).not.toMatch(text);
  for (const [file, wanted] of Object.entries(one.files ?? {})) {
    const path = join(folder, file);
    if (wanted === null) expect(existsSync(path), file).toBe(false);
    else if (wanted instanceof RegExp) expect(readFileSync(path, 'utf8')).toMatch(wanted);
    else expect(readFileSync(path, 'utf8')).toBe(wanted);
  }
}

function runCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ exitCode: number | null; output: string }> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--max-old-space-size=1024', CLI, ...args], {
    cwd,
    env: { PATH, HOME, SFDC_DATAGEN_PROGRAM: 'sfdc-datagen', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
