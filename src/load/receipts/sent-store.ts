import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sameId } from '../../catalog/record-id.ts';
import { EXIT } from '../../shared/errors.ts';
import { endsTorn, readLines } from '../../shared/files/read-lines.ts';
import { diskError } from '../run/disk-error.ts';
import { KnownRecords } from './known-records.ts';
import { bitsOf, lineOf, ORIGIN, type ReceiptLine } from './receipt-line.ts';

/** One row of a job as the org accepted it: the fields with a value, and those that were emptied on purpose. */
export interface SentRow {
  key: string;
  id: string;
  created: boolean;
  /** True for a record that people made and that the row took over. */
  adopted?: boolean;
  /** By the position of a field in the list of fields: a value was sent. */
  sent: readonly boolean[];
  /** The same for `#N/A`. */
  cleared: readonly boolean[];
}

/** The file of the receipts, in the folder of an org's runs. */
export const RECEIPTS = 'receipts.jsonl';
/** How many entries a record may have on average before the file is rewritten. */
const SLACK = 4;

/**
 * What the loads of a dataset sent into one org, in `receipts.jsonl` of its runs: by it a blank cell tells a value that the
 * dataset lost from one that the org filled by itself, and comments of the dataset are told from those of others. It is
 * appended to as results come in, a line for each job; a torn last line says nothing, as if the results had not come.
 */
export class SentStore {
  readonly #file: string;
  readonly #records = new KnownRecords();
  #torn = false;

  constructor(runs: string) {
    this.#file = join(runs, RECEIPTS);
    if (!existsSync(this.#file)) return;
    try {
      this.#torn = endsTorn(this.#file);
      for (const one of readLines(this.#file)) {
        const read = lineOf(one);
        if (read) this.#records.take(read);
      }
    } catch (error) {
      throw unreadable(error, this.#file);
    }
  }

  /** True if the record with this id is the one that the receipts of the key are about. */
  knows(key: string, id: unknown): boolean {
    return sameId(this.#records.idOf(key), id);
  }

  /** True if a value was sent for the field of this record, and the field was not emptied on purpose since. */
  sent(key: string, id: unknown, field: string): boolean {
    return this.fieldsSent(key, id)?.has(field) === true;
  }

  /** All such fields; undefined for a record that the receipts of the key are not about. */
  fieldsSent(key: string, id: unknown): ReadonlySet<string> | undefined {
    return this.knows(key, id) ? this.#records.kindOf(key)?.fields : undefined;
  }

  /** True if a load of this dataset made the record with this id, for whatever key. */
  created(id: unknown): boolean {
    return this.#records.originOf(id) === ORIGIN.created;
  }

  /** True if a load of this dataset took over the record with this id, which is not to be deleted. */
  adopted(id: unknown): boolean {
    return this.#records.originOf(id) === ORIGIN.adopted;
  }

  /** The records that were taken over, whatever became of their rows. */
  allAdopted(): { sobject: string; key: string; id: string }[] {
    return this.#records.allAdopted();
  }

  /** The records that rows are known as, and that loads made. */
  allCreated(): { sobject: string; key: string; id: string }[] {
    const created: { sobject: string; key: string; id: string }[] = [];
    for (const { key, id, kind } of this.#records)
      if (this.created(id)) created.push({ sobject: kind.sobject, key, id });
    return created;
  }

  /** The id of the record that a key's row last became. */
  idOf(key: string): string | undefined {
    return this.#records.idOf(key);
  }

  /** The objects of the records that were sent. */
  sobjects(): string[] {
    return this.#records.sobjects();
  }

  /** The key whose row became the record with this id. */
  keyOf(id: unknown): string | undefined {
    return typeof id === 'string' ? this.#records.keyOf(id) : undefined;
  }

  /** Adds what the org accepted of a job; on the disk when this returns. */
  add(sobject: string, fields: readonly string[], rows: Iterable<SentRow>): void {
    const added: ReceiptLine = { object: sobject, fields: [...fields], rows: [] };
    for (const { key, id, created, adopted, sent, cleared } of rows) {
      const origin = adopted ? ORIGIN.adopted : created ? ORIGIN.created : ORIGIN.unknown;
      added.rows.push([key, id, bitsOf(sent), bitsOf(cleared), origin]);
    }
    if (added.rows.length === 0) return;
    this.#append(this.#file, `${this.#torn ? '\n' : ''}${JSON.stringify(added)}\n`);
    this.#torn = false;
    this.#records.take(added);
  }

  /** Rewrites the file where most of it is superseded; whole or not at all. */
  compact(): void {
    const { entries, size } = this.#records;
    if (entries < 1_000 || entries < size * SLACK) return;
    const pending = `${this.#file}.tmp`;
    const text = this.#records.lines().map((one) => `${JSON.stringify(one)}\n`);
    this.#append(pending, text.join(''), 'w');
    renameSync(pending, this.#file);
    this.#records.entries = size;
  }

  #append(file: string, text: string, flag: 'a' | 'w' = 'a'): void {
    try {
      const fd = openSync(file, flag);
      try {
        writeFileSync(fd, text);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      this.#torn = true;
      throw diskError(
        error,
        file,
        'What the org accepted is safe there; the next load reads it from the org.',
      );
    }
  }
}

function unreadable(error: unknown, file: string): unknown {
  return diskError(
    error,
    file,
    "Nothing was sent: without this file, a load can't tell which records are its own.",
    EXIT.preflight,
  );
}
