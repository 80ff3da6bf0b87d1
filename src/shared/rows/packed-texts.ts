import { NumberList } from './number-list.ts';

/** Bytes of one buffer; a longer text has a buffer of as many times as much. */
const CHUNK = 1 << 18;

/** A place among the bytes is a number below this. */
const MOST_BYTES = 2 ** 32 - CHUNK;

/** Half of a pair, which has no bytes in UTF-8. */
const HALF = /\p{Cs}/u;

/** Many texts as UTF-8 in a few buffers, which take much less memory than strings do. */
export class PackedTexts {
  /** A buffer for each `CHUNK` bytes of places; a large one is here several times. */
  readonly #chunks: Buffer[] = [];
  /** The place of each text among the bytes of all buffers, and its bytes. */
  readonly #starts = new NumberList();
  readonly #sizes = new NumberList();
  /** Texts with half of a pair, as they are. */
  readonly #odd = new Map<number, string>();
  #next = 0;

  get length(): number {
    return this.#starts.length;
  }

  push(text: string): void {
    if (HALF.test(text)) this.#odd.set(this.length, text);
    // Counting takes longer than a bound, and only pays for a long text.
    const most = text.length * 3 > CHUNK ? Buffer.byteLength(text) : text.length * 3;
    if (this.#next + most > MOST_BYTES) throw new RangeError('A table has more than 4 GB of text.');
    if (this.#next + most > this.#chunks.length * CHUNK) {
      this.#next = this.#chunks.length * CHUNK;
      const count = Math.max(1, Math.ceil(most / CHUNK));
      const buffer = Buffer.allocUnsafeSlow(count * CHUNK);
      for (let at = 0; at < count; at++) this.#chunks.push(buffer);
    }
    const { buffer, start } = this.#placeOf(this.#next);
    const size = buffer.write(text, start, 'utf8');
    this.#starts.push(this.#next);
    this.#sizes.push(size);
    this.#next += size;
    // What is behind a large text in its buffer isn't used: a place there would be a chunk of its own.
    if (buffer.length > CHUNK) this.#next = this.#chunks.length * CHUNK;
  }

  at(index: number): string {
    const odd = this.#odd.get(index);
    if (odd !== undefined) return odd;
    const { buffer, start } = this.#placeOf(this.#starts.at(index));
    return buffer.toString('utf8', start, start + this.#sizes.at(index));
  }

  /** The parts of a text between NUL signs: strings of their own, which don't keep the whole text in memory. */
  partsAt(index: number): string[] {
    const odd = this.#odd.get(index);
    if (odd !== undefined) return odd.split('\0');
    const { buffer, start } = this.#placeOf(this.#starts.at(index));
    const end = start + this.#sizes.at(index);
    const parts: string[] = [];
    let from = start;
    for (let at = from; at < end; at++) {
      if (buffer[at] !== 0) continue;
      parts.push(from === at ? '' : buffer.toString('utf8', from, at));
      from = at + 1;
    }
    parts.push(from === end ? '' : buffer.toString('utf8', from, end));
    return parts;
  }

  #placeOf(place: number): { buffer: Buffer; start: number } {
    // A text without bytes may begin where the last buffer ends.
    const at = Math.min(Math.floor(place / CHUNK), this.#chunks.length - 1);
    return at < 0 ? { buffer: NOTHING, start: 0 } : { buffer: this.#chunks[at]!, start: place - at * CHUNK };
  }
}

const NOTHING = Buffer.alloc(0);
