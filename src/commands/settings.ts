import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { CommandModule } from 'yargs';
import { type ResolvedConfig, resolveConfig, type Setting } from '../config/resolve.ts';
import type { Config } from '../config/schema.ts';
import { identityOf } from '../dataset/identity.ts';
import { type LogLevel, type Progress, progressOn } from '../progress.ts';
import { withNextLines } from './next-line.ts';

/** A command of the command line: its options, and what it does; loaded when it is called. */
export type Command = Required<Pick<CommandModule, 'builder' | 'handler'>>;

/** The options that every command has. */
export interface GlobalOptions {
  config?: string;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

/** A flag of the command line and the setting that it states. */
export interface Flag {
  flag: string;
  path: string[];
  value: unknown;
}

/** The configuration with a command's flags laid over it; a flag that was not given is left out. */
export function configWith(
  options: GlobalOptions,
  flags: readonly Flag[],
  industries?: string[],
): ResolvedConfig {
  const settings = flags
    .filter(({ value }) => value !== undefined)
    .map(({ flag, path, value }): Setting => ({ path, value, source: flag }));
  return resolveConfig({
    ...(options.config ? { file: options.config } : {}),
    ...(industries ? { industries } : {}),
    settings,
    env: process.env,
  });
}

/** The folder of a data set: as named, or that of the configuration. */
export function datasetDir(dir: string | undefined, config: Config): string {
  return dir ?? join('output', identityOf(config).dataset);
}

/** Progress on stderr, as loud as the flags or LOG_LEVEL say. */
export function progressFor({ quiet = false, verbose = false }: GlobalOptions): Progress {
  const stated = process.env.LOG_LEVEL?.toLowerCase();
  const level = levelOf(stated, { quiet, verbose });
  const progress = progressOn(process.stderr, level);
  return { ...progress, say: (line) => progress.say(withNextLines(line)) };
}

function levelOf(stated: string | undefined, { quiet, verbose }: GlobalOptions): LogLevel {
  if (quiet || (!verbose && (stated === 'quiet' || stated === 'error'))) return 'quiet';
  return verbose || stated === 'debug' || stated === 'verbose' ? 'verbose' : 'normal';
}

/** Lays `.env` of the current folder under the environment; a variable that is set stays. */
export function readDotEnv(): void {
  if (!statSync('.env', { throwIfNoEntry: false })?.isFile()) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync('.env', 'utf8'))))
    process.env[name] ??= value;
}
