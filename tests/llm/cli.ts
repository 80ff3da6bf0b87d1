import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/shared/package-root.ts';
import { KEY } from './run.ts';

/** A process of the command line under way. */
export interface Cli {
  child: ChildProcess;
  done: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>;
}

/** Starts the command line, with nothing of the environment but what it is given. */
export function startCli(args: string[], env: Record<string, string> = {}, cwd = packageRoot): Cli {
  const child = spawn(process.execPath, [join(packageRoot, 'src/cli.ts'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, SFDC_DATAGEN_PROGRAM: 'sfdc-datagen', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const done = new Promise<Awaited<Cli['done']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, done };
}

/** The environment of a run against a scripted server. */
export const withServer = (url: string) => ({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: url });
