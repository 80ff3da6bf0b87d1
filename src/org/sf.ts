import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { withoutSecrets } from '../shared/secrets.ts';
import { readSfAnswer, type SfAnswer } from './answer.ts';
import { type CallLog, tellWait } from './call-log.ts';
import { noSf, sfEnvironment, shellText } from './sf-argv.ts';

/** After this a command of the CLI is given up: it talks to a server that gives no answer. */
const LIMIT_MS = 5 * 60_000;

export interface SfRun {
  log: CallLog;
  /** Where the answer goes: the CLI writes it even when this process is killed meanwhile. */
  output?: string;
  cwd?: string;
  /** How long the command may take; five minutes without it. */
  limitMs?: number;
  /** Called as soon as the process runs. */
  started?(pid: number): void;
}

/** Runs the CLI and reads its JSON; no `sf` on the PATH is a UserError, all else an answer. */
export async function runSf(argv: readonly string[], run: SfRun): Promise<SfAnswer> {
  const at = new Date();
  const limitMs = run.limitMs ?? LIMIT_MS;
  // A file that is open already is handed to the child as it is, so that its answer survives this process.
  const file = run.output ? createWriteStream(run.output) : undefined;
  if (file) await once(file, 'open');
  try {
    const child = execa('sf', argv, {
      env: sfEnvironment,
      stdin: 'ignore',
      stdout: file ?? 'pipe',
      // With the answer in a file nobody may be left to read the other stream.
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
    if (done.code === 'ENOENT') throw noSf('The Salesforce CLI connects to the org.');
    const text = run.output ? readKept(run.output) : String(done.stdout ?? '');
    // A program that cannot be started says nothing itself.
    const otherwise = String(done.stderr || done.originalMessage || '');
    const answer = readSfAnswer(text.trim() === '' ? otherwise : text);
    const outcome = answer.ok ? 'ok' : answer.name;
    run.log.add({ at: at.toISOString(), command: shellText(argv), ms: Date.now() - at.getTime(), outcome });
    return answer;
  } finally {
    file?.destroy();
  }
}

/** A command that was ended as it gave no answer. What it did in the org by then is not known, as after a broken connection. */
function timedOut(run: SfRun, argv: readonly string[], at: Date, what: string): SfAnswer {
  const ms = Date.now() - at.getTime();
  run.log.add({ at: at.toISOString(), command: shellText(argv), ms, outcome: 'timeout' });
  const message = `${what} didn't answer within ${Math.round(ms / 1_000)} s.`;
  return { ok: false, name: 'Timeout', message, actions: [], connection: true };
}

/** What the CLI wrote into a file; it stays there, without the secrets that may be in it. */
export function readKept(file: string): string {
  const text = readFileSync(file, 'utf8');
  const clean = withoutSecrets(text, process.env);
  if (clean !== text) writeFileSync(file, clean);
  return clean;
}
