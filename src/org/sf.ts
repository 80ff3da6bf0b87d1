import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { withoutSecrets } from '../shared/secrets.ts';
import { readSfAnswer, type SfAnswer } from './answer.ts';
import { type CallLog, tellWait } from './call-log.ts';
import { NoSf, sfEnvironment, shellText } from './sf-argv.ts';

/** The time limit of a CLI command, after which the server is considered unresponsive. */
const LIMIT_MS = 5 * 60_000;

export interface SfRun {
  log: CallLog;
  /** The file for the output: the CLI writes it even if this process is killed meanwhile. */
  output?: string;
  cwd?: string;
  /** The command's time limit; five minutes by default. */
  limitMs?: number;
  /** Called once the process runs. */
  started?(pid: number): void;
}

/** Runs the CLI and parses its JSON. A missing `sf` is a UserError; anything else is returned as a response. */
export async function runSf(argv: readonly string[], run: SfRun): Promise<SfAnswer> {
  const at = new Date();
  const limitMs = run.limitMs ?? LIMIT_MS;
  // The child gets an open file directly, so that its output survives this process.
  const file = run.output ? createWriteStream(run.output) : undefined;
  if (file) await once(file, 'open');
  try {
    const child = execa('sf', argv, {
      env: sfEnvironment,
      stdin: 'ignore',
      stdout: file ?? 'pipe',
      // With the output in a file, nobody may be left to read stderr.
      stderr: file ? 'ignore' : 'pipe',
      reject: false,
      stripFinalNewline: false,
      timeout: limitMs,
      ...(run.cwd ? { cwd: run.cwd } : {}),
    });
    if (child.pid !== undefined) run.started?.(child.pid);
    const what = `\`${shellText(argv).split(' --')[0]}\``;
    const done = await tellWait(child, { say: run.log.say, what, until: at.getTime() + limitMs });
    if (done.timedOut) return timedOut(run, argv, at, what);
    if (done.code === 'ENOENT') throw new NoSf('The Salesforce CLI connects to the org.');
    const text = run.output ? readKept(run.output) : String(done.stdout ?? '');
    // A program that can't be started has no output.
    const otherwise = String(done.stderr || done.originalMessage || '');
    const answer = readSfAnswer(text.trim() === '' ? otherwise : text);
    const outcome = answer.ok ? 'ok' : answer.name;
    run.log.add({ at: at.toISOString(), command: shellText(argv), ms: Date.now() - at.getTime(), outcome });
    return answer;
  } finally {
    file?.destroy();
  }
}

/**
 * A command that was killed because it didn't respond. Its effect on the org is unknown, as after a broken
 * connection.
 */
function timedOut(run: SfRun, argv: readonly string[], at: Date, what: string): SfAnswer {
  const ms = Date.now() - at.getTime();
  run.log.add({ at: at.toISOString(), command: shellText(argv), ms, outcome: 'timeout' });
  const message = `${what} didn't answer within ${Math.round(ms / 1_000)} s.`;
  return { ok: false, name: 'Timeout', message, actions: [], connection: true };
}

/** Reads the CLI's output from a file, which stays there without any secrets. */
export function readKept(file: string): string {
  const text = readFileSync(file, 'utf8');
  const clean = withoutSecrets(text, process.env);
  if (clean !== text) writeFileSync(file, clean);
  return clean;
}
