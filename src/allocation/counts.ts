import { type ColumnKey, mixed } from '../random/key.ts';
import { apportion } from './apportion.ts';
import { shuffle } from './stratified-shuffle.ts';

/** How many parents one stratum of counts covers: few enough that every prefix is near the average. */
const STRATUM = 5;

/**
 * `parents` numbers between `min` and `max` that add up to `total` and vary as a Poisson distribution cut to that range
 * does, in ascending order. Needs `parents * min <= total <= parents * max`.
 */
export function countsThatAddUp(parents: number, total: number, min: number, max: number): number[] {
  if (parents === 0) return [];
  const weights = poisson(total / parents, min, max);
  const counts = apportion(parents, weights).flatMap((often, i) => Array<number>(often).fill(min + i));
  let missing = total - counts.reduce((a, b) => a + b, 0);
  // Steps of one, spread over the parents from the middle outwards, bring the rounded shape to its exact sum.
  for (let turn = 0; missing !== 0; turn++) {
    const offset = Math.ceil(turn / 2) * (turn % 2 === 0 ? 1 : -1);
    const i = (((Math.floor(parents / 2) + offset) % parents) + parents) % parents;
    const step = Math.sign(missing);
    const next = counts[i]! + step;
    if (next < min || next > max) continue;
    counts[i] = next;
    missing -= step;
  }
  return counts.sort((a, b) => a - b);
}

/**
 * Weights of min..max whose mean is `mean`: a Poisson distribution cut to that range. The rate is found by bisection,
 * with operations only that IEEE 754 rounds the same on every machine.
 */
function poisson(mean: number, min: number, max: number): number[] {
  const weightsAt = (rate: number) => {
    const weights = [1];
    for (let k = min + 1; k <= max; k++) weights.push((weights.at(-1)! * rate) / k);
    return weights;
  };
  const meanOf = (weights: number[]) => {
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.reduce((a, weight, i) => a + weight * (min + i), 0) / sum;
  };
  let low = 0;
  let high = 1;
  while (meanOf(weightsAt(high)) < mean && high < 1e6) high *= 2;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (meanOf(weightsAt(middle)) < mean) low = middle;
    else high = middle;
  }
  return weightsAt((low + high) / 2);
}

/** Gives sorted counts to parents back and forth (boustrophedon), so that each stratum of parents has about the same sum. */
export function stratifyCounts(sorted: readonly number[], column: ColumnKey, hash: number): number[] {
  const count = Math.ceil(sorted.length / STRATUM);
  const strata: number[][] = Array.from({ length: count }, () => []);
  sorted.forEach((children, rank) => {
    const round = Math.floor(rank / count);
    const position = rank % count;
    strata[round % 2 === 0 ? position : count - 1 - position]!.push(children);
  });
  return strata.flatMap((stratum, i) => shuffle(stratum, column, mixed(hash, i)));
}

/**
 * Lowers counts to their capacities and gives what is over, and `extra`, to those with room, one at a time in keyed
 * order. Returns what found no room.
 */
export function fitToCapacity(
  counts: number[],
  extra: number,
  capacity: (index: number) => number,
  column: ColumnKey,
  hash: number,
): number {
  let over = extra;
  counts.forEach((count, i) => {
    const room = capacity(i);
    if (count <= room) return;
    over += count - room;
    counts[i] = room;
  });
  return stepOver(counts, over, 1, (i) => counts[i]! < capacity(i), column, hash);
}

/** Takes `excess` from those that have more than `min`, one at a time in keyed order. Returns what it couldn't take. */
export function takeBack(
  counts: number[],
  excess: number,
  min: number,
  column: ColumnKey,
  hash: number,
): number {
  return stepOver(counts, excess, -1, (i) => counts[i]! > min, column, hash);
}

/** Makes `steps` steps of one, round after round over those that can. Returns the steps that none could make. */
function stepOver(
  counts: number[],
  steps: number,
  step: 1 | -1,
  can: (index: number) => boolean,
  column: ColumnKey,
  hash: number,
): number {
  let left = steps;
  const order = left > 0 ? shuffle([...counts.keys()], column, hash) : [];
  for (let before = -1; left > 0 && left !== before; ) {
    before = left;
    for (const i of order) {
      if (left === 0 || !can(i)) continue;
      counts[i]! += step;
      left--;
    }
  }
  return left;
}
