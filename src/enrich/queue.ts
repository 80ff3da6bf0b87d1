import { callSize, type Job } from './job.ts';

/** Jobs that wait for a call, by the size of the call that they wait for. */
export class Queue {
  readonly #levels: Job[][] = [[], [], [], []];
  readonly #batchSize: number;

  constructor(batchSize: number) {
    this.#batchSize = batchSize;
  }

  add(job: Job): void {
    this.#levels[job.level]!.push(job);
  }

  /** The jobs of the next call: what has to be asked again first, so that no tail of small calls is left. */
  take(): Job[] {
    for (let level = this.#levels.length - 1; level >= 0; level--) {
      const jobs = this.#levels[level]!.splice(0, callSize(level, this.#batchSize));
      if (jobs.length > 0) return jobs;
    }
    return [];
  }

  get jobs(): Job[] {
    return this.#levels.flat();
  }

  get size(): number {
    return this.#levels.reduce((sum, { length }) => sum + length, 0);
  }
}
