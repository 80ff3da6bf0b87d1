import type { OrgName } from '../../org/sf-argv.ts';
import { errorJson, errorLines } from '../../shared/error-text.ts';
import { EXIT, type UserError } from '../../shared/errors.ts';
import { printable } from '../../shared/quote.ts';
import { withoutSecrets } from '../../shared/secrets.ts';
import { nextLine, withNextLines } from './next-line.ts';

/** Prints text for people, with each command after `Next: ` ready to paste. */
export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${withNextLines(printable(lines.join('\n')))}\n`);
}

/** Prints the document of `--json`, with `next` ready to paste. */
export function printJson(document: unknown): void {
  process.stdout.write(`${printable(JSON.stringify(document, pastable, 2))}\n`);
}

/** Prints the error that ends a command, without secrets. */
export function printError(error: UserError, asJson: boolean): void {
  const hidden = (text: string) => withoutSecrets(text, process.env);
  const hide = (key: string, value: unknown) =>
    typeof value === 'string' ? hidden(pastable(key, value) as string) : value;
  if (asJson) process.stdout.write(`${JSON.stringify(errorJson(error), hide, 2)}\n`);
  else process.stderr.write(`${errorLines(error).map(withNextLines).map(hidden).join('\n')}\n`);
}

/** Prints an org's error, if there are several orgs. */
export function printOrgError(org: OrgName, error: UserError): void {
  const lines = errorLines(error).map((line) => `${org ?? 'the default org'}: ${withNextLines(line)}`);
  process.stderr.write(`${lines.join('\n')}\n`);
}

function pastable(key: string, value: unknown): unknown {
  if (key !== 'next') return value;
  if (Array.isArray(value)) return value.map((one) => pastable(key, one));
  return typeof value === 'string' ? nextLine(value) : value;
}

/** A reader such as `| head` closes the pipe when it has seen enough, and a terminal can be gone. */
const GONE = new Set(['EPIPE', 'EIO']);

/** Keeps the work going when nobody reads the output anymore, and reports lost output. */
export function watchOutput(): void {
  let lost = false;
  const lose = (name: string, { code, message }: NodeJS.ErrnoException) => {
    if (lost || GONE.has(code ?? '')) return;
    lost = true;
    if (name === 'stdout') process.stderr.write(`Error: stdout: Can't write the output: ${message}.\n`);
  };
  process.stdout.on('error', (error) => lose('stdout', error));
  process.stderr.on('error', (error) => lose('stderr', error));
  process.on('exit', (code) => {
    if (lost && code === EXIT.done) process.exitCode = EXIT.partial;
  });
}
