import { NumberList } from './number-list.ts';
import { PackedTexts } from './packed-texts.ts';

/**
 * Texts that are there once, each with a number from 0 on, in little memory; a text that another index has as well takes
 * only its number there. Open addressing with linear probing (Knuth, The Art of Computer Programming, 6.4); the hash is
 * FNV-1a, 32 bits, over UTF-16 units.
 */
export class PackedIndex {
  readonly #base: PackedIndex | undefined;
  /** Of each number of the base: the own number, plus one. */
  readonly #ofBase = new NumberList();
  /** Of each own number: that of the base, or after these the place among the own texts. */
  readonly #sources = new NumberList();
  /** How many numbers of the base there are: a base doesn't grow any more. */
  readonly #baseSize: number;
  readonly #texts = new PackedTexts();
  readonly #hashes = new NumberList();
  /** By the hash: the place of an own text, plus one. */
  #slots = new Uint32Array(64);
  /** Of each own text its number. */
  readonly #numbers = new NumberList();

  constructor(base?: PackedIndex) {
    this.#base = base;
    this.#baseSize = base?.size ?? 0;
    for (let at = 0; at < this.#baseSize; at++) this.#ofBase.push(0);
  }

  get size(): number {
    return this.#sources.length;
  }

  /** The number of a text; -1 where it isn't there. */
  find(text: string): number {
    const inBase = this.#inBase(text);
    if (inBase >= 0) return this.#ofBase.at(inBase) - 1;
    const entry = this.#slots[this.#slotOf(text, fnv1a(text))]!;
    return entry === 0 ? -1 : this.#numbers.at(entry - 1);
  }

  has(text: string): boolean {
    return this.find(text) >= 0;
  }

  /** The number of a text, which is added if it isn't there. */
  add(text: string): number {
    const inBase = this.#inBase(text);
    return inBase >= 0 ? this.#addOfBase(inBase) : this.#addOwn(text);
  }

  at(number: number): string {
    const source = this.#sources.at(number);
    return source < this.#baseSize ? this.#base!.at(source) : this.#texts.at(source - this.#baseSize);
  }

  #inBase(text: string): number {
    const found = this.#base?.find(text) ?? -1;
    return found < this.#baseSize ? found : -1;
  }

  #addOfBase(inBase: number): number {
    const known = this.#ofBase.at(inBase) - 1;
    if (known >= 0) return known;
    this.#sources.push(inBase);
    this.#ofBase.set(inBase, this.size);
    return this.size - 1;
  }

  #addOwn(text: string): number {
    const hash = fnv1a(text);
    const slot = this.#slotOf(text, hash);
    const entry = this.#slots[slot]!;
    if (entry > 0) return this.#numbers.at(entry - 1);
    const number = this.size;
    this.#sources.push(this.#baseSize + this.#texts.length);
    this.#texts.push(text);
    this.#hashes.push(hash);
    this.#numbers.push(number);
    this.#slots[slot] = this.#texts.length;
    if (this.#texts.length * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** The slot of an own text, or the free one where it belongs. */
  #slotOf(text: string, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0) return slot;
      if (this.#hashes.at(entry - 1) === hash && this.#texts.at(entry - 1) === text) return slot;
    }
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let at = 0; at < this.#texts.length; at++) {
      let slot = this.#hashes.at(at) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = at + 1;
    }
    this.#slots = slots;
  }
}

/** Source: Fowler, Noll, Vo; draft-eastlake-fnv. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  // The low bits choose the slot: those of keys that differ at their end alone are mixed.
  return (hash ^ (hash >>> 15)) >>> 0;
}
