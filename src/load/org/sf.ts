import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { readSfAnswer, type SfAnswer } from '../../sf/answer.ts';
import { noSf, sfEnvironment } from '../../sf/environment.ts';
import type { CallLog } from './call-log.ts';
import { shellText } from './sf-argv.ts';

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
      env: sfEnvironment,
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
    if (done.code === 'ENOENT') throw noSf('The Salesforce CLI loads the data.');
    const text = run.output ? readFileSync(run.output, 'utf8') : String(done.stdout ?? '');
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
