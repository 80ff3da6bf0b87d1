import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

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

/** The lines of a file, which may be larger than memory should hold. */
export function* linesOf(file: string): Generator<string> {
  const input = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(1 << 20);
    let rest = '';
    for (;;) {
      const read = readSync(input, buffer, 0, buffer.length, null);
      const lines = (rest + (read > 0 ? decoder.write(buffer.subarray(0, read)) : decoder.end())).split('\n');
      rest = lines.pop()!;
      yield* lines;
      if (read === 0) break;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(input);
  }
}
