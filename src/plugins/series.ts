import { pyType } from '../python/type.ts';
import type { PyObject, Value } from '../python/value.ts';
import { FormulaError } from '../shared/formula-error.ts';

/** Where a series has its values from. */
export interface Source {
  /** The function that made it, for messages. */
  name: string;
  /** The value with this number, from 0; undefined past the end. */
  valueAt(index: number): Value | undefined;
  /** How many values there are; absent where only the end tells, or where there is none. */
  length?: number;
  /** Whether it begins again after the end; `valueAt` is then asked for numbers beyond `length`. */
  repeats?: boolean;
  /** Whether there is a value for every number. */
  endless?: true;
}

/** Values one after the other, of which a field takes one for every row: a counter, a schedule, a data set. */
export class Series implements PyObject {
  readonly #source: Source;
  #taken = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  get pyType() {
    return SERIES;
  }

  pyText(): string {
    return `<${this.#source.name}>`;
  }

  /** `${{Counter.next}}` takes a value as `${{Counter.next()}}` does. */
  pyGet(name: string): Value | undefined {
    return name === 'next' ? this.next() : undefined;
  }

  /** Whether it is known never to end, as a counter is. */
  get endless(): boolean {
    return this.#source.endless === true;
  }

  /** How many values there are, where that is known beforehand. */
  get length(): number | undefined {
    return this.#source.length;
  }

  /** The value with this number, from 0; undefined past the end. */
  at(index: number): Value | undefined {
    const { length, repeats } = this.#source;
    if (length !== undefined && index >= length && !(repeats && length > 0)) return undefined;
    return this.#source.valueAt(index);
  }

  /** The value after the one taken last. */
  next(): Value {
    const value = this.at(this.#taken++);
    if (value === undefined)
      throw new FormulaError(
        `${this.#source.name} has no ${this.#taken === 1 ? '' : `more than ${this.#taken - 1} `}values.`,
      );
    return value;
  }

  /** All values from the first to the last, once, as `for_each` goes through them. */
  *values(): Iterable<Value> {
    const { length = Number.POSITIVE_INFINITY } = this.#source;
    for (let index = 0; index < length; index++) {
      const value = this.at(index);
      if (value === undefined) return;
      yield value;
    }
  }
}

const SERIES = pyType<Series>('series', {}, { next: (self) => self.next() });
