import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, type Place, placeText, UserError } from './errors.ts';
import { packageRoot, toolVersion } from './package-root.ts';
import { withoutSecrets, wordsWithoutSecrets } from './secrets.ts';
import { datagen } from './shell-words.ts';

const LONGEST_MESSAGE = 200;

/**
 * Turns an unexpected error into one that can be shown: what failed, in which command, and the file with the trace.
 * An error that a recipe's plugin threw late is attributed to the plugin.
 */
export function unknownError(thrown: unknown, argv: readonly string[], env = process.env): UserError {
  const message = messageOf(thrown, env);
  const plugin = pluginFrame(thrown);
  if (plugin)
    return new UserError({ message: `The plugin failed: ${message}.`, place: plugin }, { cause: thrown });

  const command = withoutSecrets(datagen(...wordsWithoutSecrets(argv)), env);
  const place = whereOf(thrown);
  const heading = `sfdc-datagen ${toolVersion}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  const at = place ? [`Place: ${placeText(place)}`] : [];
  const report = [heading, `Command: ${command}`, ...at, '', withoutSecrets(traceOf(thrown), env), ''];
  return new UserError(
    {
      message: `Internal error: ${message}.`,
      ...(place ? { place } : {}),
      hint: 'This is a bug in sfdc-datagen, not your mistake: report it with the command and the trace.',
    },
    {
      exitCode: EXIT.bug,
      notes: { command, trace: write(report.join('\n')) },
      cause: thrown,
    },
  );
}

function messageOf(thrown: unknown, env: NodeJS.ProcessEnv): string {
  const text = withoutSecrets(
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
    env,
  );
  const [line = ''] = text.split('\n', 1);
  const told = line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
  return `${told.replace(/\.+$/, '')}${tooMuch(thrown)}`;
}

/** Explanations of JavaScript's limits for users. */
function tooMuch(thrown: unknown): string {
  if (!(thrown instanceof RangeError)) return '';
  if (/call stack/.test(thrown.message)) return ' (something in the input is nested too deeply)';
  if (/Invalid (string|array)|allocation|maximum size/.test(thrown.message))
    return ' (something in the input asks for more than memory can take)';
  return '';
}

function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\nCaused by: ${traceOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}

/** The place of a trace's first frame, if its file isn't ours, a library's, or Node's. */
function pluginFrame(thrown: unknown): { file: string; line: number; column: number } | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  const found = /^\s+at (?:.*\()?(file:\/\/[^\s)]+?)(?:\?[^\s:)]*)?:(\d+):(\d+)\)?$/m.exec(stack);
  const first = /^\s+at .*$/m.exec(stack)?.[0];
  if (!found || found[0].trim() !== first?.trim()) return undefined;
  const path = fileURLToPath(found[1]!);
  const own = relative(packageRoot, path);
  if (/^(src|dist|bin|tests)[/\\]|node_modules/.test(own)) return undefined;
  const here = relative(process.cwd(), path);
  const file = here.startsWith('..') || isAbsolute(here) ? path : here;
  return { file, line: Number(found[2]), column: Number(found[3]) };
}

/** Writes the trace to a file that only the user can read, and returns its path, or a sentence if that fails. */
function write(text: string): string {
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'sfdc-datagen-bug-')), 'trace.txt');
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    return file;
  } catch (error) {
    return `not written (${(error as Error).message}); set TMPDIR to a writable folder and run the command again`;
  }
}

const places = new WeakMap<object, Place>();

/**
 * Records what was being read or made when an unknown error was thrown; the first place, which is the innermost,
 * wins.
 */
export function noteWhere(error: unknown, place: Place): void {
  if (typeof error === 'object' && error !== null && !places.has(error)) places.set(error, place);
}

/** Returns the recorded place of an error. */
function whereOf(error: unknown): Place | undefined {
  return typeof error === 'object' && error !== null ? places.get(error) : undefined;
}
