import { PyDict } from '../../python/dict.ts';
import { text } from '../../python/text.ts';
import { type PyType, pyType } from '../../python/type.ts';
import type { PyObject, Value } from '../../python/value.ts';

/** A row of a dataset; column names ignore case, as in `${{person.FirstName}}`. */
export class DataRow implements PyObject {
  readonly pyStrict = true;
  readonly #columns: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #values: readonly Value[];

  constructor(columns: readonly string[], places: ReadonlyMap<string, number>, values: readonly Value[]) {
    this.#columns = columns;
    this.#places = places;
    this.#values = values;
  }

  get pyType(): PyType {
    return DATA_ROW;
  }

  pyText(): string {
    return new PyDict(this.#columns.map((column, i) => [column, this.#values[i] ?? null])).pyText();
  }

  pyGet(name: string): Value | undefined {
    const place = this.#places.get(name) ?? this.#places.get(name.toLowerCase());
    return place === undefined ? undefined : (this.#values[place] ?? null);
  }

  pyNames(): readonly string[] {
    return this.#columns;
  }
}

/** The index of each column by its name and by its lowercase name. */
export function placesOf(columns: readonly string[]): ReadonlyMap<string, number> {
  return new Map([
    ...columns.map((column, i) => [column.toLowerCase(), i] as const),
    ...columns.map((column, i) => [column, i] as const),
  ]);
}

const DATA_ROW = pyType<DataRow>(
  'row of a dataset',
  {},
  { get: (self, [column = null]) => self.pyGet(text(column)) ?? null },
);
