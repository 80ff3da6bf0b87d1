import { createHash } from 'node:crypto';

/** The seed of a column: 53 bits as two halves. */
export interface ColumnKey {
  high: number;
  low: number;
}

/** The column seed of a field: sha256 over seed, object and field. */
export function columnKey(seed: number, sobject: string, field: string): ColumnKey {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, sobject, field]))
    .digest();
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}

/** A 32-bit finaliser: murmur3's fmix32 (Appleby, public domain). */
function finalise(hash: number): number {
  let h = hash | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Two 32-bit numbers as one, well spread. */
export function mixed(a: number, b: number): number {
  return finalise(finalise(a ^ 0x9e3779b9) + Math.imul(b, 0x85157af5));
}

/** The key of a value's stream: a column's seed and a row's hash, a whole number below 2^53. */
export function streamKey(column: ColumnKey, low: number, high = low): number {
  const lower = mixed(column.low, low);
  const upper = mixed(column.high ^ lower, high) & 0x1fffff;
  return upper * 0x1_0000_0000 + lower;
}
