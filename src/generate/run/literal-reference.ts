import { topKey } from '../../dataset/prefix.ts';
import type { PyObject, Value } from '../../python/value.ts';
import type { LateCell, ObjectTable } from './object-table.ts';

/** `{object: T, id: 3}`: the row of T with this `id`, whenever it is made; the third at the top if it never is. */
export class LiteralReference implements PyObject, LateCell {
  readonly #table: ObjectTable;
  readonly #id: number;
  readonly #prefix: string;

  constructor(table: ObjectTable, id: number, prefix: string) {
    this.#table = table;
    this.#id = id;
    this.#prefix = prefix;
  }

  text(atLast: boolean): string | undefined {
    return this.#table.keys?.[this.#id] ?? (atLast ? this.#fromOutside() : undefined);
  }

  pyText(): string {
    return this.text(true)!;
  }

  pyGet(name: string): Value | undefined {
    return name === 'id' ? this.#id : undefined;
  }

  #fromOutside(): string {
    return topKey(this.#prefix, this.#table.code, this.#id - 1);
  }
}
