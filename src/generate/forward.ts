import { FormulaError } from '../recipe/formula-error.ts';
import type { PyObject, Value } from '../recipe/value.ts';
import type { Row } from './row.ts';

/** A reference to a row that is still to come: its key is known when that row is made. */
export class ForwardReference implements PyObject {
  row: Row | undefined;

  /** The key, or undefined as long as there is no row. */
  text(): string | undefined {
    return this.row?.key;
  }

  pyText(): string {
    return this.row?.key ?? '';
  }

  pyGet(name: string): Value | undefined {
    if (!this.row) throw new FormulaError(`\`${name}\` is a field of a row that is made later.`);
    return this.row.pyGet(name);
  }
}

/** A name of the recipe, a table's or a nickname, and the last row that has it. */
export class RowSlot {
  readonly name: string;
  row: Row | undefined;
  #waiting: ForwardReference | undefined;
  /** The key of the first row that waits. */
  #asking = '';

  constructor(name: string) {
    this.name = name;
  }

  set(row: Row): void {
    this.row = row;
    if (!this.#waiting) return;
    this.#waiting.row = row;
    this.#waiting = undefined;
  }

  /** The last row, or a reference to the next one where there is none yet. */
  reference(from: Row): Row | ForwardReference {
    if (this.row) return this.row;
    if (!this.#waiting) this.#asking = from.key;
    this.#waiting ??= new ForwardReference();
    return this.#waiting;
  }

  /** The key of a row whose reference is still open. */
  get open(): string | undefined {
    return this.#waiting && this.#asking;
  }
}
