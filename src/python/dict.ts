import { FormulaError } from '../shared/formula-error.ts';
import { equals } from './compare.ts';
import { numberOf } from './numbers/float.ts';
import { PyInt } from './numbers/int.ts';
import { bounded, joined } from './size.ts';
import { lazily, repr } from './text.ts';
import { PyTuple } from './tuple.ts';
import { type PyType, pyType, typeName } from './type.ts';
import type { PyObject, Value } from './value.ts';

/** A Python dict, in insertion order. */
export class PyDict implements PyObject {
  readonly #entries = new Map<unknown, readonly [Value, Value]>();

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    for (const entry of entries) this.#entries.set(hash(entry[0]), entry);
  }

  get pyType(): PyType {
    return DICT;
  }

  entries(): (readonly [Value, Value])[] {
    return [...this.#entries.values()];
  }

  pyText(): string {
    const shown = ([key, value]: readonly [Value, Value]) => `${repr(key)}: ${repr(value)}`;
    return bounded(this.#entries.size, () => joined(lazily(this.entries(), shown), ', ', '{', '}'));
  }

  pyTruthy(): boolean {
    return this.#entries.size > 0;
  }

  /** In Jinja, `dict.key` is short for `dict['key']`. */
  pyGet(name: string): Value | undefined {
    return this.#entries.get(`s${name}`)?.[1];
  }

  pyNames(): string[] {
    return this.entries().flatMap(([key]) => (typeof key === 'string' ? [key] : []));
  }

  pyItems(): Value[] {
    return this.entries().map(([key]) => key);
  }

  pyItem(key: Value): Value | undefined {
    return this.#entries.get(hash(key))?.[1];
  }

  pyContains(key: Value): boolean {
    return this.#entries.has(hash(key));
  }

  pyEquals(other: Value): boolean {
    return (
      other instanceof PyDict &&
      other.#entries.size === this.#entries.size &&
      this.entries().every(([key, value]) => {
        const theirs = other.pyItem(key);
        return theirs !== undefined && equals(value, theirs);
      })
    );
  }
}

/** Equal keys have equal hashes; the prefix distinguishes a text from the number that it spells. */
export function hash(key: Value): unknown {
  if (typeof key === 'string') return `s${key}`;
  const number = numberOf(key);
  // A float may equal a large whole number; the largest have no float nearby.
  if (key instanceof PyInt && !(Number.isFinite(number) && BigInt(number!) === key.value))
    return `i${key.pyText()}`;
  if (number !== undefined) return number;
  if (key === null) return null;
  if (Array.isArray(key) || key instanceof PyDict)
    throw new FormulaError(`unhashable type: '${typeName(key)}'.`);
  return `${typeName(key)}${repr(key)}`;
}

const DICT = pyType<PyDict>(
  'dict',
  {},
  {
    get: (self, [key, otherwise]) => self.pyItem(key ?? null) ?? otherwise ?? null,
    keys: (self) => self.pyItems(),
    values: (self) => self.entries().map(([, value]) => value),
    items: (self) => self.entries().map((entry) => new PyTuple(entry)),
    copy: (self) => self,
  },
);
