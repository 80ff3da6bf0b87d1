import { fmix32, sha256Bytes } from './hash.ts';

/** The seed of a column: 53 bits as two halves. */
export interface ColumnKey {
  high: number;
  low: number;
}

/** The column seed of a field: the first 64 bits of SHA-256 over seed, object, and field. */
export function columnKey(seed: number, sobject: string, field: string): ColumnKey {
  const digest = sha256Bytes(JSON.stringify([seed, sobject, field]));
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}

/** Two 32-bit numbers as one, well spread: their order matters. */
export function mixed(a: number, b: number): number {
  return fmix32(fmix32(a ^ 0x9e3779b9) + Math.imul(b, 0x85157af5));
}

/** The key of a value's stream, from a column's seed and a row's hash: a whole number below 2^53. */
export function streamKey(column: ColumnKey, low: number, high = low): number {
  const lower = mixed(column.low, low);
  const upper = mixed(column.high ^ lower, high) & 0x1fffff;
  return upper * 0x1_0000_0000 + lower;
}
