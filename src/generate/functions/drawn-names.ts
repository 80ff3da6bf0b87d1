import type { Value } from '../../python/value.ts';
import type { Row } from '../run/row.ts';

/** The first and last names drawn last, for an email address that fits the person in the same row. */
export class DrawnNames {
  #row: Row | undefined;
  #first: Value = null;
  #last: Value = null;

  note(row: Row, part: 'firstname' | 'lastname', value: Value): void {
    if (row !== this.#row) {
      this.#row = row;
      this.#first = this.#last = null;
    }
    if (part === 'firstname') this.#first = value;
    else this.#last = value;
  }

  /** The name in a row by its usual field; undefined if none was drawn. */
  of(row: Row, field: string): Value | undefined {
    if (row !== this.#row) return undefined;
    if (field === 'FirstName') return this.#first ?? undefined;
    return field === 'LastName' ? (this.#last ?? undefined) : undefined;
  }
}
