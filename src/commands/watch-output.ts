import { EXIT } from '../shared/errors.ts';

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
