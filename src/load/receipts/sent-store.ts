import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idStem, sameId } from '../../catalog/record-id.ts';
import { EXIT } from '../../shared/errors.ts';
import { diskError } from '../run/disk-error.ts';
import { bitsOf, hasBit, lineOf, type ReceiptLine } from './receipt-line.ts';

/** What is known of one record: its id, and the fields for which it was sent a value. */
interface Known {
  id: string;
  sobject: string;
  fields: ReadonlySet<string>;
}

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
/** Where a record comes from, as a receipt has it. */
const ORIGIN = { unknown: 0, created: 1, adopted: 2 } as const;
/** How many entries a record may have on average before the file is rewritten. */
const SLACK = 4;

/**
 * What the loads of a dataset sent into one org, in `receipts.jsonl` of its runs: by it a blank cell tells a value that the
 * dataset lost from one that the org filled by itself, and comments of the dataset are told from those of others. It is
 * appended to as results come in, a line for each job; a torn last line says nothing, as if the results had not come.
 */
export class SentStore {
  readonly #file: string;
  readonly #known = new Map<string, Known>();
  readonly #keyById = new Map<string, string>();
  readonly #created = new Set<string>();
  /** The object of each record that was taken over, by its id. */
  readonly #adopted = new Map<string, string>();
  /** One set for each combination of fields, since most rows of an object have one of a few. */
  readonly #sets = new Map<string, ReadonlySet<string>>();
  #entries = 0;
  #torn = false;

  constructor(runs: string) {
    this.#file = join(runs, RECEIPTS);
    if (!existsSync(this.#file)) return;
    const text = textOf(this.#file);
    this.#torn = text !== '' && !text.endsWith('\n');
    for (const one of text.split('\n')) {
      const read = lineOf(one);
      if (read) this.#take(read);
    }
  }

  /** True if the record with this id is the one that the receipts of the key are about. */
  knows(key: string, id: unknown): boolean {
    return sameId(this.#known.get(key)?.id, id);
  }

  /** True if a value was sent for the field of this record, and the field was not emptied on purpose since. */
  sent(key: string, id: unknown, field: string): boolean {
    return this.knows(key, id) && this.#known.get(key)!.fields.has(field);
  }

  /** True if a load of this dataset made the record with this id, for whatever key. */
  created(id: unknown): boolean {
    return typeof id === 'string' && this.#created.has(idStem(id)) && !this.adopted(id);
  }

  /** True if a load of this dataset took over the record with this id, which is not to be deleted. */
  adopted(id: unknown): boolean {
    return typeof id === 'string' && this.#adopted.has(idStem(id));
  }

  /** The records that were taken over, whatever became of their rows. */
  allAdopted(): { sobject: string; key: string; id: string }[] {
    return [...this.#adopted].map(([id, sobject]) => ({ sobject, key: this.#keyById.get(id)!, id }));
  }

  /** The records that rows are known as, and that loads made. */
  allCreated(): { sobject: string; key: string; id: string }[] {
    return [...this.#known].flatMap(([key, { sobject, id }]) =>
      this.created(id) ? [{ sobject, key, id }] : [],
    );
  }

  /** The id of the record that a key's row last became. */
  idOf(key: string): string | undefined {
    return this.#known.get(key)?.id;
  }

  /** The objects of the records that were sent. */
  sobjects(): string[] {
    return [...new Set([...this.#known.values()].map(({ sobject }) => sobject))].filter(Boolean);
  }

  /** The key whose row became the record with this id. */
  keyOf(id: unknown): string | undefined {
    return typeof id === 'string' ? this.#keyById.get(idStem(id)) : undefined;
  }

  /** Adds what the org accepted of a job; on the disk when this returns. */
  add(sobject: string, fields: readonly string[], rows: readonly SentRow[]): void {
    if (rows.length === 0) return;
    const added: ReceiptLine = {
      object: sobject,
      fields: [...fields],
      rows: rows.map(({ key, id, created, adopted, sent, cleared }) => [
        ...([key, id, bitsOf(sent), bitsOf(cleared)] as const),
        adopted ? ORIGIN.adopted : created ? ORIGIN.created : ORIGIN.unknown,
      ]),
    };
    this.#append(this.#file, `${this.#torn ? '\n' : ''}${JSON.stringify(added)}\n`);
    this.#torn = false;
    this.#take(added);
  }

  /** Rewrites the file where most of it is superseded; whole or not at all. */
  compact(): void {
    if (this.#entries < 1_000 || this.#entries < this.#known.size * SLACK) return;
    const lines = new Map<string, ReceiptLine>();
    for (const [key, { id, sobject, fields }] of this.#known) {
      const names = [...fields];
      const name = `${sobject} ${names.join()}`;
      const one = lines.get(name) ?? { object: sobject, fields: names, rows: [] };
      one.rows.push([key, id, bitsOf(names.map(() => true)), '0', this.#originOf(id)]);
      lines.set(name, one);
    }
    // Records that a key had before are still ours to delete; they come first, since the last entry of a key counts.
    const current = new Set([...this.#known.values()].map(({ id }) => idStem(id)));
    const earlier = new Map<string, ReceiptLine>();
    const origins = new Map([...[...this.#created].map((id) => [id, ''] as const), ...this.#adopted]);
    for (const [id, object] of origins) {
      if (current.has(id)) continue;
      const one = earlier.get(object) ?? { object, fields: [], rows: [] };
      one.rows.push([this.#keyById.get(id)!, id, '0', '0', this.#originOf(id)]);
      earlier.set(object, one);
    }
    const pending = `${this.#file}.tmp`;
    const text = [...earlier.values(), ...lines.values()].map((one) => `${JSON.stringify(one)}\n`).join('');
    this.#append(pending, text, 'w');
    renameSync(pending, this.#file);
    this.#entries = this.#known.size;
  }

  #originOf(id: string): number {
    if (this.adopted(id)) return ORIGIN.adopted;
    return this.created(id) ? ORIGIN.created : ORIGIN.unknown;
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

  #take({ object: sobject, fields, rows }: ReceiptLine): void {
    for (const [key, id, sent, cleared, created] of rows) {
      const before = this.#known.get(key);
      const same = sameId(before?.id, id);
      const held = new Set(same ? before!.fields : []);
      for (const [at, field] of fields.entries()) {
        if (hasBit(sent, at)) held.add(field);
        if (hasBit(cleared, at)) held.delete(field);
      }
      this.#known.set(key, { id, sobject, fields: this.#shared(held) });
      if (created === ORIGIN.created) this.#created.add(idStem(id));
      if (created === ORIGIN.adopted) this.#adopted.set(idStem(id), sobject);
      this.#keyById.set(idStem(id), key);
      this.#entries++;
    }
  }

  #shared(fields: ReadonlySet<string>): ReadonlySet<string> {
    const name = [...fields].join();
    const known = this.#sets.get(name);
    if (known) return known;
    this.#sets.set(name, fields);
    return fields;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw diskError(
      error,
      file,
      "Nothing was sent: without this file, a load can't tell which records are its own.",
      EXIT.preflight,
    );
  }
}
