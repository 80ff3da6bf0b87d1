import { appendFileSync } from 'node:fs';
import { timeText } from '../shared/time-text.ts';

/** One call to Salesforce: a command of `sf` or a REST request, without tokens. */
export interface Call {
  at: string;
  command: string;
  ms: number;
  outcome: string;
  job?: string;
  /** Rows, records, or bytes that were sent or received, if the call has such a number. */
  count?: number;
}

/** Collects calls, and appends them to `calls.jsonl` once the run's folder is known. */
export class CallLog {
  readonly calls: Call[] = [];
  /** Says what the current wait is for. */
  readonly say: (line: string) => void;
  #file: string | undefined;

  constructor(say: (line: string) => void) {
    this.say = say;
  }

  add(call: Call): void {
    this.calls.push(call);
    this.#append([call]);
  }

  /** From here on, calls are written to a file, starting with the earlier ones. */
  openFile(file: string): void {
    this.#file = file;
    this.#append(this.calls);
  }

  /** The list of calls is optional: a full disk must not stop a load. */
  #append(calls: readonly Call[]): void {
    if (this.#file === undefined) return;
    try {
      appendFileSync(this.#file, calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
    } catch (error) {
      this.say(`${this.#file} is incomplete: ${(error as Error).message}`);
      this.#file = undefined;
    }
  }
}

/** After this long without a response, the user sees what the wait is for. */
const SILENCE_MS = 10_000;

/** Waits for work; if it takes long, says for what and until when. */
export async function tellWait<T>(
  work: Promise<T>,
  told: { say(line: string): void; what: string; until: number },
): Promise<T> {
  const timer = setTimeout(
    () => told.say(`Waiting for ${told.what} (until ${timeText(told.until)} at the latest)`),
    SILENCE_MS,
  );
  timer.unref();
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
