import { fmix32 } from './hash.ts';

/**
 * Where `index` goes when the whole numbers 0 to `size - 1` are shuffled by `key`: each goes to another place, and
 * no list is kept. A Feistel network over Z_a x Z_b that walks on while it lands outside (Black and Rogaway,
 * "Ciphers with Arbitrary Finite Domains", 2002: generalized Feistel and cycle walking).
 */
export function permute(index: number, size: number, key: number): number {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new RangeError(`${index} isn't one of the ${size} places of a permutation.`);
  const low = key | 0;
  const high = Math.floor(key / 2 ** 32) | 0;
  if (size <= SMALL) return rank(index, size, low, high);
  // a * b exceeds size by less than a, so that walking on is rare.
  const a = Math.ceil(Math.sqrt(size));
  const b = Math.ceil(size / a);
  let place = index;
  do {
    let right = Math.floor(place / a);
    let left = place - right * a;
    for (let round = 1; round <= ROUNDS; round += 2) {
      left += scramble(right, low, high, round) % a;
      if (left >= a) left -= a;
      right += scramble(left, low, high, round + 1) % b;
      if (right >= b) right -= b;
    }
    place = right * a + left;
  } while (place >= size);
  return place;
}

/**
 * Four rounds of a random function are enough (Luby and Rackoff, "How to Construct Pseudorandom Permutations from
 * Pseudorandom Functions", 1988); the further ones make up for the weak hash.
 */
const ROUNDS = 6;

/** Below this size a Feistel network misses some orders and favors others. */
const SMALL = 24;

/** The place of an index among all when they are sorted by their hash, which no two of them share. */
function rank(index: number, size: number, low: number, high: number): number {
  const own = scramble(index, low, high, 0);
  let before = 0;
  for (let other = 0; other < size; other++) if (scramble(other, low, high, 0) < own) before += 1;
  return before;
}

/** A round function fed with both halves of the key; one to one in `half`. */
function scramble(half: number, low: number, high: number, round: number): number {
  return fmix32(fmix32(Math.imul(half, 0x9e3779b1) ^ low ^ Math.imul(round, 0x85ebca77)) + high);
}
