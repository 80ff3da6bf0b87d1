/** Hands out a limited number of slots, to the highest priority first. */
interface Slots {
  use<T>(priority: number, work: () => Promise<T>): Promise<T>;
}

export function slots(limit: number): Slots {
  let free = limit;
  const waiting: { priority: number; start(): void }[] = [];
  const release = () => {
    waiting.sort((a, b) => b.priority - a.priority);
    const next = waiting.shift();
    if (next) next.start();
    else free++;
  };
  return {
    async use(priority, work) {
      if (free > 0) free--;
      else await new Promise<void>((start) => waiting.push({ priority, start }));
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
