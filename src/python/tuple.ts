import { compare, equals } from './compare.ts';
import { normalIndex } from './sequence.ts';
import { repr, reprSequence } from './text.ts';
import { type PyType, pyType } from './type.ts';
import type { PyObject, Value } from './value.ts';

/** A Python tuple; a list is a JavaScript array. */
export class PyTuple implements PyObject {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.items = items;
  }

  get pyType(): PyType {
    return TUPLE;
  }

  pyText(): string {
    return reprSequence('(', this.items, this.items.length === 1 ? ',)' : ')');
  }

  pyTruthy(): boolean {
    return this.items.length > 0;
  }

  pyItems(): readonly Value[] {
    return this.items;
  }

  pyItem(key: Value): Value | undefined {
    return this.items[normalIndex(key, this.items.length, 'tuple')];
  }

  pyEquals(other: Value): boolean {
    return other instanceof PyTuple && equals(this.items as Value[], other.items as Value[]);
  }

  pyCompare(other: Value): number | undefined {
    return other instanceof PyTuple ? compare(this.items as Value[], other.items as Value[]) : undefined;
  }
}

/** A tuple whose items also have names, such as `time.struct_time`. */
export class PyNamedTuple extends PyTuple {
  readonly #name: string;
  readonly #named: Readonly<Record<string, Value>>;

  constructor(name: string, named: Readonly<Record<string, Value>>) {
    super(Object.values(named));
    this.#name = name;
    this.#named = named;
  }

  override pyText(): string {
    const parts = Object.entries(this.#named).map(([name, value]) => `${name}=${repr(value)}`);
    return `${this.#name}(${parts.join(', ')})`;
  }

  pyGet(name: string): Value | undefined {
    return Object.hasOwn(this.#named, name) ? this.#named[name] : undefined;
  }

  pyNames(): Iterable<string> {
    return Object.keys(this.#named);
  }
}

const TUPLE = pyType<PyTuple>(
  'tuple',
  {},
  {
    count: (self, [wanted]) => self.items.filter((item) => equals(item, wanted ?? null)).length,
    index: (self, [wanted]) => self.items.findIndex((item) => equals(item, wanted ?? null)),
  },
);
