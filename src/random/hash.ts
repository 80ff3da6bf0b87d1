import { createHash, type Hash, hash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) of bytes, or of a string as UTF-8, in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}

/** The same as its 32 bytes. */
export function sha256Bytes(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer');
}

/** SHA-256 of what comes in parts. */
export function sha256OfParts(): Hash {
  return createHash('sha256');
}

/** The 32-bit finalizer of MurmurHash3, fmix32 (Austin Appleby, 2011, public domain): one to one, well spread. */
export function fmix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
