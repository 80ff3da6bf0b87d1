import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';

/** Items in lists of a thousand. */
export function* chunksOf(lines: Iterable<string>): Generator<string[]> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length === 1_000) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** A line of a file: its text, undefined where it is not UTF-8, and whether a line end follows. */
export interface Line {
  text: string | undefined;
  ended: boolean;
}

const LF = 0x0a;

/** The lines of a file, which may be larger than memory should hold. */
export function* linesOf(file: string): Generator<Line> {
  const input = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(1 << 20);
    let rest: Buffer[] = [];
    for (;;) {
      const size = readSync(input, buffer, 0, buffer.length, null);
      if (size === 0) break;
      const chunk = buffer.subarray(0, size);
      let start = 0;
      for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
        yield lineOf(rest, chunk.subarray(start, end), true);
        rest = [];
        start = end + 1;
      }
      if (start < size) rest.push(Buffer.from(chunk.subarray(start)));
    }
    if (rest.length > 0) yield lineOf(rest, Buffer.alloc(0), false);
  } finally {
    closeSync(input);
  }
}

function lineOf(before: readonly Buffer[], last: Buffer, ended: boolean): Line {
  const bytes = before.length === 0 ? last : Buffer.concat([...before, last]);
  return { text: isUtf8(bytes) ? bytes.toString('utf8') : undefined, ended };
}
