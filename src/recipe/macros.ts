import type { Place, Problem } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { parseFields, parseFriends } from './parse.ts';
import { checkKeys, entryOf, type MapTree, textOf } from './tree-keys.ts';
import type { FieldTemplate, Statement } from './types.ts';
import type { Unread } from './unread.ts';

/** What a macro gives to the objects that include it, with what it includes itself. */
export interface Macro {
  fields: FieldTemplate[];
  friends: Statement[];
}

/** What statements need from the recipe around them. */
export interface ParseContext {
  macros: Macros;
  problems: Problem[];
  unread: Unread;
}

/** Macros that include each other deeper, or bring in more, are a slip: each could double the one before. */
const DEEPEST = 50;
const MOST_FRIENDS = 10_000;

/** The macros of a recipe by name, each parsed when it is first included, wherever it stands. */
export class Macros {
  readonly #trees: ReadonlyMap<string, MapTree>;
  readonly #parsed = new Map<string, Macro | 'open'>();
  #open = 0;

  constructor(trees: ReadonlyMap<string, MapTree>) {
    this.#trees = trees;
  }

  names(): Iterable<string> {
    return this.#trees.keys();
  }

  /** The macro, or undefined with a problem noted where there is none or where it includes itself. */
  find(name: string, place: Place, { problems, unread }: Omit<ParseContext, 'macros'>): Macro | undefined {
    const known = this.#parsed.get(name);
    if (known === 'open') {
      problems.push({ message: `The macro \`${name}\` includes itself.`, place });
      return undefined;
    }
    const tree = this.#trees.get(name);
    if (known || !tree) {
      if (!known) {
        const hint = didYouMean(name, this.names());
        problems.push({ message: `There is no macro \`${name}\`.`, place, ...(hint ? { hint } : {}) });
        unread.addAny();
      }
      return known;
    }
    if (this.#open > DEEPEST) {
      problems.push({ message: `Macros can include each other ${DEEPEST} deep at most.`, place });
      return undefined;
    }
    this.#open++;
    this.#parsed.set(name, 'open');
    const context = { macros: this, problems, unread };
    checkKeys(tree, 'macro', context);
    const macro = mixMacros(tree, context);
    this.#parsed.set(name, macro);
    this.#open--;
    return macro;
  }
}

/** Later macros override earlier ones and own fields override macros; an overridden field keeps its first place. */
export function mixMacros(tree: MapTree, context: ParseContext): Macro {
  const include = entryOf(tree, 'include');
  const names = (textOf(tree, 'include', context) ?? '').split(',').map((name) => name.trim());
  const fields = new Map<string, FieldTemplate>();
  const friends: Statement[] = [];
  for (const name of names.filter((one) => one !== '')) {
    const macro = context.macros.find(name, include!.value.place, context);
    for (const field of macro?.fields ?? []) fields.set(field.name, field);
    if (friends.length + (macro?.friends.length ?? 0) > MOST_FRIENDS) {
      const message = `\`include\` can bring in ${MOST_FRIENDS} friends at most.`;
      context.problems.push({ message, place: include!.value.place });
      break;
    }
    for (const friend of macro?.friends ?? []) friends.push(friend);
  }
  for (const field of parseFields(entryOf(tree, 'fields'), context)) fields.set(field.name, field);
  return {
    fields: [...fields.values()],
    friends: [...friends, ...parseFriends(entryOf(tree, 'friends'), context)],
  };
}
