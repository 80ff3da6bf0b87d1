import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { writeAll } from './write-file.ts';

/** Writes a file part by part, and returns its SHA-256 in hexadecimal. */
export function writeParts(file: string, parts: Iterable<string>): string {
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'w');
  try {
    for (const part of parts) {
      const bytes = Buffer.from(part);
      writeAll(descriptor, bytes);
      hash.update(bytes);
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}
