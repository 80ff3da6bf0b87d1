import { NumberList } from './number-list.ts';
import { PackedTexts } from './packed-texts.ts';

/**
 * Texts that are there once, each with a number from 0 on, in little memory. Open addressing with linear probing (Knuth,
 * The Art of Computer Programming, 6.4); the hash is FNV-1a, 32 bits, over UTF-16 units.
 */
export class PackedIndex {
  readonly #texts = new PackedTexts();
  readonly #hashes = new NumberList();
  /** By the hash: the number of a text, plus one. */
  #slots = new Uint32Array(64);

  get size(): number {
    return this.#texts.length;
  }

  /** The number of a text; -1 where it isn't there. */
  find(text: string): number {
    return this.#slots[this.#slotOf(text, fnv1a(text))]! - 1;
  }

  has(text: string): boolean {
    return this.find(text) >= 0;
  }

  /** The number of a text, which is added if it isn't there. */
  add(text: string): number {
    const hash = fnv1a(text);
    const slot = this.#slotOf(text, hash);
    const known = this.#slots[slot]! - 1;
    if (known >= 0) return known;
    this.#texts.push(text);
    this.#hashes.push(hash);
    this.#slots[slot] = this.size;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return this.size - 1;
  }

  at(number: number): string {
    return this.#texts.at(number);
  }

  /** The slot of a text, or the free one where it belongs. */
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
    for (let at = 0; at < this.size; at++) {
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
