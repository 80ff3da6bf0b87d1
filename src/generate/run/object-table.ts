import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { csvOptions } from '../../dataset/csv.ts';
import type { ManifestFile } from '../../dataset/manifest.ts';
import { sha256OfParts } from '../../random/hash.ts';
import { UserError } from '../../shared/errors.ts';
import { pathPartProblem } from '../../shared/files/path-part.ts';
import { writeAll } from '../../shared/files/write-file.ts';
import { quoted } from '../../shared/quote.ts';

/** A cell whose text is known only later: a reference to a row that isn't made yet. */
export interface LateCell {
  /** Undefined until it is known; with `atLast`, no further rows will be made. */
  text(atLast: boolean): string | undefined;
}

/** Characters per write: a system call for every few rows would take longer than the rows. */
const CHUNK = 65_536;

/** The rows of one object on their way to its file. */
export class ObjectTable {
  readonly sobject: string;
  readonly code: string;
  /** Its number among the tables, in the recipe's order. */
  readonly index: number;
  /** Without the key; the union over all templates of the object, in the recipe's order. */
  readonly columns: string[] = [];
  readonly file: string;
  /** The number of rows so far, which is the last `id`. */
  rows = 0;
  /** Rows of its file. */
  written = 0;
  /** Rows at the top level. */
  topRows = 0;
  /** The keys of its rows by `id`, if something needs them. */
  keys: string[] | undefined;
  /** Cells that aren't blank, by column. */
  readonly filled: number[] = [];
  readonly #places = new Map<string, number>();
  #waiting: (string | LateCell)[][] = [];
  #late = false;
  #descriptor: number | undefined;
  readonly #hash = sha256OfParts();
  /** What isn't written to the file yet. */
  #text = '';

  constructor(sobject: string, code: string, index: number) {
    this.index = index;
    this.sobject = sobject;
    this.code = code;
    this.file = `${sobject}.csv`;
  }

  column(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.filled.push(0);
    this.#places.set(name, this.columns.length);
    return this.columns.push(name) - 1;
  }

  /** Adds a row: its key and a cell for each column. */
  add(cells: (string | LateCell)[]): void {
    for (let i = 1; i < cells.length; i++) {
      if (cells[i] === '') continue;
      this.filled[i - 1]!++;
      if (typeof cells[i] !== 'string') this.#late = true;
    }
    this.#waiting.push(cells);
    this.written++;
  }

  /** Keeps the keys of its rows from now on. */
  keepKeys(): void {
    this.keys ??= [];
  }

  open(folder: string | undefined): void {
    const problem = pathPartProblem(this.file);
    if (problem)
      throw new UserError({
        message: `The file of ${quoted(this.sobject)} can't be named: the name ${problem}.`,
      });
    if (folder) this.#descriptor = openNew(join(folder, this.file), this.sobject);
    this.#write([['ExternalId', ...this.columns]]);
  }

  /**
   * Writes pending rows; a row that refers to one that isn't made yet stays pending, together with those after it.
   */
  flush(atLast = false): void {
    const rows = this.#waiting;
    if (rows.length === 0) return;
    this.#waiting = [];
    if (this.#late) {
      this.#late = false;
      for (const [n, row] of rows.entries()) {
        for (const [i, cell] of row.entries()) {
          if (typeof cell === 'string') continue;
          const text = cell.text(atLast);
          if (text === undefined) {
            this.#waiting = n === 0 ? rows : rows.slice(n);
            this.#late = true;
            this.#write(rows.slice(0, n) as string[][]);
            return;
          }
          row[i] = text;
        }
      }
    }
    this.#write(rows as string[][]);
  }

  #write(rows: string[][]): void {
    if (rows.length === 0) return;
    this.#text += stringify(rows, csvOptions);
    if (this.#text.length >= CHUNK) this.#drain();
  }

  #drain(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    this.#hash.update(bytes);
    if (this.#descriptor !== undefined) writeAll(this.#descriptor, bytes);
  }

  close(): ManifestFile {
    this.flush(true);
    this.#drain();
    this.release();
    return { object: this.sobject, file: this.file, rows: this.written, sha256: this.#hash.digest('hex') };
  }

  /** Closes the file, whatever was written. */
  release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** Opens the file of an object; on some systems, names that differ only in case are the same file. */
function openNew(file: string, sobject: string): number {
  try {
    return openSync(file, 'wx');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new UserError(
      {
        message: `The recipe has another object whose name differs from ${quoted(sobject)} only in case; on this system, both would be the same file.`,
        place: { file },
      },
      { cause },
    );
  }
}
