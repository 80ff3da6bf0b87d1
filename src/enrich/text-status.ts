import type { Wanted } from './plan/dataset-index.ts';
import { dependentsOf, type PlannedText } from './plan/plan.ts';

/** A text that could not be had, and why. */
export interface Missing {
  wanted: Wanted;
  reason: string;
}

/**
 * The status of each text of a run. A text is ready once all that it needs are written, so that it starts as
 * soon as it can, whatever else is under way.
 */
export class TextStatus {
  readonly total: number;
  readonly written = new Map<Wanted, string>();
  /** Texts that were longer than their field and were cut. */
  cut = 0;
  #ready: PlannedText[];
  readonly #missing = new Map<Wanted, Missing>();
  readonly #waiting = new Map<Wanted, number>();
  readonly #dependents: Map<Wanted, PlannedText[]>;
  readonly #planned = new Map<Wanted, PlannedText>();

  constructor(texts: readonly PlannedText[]) {
    this.total = texts.length;
    this.#dependents = dependentsOf(texts);
    this.#ready = texts.filter(({ needs }) => needs.length === 0);
    for (const text of texts) {
      this.#planned.set(text.wanted, text);
      if (text.needs.length > 0) this.#waiting.set(text.wanted, text.needs.length);
    }
  }

  /** The text of what a prompt waits for. */
  readonly textOf = (wanted: Wanted): string => this.written.get(wanted) ?? '';

  /** Takes the texts that have become ready. */
  takeReady(): PlannedText[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Texts whose turn has not come. */
  waiting(): PlannedText[] {
    return [...this.#waiting.keys()].map((wanted) => this.#planned.get(wanted)!);
  }

  write(wanted: Wanted, text: string, cut: boolean): void {
    this.written.set(wanted, text);
    if (cut) this.cut++;
    for (const dependent of this.#dependents.get(wanted) ?? []) {
      const left = this.#waiting.get(dependent.wanted);
      if (left === undefined) continue;
      if (left > 1) this.#waiting.set(dependent.wanted, left - 1);
      else {
        this.#waiting.delete(dependent.wanted);
        this.#ready.push(dependent);
      }
    }
  }

  /** Gives a text up, and with it those that wait for it. */
  giveUp(wanted: Wanted, reason: string): void {
    // A thread may be longer than a stack is deep.
    const given: Missing[] = [{ wanted, reason }];
    for (let next = given.pop(); next; next = given.pop()) {
      this.#missing.set(next.wanted, next);
      const { row, field } = next.wanted;
      const why = `it needs the ${row.sheet.object}.${field} of ${row.key}`;
      const waiting = (this.#dependents.get(next.wanted) ?? []).filter((one) =>
        this.#waiting.delete(one.wanted),
      );
      given.push(...waiting.reverse().map((one) => ({ wanted: one.wanted, reason: why })));
    }
  }

  /** What could not be had, in the order of the rows: answers come in any. */
  get missing(): Missing[] {
    return [...this.#planned.keys()].flatMap((wanted) => this.#missing.get(wanted) ?? []);
  }

  get settled(): number {
    return this.written.size + this.#missing.size;
  }
}
