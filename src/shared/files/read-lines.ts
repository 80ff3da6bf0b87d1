import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 18;
const LINE_END = 0x0a;

/** The lines of a UTF-8 file, one after the other, so that not all of it is in memory; what follows the last line end is a line. */
export function* readLines(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    let parts: Buffer[] = [];
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      let from = 0;
      for (let at = chunk.indexOf(LINE_END); at >= 0 && at < size; at = chunk.indexOf(LINE_END, from)) {
        yield Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8');
        parts = [];
        from = at + 1;
      }
      if (from < size) parts.push(Buffer.from(chunk.subarray(from, size)));
    }
    if (parts.length > 0) yield Buffer.concat(parts).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** True for a file whose last line has no end. */
export function endsTorn(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const last = Buffer.alloc(1);
    return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== LINE_END;
  } finally {
    closeSync(descriptor);
  }
}
