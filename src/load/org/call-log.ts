import { appendFileSync } from 'node:fs';

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
  #file: string | undefined;

  add(call: Call): void {
    this.calls.push(call);
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(call)}\n`);
  }

  /** From here on calls go to a file, those made before first. */
  openFile(file: string): void {
    this.#file = file;
    appendFileSync(file, this.calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
  }
}
