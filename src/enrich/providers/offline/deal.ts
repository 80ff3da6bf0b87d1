/** What places a row among others: the seed of the dataset and the row's path. */
export interface RowPlace {
  seed: number;
  path: readonly number[];
}

/**
 * The index that a row gets from a list of `size`, `turn` counting its further picks from the same list. Accounts that
 * follow one another go through the whole list before an entry returns, in an order keyed by seed and list; each round
 * is shifted by a step of the list's own, so that two rows that meet in one list do not meet in another.
 */
export function dealt(place: RowPlace, list: string, size: number, turn = 0): number {
  const steps = stepsOf(place.seed, list, size);
  const account = place.path[0] ?? 0;
  let index = steps.start + account * steps.account + Math.floor(account / size) * steps.round;
  for (let depth = 1; depth < place.path.length; depth++) {
    index += place.path[depth]! * steps.ordinals[depth % steps.ordinals.length]!;
  }
  return (index + turn * steps.turn) % size;
}

/** How far each part of a place moves through a list. */
interface Steps {
  start: number;
  account: number;
  round: number;
  ordinals: readonly number[];
  turn: number;
}

const known = new Map<string, Steps>();

function stepsOf(seed: number, list: string, size: number): Steps {
  const key = `${list} ${size} ${seed}`;
  let steps = known.get(key);
  if (!steps) {
    const step = (use: number) => coprime(keyed(seed, list, use), size);
    const ordinals = [step(3), step(4), step(5)];
    steps = {
      start: keyed(seed, list, 0),
      account: step(1),
      round: keyed(seed, list, 2),
      ordinals,
      turn: step(9),
    };
    known.set(key, steps);
  }
  return steps;
}

/** A whole number below 2^20 of a seed, a list and a use: FNV-1a, finished as in MurmurHash3 (A. Appleby). */
function keyed(seed: number, list: string, use: number): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0) ^ Math.floor(seed / 2 ** 32);
  for (let at = 0; at < list.length; at++) hash = Math.imul(hash ^ list.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (use + 1), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 12;
}

/** The next number from `start` on that shares no divisor with `size`: its multiples visit every index. */
function coprime(start: number, size: number): number {
  let number = start || 1;
  while (divisor(number, size) !== 1) number++;
  return number;
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
