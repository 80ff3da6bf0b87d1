import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { ending } from '../../shared/ending.ts';
import type { UserError } from '../../shared/errors.ts';

/** How often the watching thread looks, and at how many looks in a row the same work is too long. */
const INTERVAL_MS = 500;
const LOOKS = 16;

/** Work that only waited for the system, such as for another program, gets so long to come to its end. */
const GRACE_MS = 1_000;

/** The number of the work under way; odd while it is. */
const beat = new Int32Array(new SharedArrayBuffer(4));

const NAME = 'sfdc-datagen: a plugin is too long at work';

let isWatched = false;
let underWay: UserError | undefined;
let noticed: { beat: number; at: number } | undefined;

/** Does what code of a recipe's own may never end, and ends the process where it doesn't; `error` says what went on. */
export function endable<T>(error: UserError, work: () => T): T {
  const end = begun(error);
  try {
    return work();
  } finally {
    end();
  }
}

/** Watches work that may take several turns; to be ended by what it answers. */
export function begun(error: UserError): () => void {
  if (!isWatched) watch();
  isWatched = true;
  underWay = error;
  Atomics.add(beat, 0, 1);
  return () => Atomics.add(beat, 0, 1);
}

/** Another thread sees a loop that never ends, and has this one run `stop` in the midst of it, as a debugger would. */
function watch(): void {
  Object.defineProperty(globalThis, Symbol.for(NAME), { value: stop });
  const workerData = { beat, INTERVAL_MS, LOOKS, NAME };
  const worker = new Worker(`(${watchBeat})(process.getBuiltinModule)`, { eval: true, workerData });
  // Where there is no inspector nothing is watched.
  worker.on('error', () => {});
  worker.unref();
}

/** Runs in the other thread, which gets it as text: it may use nothing of this file. */
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

/** Called again and again while the same work goes on; what the system held up is not yet counted at the first call. */
function stop(): void {
  const now = { beat: Atomics.load(beat, 0), at: performance.now() };
  if (noticed?.beat !== now.beat) noticed = now;
  if (now.at - noticed.at < GRACE_MS || !underWay) return;
  ending.tell(underWay);
  // Node's last word to a debugger is for nobody.
  closeSync(2);
  process.exit();
}
