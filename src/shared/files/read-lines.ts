import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 18;
const LINE_END = 0x0a;

/** The bytes of a file, part by part. */
export function* readChunks(file: string): Generator<Buffer> {
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      // A buffer of its own each time: what reads them may keep the end of one.
      const chunk = Buffer.allocUnsafeSlow(CHUNK);
      const size = readSync(descriptor, chunk);
      if (size === 0) return;
      yield chunk.subarray(0, size);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The lines of a UTF-8 file, one after the other, so that not all of it is in memory; what follows the last line end is a line. */
export function* readLines(file: string): Generator<string> {
  let parts: Buffer[] = [];
  for (const chunk of readChunks(file)) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8');
      parts = [];
      from = at + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  if (parts.length > 0) yield Buffer.concat(parts).toString('utf8');
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
