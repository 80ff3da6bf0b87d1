import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { EXIT, UserError } from '../../errors.ts';
import type { CallLog } from './call-log.ts';
import { shellText } from './sf-argv.ts';

/** What `sf … --json` says: `result` of a success, `name` and `message` of a failure. */
const answerSchema = z.looseObject({
  status: z.number().optional(),
  name: z.string().optional(),
  message: z.string().optional(),
  result: z.unknown().optional(),
});

export type SfAnswer =
  | { ok: true; result: unknown }
  /** `name` is the CLI's or Salesforce's name of the error, `connection` whether the org could not be reached. */
  | { ok: false; name: string; message: string; connection: boolean };

/**
 * Quiet and headless; the CLI's other settings are the user's. Its log file and the compiling of its code, which the
 * cache spares, take a fifth of the time of a start.
 */
const environment = {
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_DISABLE_TELEMETRY: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_HIDE_RELEASE_NOTES: 'true',
  SF_DISABLE_LOG_FILE: 'true',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache'),
  FORCE_COLOR: '0',
};

export interface SfRun {
  log: CallLog;
  /** Where the answer goes: the CLI writes it even when this process is killed meanwhile. */
  output?: string;
  cwd?: string;
  /** Called as soon as the process runs. */
  started?(pid: number): void;
}

/** Runs the CLI and reads its JSON; no `sf` on the PATH is a UserError, all else an answer. */
export async function runSf(argv: readonly string[], run: SfRun): Promise<SfAnswer> {
  const at = new Date();
  // A file that is open already is handed to the child as it is, so that its answer survives this process.
  const file = run.output ? createWriteStream(run.output) : undefined;
  if (file) await once(file, 'open');
  try {
    const child = execa('sf', argv, {
      env: environment,
      stdin: 'ignore',
      stdout: file ?? 'pipe',
      // With the answer in a file nobody may be left to read the other stream.
      stderr: file ? 'ignore' : 'pipe',
      reject: false,
      stripFinalNewline: false,
      ...(run.cwd ? { cwd: run.cwd } : {}),
    });
    if (child.pid !== undefined) run.started?.(child.pid);
    const done = await child;
    if (done.code === 'ENOENT') throw noSf();
    const text = run.output ? readFileSync(run.output, 'utf8') : String(done.stdout ?? '');
    const answer = readSfAnswer(text.trim() === '' ? String(done.stderr ?? '') : text);
    const outcome = answer.ok ? 'ok' : answer.name;
    run.log.add({ at: at.toISOString(), command: shellText(argv), ms: Date.now() - at.getTime(), outcome });
    return answer;
  } finally {
    file?.destroy();
  }
}

/** The answer in the CLI's stdout; text that is not its JSON is a failure of its own. */
export function readSfAnswer(stdout: string): SfAnswer {
  let value: unknown;
  try {
    value = JSON.parse(stdout.slice(Math.max(0, stdout.indexOf('{'))));
  } catch {
    return { ok: false, name: 'NoAnswer', message: stdout.trim().slice(0, 500), connection: false };
  }
  const answer = answerSchema.parse(value);
  if (answer.result !== undefined) return { ok: true, result: answer.result };
  const { name = 'UnknownError', message = '' } = answer;
  return { ok: false, name, message, connection: isConnectionError(name, message) };
}

/** Whether words of an error say that the org was not reached, or answered that it cannot answer now. */
function isConnectionError(name: string, message: string): boolean {
  return /fetch failed|ECONNRE(FUSED|SET)|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket hang up|other side closed|ERROR_HTTP_(5\d\d|429)|Service Unavailable|SERVER_UNAVAILABLE/i.test(
    `${name} ${message}`,
  );
}

function noSf(): UserError {
  return new UserError(
    { message: 'There is no `sf` on the PATH.', hint: 'The Salesforce CLI loads the data.' },
    { exitCode: EXIT.noOrg, next: 'npm install --global @salesforce/cli' },
  );
}
