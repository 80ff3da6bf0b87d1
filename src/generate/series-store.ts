import type { Series } from '../plugins/series.ts';
import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import type { Row } from './row.ts';

/** The active series, by place in the recipe and arguments, or by `name`. */
export class SeriesStore {
  readonly #series = new Map<string, { owner: Row | undefined; series: Series }>();
  readonly #numbers = new WeakMap<object, number>();
  #objects = 0;

  /** Returns the series with this key; creates it if there is none, or if its owner row has changed. */
  get(key: string, owner: Row | undefined, make: () => Series): Series {
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
