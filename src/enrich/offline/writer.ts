import { dealt, type Place } from './deal.ts';
import type { Facts } from './facts.ts';
import { type Part, partsOf } from './line.ts';

/** Where phrases come from and what they may say. */
export interface Writing {
  /** Keeps the picks of one field apart from those of another. */
  template: string;
  place: Place;
  facts: Facts;
  /** The phrases of a list, undefined where there is none. */
  list(name: string): readonly string[] | undefined;
  /** Where in a list the row starts, for lists that advance with a thread instead of being dealt. */
  start(name: string, size: number): number | undefined;
}

/** Lists dealt alike to all fields of a record: the subject and the description of a visit name one topic. */
const SHARED: ReadonlySet<string> = new Set(['area']);

/** Writes a plan's phrases out; undefined where none of its phrases has its facts. */
export function write(writing: Writing, plans: readonly string[]): string | undefined {
  return new Pen(writing).one('plans', plans);
}

/** Writing one text: remembers what it has drawn, so that a list that is used twice gives two phrases. */
class Pen {
  readonly #writing: Writing;
  readonly #drawn = new Map<string, Set<number>>();

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** The first phrase, from the row's place in the list on, that has all its facts. */
  one(name: string, phrases: readonly string[]): string | undefined {
    const { place, template, start } = this.#writing;
    const drawn = this.#drawn.get(name) ?? new Set();
    this.#drawn.set(name, drawn);
    const first = start(name, phrases.length);
    for (let turn = 0; turn < phrases.length; turn++) {
      const index =
        first === undefined
          ? dealt(place, SHARED.has(name) ? name : `${template}/${name}`, phrases.length, turn)
          : (first + turn) % phrases.length;
      if (drawn.has(index)) continue;
      drawn.add(index);
      const text = this.#text(partsOf(phrases[index]!));
      if (text !== undefined) return text;
      drawn.delete(index);
    }
    return undefined;
  }

  #text(parts: readonly Part[]): string | undefined {
    let text = '';
    for (const part of parts) {
      const piece = this.#piece(part);
      if (piece === undefined) return undefined;
      text += piece;
    }
    return text;
  }

  #piece(part: Part): string | undefined {
    const { facts, place, list } = this.#writing;
    switch (part.kind) {
      case 'words':
        return part.words;
      case 'fact':
        return facts[part.fact];
      case 'choice':
        return part.options[dealt(place, part.key, part.options.length)];
      case 'list': {
        const name = part.fact ? `${part.list}${facts[part.fact] ?? ''}` : part.list;
        const phrases = list(name);
        return phrases && this.one(name, phrases);
      }
    }
  }
}
