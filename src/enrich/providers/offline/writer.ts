import { dealt, type RowPlace } from './deal.ts';
import type { Facts } from './facts.ts';

/** Where phrases come from and what they may say. */
export interface PhraseContext {
  /** Keeps the picks of one field apart from those of another. */
  template: string;
  place: RowPlace;
  facts: Facts;
  /** The phrases of a list, undefined where there is none. */
  list(name: string): readonly string[] | undefined;
  /** Where in a list the row starts, for lists that advance with a thread instead of being dealt. */
  start(name: string, size: number): number | undefined;
}

/** Lists dealt alike to all fields of a record: the subject and the description of a visit name one topic. */
const SHARED: ReadonlySet<string> = new Set(['area']);

/** Writes a plan's phrases out; undefined where none of its phrases has its facts. */
export function write(writing: PhraseContext, plans: readonly string[]): string | undefined {
  return new Pen(writing).one('plans', plans);
}

/** PhraseContext one text: remembers what it has drawn, so that a list that is used twice gives two phrases. */
class Pen {
  readonly #writing: PhraseContext;
  /** What was drawn, in order, as `list index`. */
  readonly #drawn: string[] = [];
  /** The lists that are being written out, so that one that holds itself ends. */
  readonly #open = new Set<string>();

  constructor(writing: PhraseContext) {
    this.#writing = writing;
  }

  /**
   * The first phrase, from the row's place in the list on, that has all its facts; one that the text has already only
   * where there is no other. What a phrase drew before it failed is free again.
   */
  one(name: string, phrases: readonly string[]): string | undefined {
    const again: number[] = [];
    for (let turn = 0; turn < phrases.length; turn++) {
      const index = this.#index(name, phrases.length, turn);
      if (this.#drawn.includes(`${name} ${index}`)) again.push(index);
      else {
        const text = this.#attempt(name, phrases, index);
        if (text !== undefined) return text;
      }
    }
    for (const index of again) {
      const text = this.#attempt(name, phrases, index);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  #index(name: string, size: number, turn: number): number {
    const { place, template, start } = this.#writing;
    const first = start(name, size);
    if (first !== undefined) return (first + turn) % size;
    return dealt(place, SHARED.has(name) ? name : `${template}/${name}`, size, turn);
  }

  #attempt(name: string, phrases: readonly string[], index: number): string | undefined {
    const before = this.#drawn.length;
    this.#drawn.push(`${name} ${index}`);
    const text = this.#text(phraseParts(phrases[index]!));
    if (text === undefined) this.#drawn.length = before;
    return text;
  }

  #text(parts: readonly PhrasePart[]): string | undefined {
    let text = '';
    for (const part of parts) {
      const piece = this.#piece(part);
      if (piece === undefined) return undefined;
      text += piece;
    }
    return text;
  }

  #piece(part: PhrasePart): string | undefined {
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
        if (!phrases || this.#open.has(name)) return undefined;
        this.#open.add(name);
        const text = this.one(name, phrases);
        this.#open.delete(name);
        return text;
      }
    }
  }
}

/** A part of a phrase: words as they stand, one of a list, a fact of the record, or one of a few words. */
type PhrasePart =
  | { kind: 'words'; words: string }
  | { kind: 'list'; list: string; fact: string | undefined }
  | { kind: 'fact'; fact: string }
  | { kind: 'choice'; key: string; options: readonly string[] };

const PART = /<(\w+?)(?:\{(\w+)\})?>|\{(\w+)\}|\[([^\]]*\|[^\]]*)\]/g;
const parsed = new Map<string, readonly PhrasePart[]>();

/** The parts of a phrase: `<list>`, `<list_{fact}>`, `{fact}` and `[a|b]` between words. */
function phraseParts(phrase: string): readonly PhrasePart[] {
  let parts = parsed.get(phrase);
  if (!parts) {
    parts = parse(phrase);
    parsed.set(phrase, parts);
  }
  return parts;
}

function parse(phrase: string): PhrasePart[] {
  const parts: PhrasePart[] = [];
  let end = 0;
  for (const match of phrase.matchAll(PART)) {
    if (match.index > end) parts.push({ kind: 'words', words: phrase.slice(end, match.index) });
    const [whole, list, listFact, fact, options] = match;
    if (list !== undefined) parts.push({ kind: 'list', list, fact: listFact });
    else if (fact !== undefined) parts.push({ kind: 'fact', fact });
    else if (options !== undefined) parts.push({ kind: 'choice', key: whole, options: options.split('|') });
    end = match.index + whole.length;
  }
  if (end < phrase.length) parts.push({ kind: 'words', words: phrase.slice(end) });
  return parts;
}
