/**
 * Rows in their order. They may be made each time they are asked for, from a source that takes less memory; arrays are
 * rows, too. What `map` and `flatMap` return is an array: of many rows, keep only numbers or `mapRows`.
 */
export interface Rows<T> extends Iterable<T> {
  readonly length: number;
  at(index: number): T | undefined;
  slice(start?: number, end?: number): Rows<T>;
  filter(keep: (row: T, index: number) => boolean): Rows<T>;
  map<U>(change: (row: T, index: number) => U): U[];
  flatMap<U>(change: (row: T, index: number) => U | readonly U[]): U[];
  some(test: (row: T, index: number) => boolean): boolean;
  every(test: (row: T, index: number) => boolean): boolean;
  findIndex(test: (row: T, index: number) => boolean): number;
  forEach(use: (row: T, index: number) => void): void;
}

/** Rows that are made each time they are asked for. */
export function madeRows<T>(length: number, make: (index: number) => T): Rows<T> {
  return new MadeRows(length, make);
}

/** Rows that are made from others each time they are asked for. */
export function mapRows<T, U>(rows: Rows<T>, change: (row: T, index: number) => U): Rows<U> {
  return new MadeRows(rows.length, (index) => change(rows.at(index)!, index));
}

/** Some of other rows, by their positions. */
export function pickRows<T>(rows: Rows<T>, positions: ArrayLike<number>): Rows<T> {
  return new MadeRows(positions.length, (index) => rows.at(positions[index]!)!);
}

/** Rows behind others. */
export function joinRows<T>(first: Rows<T>, second: Rows<T>): Rows<T> {
  if (second.length === 0) return first;
  const { length } = first;
  return new MadeRows(length + second.length, (index) =>
    index < length ? first.at(index)! : second.at(index - length)!,
  );
}

class MadeRows<T> implements Rows<T> {
  readonly length: number;
  readonly #make: (index: number) => T;

  constructor(length: number, make: (index: number) => T) {
    this.length = length;
    this.#make = make;
  }

  at(index: number): T | undefined {
    const position = index < 0 ? index + this.length : index;
    return position >= 0 && position < this.length ? this.#make(position) : undefined;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let index = 0; index < this.length; index++) yield this.#make(index);
  }

  slice(start = 0, end = this.length): Rows<T> {
    const from = Math.max(0, start < 0 ? start + this.length : start);
    const to = Math.min(end < 0 ? end + this.length : end, this.length);
    return new MadeRows(Math.max(0, to - from), (index) => this.#make(from + index));
  }

  filter(keep: (row: T, index: number) => boolean): Rows<T> {
    const positions: number[] = [];
    this.forEach((row, index) => {
      if (keep(row, index)) positions.push(index);
    });
    return positions.length === this.length ? this : pickRows(this, positions);
  }

  map<U>(change: (row: T, index: number) => U): U[] {
    return Array.from({ length: this.length }, (_, index) => change(this.#make(index), index));
  }

  flatMap<U>(change: (row: T, index: number) => U | readonly U[]): U[] {
    const all: U[] = [];
    this.forEach((row, index) => {
      const some = change(row, index);
      if (Array.isArray(some)) for (const one of some) all.push(one);
      else all.push(some as U);
    });
    return all;
  }

  some(test: (row: T, index: number) => boolean): boolean {
    return this.findIndex(test) >= 0;
  }

  every(test: (row: T, index: number) => boolean): boolean {
    return this.findIndex((row, index) => !test(row, index)) < 0;
  }

  findIndex(test: (row: T, index: number) => boolean): number {
    for (let index = 0; index < this.length; index++) if (test(this.#make(index), index)) return index;
    return -1;
  }

  forEach(use: (row: T, index: number) => void): void {
    for (let index = 0; index < this.length; index++) use(this.#make(index), index);
  }
}
