import { closeSync, existsSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endsTorn, readLines } from '../../shared/files/read-lines.ts';
import { diskError } from './disk-error.ts';
import {
  type JournalEntry,
  journalEntryOf,
  type Receipt,
  type StampedEntry,
  type Submission,
} from './journal-entry.ts';

/** What a journal that can't be written costs: nothing that was sent. */
const SAFE =
  'What was sent is safe in the org. Free some space and run the command again (a load with `--resume`); it finds the jobs that the journal lacks.';

/** An append-only file; an entry is on the disk when `write` returns. */
export class Journal {
  readonly #file: string;
  readonly #fd: number;
  /** True after a line that a killed run, or a full disk, left unfinished: the next one closes it, to be on a line of its own. */
  #torn: boolean;

  constructor(file: string) {
    this.#file = file;
    try {
      this.#torn = existsSync(file) && endsTorn(file);
      this.#fd = openSync(file, 'a');
    } catch (error) {
      throw diskError(error, file, SAFE);
    }
  }

  write(entry: JournalEntry): void {
    const line = `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`;
    try {
      writeFileSync(this.#fd, this.#torn ? `\n${line}` : line);
      fsyncSync(this.#fd);
      this.#torn = false;
    } catch (error) {
      this.#torn = true;
      throw diskError(error, this.#file, SAFE);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/**
 * The entries of a journal, one after the other; an unfinished last line is no entry, and nor is one that somebody damaged.
 */
export function* readJournal(file: string): Generator<StampedEntry> {
  if (!existsSync(file)) return;
  for (const line of readLines(file)) {
    const entry = journalEntryOf(line);
    if (entry) yield entry;
  }
}

/** A call of some rows of a submission: when it last left, and the results of its rows if the org answered. */
export interface OpenCall {
  at: string;
  first: number;
  rows: number;
  receipts?: readonly Receipt[];
}

/** A submission of which the journal knows no end. */
export type OpenSubmission = Submission & {
  at: string;
  process?: { pid: number; started?: string | undefined };
  job?: string;
  calls?: OpenCall[];
};

/** The submissions that a run left open, in the order in which they were made. */
export function openSubmissions(entries: Iterable<StampedEntry>): OpenSubmission[] {
  const open = new Map<string, OpenSubmission>();
  for (const entry of entries) {
    if (!('attempt' in entry)) continue;
    const id = `${entry.step} ${entry.attempt}`;
    if (entry.event === 'submit') {
      const { event: _, ...submission } = entry;
      open.set(id, submission);
      continue;
    }
    const submission = open.get(id);
    if (!submission) continue;
    if (entry.event === 'process') submission.process = entry;
    else if (entry.event === 'job') submission.job = entry.job;
    else if (entry.event === 'call' || entry.event === 'answer')
      submission.calls = withCall(submission.calls, entry);
    else open.delete(id);
  }
  return [...open.values()];
}

/** Calls with one more, or with the last word on one of them. */
function withCall(
  calls: readonly OpenCall[] | undefined,
  { at, first, rows, receipts }: OpenCall,
): OpenCall[] {
  const others = (calls ?? []).filter((one) => one.first !== first || one.rows !== rows);
  return [...others, { ...{ at, first, rows }, ...(receipts ? { receipts } : {}) }];
}

/** The jobs that the journal of a run's folder has. */
export function journaledJobs(folder: string): string[] {
  const jobs: string[] = [];
  for (const entry of readJournal(join(folder, 'journal.jsonl')))
    if (entry.event === 'job') jobs.push(entry.job);
  return jobs;
}
