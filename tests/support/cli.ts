import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface CliOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Flags of node itself, such as `--import`. */
  node?: string[];
}

/** Runs the command line in a process of its own; variables that it reads are unset unless given. */
export function cli(args: readonly string[], options: CliOptions = {}): SpawnSyncReturns<string> {
  const { cwd = root, env = {}, node = [] } = options;
  const { PATH = '', HOME = '' } = process.env;
  return spawnSync(process.execPath, [...node, join(root, 'src', 'cli.ts'), ...args], {
    cwd,
    env: { PATH, HOME, SFDC_DATAGEN_PROGRAM: 'sfdc-datagen', ...env },
    encoding: 'utf8',
  });
}
