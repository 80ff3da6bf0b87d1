import { type ColumnKey, mixed } from '../random/key.ts';
import { apportion, apportionGroups } from './apportion.ts';
import { Cumulative } from './cumulative.ts';
import type { Population } from './population.ts';
import { stratifiedShuffle } from './stratified-shuffle.ts';

/** What a quota distributes: the weight of each value, for each group of the quota that it is nested in. */
export interface QuotaInput {
  population: Population;
  column: ColumnKey;
  /** Values are distributed within the groups that the values of this quota make. */
  by?: Quota | undefined;
  /** The number of values. */
  size: number;
  weights: (group: number) => readonly number[];
  /** Rows that may have another value than the last one start at this child of each parent (0 is the first). */
  from?: number;
}

/** The quotas of one column: full blocks have each value exactly as often as its share says, cumulatively over blocks. */
export class Quota {
  readonly population: Population;
  readonly size: number;
  readonly #input: QuotaInput;
  readonly #groups: number;
  #block = -1;
  #indices: Uint16Array | undefined;
  /** How often each value was given before a block, for each group. */
  readonly #given: Cumulative<number[][]>;

  constructor(input: QuotaInput) {
    this.#input = input;
    this.population = input.population;
    this.size = input.size;
    this.#groups = input.by?.size ?? 1;
    this.#given = new Cumulative(
      Array.from({ length: this.#groups }, () => new Array<number>(input.size).fill(0)),
    );
  }

  /** How often each value occurs in all full blocks before this one. */
  planned(block: number): number[] {
    const given = this.#before(block);
    return Array.from({ length: this.size }, (_, value) =>
      given.reduce((sum, group) => sum + group[value]!, 0),
    );
  }

  #before(block: number): number[][] {
    return this.#given.upTo(block, (one, before) => this.#after(one, before));
  }

  #after(block: number, before: number[][]): number[][] {
    const rows = this.population.plannedBy(this.#input.by, block + 1);
    return apportionGroups(rows, this.#input.weights, before);
  }

  /** The value of each slot of a block. */
  indices(block: number): Uint16Array {
    if (this.#block !== block || !this.#indices) {
      this.#indices = this.#distribute(block);
      this.#block = block;
    }
    return this.#indices;
  }

  #distribute(block: number): Uint16Array {
    const { population, by, column, weights, from = 0 } = this.#input;
    const layout = population.layout(block);
    const strata = population.strata(by, block);
    const slots: number[][] = Array.from({ length: this.#groups }, () => []);
    const rows = new Array<number>(this.#groups).fill(0);
    const { size, offsets } = layout;
    // Parents are looked up only if their first children are skipped.
    const parentOf = from > 0 ? layout.parentOf : undefined;
    for (let slot = 0; slot < size; slot++) {
      const group = strata[slot]!;
      rows[group]!++;
      if (!parentOf || slot - offsets[parentOf[slot]!]! >= from) slots[group]!.push(slot);
    }
    const before = this.#before(block);
    const after = this.#before(block + 1);
    const planned = { before: population.plannedBy(by, block), after: population.plannedBy(by, block + 1) };
    const indices = new Uint16Array(layout.size).fill(from > 0 ? this.size - 1 : 0);
    slots.forEach((open, group) => {
      const asPlanned = planned.after[group]! - planned.before[group]! === rows[group];
      const quotas = asPlanned
        ? after[group]!.map((count, value) => count - before[group]![value]!)
        : apportion(rows[group]!, weights(group));
      // Rows that can't have a value take theirs from the quota of the last one, which a fill leaves empty.
      let surplus = rows[group]! - open.length;
      for (let value = this.size - 1; surplus > 0; value--) {
        const taken = Math.min(surplus, quotas[value]!);
        quotas[value]! -= taken;
        surplus -= taken;
      }
      stratifiedShuffle(quotas, column, mixed(block, group)).forEach((value, i) => {
        indices[open[i]!] = value;
      });
    });
    return indices;
  }
}
