import { type ColumnKey, mixed } from '../random/key.ts';
import { type Place, UserError } from '../shared/errors.ts';
import { apportion } from './apportion.ts';
import { countsThatAddUp, fitToCapacity, stratifyCounts, takeBack } from './counts.ts';
import { Cumulative } from './cumulative.ts';
import type { Population } from './population.ts';
import type { Quota } from './quota.ts';

export interface SpreadInput {
  /** What is counted, for an error: `OpportunityContactRole`. */
  name: string;
  /** The rows among which the children are spread. */
  parents: Population;
  column: ColumnKey;
  average: number;
  min: number;
  max: number;
  /** Each value of this quota gets its part of the total, so that shares by it stay exact below. */
  by?: Quota | undefined;
  /** No parent gets more children than rows of this population share its ancestor. */
  capacity?: Population | undefined;
  /** Where the recipe states it. */
  place: Place;
}

/** Numbers of children that vary from parent to parent and add up to the average over each block. */
export class Spread {
  readonly by: Quota | undefined;
  readonly #input: SpreadInput;
  readonly #planned: Cumulative<number[]>;

  constructor(input: SpreadInput) {
    this.#input = input;
    this.by = input.by;
    this.#planned = new Cumulative(new Array<number>(input.by?.size ?? 1).fill(0));
  }

  /** Children in all full blocks before this one, for each group. */
  planned(block: number): number[] {
    return this.#planned.upTo(block, (one, before) => this.#after(one, before));
  }

  #after(block: number, before: number[]): number[] {
    const { parents, average, by } = this.#input;
    const total = Math.round(parents.planned(block + 1) * average);
    return apportion(total, parents.plannedBy(by, block + 1), before);
  }

  /** The number of children of each parent's slot in a block. */
  counts(block: number): number[] {
    const { parents, column, min, max, by } = this.#input;
    const size = parents.layout(block).size;
    const strata = parents.strata(by, block);
    const before = this.planned(block);
    const totals = this.planned(block + 1).map((total, group) => total - before[group]!);

    const limit = this.#limits(block);
    const counts = new Array<number>(size).fill(0);
    totals.forEach((total, group) => {
      const slots = Array.from({ length: size }, (_, slot) => slot).filter((slot) => strata[slot] === group);
      const possible = Math.min(Math.max(total, slots.length * min), slots.length * max);
      const sorted = countsThatAddUp(slots.length, possible, min, max);
      const spread = stratifyCounts(sorted, column, mixed(block, group));
      fitToCapacity(spread, 0, (i) => limit(slots[i]!), column, mixed(block, group));
      spread.forEach((count, i) => {
        counts[slots[i]!] = count;
      });
    });
    this.#fit(counts, sum(totals), limit, block);
    return counts;
  }

  /** The most that each parent's slot takes. */
  #limits(block: number): (slot: number) => number {
    const { parents, max, capacity } = this.#input;
    const room = capacity ? roomBelow(parents, capacity, block) : undefined;
    return (slot) => Math.min(max, room?.[slot] ?? max);
  }

  /** What one group couldn't take, or had to have, is made up by the others; a total out of reach is an error. */
  #fit(counts: number[], wanted: number, limit: (slot: number) => number, block: number): void {
    const { parents, column, min, max, capacity, name, average, place } = this.#input;
    const extra = wanted - sum(counts);
    const hash = mixed(block, this.by?.size ?? 1);
    const unplaced =
      extra < 0
        ? -takeBack(counts, -extra, min, column, hash)
        : fitToCapacity(counts, extra, limit, column, hash);
    if (unplaced === 0) return;
    const settings = `an average of ${average} ${name} for each ${parents.name}`;
    if (unplaced < 0)
      throw new UserError({
        message: `The settings contradict each other: ${settings}, but at least ${min} for each.`,
        place,
      });
    const room = `${counts.length} ${parents.name} rows take at most ${sum(counts)}`;
    const reason = capacity ? `, since none has more than its account has ${capacity.name} rows` : '';
    const raise = capacity ? `, raise that of ${capacity.name}` : '';
    throw new UserError({
      message: `The settings contradict each other: ${settings}, but ${room}${reason}.`,
      place,
      hint: `Lower the average of ${name}${raise}, or raise the maximum of ${max}.`,
    });
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** For each parent the number of rows of `capacity` below the nearest ancestor that both have. */
function roomBelow(parents: Population, capacity: Population, block: number): number[] {
  const ancestors = new Map<Population, Int32Array>();
  let map = Int32Array.from({ length: capacity.layout(block).size }, (_, slot) => slot);
  for (let population: Population | undefined = capacity; population; population = population.parent) {
    ancestors.set(population, map);
    const { parentOf } = population.layout(block);
    map = map.map((slot) => parentOf[slot]!);
  }
  let above = Int32Array.from({ length: parents.layout(block).size }, (_, slot) => slot);
  for (let population: Population | undefined = parents; population; population = population.parent) {
    const shared = ancestors.get(population);
    if (shared) {
      const rows = new Array<number>(population.layout(block).size).fill(0);
      for (const slot of shared) rows[slot]!++;
      return Array.from(above, (slot) => rows[slot]!);
    }
    const { parentOf } = population.layout(block);
    above = above.map((slot) => parentOf[slot]!);
  }
  return new Array<number>(parents.layout(block).size).fill(0);
}
