import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { ending } from '../../shared/ending.ts';
import type { UserError } from '../../shared/errors.ts';

/**
 * The interval between looks of the watching thread, and the number of looks at which the same work has taken too
 * long.
 */
const INTERVAL_MS = 500;
const LOOKS = 16;

/** The time that work gets to finish if it was only waiting for the system, for example for another program. */
const GRACE_MS = 1_000;

/** The number of the current work; odd while it runs. */
const beat = new Int32Array(new SharedArrayBuffer(4));

const NAME = 'sfdc-datagen: a plugin takes too long';

let isWatched = false;
let underWay: UserError | undefined;
let noticed: { beat: number; at: number } | undefined;

/** Runs a recipe's own code, which may never end; if it doesn't, ends the process with `error` as its message. */
export function endable<T>(error: UserError, work: () => T): T {
  const end = begun(error);
  try {
    return work();
  } finally {
    end();
  }
}

/** Watches asynchronous work until the returned function is called. */
export function begun(error: UserError): () => void {
  if (!isWatched) watch();
  isWatched = true;
  underWay = error;
  Atomics.add(beat, 0, 1);
  return () => Atomics.add(beat, 0, 1);
}

/** A second thread detects an endless loop and interrupts it with a call of `stop`, as a debugger would. */
function watch(): void {
  Object.defineProperty(globalThis, Symbol.for(NAME), { value: stop });
  const workerData = { beat, INTERVAL_MS, LOOKS, NAME };
  const worker = new Worker(`(${watchBeat})(process.getBuiltinModule)`, { eval: true, workerData });
  // Without an inspector, nothing is watched.
  worker.on('error', () => {});
  worker.unref();
}

/** Runs in the second thread, which gets it as text: it can't use anything else in this file. */
function watchBeat(builtin: typeof process.getBuiltinModule): void {
  const { Session } = builtin('node:inspector');
  const { beat, INTERVAL_MS, LOOKS, NAME } = builtin('node:worker_threads').workerData;
  const expression = `globalThis[Symbol.for(${JSON.stringify(NAME)})]()`;
  const session = new Session();
  let last = 0;
  let looks = 0;
  let isConnected = false;
  setInterval(() => {
    const now = Atomics.load(beat as Int32Array, 0);
    looks = now === last && now % 2 === 1 ? looks + 1 : 0;
    last = now;
    if (looks < LOOKS) return;
    if (!isConnected) session.connectToMainThread();
    isConnected = true;
    session.post('Runtime.evaluate', { expression });
  }, INTERVAL_MS);
}

/** Called repeatedly while the same work continues; the first call doesn't count delays of the system. */
function stop(): void {
  const now = { beat: Atomics.load(beat, 0), at: performance.now() };
  if (noticed?.beat !== now.beat) noticed = now;
  if (now.at - noticed.at < GRACE_MS || !underWay) return;
  ending.tell(underWay);
  // Node prints a message for debuggers at the end, which nobody needs.
  closeSync(2);
  process.exit();
}
