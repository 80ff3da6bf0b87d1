import { type ColumnKey, mixed } from '../random/key.ts';
import { apportion, apportionGroups } from './apportion.ts';
import { Cumulative } from './cumulative.ts';
import { dealHands } from './hands.ts';
import type { Population } from './population.ts';

/** What a deck deals: the weight of each value, for each group of the deck that it is dealt by. */
export interface DeckInput {
  population: Population;
  column: ColumnKey;
  /** Values are dealt within the groups that this deck makes. */
  by?: Deck | undefined;
  /** The number of values. */
  size: number;
  weights: (group: number) => readonly number[];
  /** Rows that may carry another value than the last one start at this child of each parent (0 = the first). */
  from?: number;
}

/** One dealt column: whole blocks hold each value exactly as often as its share says, cumulatively over blocks. */
export class Deck {
  readonly population: Population;
  readonly size: number;
  readonly #input: DeckInput;
  readonly #groups: number;
  #block = -1;
  #indices: Uint16Array | undefined;
  /** Cards dealt before a block, for each group and value. */
  readonly #dealt: Cumulative<number[][]>;

  constructor(input: DeckInput) {
    this.#input = input;
    this.population = input.population;
    this.size = input.size;
    this.#groups = input.by?.size ?? 1;
    this.#dealt = new Cumulative(
      Array.from({ length: this.#groups }, () => new Array<number>(input.size).fill(0)),
    );
  }

  /** How often each value was dealt in all full blocks before this one. */
  planned(block: number): number[] {
    const dealt = this.#before(block);
    return Array.from({ length: this.size }, (_, value) =>
      dealt.reduce((sum, group) => sum + group[value]!, 0),
    );
  }

  #before(block: number): number[][] {
    return this.#dealt.upTo(block, (one, before) => this.#after(one, before));
  }

  #after(block: number, before: number[][]): number[][] {
    const rows = this.population.plannedBy(this.#input.by, block + 1);
    return apportionGroups(rows, this.#input.weights, before);
  }

  /** The value of each slot of a block. */
  indices(block: number): Uint16Array {
    if (this.#block !== block || !this.#indices) {
      this.#indices = this.#deal(block);
      this.#block = block;
    }
    return this.#indices;
  }

  #deal(block: number): Uint16Array {
    const { population, by, column, weights, from = 0 } = this.#input;
    const layout = population.layout(block);
    const strata = population.strata(by, block);
    const slots: number[][] = Array.from({ length: this.#groups }, () => []);
    const rows = new Array<number>(this.#groups).fill(0);
    for (let slot = 0; slot < layout.size; slot++) {
      const group = strata[slot]!;
      rows[group]!++;
      if (slot - layout.offsets[layout.parentOf[slot]!]! >= from) slots[group]!.push(slot);
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
      // Rows that cannot carry a value take theirs from the last one, the absent one of a fill.
      let surplus = rows[group]! - open.length;
      for (let value = this.size - 1; surplus > 0; value--) {
        const taken = Math.min(surplus, quotas[value]!);
        quotas[value]! -= taken;
        surplus -= taken;
      }
      dealHands(quotas, column, mixed(block, group)).forEach((value, i) => {
        indices[open[i]!] = value;
      });
    });
    return indices;
  }
}
