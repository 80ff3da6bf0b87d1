import seedrandom from 'seedrandom';
import { FormulaError } from '../shared/formula-error.ts';
import { type ColumnKey, streamKey } from './key.ts';

/** Chance for one value: a stream that depends on nothing but its key. */
export interface Draw {
  /** A number from 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Where a stream is, to continue it after drawing from another one. */
export interface StreamState {
  column: ColumnKey;
  low: number;
  high: number;
  stream: (() => number) | undefined;
}

/**
 * A draw that gets a new key for every value and seeds its generator only when something is drawn. Tyche-i (Neves and
 * Araujo, "Fast and Small Nonlinear Pseudorandom Number Generators", 2011) seeds fast, and its streams from
 * neighboring keys are independent.
 */
export class KeyedDraw implements Draw {
  readonly #most: number;
  #left: number;
  #column: ColumnKey = { high: 0, low: 0 };
  #low = 0;
  #high = 0;
  #stream: (() => number) | undefined;

  /** `most` is how often one stream may be drawn from: a value that needs more has arguments that are too large. */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
    this.#left = most;
  }

  /** Points at the stream of a column and a row, or of any two hashes. */
  point(column: ColumnKey, low: number, high = low): void {
    this.#column = column;
    this.#low = low;
    this.#high = high;
    this.#left = this.#most;
    this.#stream = undefined;
  }

  /** Points at the stream of a key, a whole number below 2^53. */
  rekey(key: number): void {
    this.#stream = streamOf(key);
  }

  save(): StreamState {
    return { column: this.#column, low: this.#low, high: this.#high, stream: this.#stream };
  }

  restore(state: StreamState): void {
    this.#column = state.column;
    this.#low = state.low;
    this.#high = state.high;
    this.#left = this.#most;
    this.#stream = state.stream;
  }

  next(): number {
    if (--this.#left < 0) throw tooManyDraws(this.#most);
    this.#stream ??= streamOf(streamKey(this.#column, this.#low, this.#high));
    return this.#stream();
  }

  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

function tooManyDraws(most: number): FormulaError {
  return new FormulaError(`A value would take more than ${most} random draws: its arguments are too large.`);
}

/** A whole number from 0 up to, but not including, `below`, which may be of any size. */
export function belowLarge(draw: Draw, below: bigint): bigint {
  // Two draws more than the number has words, so that none is more likely than another.
  const words = Math.ceil(below.toString(16).length / 8) + 2;
  let chance = 0n;
  for (let i = 0; i < words; i++) chance = (chance << 32n) | BigInt(draw.below(2 ** 32));
  return (chance * below) >> BigInt(32 * words);
}

/** seedrandom's types have strings only; a whole number below 2^53 seeds both halves of its state directly. */
const streamOf = seedrandom.tychei as (key: number | string) => () => number;
