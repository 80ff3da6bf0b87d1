/** How many states are kept: a block needs its own and the next. */
const REMEMBERED = 3;

/** What has added up before each block: a pure function of the block's number, computed step by step. */
export class Cumulative<State> {
  readonly #start: State;
  readonly #states = new Map<number, State>();
  #last = 0;

  constructor(start: State) {
    this.#start = start;
    this.#states.set(0, start);
  }

  /** The state before a block; `next` makes the state after a block from the one before it. */
  upTo(block: number, next: (block: number, before: State) => State): State {
    const known = this.#states.get(block);
    if (known) return known;
    if (block < this.#last) {
      this.#states.clear();
      this.#states.set(0, this.#start);
      this.#last = 0;
    }
    while (this.#last < block) {
      const after = next(this.#last, this.#states.get(this.#last)!);
      this.#last++;
      this.#states.set(this.#last, after);
      this.#states.delete(this.#last - REMEMBERED);
    }
    return this.#states.get(block)!;
  }
}
