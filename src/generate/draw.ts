import seedrandom from 'seedrandom';

/** Chance for one value: a stream that depends on nothing but its key. */
export interface Draw {
  /** A number from 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  pick<T>(items: readonly T[]): T;
}

/**
 * A Draw that is keyed anew for every value and seeds its generator only when something is drawn.
 * tychei (Neves and Araujo, "Fast and Small Nonlinear Pseudorandom Number Generators", 2011) seeds fast, and its
 * streams from neighbouring keys are independent.
 */
export class KeyedDraw implements Draw {
  #key = 0;
  #stream: (() => number) | undefined;

  /** Points at the stream of a key, a whole number below 2^53. */
  rekey(key: number): void {
    this.#key = key;
    this.#stream = undefined;
  }

  next(): number {
    this.#stream ??= seedrandom.tychei(this.#key as unknown as string);
    return this.#stream();
  }

  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}
