import type { Problem } from '../errors.ts';
import type { Tree } from './tree.ts';

/** What names a missing name may have in a problem: those that a recipe itself defines. */
const MISSING =
  /^There is no (?:name|object|nickname|field|variable|function)\b[a-z ,]*`?([\p{L}_][\p{L}\p{N}_]*)/u;

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

  /** The problems without the echoes of those before them: names that are missing only because a part was not read. */
  withoutEchoes(problems: readonly Problem[]): Problem[] {
    return problems.filter(({ message }) => {
      const name = MISSING.exec(message)?.[1];
      return name === undefined || !(this.#isAny || this.#names.has(name));
    });
  }
}
