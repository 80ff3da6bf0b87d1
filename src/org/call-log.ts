import { appendFileSync } from 'node:fs';
import { timeText } from '../shared/time-text.ts';

/** One call to Salesforce: a command of `sf` or a REST request; a token is in neither. */
export interface Call {
  at: string;
  command: string;
  ms: number;
  outcome: string;
  job?: string;
  /** Rows, records or bytes that went or came, where the call has such a number. */
  count?: number;
}

/** Collects calls, and appends them to `calls.jsonl` as soon as the run's folder is known. */
export class CallLog {
  readonly calls: Call[] = [];
  /** Tells a person what is being waited for. */
  readonly say: (line: string) => void;
  #file: string | undefined;

  constructor(say: (line: string) => void) {
    this.say = say;
  }

  add(call: Call): void {
    this.calls.push(call);
    this.#append([call]);
  }

  /** From here on calls go to a file, those made before first. */
  openFile(file: string): void {
    this.#file = file;
    this.#append(this.calls);
  }

  /** A list of calls is a help, and a full disk ends no load for want of it. */
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

/** After this long without an answer a person is told what is being waited for. */
const SILENCE_MS = 10_000;

/** Waits for work, and says what for and until when where it takes its time. */
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
