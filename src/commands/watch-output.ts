import { EXIT } from '../shared/errors.ts';

/** A reader that has seen enough, such as `| head`, closes the pipe, and a terminal can be gone. */
const GONE = new Set(['EPIPE', 'EIO']);

/** Takes care that what is being done goes on when nobody reads any more, and that output that is lost is told. */
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
