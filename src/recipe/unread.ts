import { type Problem, placeText, type UnknownName } from '../shared/errors.ts';
import type { Tree } from './tree.ts';

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The parts of a recipe that couldn't be read: a name that they may define isn't reported as unknown as well. */
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

  /** Notes a missing part that may define any name. */
  addAny(): void {
    this.#isAny = true;
  }

  /**
   * Later problems without the echoes of earlier ones: those at the same place, and names that are unknown only
   * because a part wasn't read.
   */
  withoutEchoes(later: readonly Problem[], earlier: readonly Problem[]): Problem[] {
    const reported = new Set(earlier.map(({ place }) => placeText(place)));
    return later.filter(
      ({ place, unknown }) => !reported.has(placeText(place)) && !(unknown && this.#mayDefine(unknown)),
    );
  }

  #mayDefine({ kind, name }: UnknownName): boolean {
    const [head = name] = name.split('.');
    // No part of a recipe defines a function with a plain name.
    return this.#names.has(head) || (this.#isAny && (kind !== 'function' || head !== name));
  }
}
