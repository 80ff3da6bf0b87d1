import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskError } from './disk-error.ts';
import { isJournalEntry, type Receipt } from './journal-entry.ts';

/** A file on its way into the org: `files/<step>.<attempt>.csv` in the run's folder. */
export interface Submission {
  step: string;
  attempt: number;
  /** The loader that sends it; a journal of an earlier version has none. */
  loader?: string;
  sobject: string;
  operation: 'upsert' | 'insert' | 'delete' | 'hardDelete';
  pass: 'records' | 'links';
  /** The header of the column that tells rows apart; null where only the whole row does. */
  keyHeader: string | null;
  /** The field of each column; a journal of an earlier version has none. */
  fields?: readonly string[];
  /** Key and dataset line of each row, in the order of the file. */
  rows: readonly (readonly [key: string, line: number])[];
}

/** What a load or a cleanup did, one line each, written before the next step: a killed run is resumed from here. */
export type JournalEntry =
  | {
      event: 'begin';
      dataset: string;
      /** Of the dataset's rows, so that a resume sends the same. */
      hash: string;
      as_of: string;
      org: string;
      orgId: string;
      username: string;
    }
  /** Before `sf` starts: from here on a job may come to be. */
  | ({ event: 'submit' } & Submission)
  | { event: 'process'; step: string; attempt: number; pid: number }
  | { event: 'job'; step: string; attempt: number; job: string }
  /** All receipts of an attempt; nothing of it is open any more. */
  | {
      event: 'results';
      step: string;
      pass: 'records' | 'links';
      attempt: number;
      /** '' where the org refused to make one. */
      job: string;
      receipts: Receipt[];
    }
  /** No job came of a submission, or one whose rows the org was asked for instead. */
  | { event: 'settled'; step: string; attempt: number; why: string }
  | { event: 'withheld'; step: string; rows: { key: string; line: number; parent: string }[] }
  | { event: 'end'; exitCode: number };

export type Stamped = JournalEntry & { at: string };

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
      const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
      this.#torn = before !== '' && !before.endsWith('\n');
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

/** The entries of a journal; an unfinished last line is no entry, and nor is one that somebody damaged. */
export function readJournal(file: string): Stamped[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const entry: unknown = JSON.parse(line);
        return isJournalEntry(entry) ? [entry as Stamped] : [];
      } catch {
        return [];
      }
    });
}

/** A submission of which the journal knows no end. */
export interface OpenSubmission extends Submission {
  at: string;
  pid?: number;
  job?: string;
}

/** The submissions that a run left open, in the order in which they were made. */
export function openSubmissions(entries: readonly Stamped[]): OpenSubmission[] {
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
    if (entry.event === 'process') submission.pid = entry.pid;
    else if (entry.event === 'job') submission.job = entry.job;
    else open.delete(id);
  }
  return [...open.values()];
}

/** The jobs that the journal of a run's folder has. */
export function journaledJobs(folder: string): string[] {
  return readJournal(join(folder, 'journal.jsonl')).flatMap((entry) =>
    entry.event === 'job' ? [entry.job] : [],
  );
}
