import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Ending, Trial } from './trial.ts';

/** Far beyond what a trial may take, since other work may share the machine: it tells a hang from slowness. */
const HANG_MS = 40_000;

/** What came of a trial: how its commands ended, or that its process did not come back. */
export type Outcome = { endings: Ending[] } | { lost: string };

/** Runs trials in a process of its own, which is started again where one hangs or kills it. */
export class Runner {
  #child: ChildProcess | undefined;

  run(trial: Trial): Promise<Outcome> {
    this.#child ??= this.#start();
    const child = this.#child;
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(outcome);
      };
      const lose = (why: string) => {
        this.stop();
        settle({ lost: why });
      };
      const timer = setTimeout(() => lose(`no end after ${HANG_MS / 1_000} s`), HANG_MS);
      child.once('message', (endings) => settle({ endings: endings as Ending[] }));
      child.once('exit', (code, signal) => lose(`the process ended by itself: ${signal ?? `exit ${code}`}`));
      child.send(trial);
    });
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): ChildProcess {
    return fork(join(import.meta.dirname, 'child.ts'), {
      // No `sf`, no key, no settings of whoever runs this.
      env: { PATH: '/nonexistent', HOME: '/nonexistent', NODE_COMPILE_CACHE: '' },
      execArgv: ['--max-old-space-size=1024', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }
}
