import { NumberList } from './number-list.ts';
import { PackedTexts } from './packed-texts.ts';

/** A map from texts to texts, as far as its users need it; a Map is one. */
export interface TextMap {
  readonly size: number;
  get(key: string): string | undefined;
  has(key: string): boolean;
  set(key: string, value: string): unknown;
  keys(): Iterable<string>;
  [Symbol.iterator](): Iterator<[string, string]>;
}

/**
 * A map from texts to texts that takes a quarter of the memory of a Map, in the order in which keys came. Open addressing
 * with linear probing (Knuth, The Art of Computer Programming, 6.4); the hash is FNV-1a, 32 bits, over UTF-16 units.
 */
export class PackedMap implements TextMap {
  readonly #keys = new PackedTexts();
  readonly #hashes = new NumberList();
  readonly #values = new PackedTexts();
  /** Where the value of each key is among the values; one that was replaced stays there. */
  readonly #valueOf = new NumberList();
  /** By the hash: the position of a key, plus one. */
  #slots = new Uint32Array(64);

  constructor(entries: Iterable<readonly [string, string]> = []) {
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#keys.length;
  }

  get(key: string): string | undefined {
    const entry = this.#slots[this.#slotOf(key, fnv1a(key))]!;
    return entry === 0 ? undefined : this.#values.at(this.#valueOf.at(entry - 1));
  }

  has(key: string): boolean {
    return this.#slots[this.#slotOf(key, fnv1a(key))]! !== 0;
  }

  set(key: string, value: string): this {
    const hash = fnv1a(key);
    const slot = this.#slotOf(key, hash);
    const entry = this.#slots[slot]!;
    if (entry > 0) {
      if (this.#values.at(this.#valueOf.at(entry - 1)) === value) return this;
      this.#valueOf.set(entry - 1, this.#values.length);
      this.#values.push(value);
      return this;
    }
    this.#keys.push(key);
    this.#hashes.push(hash);
    this.#valueOf.push(this.#values.length);
    this.#values.push(value);
    this.#slots[slot] = this.size;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return this;
  }

  *keys(): Generator<string> {
    for (let at = 0; at < this.size; at++) yield this.#keys.at(at);
  }

  *[Symbol.iterator](): Generator<[string, string]> {
    for (let at = 0; at < this.size; at++) yield [this.#keys.at(at), this.#values.at(this.#valueOf.at(at))];
  }

  /** The slot of a key, or the free one where it belongs. */
  #slotOf(key: string, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0) return slot;
      if (this.#hashes.at(entry - 1) === hash && this.#keys.at(entry - 1) === key) return slot;
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
