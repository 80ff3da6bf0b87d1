import { describe, expect, it } from 'vitest';
import { fmix32, sha256, sha256Bytes, sha256OfParts } from '../../src/random/hash.ts';

/** From FIPS 180-4's examples of NIST. */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('SHA-256', () => {
  it.each([
    ['abc', ABC],
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [Buffer.from('abc'), ABC],
  ])('of %j is %s', (data, hex) => {
    expect(sha256(data)).toBe(hex);
    expect(sha256Bytes(data).toString('hex')).toBe(hex);
  });

  it('of parts is that of the whole', () => {
    expect(sha256OfParts().update('a').update('bc').digest('hex')).toBe(ABC);
  });
});

describe('fmix32', () => {
  // As MurmurHash3.cpp computes them.
  it.each([
    [0, 0],
    [1, 0x514e28b7],
    [2, 0x30f4c306],
    [0xffffffff, 0x81f16f39],
  ])('of %i is %i', (value, mixed) => expect(fmix32(value)).toBe(mixed));

  it('takes the lower 32 bits, signed or not', () => {
    expect(fmix32(-1)).toBe(fmix32(0xffffffff));
    expect(fmix32(2 ** 32 + 1)).toBe(fmix32(1));
  });
});
