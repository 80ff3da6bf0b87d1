import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import yargs from 'yargs';
import { valueProblems } from '../../src/commands/options/usage-error.ts';
import { commands } from '../../src/commands/table.ts';
import { asUserError, errorLines } from '../../src/shared/error-text.ts';
import { EXIT, UserError } from '../../src/shared/errors.ts';
import type { Ending, Trial } from './trial.ts';

// One process for many trials: starting one for each would take a second apiece. What only a process of its own shows, such as
// streams and signals, is tested elsewhere.
process.on('message', async (trial: Trial) => process.send!(await run(trial)));

/** Runs the commands of a trial in a folder of its own, each as the command line would. */
async function run({ files, commands: list }: Trial): Promise<Ending[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const before = process.cwd();
  try {
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), Buffer.from(bytes, 'latin1'));
    }
    process.chdir(folder);
    const endings: Ending[] = [];
    for (const command of list) {
      const ending = await runCommand(command, folder);
      endings.push(ending);
      if (ending.exitCode !== 0) break;
    }
    return endings;
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runCommand(command: readonly string[], folder: string): Promise<Ending> {
  const before = hashes(folder);
  const printed = capture();
  let exitCode: number | null;
  let error = '';
  try {
    process.exitCode = 0;
    await yargs([...command])
      .locale('en')
      .options({ config: { type: 'string' }, json: { type: 'boolean' }, quiet: { type: 'boolean' } })
      .command(commands)
      .check((args) => {
        const problems = valueProblems(args, command);
        if (problems.length > 0) throw new UserError(problems);
        return true;
      })
      .exitProcess(false)
      .fail((message, thrown) => {
        throw thrown ?? new Error(message);
      })
      .parse();
    exitCode = Number(process.exitCode ?? 0);
  } catch (thrown) {
    const isUsage = (thrown as Error)?.name === 'YError';
    const told = isUsage ? new UserError((thrown as Error).message) : asUserError(thrown);
    exitCode = told ? (told.exitCode ?? EXIT.usage) : null;
    error = told ? errorLines(told).join('\n') : String((thrown as Error)?.stack ?? thrown);
  } finally {
    process.exitCode = 0;
    printed.end();
  }
  const after = hashes(folder);
  const changed = [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name);
  return { command, exitCode, output: `${printed.text()}${error}`, changed };
}

/** Keeps what is written to the two streams, up to a megabyte. */
function capture() {
  const { stdout, stderr } = process;
  const writes = [stdout.write, stderr.write] as const;
  let text = '';
  const keep = ((chunk: string | Uint8Array) => {
    if (text.length < 1_000_000) text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  }) as typeof stdout.write;
  stdout.write = keep;
  stderr.write = keep;
  return {
    text: () => text,
    end() {
      [stdout.write, stderr.write] = writes;
    },
  };
}

function hashes(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')];
      }),
  );
}
