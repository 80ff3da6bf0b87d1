import { apportion } from './apportion.ts';
import type { Quota } from './quota.ts';
import type { Spread } from './spread.ts';

/** Rows of a top-level template whose values are distributed together: the unit of exactness and of memory. */
export const BLOCK = 100;

/** Where the rows of one template are in a block: row `slot` belongs to the parent's row `parentOf[slot]`. */
export interface Layout {
  size: number;
  /** First slot of each parent, and the size at the end. */
  readonly offsets: Int32Array;
  readonly parentOf: Int32Array;
}

type Counts = { kind: 'root' } | { kind: 'fixed'; count: number } | { kind: 'spread'; spread: Spread };

/**
 * The rows of one template, block by block, as far as they are known before any row is made. A partial last block is
 * laid out in full; the rows that are made are a prefix of it.
 */
export class Population {
  readonly parent: Population | undefined;
  readonly name: string;
  readonly #counts: Counts;
  #block = -1;
  #layout: Layout | undefined;

  constructor(name: string, parent: Population | undefined, counts: Counts) {
    this.name = name;
    this.parent = parent;
    this.#counts = counts;
  }

  get root(): Population {
    return this.parent?.root ?? this;
  }

  layout(block: number): Layout {
    if (this.#block !== block || !this.#layout) {
      this.#layout = this.#lay(block);
      this.#block = block;
    }
    return this.#layout;
  }

  #lay(block: number): Layout {
    if (this.#counts.kind === 'root' || !this.parent) {
      return { size: BLOCK, offsets: Int32Array.of(0, BLOCK), parentOf: new Int32Array(BLOCK) };
    }
    const parents = this.parent.layout(block).size;
    const counts =
      this.#counts.kind === 'fixed'
        ? new Array<number>(parents).fill(this.#counts.count)
        : this.#counts.spread.counts(block);
    const offsets = new Int32Array(parents + 1);
    counts.forEach((count, i) => {
      offsets[i + 1] = offsets[i]! + count;
    });
    const size = offsets[parents]!;
    let parentOf: Int32Array | undefined;
    return {
      size,
      offsets,
      // Large, and needed by few.
      get parentOf() {
        parentOf ??= parentsIn(offsets);
        return parentOf;
      },
    };
  }

  /** The first slot of a parent's rows, without a layout where each parent has as many. */
  firstSlot(block: number, parent: number): number {
    return this.#counts.kind === 'fixed' ? parent * this.#counts.count : this.layout(block).offsets[parent]!;
  }

  /** The number of rows in all full blocks before this one, as configuration states it. */
  planned(block: number): number {
    switch (this.#counts.kind) {
      case 'root':
        return block * BLOCK;
      case 'fixed':
        return this.parent!.planned(block) * this.#counts.count;
      case 'spread':
        return this.#counts.spread.planned(block).reduce((a, b) => a + b, 0);
    }
  }

  /** The same for each value of a quota of this population or an ancestor. */
  plannedBy(quota: Quota | undefined, block: number): number[] {
    if (!quota) return [this.planned(block)];
    if (quota.population === this) return quota.planned(block);
    if (this.#counts.kind === 'fixed') {
      const { count } = this.#counts;
      return this.parent!.plannedBy(quota, block).map((rows) => rows * count);
    }
    if (this.#counts.kind === 'spread' && this.#counts.spread.by === quota)
      return this.#counts.spread.planned(block);
    return apportion(this.planned(block), this.parent!.plannedBy(quota, block));
  }

  /** For each slot the value of a quota of this population or an ancestor; zeros without a quota. */
  strata(quota: Quota | undefined, block: number): ArrayLike<number> {
    if (!quota) return new Uint8Array(this.layout(block).size);
    if (quota.population === this) return quota.indices(block);
    const above = this.parent!.strata(quota, block);
    return Uint16Array.from(this.layout(block).parentOf, (parent) => above[parent]!);
  }
}

function parentsIn(offsets: Int32Array): Int32Array {
  const parents = offsets.length - 1;
  const parentOf = new Int32Array(offsets[parents]!);
  for (let i = 0; i < parents; i++) parentOf.fill(i, offsets[i], offsets[i + 1]);
  return parentOf;
}
