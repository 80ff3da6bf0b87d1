import { text } from '../python/text.ts';
import { pyType } from '../python/type.ts';
import type { PyObject, Value } from '../python/value.ts';
import { FormulaError } from '../shared/formula-error.ts';

/** The source of the values of a series. */
export interface Source {
  /** The name of its function, for messages. */
  name: string;
  /** The value with this number, from 0; undefined past the end. */
  valueAt(index: number): Value | undefined;
  /** The number of values; absent if it is unknown or unlimited. */
  length?: number;
  /** True if it starts over after the end; `valueAt` then gets numbers beyond `length`. */
  repeats?: boolean;
  /** True if it has a value for every number. */
  endless?: true;
}

/** A sequence of values, of which a field takes one for every row: a counter, a schedule, a dataset. */
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

  /** `${{Counter.next}}` works like `${{Counter.next()}}`. */
  pyGet(name: string): Value | undefined {
    return name === 'next' ? this.next() : undefined;
  }

  /** True if it is known never to end, as a counter is. */
  get endless(): boolean {
    return this.#source.endless === true;
  }

  /** The number of values, if it is known beforehand. */
  get length(): number | undefined {
    return this.#source.length;
  }

  /** The value with this number, from 0; undefined past the end. */
  at(index: number): Value | undefined {
    const { length, repeats } = this.#source;
    if (length !== undefined && index >= length && !(repeats && length > 0)) return undefined;
    return this.#source.valueAt(index);
  }

  /** Returns the next value. */
  next(): Value {
    const value = this.at(this.#taken++);
    if (value === undefined)
      throw new FormulaError(
        `${this.#source.name} has no ${this.#taken === 1 ? '' : `more than ${this.#taken - 1} `}values.`,
      );
    return value;
  }

  /** Returns all values from the first to the last, once, for `for_each`. */
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

/** The active series, by place in the recipe and arguments, or by `name`. */
export class SeriesStore {
  readonly #series = new Map<string, { owner: object | undefined; series: Series }>();
  readonly #numbers = new WeakMap<object, number>();
  #objects = 0;

  /** Returns the series with this key; creates it if there is none, or if its owner row has changed. */
  get(key: string, owner: object | undefined, make: () => Series): Series {
    const known = this.#series.get(key);
    if (known && known.owner === owner) return known.series;
    const series = make();
    this.#series.set(key, { owner, series });
    return series;
  }

  /** A text that identifies arguments. */
  keyOf(positional: readonly Value[], keyword: Readonly<Record<string, Value>>): string {
    const named = Object.entries(keyword).map(([name, value]) => `${name}=${this.#keyOf(value)}`);
    return [...positional.map((value) => this.#keyOf(value)), ...named].join('|');
  }

  #keyOf(value: Value): string {
    if (Array.isArray(value)) return `[${value.map((item) => this.#keyOf(item)).join(',')}]`;
    if (typeof value !== 'object' || value === null || value.pyEquals)
      return `${typeof value}:${text(value)}`;
    const known = this.#numbers.get(value) ?? ++this.#objects;
    this.#numbers.set(value, known);
    return `#${known}`;
  }
}
