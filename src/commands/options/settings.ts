import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type ResolvedConfig, resolveConfig, type Setting } from '../../config/resolve.ts';
import type { Config } from '../../config/schema.ts';
import { identityOf } from '../../dataset/identity.ts';
import { UserError } from '../../shared/errors.ts';
import { readText } from '../../shared/files/read-file.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { type LogLevel, type Progress, progressOn } from '../../shared/progress.ts';
import { quoted } from '../../shared/quote.ts';
import { withNextLines } from '../output/next-line.ts';
import type { GlobalArguments } from './define-command.ts';

/** A flag and its setting. */
export interface Flag {
  flag: string;
  path: string[];
  value: unknown;
}

/** The configuration with a command's flags; flags that weren't given are left out. */
export function configWith(
  options: GlobalArguments,
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

/** The folder of a dataset: as named, or from the configuration. */
export function datasetDir(dir: string | undefined, config: Config): string {
  return dir ?? join('output', identityOf(config).dataset);
}

/** Progress on stderr, at the level of the flags or LOG_LEVEL; an unknown level is reported and treated as normal. */
export function progressFor({ quiet = false, verbose = false }: GlobalArguments): Progress {
  const stated = process.env.LOG_LEVEL?.trim() ?? '';
  const known = stated === '' ? 'normal' : LEVELS.get(stated.toLowerCase());
  const progress = progressOn(process.stderr, quiet ? 'quiet' : verbose ? 'verbose' : (known ?? 'normal'));
  const hint = didYouMean(stated, LEVELS.keys()) ?? 'Use quiet, normal, or verbose.';
  if (known === undefined) progress.say(`Warning: LOG_LEVEL: Unknown level ${quoted(stated)}. ${hint}`);
  return { ...progress, say: (line) => progress.say(withNextLines(line)) };
}

/** Our own names of the levels, and those that other programs read from the same variable. */
const LEVELS: ReadonlyMap<string, LogLevel> = new Map([
  ...['quiet', 'silent', 'off', 'none', 'fatal', 'critical', 'error'].map((word) => [word, 'quiet'] as const),
  ...['normal', 'warn', 'warning', 'notice', 'info'].map((word) => [word, 'normal'] as const),
  ...['verbose', 'debug', 'trace', 'silly', 'all'].map((word) => [word, 'verbose'] as const),
]);

const DOT_ENV = '.env';

/**
 * Adds variables from `.env` in the current folder; existing variables win. A folder named `.env` is ignored: it is a
 * virtual environment of Python.
 */
export function readDotEnv(): void {
  const status = statSync(DOT_ENV, { throwIfNoEntry: false });
  if (!status || status.isDirectory()) return;
  const text = readText(DOT_ENV, { noun: 'file of variables' });
  const variables = Object.entries(parseEnv(text));
  if (variables.length === 0 && /^\s*[^\s#]/m.test(text))
    throw new UserError({
      message: 'The file sets no variables.',
      place: { file: DOT_ENV },
      hint: 'Write a line for each: NAME=value.',
    });
  for (const [name, value] of variables) process.env[name] ??= value;
}
