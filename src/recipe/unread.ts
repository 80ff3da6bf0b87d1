import { type Problem, placeText } from '../shared/errors.ts';
import type { Tree } from './tree.ts';

/** A name that is missing, as problems tell it: in a formula, or as what kind of thing it was looked for. */
const MISSING = /^There is no (?:name (?<bare>\S+) here|(?<kind>[a-z ,]+) `(?<quoted>[^`]+)`)/;

/** Kinds that the parts of a recipe do not define. */
const OTHERS = new Set(['fake', 'plugin', 'macro']);

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The parts of a recipe that could not be read: a name that they may define is not told as missing as well. */
export class Unread {
  readonly #names = new Set<string>();
  #isAny = false;

  /** Notes all names that a tree may define. */
  add(tree: Tree): void {
    switch (tree.kind) {
      case 'scalar':
        if (typeof tree.value === 'string')
          for (const [name] of tree.value.matchAll(WORD)) this.#names.add(name);
        return;
      case 'seq':
        for (const item of tree.items) this.add(item);
        return;
      case 'map':
        for (const { key, value } of tree.entries) {
          this.#names.add(key);
          this.add(value);
        }
    }
  }

  addName(name: string): void {
    this.#names.add(name);
  }

  /** Notes that a part is missing of which nothing is known. */
  addAny(): void {
    this.#isAny = true;
  }

  /**
   * Later problems without the echoes of earlier ones: what is told of the same place, and names that are missing only
   * because a part was not read.
   */
  withoutEchoes(later: readonly Problem[], earlier: readonly Problem[]): Problem[] {
    const told = new Set(earlier.map(({ place }) => placeText(place)));
    return later.filter((problem) => !told.has(placeText(problem.place)) && !this.#explains(problem));
  }

  #explains({ message }: Problem): boolean {
    const { bare, kind = 'name', quoted } = MISSING.exec(message)?.groups ?? {};
    const name = bare ?? quoted;
    if (name === undefined || OTHERS.has(kind)) return false;
    const [head = name] = name.split('.');
    // Functions have plain names, those of plugins have two parts.
    return this.#names.has(head) || (this.#isAny && (kind !== 'function' || head !== name));
  }
}
