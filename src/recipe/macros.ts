import type { Place } from '../shared/errors.ts';
import { validNames } from '../shared/nearest.ts';
import type { ReadProblems } from './parse-context.ts';
import type { MapTree } from './tree-keys.ts';
import type { FieldTemplate, Statement } from './types.ts';

/** What a macro adds to the objects that include it, with its own includes resolved. */
export interface Macro {
  fields: FieldTemplate[];
  friends: Statement[];
}

/** Deeper nesting of macros is a mistake: each level could double the one before. */
const DEEPEST = 50;

/** Parses the tree of a macro. */
export type ReadMacro = (tree: MapTree, macros: Macros, found: ReadProblems) => Macro;

/** The macros of a recipe by name, each parsed at its first use, wherever it is defined. */
export class Macros {
  readonly #trees: ReadonlyMap<string, MapTree>;
  readonly #parsed = new Map<string, Macro | 'open'>();
  readonly #read: ReadMacro;
  #open = 0;

  constructor(trees: ReadonlyMap<string, MapTree>, read: ReadMacro) {
    this.#trees = trees;
    this.#read = read;
  }

  names(): Iterable<string> {
    return this.#trees.keys();
  }

  /** Returns the macro; notes a problem and returns undefined if it is unknown or includes itself. */
  find(name: string, place: Place, found: ReadProblems): Macro | undefined {
    const { problems, unread } = found;
    const known = this.#parsed.get(name);
    if (known === 'open') {
      problems.push({ message: `The macro \`${name}\` includes itself.`, place });
      return undefined;
    }
    const tree = this.#trees.get(name);
    if (known || !tree) {
      if (!known) {
        const hint = validNames(name, this.names());
        problems.push({ message: `Unknown macro \`${name}\`.`, place, ...(hint ? { hint } : {}) });
        unread.addAny();
      }
      return known;
    }
    if (this.#open > DEEPEST) {
      problems.push({ message: `Macros can include each other at most ${DEEPEST} deep.`, place });
      return undefined;
    }
    this.#open++;
    this.#parsed.set(name, 'open');
    const macro = this.#read(tree, this, found);
    this.#parsed.set(name, macro);
    this.#open--;
    return macro;
  }
}
