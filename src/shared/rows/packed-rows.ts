import { PackedTexts } from './packed-texts.ts';
import { madeRows, type Rows } from './rows.ts';

/** No cell has it; a row with it is kept as it is. */
const BETWEEN = '\0';

/** Rows of text cells in little memory; each is made again when it is asked for. */
export class PackedRows {
  readonly #texts = new PackedTexts();
  readonly #odd = new Map<number, readonly string[]>();

  get length(): number {
    return this.#texts.length;
  }

  push(cells: readonly string[]): void {
    const isOdd = cells.length === 0 || cells.some((cell) => cell.includes(BETWEEN));
    if (isOdd) this.#odd.set(this.length, cells);
    this.#texts.push(isOdd ? '' : cells.join(BETWEEN));
  }

  at(index: number): readonly string[] {
    return this.#odd.get(index) ?? this.#texts.partsAt(index);
  }

  rows(): Rows<readonly string[]> {
    return madeRows(this.length, (index) => this.at(index));
  }
}

/** Rows that others are made into once, in little memory. */
export function packRows(rows: Iterable<readonly string[]>): Rows<readonly string[]> {
  const packed = new PackedRows();
  for (const row of rows) packed.push(row);
  return packed.rows();
}
