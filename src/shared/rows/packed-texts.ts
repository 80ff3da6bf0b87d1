import { NumberList } from './number-list.ts';

/** Bytes of one buffer; a longer text has its own. */
const CHUNK = 1 << 18;

/** Half of a pair, which has no bytes in UTF-8. */
const HALF = /\p{Cs}/u;

/** Many texts as UTF-8 in a few buffers, which take much less memory than strings do. */
export class PackedTexts {
  readonly #chunks: Buffer[] = [];
  readonly #chunkOf = new NumberList();
  readonly #starts = new NumberList();
  readonly #ends = new NumberList();
  /** Texts with half of a pair, as they are. */
  readonly #odd = new Map<number, string>();
  #used = 0;

  get length(): number {
    return this.#starts.length;
  }

  push(text: string): void {
    if (HALF.test(text)) this.#odd.set(this.length, text);
    const most = text.length * 3;
    let chunk = this.#chunks.at(-1);
    if (!chunk || this.#used + most > chunk.length) {
      chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK, most));
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    this.#chunkOf.push(this.#chunks.length - 1);
    this.#starts.push(this.#used);
    this.#used += chunk.write(text, this.#used, 'utf8');
    this.#ends.push(this.#used);
  }

  at(index: number): string {
    const odd = this.#odd.get(index);
    if (odd !== undefined) return odd;
    return this.#chunkAt(index).toString('utf8', this.#starts.at(index), this.#ends.at(index));
  }

  /** The parts of a text between NUL signs: strings of their own, which don't keep the whole text in memory. */
  partsAt(index: number): string[] {
    const odd = this.#odd.get(index);
    if (odd !== undefined) return odd.split('\0');
    const chunk = this.#chunkAt(index);
    const end = this.#ends.at(index);
    const parts: string[] = [];
    let from = this.#starts.at(index);
    for (let at = from; at < end; at++) {
      if (chunk[at] !== 0) continue;
      parts.push(from === at ? '' : chunk.toString('utf8', from, at));
      from = at + 1;
    }
    parts.push(from === end ? '' : chunk.toString('utf8', from, end));
    return parts;
  }

  #chunkAt(index: number): Buffer {
    return this.#chunks[this.#chunkOf.at(index)]!;
  }
}
