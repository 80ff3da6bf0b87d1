import type { PyObject, Value } from '../../python/value.ts';

/** A coherent group of values, such as a company or a place: its text is its name, and it has attributes. */
export class CompositeValue implements PyObject {
  readonly pyStrict = true;
  readonly #text: string;
  readonly #attributes: Readonly<Record<string, Value>>;

  constructor(text: string, attributes: Readonly<Record<string, Value>>) {
    this.#text = text;
    this.#attributes = attributes;
  }

  pyText(): string {
    return this.#text;
  }

  pyGet(name: string): Value | undefined {
    return Object.hasOwn(this.#attributes, name) ? this.#attributes[name] : undefined;
  }

  pyNames(): Iterable<string> {
    return Object.keys(this.#attributes);
  }

  pyEquals(other: Value): boolean {
    return other === this || other === this.#text;
  }
}
