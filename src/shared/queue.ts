/** Waiting items, taken by priority (highest first), then in order of arrival. */
export class PriorityQueue<T> {
  readonly #waiting = new Map<number, T[]>();

  add(item: T, priority: number): void {
    const items = this.#waiting.get(priority);
    if (items) items.push(item);
    else this.#waiting.set(priority, [item]);
  }

  /** Takes items of the highest present priority, at most the number that `most` returns for it. */
  take(most: (priority: number) => number): T[] {
    const priority = Math.max(...this.#waiting.keys());
    const items = this.#waiting.get(priority);
    if (!items) return [];
    const taken = items.splice(0, most(priority));
    if (items.length === 0) this.#waiting.delete(priority);
    return taken;
  }

  get size(): number {
    return [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
  }
}

/** Hands out a limited number of slots, highest priority first. */
interface Slots {
  use<T>(priority: number, work: () => Promise<T>): Promise<T>;
}

export function slots(limit: number): Slots {
  let free = limit;
  const waiting = new PriorityQueue<() => void>();
  const release = () => {
    const [start] = waiting.take(() => 1);
    if (start) start();
    else free++;
  };
  return {
    async use(priority, work) {
      if (free > 0) free--;
      else await new Promise<void>((start) => waiting.add(start, priority));
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
