import type { PyObject, Value } from '../recipe/value.ts';

/** A coherent whole of several values, such as a company or a place: it reads as its name and has attributes. */
export class Thing implements PyObject {
  readonly #text: string;
  readonly #attributes: ReadonlyMap<string, Value>;

  constructor(text: string, attributes: Record<string, Value>) {
    this.#text = text;
    this.#attributes = new Map(Object.entries(attributes));
  }

  pyText(): string {
    return this.#text;
  }

  pyGet(name: string): Value | undefined {
    return this.#attributes.get(name);
  }

  pyNames(): Iterable<string> {
    return this.#attributes.keys();
  }

  pyEquals(other: Value): boolean {
    return other === this || other === this.#text;
  }
}
