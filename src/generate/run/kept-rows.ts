import { append } from '../../shared/append.ts';
import type { Row } from './row.ts';

/** The rows with one name, in order of creation. */
export interface Kept {
  rows: Row[];
  /** Those that no later run makes again. */
  lasting: Row[];
  /** Where the rows of the current iteration begin. */
  from: number;
}

/** Finished rows that a `random_reference` may choose from; only what the recipe needs is kept. */
export class KeptRows {
  readonly #byName = new Map<string, Kept>();
  readonly #blocks = new Map<string, { block: number; rows: Row[] }>();
  /** For each `to`, the objects of `within` in some `random_reference`. */
  readonly #within = new Map<string, Set<string>>();

  /** Keeps rows with this table or nickname from now on. */
  keep(name: string): Kept {
    const known = this.#byName.get(name);
    if (known) return known;
    const kept: Kept = { rows: [], lasting: [], from: 0 };
    this.#byName.set(name, kept);
    return kept;
  }

  /** Keeps the rows of an object while their block is made. */
  keepBlock(sobject: string): void {
    this.#blocks.set(sobject, { block: -1, rows: [] });
  }

  /** Keeps rows of `to` with their ancestors of `within`. */
  keepWithin(to: string, within: string): void {
    const ancestors = this.#within.get(to) ?? new Set();
    this.#within.set(to, ancestors.add(within));
  }

  /** Earlier rows of an object in the block of a row. */
  inBlock(sobject: string, row: Row): readonly Row[] {
    const kept = this.#blocks.get(sobject);
    return kept && kept.block === row.root.block ? kept.rows : [];
  }

  /** Stores a finished row wherever a reference may look for it. */
  add(row: Row, nickname: string | undefined, lasting: boolean): void {
    const { sobject } = row.type;
    this.#addNamed(sobject, row, lasting);
    if (nickname && nickname !== sobject) this.#addNamed(nickname, row, lasting);
    const block = this.#blocks.get(sobject);
    if (block) {
      if (block.block !== row.root.block) {
        block.block = row.root.block;
        block.rows = [];
      }
      block.rows.push(row);
    }
    const ancestors = this.#within.get(sobject);
    if (!ancestors) return;
    for (let above = row.parent; above; above = above.parent) {
      if (ancestors.has(above.type.sobject)) above.remember(row);
    }
  }

  #addNamed(name: string, row: Row, lasting: boolean): void {
    const kept = this.#byName.get(name);
    if (!kept) return;
    kept.rows.push(row);
    if (lasting) kept.lasting.push(row);
  }

  /** The rows that a continuation needs, by the names of their references. */
  *lasting(): Iterable<readonly [string, readonly Row[]]> {
    for (const [name, { lasting }] of this.#byName) if (lasting.length > 0) yield [name, lasting];
  }

  /** Adds rows of an earlier run, if a reference needs them. */
  restore(name: string, rows: readonly Row[]): void {
    const kept = this.#byName.get(name);
    if (!kept) return;
    append(kept.rows, rows);
    append(kept.lasting, rows);
    kept.from = kept.rows.length;
  }

  /** Begins an iteration: rows kept before count as earlier. */
  nextIteration(): void {
    for (const kept of this.#byName.values()) kept.from = kept.rows.length;
  }
}
